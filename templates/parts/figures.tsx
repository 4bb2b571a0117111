/** A few numbers at a glance, three in a row: each large, with what it counts below it. */
import type { FC } from "hono/jsx";
import type { Translate } from "../locales/translate.ts";
import { LIGHT } from "./accent.ts";
import { labelled } from "./labelled.ts";

export interface Figure {
  readonly label: string;
  readonly value: string;
}

const IN_A_ROW = 3;

export const Figures: FC<{ readonly figures: readonly Figure[] }> = ({ figures }) => (
  <table role="presentation" width="100%" cellpadding="0" cellspacing="0">
    {rows(figures).map((row) => (
      <tr valign="top">
        {row.map((figure) => (
          <td width="33%" style="padding:0 8px 20px 0">
            <div style="font-size:28px;line-height:1.2;font-weight:600">{figure?.value}</div>
            <div class="m" style={`font-size:14px;color:${LIGHT.muted}`}>{figure?.label}</div>
          </td>
        ))}
      </tr>
    ))}
  </table>
);

/** Fills up the last row, so that its cells keep their width. */
function rows(figures: readonly Figure[]): readonly (readonly (Figure | null)[])[] {
  return Array.from(
    { length: Math.ceil(figures.length / IN_A_ROW) },
    (_, row) => Array.from({ length: IN_A_ROW }, (_, column) => figures[row * IN_A_ROW + column] ?? null),
  );
}

export function figureTexts(figures: readonly Figure[], t: Translate): readonly string[] {
  return figures.map(({ label, value }) => labelled(t, label, value));
}
