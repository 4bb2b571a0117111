/** The mails about the order as a whole: confirmed, changed, cancelled, out of stock, late. */
import { lastTold } from "../messages/ledger.ts";
import type { PlannedMessage, Situation } from "./plan.ts";
import { planCancellation, planRestoration } from "./plan_cancellation.ts";
import { currentWindow, isUnderway, missedAt } from "./promise.ts";
import { correctedAt } from "./reachable.ts";
import { planned } from "./verdict.ts";

export function planOrder(situation: Situation): readonly PlannedMessage[] {
  const confirmation = planConfirmation(situation);
  // What else is news is in the mail that says that the order stands.
  const restoration = planRestoration(situation, confirmation);
  if (restoration !== null) return [confirmation, ...restoration];
  return [
    confirmation,
    ...planChange(situation),
    ...planCancellation(situation),
    ...planStock(situation),
    ...planDelay(situation),
  ];
}

/** Sent again, as of now, to an address that was corrected. */
function planConfirmation(situation: Situation): PlannedMessage {
  const { order } = situation;
  const against = order.cancelled === undefined ? null : "order_cancelled";
  const corrected_at = correctedAt(order, "customer");
  return planned(
    situation,
    "order_confirmation",
    corrected_at ?? "",
    corrected_at ?? order.details.placed_at,
    against,
  );
}

/** Only what came after the last mail that showed the order: until the confirmation leaves, it shows the change itself. */
function planChange(situation: Situation): readonly PlannedMessage[] {
  const { order, ledger } = situation;
  const told = lastTold(ledger, "changes");
  const newest = order.changes.at(-1);
  if (newest === undefined || told === undefined || order.changes.length <= told) return [];
  if (order.cancelled !== undefined || !isUnderway(order)) return [];
  return [planned(situation, "order_changed", newest.at, newest.at)];
}

/** Against what the customer was last told: lines that ran out since, or the first moment at which all are there again. */
function planStock(situation: Situation): readonly PlannedMessage[] {
  const { order, ledger } = situation;
  const told = lastTold(ledger, "backordered");
  if (told === undefined || order.cancelled !== undefined || order.shipments.length > 0) return [];
  const missing = backordered(situation);
  const news_at = order.stock_changed_at ?? order.details.placed_at;
  if (missing.some((line_id) => !told.includes(line_id))) {
    return [planned(situation, "backorder_notice", news_at, news_at)];
  }
  return told.length > 0 && missing.length === 0
    ? [planned(situation, "back_on_track", news_at, news_at)]
    : [];
}

/** Lines that the shop says it does not have. */
export function backordered({ order }: Pick<Situation, "order">): readonly string[] {
  return order.details.lines.filter(({ stock }) => stock?.available === false).map(({ id }) => id);
}

/**
 * Later than the customer was last told: a new date is told as it comes, a promised day that passes without one by the
 * clock. A date within what was told says nothing new.
 */
function planDelay(situation: Situation): readonly PlannedMessage[] {
  const { order, shop, ledger, now_ms } = situation;
  const told = lastTold(ledger, "expected");
  const now = currentWindow(order, shop);
  if (told === undefined || now === null || order.cancelled !== undefined || !isUnderway(order)) return [];
  // What is there again tells its own date.
  if (planStock(situation).length > 0) return [];
  if (now.until > told.until) {
    return [planned(situation, "delay_notice", now.until, new Date(now_ms).toISOString())];
  }
  const missed_ms = missedAt(told, shop);
  if (now_ms < missed_ms || order.shipments.some(({ status }) => status === "out_for_delivery")) return [];
  return [planned(situation, "delay_notice", `missed:${told.until}`, new Date(missed_ms).toISOString())];
}
