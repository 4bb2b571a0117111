/** From the subtotal to the total, and how it was paid: amounts as they were given, in the order in which they add up. */
import type { FC } from "hono/jsx";
import type { Translate } from "../locales/translate.ts";
import type { OrderView } from "../view.ts";
import { LIGHT } from "./accent.ts";

interface SumsProps {
  readonly view: OrderView;
  readonly t: Translate;
}

export const Sums: FC<SumsProps> = ({ view, t }) => {
  const end = view.dir === "rtl" ? "left" : "right";
  const apart = `padding-${view.dir === "rtl" ? "right" : "left"}:16px;white-space:nowrap`;
  const row = (label: string, amount: string) => (
    <tr valign="top">
      <td class="m" style={`padding-bottom:8px;color:${LIGHT.muted}`}>{label}</td>
      <td align={end} style={`padding-bottom:8px;${apart}`}>{amount}</td>
    </tr>
  );
  return (
    <table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="font-size:15px">
      {view.sums.map(({ label, amount }) => row(label, amount))}
      <tr valign="top" style="font-size:20px;font-weight:600">
        <td style="padding-top:8px">{t("sum.total")}</td>
        <td align={end} style={`padding-top:8px;${apart}`}>{view.total}</td>
      </tr>
      <tr valign="top">
        <td colspan={2} class="m" style={`padding:2px 0 8px;font-size:14px;color:${LIGHT.muted}`}>
          {view.included_tax === null ? null : (
            <>
              {view.included_tax}
              <br />
            </>
          )}
          {view.payment.sentence}
        </td>
      </tr>
      {view.payment.refunded === null ? null : row(view.payment.refunded.label, view.payment.refunded.amount)}
    </table>
  );
};
