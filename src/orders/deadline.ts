/** When time alone will next change what an order owes. It may be early, never late: whoever wakes then plans anew. Pure. */
import { lastTold } from "../messages/ledger.ts";
import type { Situation } from "./plan.ts";
import { reminderTimes } from "./plan_payments.ts";
import { stalledAt } from "./plan_shipments.ts";
import { currentWindow, isUnderway, missedAt } from "./promise.ts";

/** Milliseconds since the epoch, after `now_ms`; null when nothing is to be waited for. */
export function nextDeadline(situation: Situation): number | null {
  const { order, shop, ledger, now_ms } = situation;
  const promised = lastTold(ledger, "expected") ?? currentWindow(order, shop);
  const awaited = order.cancelled === undefined && isUnderway(order) && promised !== null
    ? [missedAt(promised, shop)]
    : [];
  const times = [
    ...awaited,
    ...reminderTimes(situation),
    ...order.shipments.flatMap((shipment) => stalledAt(situation, shipment) ?? []),
  ].filter((at_ms) => at_ms > now_ms);
  return times.length === 0 ? null : Math.min(...times);
}
