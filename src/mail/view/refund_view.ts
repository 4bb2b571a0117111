/** Words where a refund's money goes and what it is for. Pure. */
import type { SumView } from "../../../templates/content.ts";
import type { AccountRefund } from "../../orders/account/refunds.ts";
import type { RefundDestination } from "../../orders/event.ts";
import { methodText, type Wording } from "../format/amounts.ts";
import { orderMethod } from "./money_view.ts";
import { partView } from "./part_view.ts";
import type { Order } from "../../orders/state.ts";

/**
 * Returns the name of one destination, such as `Visa ···· 4242` or `Store credit`; null where the payment method is
 * not known.
 */
export function destinationName(
  { to, method }: RefundDestination,
  order: Order,
  { t }: Wording,
): string | null {
  return to === "payment" ? methodText(method, t) ?? orderMethod(order, t) : t(`refund.to_${to}`);
}

/** Each destination with its amount; empty where all goes to one. */
export function destinationViews(
  { destinations }: AccountRefund,
  order: Order,
  words: Wording,
): readonly SumView[] {
  return destinations.length < 2 ? [] : destinations.map((destination) => ({
    label: destinationName(destination, order, words) ?? words.t("refund.to_payment"),
    amount: words.money(destination.amount_minor),
  }));
}

/** Returns the refund's other amounts, one row each; empty where its parts are contradictory. */
export function refundRows({ breakdown }: AccountRefund, words: Wording): readonly SumView[] {
  return breakdown.parts.filter(({ kind }) => kind !== "line").map((part) => partView(part, words));
}
