/** Plans the mails about returns: requested, approved, declined, arrived, and the end of the return period. */
import type { OrderKind } from "../../messages/message.ts";
import { hasLeft } from "../../messages/ledger.ts";
import type { OrderReturn, ReturnStatus } from "../state.ts";
import { aboutLabel } from "./about.ts";
import type { PlanInput, PlannedMessage } from "./plan_input.ts";
import { homeAt } from "../goods/arrival.ts";
import { isRefundOfKept } from "../goods/ended.ts";
import { returnsUntil } from "../returns.ts";
import { planned } from "./planned_message.ts";
import { homeSince } from "./care.ts";
import { dueSinceConfirmed } from "./since_told.ts";
import { DAY_MS } from "../days.ts";

const KINDS: Readonly<Record<ReturnStatus, OrderKind>> = {
  requested: "return_received_request",
  approved: "return_approved",
  declined: "return_declined",
  received: "return_arrived",
};

/** Plans a mail for the present state only: a return that is requested and approved at once gets one. */
export function planReturns(input: PlanInput): readonly PlannedMessage[] {
  return [
    ...input.order.returns.map(({ id, status, at }) => planned(input, KINDS[status], id, at)),
    ...input.order.returns.flatMap((one) => planLabel(input, one)),
    // Acknowledges a withdrawal whatever became of the order: the law requires it without undue delay.
    ...input.order.withdrawals.map(({ id, at }) => planned(input, "withdrawal_acknowledged", id, at)),
    ...planWindowClosing(input),
  ];
}

/** Plans the mail that brings a label, where the approval was told without one. */
function planLabel(input: PlanInput, { id, status, label_at }: OrderReturn): readonly PlannedMessage[] {
  if (status !== "approved" || label_at === undefined) return [];
  const told = input.ledger.find(({ kind, about }) => kind === "return_approved" && about === id);
  const is_told_without = told !== undefined && hasLeft(told) && (told.closed_at ?? 0) < Date.parse(label_at);
  return is_told_without ? [planned(input, "return_approved", aboutLabel(id), label_at)] : [];
}

function planWindowClosing(input: PlanInput): readonly PlannedMessage[] {
  const { order, shop } = input;
  const home_at = homeAt(order);
  const remind_days = shop.schedule.return_window_closing_days;
  const closes_ms = returnsUntil(order, shop);
  if (home_at === null || closes_ms === null || remind_days === null) return [];
  const closing_ms = closes_ms - remind_days * DAY_MS;
  // Skips the reminder where the return period is shorter than its lead time.
  if (closing_ms <= Date.parse(home_at) || input.now_ms > closes_ms) return [];
  // A delivery that became known late is told first, and its reminder comes on a later day.
  const since_ms = Math.max(closing_ms - DAY_MS, homeSince(input, home_at));
  const due_at_ms = dueSinceConfirmed(input, since_ms, DAY_MS);
  if (due_at_ms === null || due_at_ms > closes_ms) return [];
  const settled = order.returns.length > 0 || order.withdrawals.length > 0 || order.cancelled !== undefined ||
    isRefundOfKept(order);
  return [
    planned(
      input,
      "return_window_closing",
      "",
      new Date(due_at_ms).toISOString(),
      settled ? "overtaken" : null,
      due_at_ms,
    ),
  ];
}
