/** From the subtotal to the total, and how it was paid: amounts as they were given, in the order in which they add up. */
import type { Child } from "hono/jsx";
import type { HtmlEscapedString } from "hono/utils/html";
import type { Translate } from "../locales/translate.ts";
import type { OrderView } from "../view.ts";
import type { SumView } from "../content.ts";
import { Lines } from "./lines.tsx";
import { paymentLines } from "./payment_lines.ts";
import { precompiled } from "./precompiled.ts";
import { eachWay } from "./sides.ts";

interface SumsProps {
  readonly view: OrderView;
  readonly t: Translate;
}

export function Sums({ view, t }: SumsProps): HtmlEscapedString {
  const { sums, total, included_tax, included_rates, payment, dir } = view;
  return table[dir]({
    rows: sums.map(({ label, amount }) => row[dir]({ label, amount })),
    total_label: t("sum.total"),
    total,
    rates: included_rates.map(({ label, amount }) => row[dir]({ label, amount })),
    notes: Lines({ lines: [included_tax, ...paymentLines(view)] }),
    refunded: payment.refunded === null ? null : row[dir](payment.refunded),
  });
}

interface Table {
  readonly rows: Child;
  readonly total_label: string;
  readonly total: string;
  /** The tax that the prices contain, by rate. */
  readonly rates: Child;
  readonly notes: Child;
  readonly refunded: Child;
}

const table = eachWay(({ end, box }) =>
  precompiled<Table>(({ rows, total_label, total, rates, notes, refunded }) => (
    <table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="font-size:15px">
      {rows}
      <tr valign="top" style="font-size:20px;font-weight:600">
        <td style={`padding:${box(8, 16, 0, 0)}`}>{total_label}</td>
        <td align={end} style="padding-top:8px" nowrap>{total}</td>
      </tr>
      {rates}
      <tr valign="top">
        <td colspan={2} class="m" style="padding:2px 0 8px;font-size:14px">
          {notes}
        </td>
      </tr>
      {refunded}
    </table>
  ))
);

const row = eachWay(({ end, box }) =>
  precompiled<SumView>(({ label, amount }) => (
    <tr valign="top">
      <td class="m" style={`padding:${box(0, 16, 8, 0)}`}>{label}</td>
      <td align={end} nowrap>{amount}</td>
    </tr>
  ))
);
