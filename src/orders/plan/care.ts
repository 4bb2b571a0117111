/** Plans care mails: follow-up, request for feedback, and the link that the customer asked for. */
import type { SuppressionReason } from "../../messages/message.ts";
import type { PlanInput, PlannedMessage } from "./plan_input.ts";
import { homeAt } from "../goods/arrival.ts";
import { isRefundOfKept } from "../goods/ended.ts";
import { DAY_MS } from "../days.ts";
import { planned, unreachable } from "./planned_message.ts";
import { planShipments } from "./shipments.ts";
import { countedFrom, dueSinceConfirmed, toldAt } from "./since_told.ts";

export function planCare(input: PlanInput): readonly PlannedMessage[] {
  const { follow_up_days, feedback_days } = input.shop.schedule;
  return [
    ...planAfterDelivery(input, "follow_up", follow_up_days),
    ...planAfterDelivery(input, "feedback_request", feedback_days),
    ...planLinks(input),
  ];
}

/** Days count from the day on which everything reached the customer, or was told to them. */
function planAfterDelivery(
  input: PlanInput,
  kind: "follow_up" | "feedback_request",
  days: number | null,
): readonly PlannedMessage[] {
  const home_at = homeAt(input.order);
  if (home_at === null || days === null) return [];
  const due_at_ms = dueSinceConfirmed(input, homeSince(input, home_at), days * DAY_MS);
  return due_at_ms === null ? [] : [planned(input, kind, "", home_at, notTheMoment(input), due_at_ms)];
}

/** Returns since when the customer has everything, or later, since when our mail says so; milliseconds since the epoch. */
export function homeSince(input: PlanInput, home_at: string): number {
  const says_so = ({ kind }: { readonly kind: string }) => kind === "shipment_delivered";
  const isPlanned = () => planShipments(input).some((mail) => says_so(mail) && mail.against === null);
  return countedFrom(Date.parse(home_at), toldAt(input.ledger.filter(says_so), isPlanned, input.now_ms));
}

/** Suppresses the question where the goods are being returned or were refunded: it would be tactless. */
function notTheMoment({ order }: PlanInput): SuppressionReason | null {
  if (order.cancelled !== undefined) return "order_cancelled";
  if (isRefundOfKept(order) || order.returns.some(({ status }) => status === "received")) {
    return "overtaken";
  }
  const in_touch = order.returns.some(({ status }) => status !== "declined") ||
    order.withdrawals.length > 0 || order.open_conversations.length > 0;
  return in_touch ? "paused" : null;
}

/** Plans the requested links, whatever the age or cancellation of the order; at most one mail an hour. */
function planLinks(input: PlanInput): readonly PlannedMessage[] {
  const { order, now_ms } = input;
  const hours = new Set(order.links_requested_at.map((at) => at.slice(0, "2026-11-22T10".length)));
  return [...hours].map((hour) => ({
    kind: "order_link",
    about: hour,
    due_at_ms: now_ms,
    against: unreachable(input, "order_link") ??
      (now_ms - Date.parse(`${hour}:59:59Z`) > DAY_MS ? "overtaken" : null),
  }));
}
