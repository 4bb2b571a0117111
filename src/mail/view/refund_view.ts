/** Words where a refund's money goes and what it is for. Pure. */
import type { SumView } from "../../../templates/content.ts";
import type { TextKey } from "../../../templates/locales/translate.ts";
import type { AccountRefund } from "../../orders/account/refunds.ts";
import type { RefundDestination } from "../../orders/event.ts";
import type { Part } from "../../orders/account/parts.ts";
import { methodText, type Wording } from "../format/amounts.ts";
import { textOrNull } from "../format/text.ts";
import { orderMethod } from "./money_view.ts";
import { asReceived, partView } from "./part_view.ts";
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

/** The refund's amounts other than its lines: what is paid back too, and what the shop keeps of it. */
export interface RefundRows {
  readonly beside: readonly SumView[];
  /** Negative amounts. */
  readonly deducted: readonly SumView[];
}

/** Returns one row for each amount; none where the refund's parts are contradictory. */
export function refundRows({ breakdown }: AccountRefund, order: Order, words: Wording): RefundRows {
  const parts = asReceived(breakdown.parts, order).filter(({ kind }) => kind !== "line");
  const rows = (some: readonly Part[], nameless: TextKey) =>
    some.map((part) => partView(named(part, words.t(nameless)), words));
  return {
    beside: rows(parts.filter(({ amount_minor }) => amount_minor >= 0), "refund.more"),
    deducted: rows(parts.filter(({ amount_minor }) => amount_minor < 0), "refund.less"),
  };
}

/** Gives a part that only corrects the sum a name that says in which direction, unless the sender names it. */
function named(part: Part, name: string): Part {
  const is_correction = part.kind === "adjustment" || part.kind === "other";
  return is_correction && textOrNull(part.label) === null ? { ...part, label: name } : part;
}
