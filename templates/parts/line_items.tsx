/** What was bought, one row a line: picture or monogram, title, quantity and price. It stays lean, since forty rows share one mail. */
import type { FC } from "hono/jsx";
import type { ItemView } from "../matter.ts";
import { LIGHT } from "./accent.ts";
import { Lines } from "./lines.tsx";

interface LineItemsProps {
  readonly lines: readonly ItemView[];
  readonly dir: "ltr" | "rtl";
}

export const LineItems: FC<LineItemsProps> = ({ lines, dir }) => {
  const [start, end] = dir === "rtl" ? ["right", "left"] as const : ["left", "right"] as const;
  return (
    <table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="line-height:1.4">
      {lines.map((line) => (
        <tr valign="top">
          <td width="80" height="84">
            <Picture line={line} />
          </td>
          <td style="padding-bottom:20px">
            <b>{line.title}</b>
            <div class="m" style={`font-size:14px;color:${LIGHT.muted}`}>
              <Lines lines={[line.variant, line.pricing, line.availability]} />
            </div>
          </td>
          {line.total === null
            ? null
            : <td align={end} style={`padding-${start}:16px;white-space:nowrap`}>{line.total}</td>}
        </tr>
      ))}
    </table>
  );
};

/** A picture that is off or missing leaves a calm square, never a broken frame. */
const Picture: FC<{ readonly line: ItemView }> = ({ line }) =>
  line.image_url === null
    ? (
      <span
        class="i m"
        aria-hidden="true"
        style={`display:block;width:64px;font-size:22px;line-height:64px;text-align:center;background:${LIGHT.soft};color:${LIGHT.muted}`}
      >
        {line.initial}
      </span>
    )
    : <img class="i" src={line.image_url} alt={line.title} width="64" height="64" />;
