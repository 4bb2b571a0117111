/** From the subtotal to the total, and how it was paid: amounts as they were given, in the order in which they add up. */
import type { Child } from "hono/jsx";
import type { HtmlEscapedString } from "hono/utils/html";
import type { Translate } from "../locales/translate.ts";
import type { OrderView, SumView } from "../view.ts";
import { LIGHT } from "./accent.ts";
import { Lines } from "./lines.tsx";
import { precompiled } from "./precompiled.ts";
import { eachWay } from "./sides.ts";

interface SumsProps {
  readonly view: OrderView;
  readonly t: Translate;
}

export function Sums({ view: { sums, total, included_tax, payment, dir }, t }: SumsProps): HtmlEscapedString {
  return table[dir]({
    rows: sums.map(({ label, amount }) => row[dir]({ label, amount })),
    total_label: t("sum.total"),
    total,
    notes: Lines({ lines: [included_tax, payment.sentence] }),
    refunded: payment.refunded === null ? null : row[dir](payment.refunded),
  });
}

interface Table {
  readonly rows: Child;
  readonly total_label: string;
  readonly total: string;
  readonly notes: Child;
  readonly refunded: Child;
}

const table = eachWay(({ start, end }) =>
  precompiled<Table>(({ rows, total_label, total, notes, refunded }) => (
    <table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="font-size:15px">
      {rows}
      <tr valign="top" style="font-size:20px;font-weight:600">
        <td style="padding-top:8px">{total_label}</td>
        <td align={end} style={`padding-top:8px;padding-${start}:16px;white-space:nowrap`}>{total}</td>
      </tr>
      <tr valign="top">
        <td colspan={2} class="m" style={`padding:2px 0 8px;font-size:14px;color:${LIGHT.muted}`}>
          {notes}
        </td>
      </tr>
      {refunded}
    </table>
  ))
);

const row = eachWay(({ start, end }) =>
  precompiled<SumView>(({ label, amount }) => (
    <tr valign="top">
      <td class="m" style={`padding-bottom:8px;color:${LIGHT.muted}`}>{label}</td>
      <td align={end} style={`padding-bottom:8px;padding-${start}:16px;white-space:nowrap`}>{amount}</td>
    </tr>
  ))
);
