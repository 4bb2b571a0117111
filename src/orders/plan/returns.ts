/** Plans the mails about returns: requested, approved, declined, arrived, and the end of the return period. */
import type { OrderKind } from "../../messages/message.ts";
import type { ReturnStatus } from "../state.ts";
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
    // Acknowledges a withdrawal whatever became of the order: the law requires it without undue delay.
    ...input.order.withdrawals.map(({ id, at }) => planned(input, "withdrawal_acknowledged", id, at)),
    ...planWindowClosing(input),
  ];
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
