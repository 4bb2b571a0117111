/** The main button of a mail: a link, large enough for a thumb and correct in Outlook. */
import type { HtmlEscapedString } from "hono/utils/html";
import { type Accent, LIGHT, lightAccent } from "./accent.ts";
import { precompiled } from "./precompiled.ts";

/** Seen on the light and on the dark card: 3:1 at least on both. */
const EDGE = "#8a857d";

interface ButtonProps {
  readonly href: string;
  readonly label: string;
  /** `#rrggbb` */
  readonly accent: string;
  /** True beside another button: a mail has one filled button at most. */
  readonly is_quiet?: boolean;
}

export function Button({ href, label, accent, is_quiet = false }: ButtonProps): HtmlEscapedString {
  if (is_quiet) return quiet({ href, label });
  const { fill, on_fill } = lightAccent(accent);
  return button({ href, label, fill, on_fill });
}

type Link = Pick<ButtonProps, "href" | "label">;

// Word ignores the padding of a link but takes mso-padding-alt of the cell around it.
const button = precompiled<Link & Pick<Accent, "fill" | "on_fill">>((
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

const quiet = precompiled<Link>(({ href, label }) => (
  <table role="presentation" cellpadding="0" cellspacing="0" class="w">
    <tr>
      <td
        class="e"
        align="center"
        bgcolor={LIGHT.card}
        style={`border:1px solid ${EDGE};border-radius:10px;background:${LIGHT.card};mso-padding-alt:13px 27px`}
      >
        <a
          href={href}
          class="b t"
          style={`display:inline-block;padding:13px 27px;font-size:16px;font-weight:500;color:${LIGHT.ink};text-decoration:none`}
        >
          {label}
        </a>
      </td>
    </tr>
  </table>
));
