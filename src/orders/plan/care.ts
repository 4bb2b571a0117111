/** The mails that look after the customer: is all well, how was it, and the link that was asked for. */
import type { SuppressionReason } from "../../messages/message.ts";
import type { PlannedMessage, Situation } from "./plan.ts";
import { homeAt } from "../promise.ts";
import { DAY_MS, planned, unreachable } from "./planned_message.ts";

export function planCare(situation: Situation): readonly PlannedMessage[] {
  const { follow_up_days, feedback_days } = situation.shop.schedule;
  return [
    ...planAfterDelivery(situation, "follow_up", follow_up_days),
    ...planAfterDelivery(situation, "feedback_request", feedback_days),
    ...planLinks(situation),
  ];
}

/** Counted from the day on which everything was at the customer's. */
function planAfterDelivery(
  situation: Situation,
  kind: "follow_up" | "feedback_request",
  days: number | null,
): readonly PlannedMessage[] {
  const home_at = homeAt(situation.order);
  if (home_at === null || days === null) return [];
  const due_at_ms = Date.parse(home_at) + days * DAY_MS;
  return [planned(situation, kind, "", home_at, notTheMoment(situation), due_at_ms)];
}

/** To ask how somebody likes what they are sending back, or have got their money back for, would be tactless. */
function notTheMoment({ order }: Situation): SuppressionReason | null {
  if (order.cancelled !== undefined) return "order_cancelled";
  if (order.refunds.length > 0 || order.returns.some(({ status }) => status === "received")) {
    return "overtaken";
  }
  const in_touch = order.returns.some(({ status }) => status !== "declined") ||
    order.withdrawals.length > 0 || order.open_conversations.length > 0;
  return in_touch ? "paused" : null;
}

/** The customer asked for it, so neither age nor cancellation speaks against it. One mail an hour, however often asked. */
function planLinks(situation: Situation): readonly PlannedMessage[] {
  const { order, now_ms } = situation;
  const hours = new Set(order.links_requested_at.map((at) => at.slice(0, "2026-11-22T10".length)));
  return [...hours].map((hour) => ({
    kind: "order_link",
    about: hour,
    due_at_ms: now_ms,
    against: unreachable(situation, "order_link") ??
      (now_ms - Date.parse(`${hour}:59:59Z`) > DAY_MS ? "overtaken" : null),
  }));
}
