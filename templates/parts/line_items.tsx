/**
 * What was bought, one row a line: picture or monogram, title, quantity and price. It stays lean, since forty rows share one mail; its
 * rows are written down as text, since they are most of what a mail costs.
 */
import { raw } from "hono/html";
import type { FC } from "hono/jsx";
import type { ItemView } from "../matter.ts";
import { LIGHT } from "./accent.ts";
import { escaped } from "./markup.ts";

interface LineItemsProps {
  readonly lines: readonly ItemView[];
  readonly dir: "ltr" | "rtl";
}

const NOTES = `font-size:14px;color:${LIGHT.muted}`;
const MONOGRAM =
  `display:block;width:64px;font-size:22px;line-height:64px;text-align:center;background:${LIGHT.soft};color:${LIGHT.muted}`;

export const LineItems: FC<LineItemsProps> = ({ lines, dir }) => {
  const [start, end] = dir === "rtl" ? ["right", "left"] as const : ["left", "right"] as const;
  const priced = `<td align="${end}" style="padding-${start}:16px;white-space:nowrap">`;
  return (
    <table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="line-height:1.4">
      {raw(lines.map((line) => row(line, priced)).join(""))}
    </table>
  );
};

/** `priced`: the start tag of the last cell. */
function row(line: ItemView, priced: string): string {
  const title = escaped(line.title);
  const notes = [line.variant, line.pricing, line.availability].filter((note) => note !== null).map(escaped);
  const total = line.total === null ? "" : `${priced}${escaped(line.total)}</td>`;
  return `<tr valign="top"><td width="80" height="84">${
    picture(line, title)
  }</td><td style="padding-bottom:20px"><b>${title}</b><div class="m" style="${NOTES}">${
    notes.join("<br/>")
  }</div></td>${total}</tr>`;
}

/** A picture that is off or missing leaves a calm square, never a broken frame. */
function picture({ image_url, initial }: ItemView, title: string): string {
  return image_url === null
    ? `<span class="i m" aria-hidden="true" style="${MONOGRAM}">${escaped(initial)}</span>`
    : `<img class="i" src="${escaped(image_url)}" alt="${title}" width="64" height="64"/>`;
}
