/** When time alone will next change what an order owes. It may be early, never late: whoever wakes then plans anew. Pure. */
import { lastShown } from "../../messages/ledger.ts";
import { givesDelayChoice, silentAt } from "./alerts.ts";
import { remindersOf } from "./reminders.ts";
import { stalledAt } from "./shipments.ts";
import { isUnderway } from "../goods/arrival.ts";
import { currentWindow, missedAt } from "../promise.ts";
import { DAY_MS } from "../days.ts";
import type { PlanInput } from "./plan_input.ts";

/** Milliseconds since the epoch, after `now_ms`; null when nothing is to be waited for. */
export function nextDeadline(input: PlanInput): number | null {
  const { order, shop, ledger, now_ms } = input;
  const promised = lastShown(ledger, "expected") ?? currentWindow(order, shop);
  const awaited = order.cancelled === undefined && isUnderway(order) && promised !== null
    ? [missedAt(promised, order, shop)]
    : [];
  const times = [
    ...awaited,
    ...remindersOf(input).map(({ at_ms }) => at_ms),
    ...answerTimes(input),
    ...order.shipments.flatMap((shipment) => stalledAt(input, shipment) ?? []),
    ...retentionTimes(input),
  ].filter((at_ms) => at_ms > now_ms);
  return times.length === 0 ? null : Math.min(...times);
}

/** An order that comes when its time is over already is forgotten at the next look. */
function retentionTimes(input: PlanInput): readonly number[] {
  const ends_ms = retentionEnds(input);
  return ends_ms === null ? [] : [Math.max(ends_ms, input.now_ms + 1)];
}

/** When the customer of an order is to be forgotten; null while the shop sets no time, and once it is done. */
export function retentionEnds({ order, shop }: Pick<PlanInput, "order" | "shop">): number | null {
  return shop.retention_days === null || order.erased_at !== undefined
    ? null
    : Date.parse(order.details.placed_at) + shop.retention_days * DAY_MS;
}

/** Until the second notice of a delay has left nobody knows when silence ends: no sooner than its days from now. */
function answerTimes(input: PlanInput): readonly number[] {
  const { order, shop, ledger, now_ms } = input;
  const is_late = order.cancelled === undefined && isUnderway(order) &&
    ledger.some(({ kind }) => kind === "delay_notice");
  if (!givesDelayChoice(shop) || !is_late) return [];
  return [silentAt(input) ?? now_ms + shop.delay_answer_days * DAY_MS];
}
