/** The main button of a mail: a link, large enough for a thumb and correct in Outlook. */
import type { HtmlEscapedString } from "hono/utils/html";
import { type Accent, lightAccent } from "./accent.ts";
import { precompiled } from "./precompiled.ts";

interface ButtonProps {
  readonly href: string;
  readonly label: string;
  /** `#rrggbb` */
  readonly accent: string;
}

export function Button({ href, label, accent }: ButtonProps): HtmlEscapedString {
  const { fill, on_fill } = lightAccent(accent);
  return button({ href, label, fill, on_fill });
}

// Word ignores the padding of a link but takes mso-padding-alt of the cell around it.
const button = precompiled<Omit<ButtonProps, "accent"> & Pick<Accent, "fill" | "on_fill">>((
  { href, label, fill, on_fill },
) => (
  <table role="presentation" cellpadding="0" cellspacing="0" class="w">
    <tr>
      <td
        class="g"
        align="center"
        bgcolor={fill}
        style={`border-radius:10px;background:${fill};mso-padding-alt:14px 28px`}
      >
        <a
          href={href}
          class="b g"
          style={`display:inline-block;padding:14px 28px;border-radius:10px;font-size:16px;font-weight:600;color:${on_fill};text-decoration:none`}
        >
          {label}
        </a>
      </td>
    </tr>
  </table>
));
