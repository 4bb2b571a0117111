/** What was bought, one row a line: picture or monogram, title, quantity and price. It stays lean, since forty rows share one mail. */
import type { Child } from "hono/jsx";
import type { HtmlEscapedString } from "hono/utils/html";
import type { ItemView } from "../content.ts";
import { LIGHT } from "./accent.ts";
import { Lines } from "./lines.tsx";
import { precompiled } from "./precompiled.ts";
import { type Direction, eachWay } from "./sides.ts";

interface LineItemsProps {
  readonly lines: readonly ItemView[];
  readonly dir: Direction;
}

export function LineItems({ lines, dir }: LineItemsProps): HtmlEscapedString {
  return table({ rows: lines.map((line) => lineItem(line, dir)) });
}

const table = precompiled<{ readonly rows: Child }>(({ rows }) => (
  <table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="line-height:1.4">
    {rows}
  </table>
));

function lineItem(line: ItemView, dir: Direction): HtmlEscapedString {
  const { title, variant, initial, image_url, pricing, total, availability } = line;
  const notes = [variant, pricing, availability];
  // A title alone stands beside the middle of its picture.
  const height = notes.every((note) => note === null) ? ";vertical-align:middle" : "";
  return row({
    // A blocked or missing picture leaves a plain square, never a broken frame.
    picture: image_url === null ? monogram({ initial }) : picture({ image_url, title }),
    title,
    notes: Lines({ lines: notes }),
    air: (total === null ? "padding-bottom:20px" : airBeforePrice[dir]) + height,
    priced: total === null ? null : priced[dir]({ total }),
  });
}

interface Row {
  readonly picture: Child;
  readonly title: string;
  readonly notes: Child;
  /** Around title and notes. */
  readonly air: string;
  readonly priced: Child;
}

const row = precompiled<Row>(({ picture, title, notes, air, priced }) => (
  <tr valign="top">
    <td width="80" height="84">{picture}</td>
    <td style={air}>
      <b>{title}</b>
      <div class="m" style="font-size:14px">{notes}</div>
    </td>
    {priced}
  </tr>
));

const airBeforePrice = eachWay(({ box }) => `padding:${box(0, 16, 20, 0)}`);

const picture = precompiled<{ readonly image_url: string; readonly title: string }>((
  { image_url, title },
) => <img class="i" src={image_url} alt={title} width="64" height="64" />);

const monogram = precompiled<{ readonly initial: string }>(({ initial }) => (
  <span
    class="i m"
    aria-hidden="true"
    style={`display:block;width:64px;font-size:22px;line-height:64px;text-align:center;background:${LIGHT.soft}`}
  >
    {initial}
  </span>
));

const priced = eachWay(({ end }) =>
  precompiled<{ readonly total: string }>(({ total }) => <td align={end} nowrap>{total}</td>)
);
