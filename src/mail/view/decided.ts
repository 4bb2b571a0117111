/** Words what became of a customer's request, for its mail and for the order's page alike. Pure. */
import type { Translate } from "../../../templates/locales/translate.ts";
import type { RequestNews } from "../../messages/kinds/support.ts";
import { homeAt } from "../../orders/goods/arrival.ts";
import type { DecidedRequest, Order } from "../../orders/state.ts";
import { dayText } from "../format/dates.ts";

export interface NewsWords {
  readonly headline: string;
  readonly next: string;
}

export function newsWords(
  news: RequestNews,
  until: string | undefined,
  { t, locale }: { readonly t: Translate; readonly locale: string },
): NewsWords {
  const values = until === undefined ? undefined : { date: dayText(locale, until) };
  return { headline: t(`decided.${news}`, values), next: t(`decided.${news}_next`, values) };
}

/** Returns what a decision tells its customer. */
export function newsOf(
  { about, remedy, is_granted }: Pick<DecidedRequest, "about" | "remedy" | "is_granted">,
) {
  const became = is_granted ? "granted" : "declined";
  if (about === "cancellation") return `cancellation_${became}` as const;
  if (about === "address_change" || about === "send_elsewhere") return `address_${became}` as const;
  if (!is_granted) return "claim_declined" as const;
  return about === "refund_instead" || remedy === "refund"
    ? "refund_granted" as const
    : "send_again_granted" as const;
}

/**
 * Returns the newest decision that still says more than the goods and the money of the order do; null where they have
 * moved on, or the customer has asked for something since.
 */
export function currentDecision(order: Order): DecidedRequest | null {
  const last = order.decided_requests?.at(-1);
  if (last === undefined || order.cancelled !== undefined) return null;
  if ((order.open_requests ?? []).some(({ at }) => at > last.at)) return null;
  const moved = [
    ...order.shipments.map(({ shipped_at }) => shipped_at),
    ...order.refunds.map(({ at }) => at),
    ...order.returns.map(({ at }) => at),
    last.is_granted ? undefined : homeAt(order),
  ];
  return moved.some((at) => at !== undefined && at !== null && at > last.at) ? null : last;
}
