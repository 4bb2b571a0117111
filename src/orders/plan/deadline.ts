/**
 * Computes when time alone will next change what an order owes. The result may be early, never late: the order is
 * planned again at that time. Pure.
 */
import { lastShown } from "../../messages/ledger.ts";
import { givesDelayChoice, silentAt } from "./alerts.ts";
import { remindersOf } from "./reminders.ts";
import { missedSinceShown } from "./since_told.ts";
import { stalledAt } from "./shipments.ts";
import { isCalledOff } from "../called_off.ts";
import { isUnderway } from "../goods/arrival.ts";
import { currentWindow } from "../promise.ts";
import { DAY_MS } from "../days.ts";
import type { PlanInput } from "./plan_input.ts";

/** Returns milliseconds since the epoch, after `now_ms`; null where the order waits for nothing. */
export function nextDeadline(input: PlanInput): number | null {
  const { order, shop, ledger, now_ms } = input;
  const promised = lastShown(ledger, "expected") ?? currentWindow(order, shop);
  const awaited = !isCalledOff(order) && isUnderway(order) && promised !== null
    ? [missedSinceShown(input, promised)]
    : [];
  const times = [
    ...awaited,
    ...remindersOf(input).map(({ at_ms }) => at_ms),
    ...answerTimes(input),
    ...(order.hold === undefined ? [] : [Date.parse(order.hold.until)]),
    ...order.shipments.flatMap((shipment) => stalledAt(input, shipment) ?? []),
    ...retentionTimes(input),
  ].filter((at_ms) => at_ms > now_ms);
  return times.length === 0 ? null : Math.min(...times);
}

/** An order that arrives after its retention time is erased at the next check. */
function retentionTimes(input: PlanInput): readonly number[] {
  const ends_ms = retentionEnds(input);
  return ends_ms === null ? [] : [Math.max(ends_ms, input.now_ms + 1)];
}

/**
 * Returns when the customer of an order is to be erased, in milliseconds since the epoch; null while the shop sets no
 * time, and after erasure.
 */
export function retentionEnds({ order, shop }: Pick<PlanInput, "order" | "shop">): number | null {
  return shop.retention_days === null || order.erased_at !== undefined
    ? null
    : Date.parse(order.details.placed_at) + shop.retention_days * DAY_MS;
}

/**
 * Before the second delay mail has left, the end of the answer time is unknown: no earlier than `delay_answer_days`
 * from now.
 */
function answerTimes(input: PlanInput): readonly number[] {
  const { order, shop, ledger, now_ms } = input;
  const is_late = !isCalledOff(order) && isUnderway(order) &&
    ledger.some(({ kind }) => kind === "delay_notice");
  if (!givesDelayChoice(shop) || !is_late) return [];
  return [silentAt(input) ?? now_ms + shop.delay_answer_days * DAY_MS];
}
