/** Decides whether an order is over, so that it may go into the archive. Pure. */
import { accountOf } from "./account/account.ts";
import { DAY_MS } from "./days.ts";
import { goodsOf } from "./goods/goods.ts";
import { isPhysical } from "./goods/way.ts";
import { nextDeadline, retentionEnds } from "./plan/deadline.ts";
import { planMessages } from "./plan/plan.ts";
import type { PlanInput } from "./plan/plan_input.ts";
import { returnsUntil } from "./returns.ts";
import type { Order } from "./state.ts";

/** An approved return that never came holds its order so long. */
const RETURN_AWAITED_MS = 365 * DAY_MS;

/**
 * Returns whether nothing of the order is left to do and nothing was heard of it for `archive_after_days`. `quiet_since`:
 * when anything of it was last written, in milliseconds since the epoch.
 */
export function isOver(input: PlanInput, quiet_since: number): boolean {
  const { order, shop, ledger, now_ms } = input;
  const days = shop.archive_after_days;
  if (days === null || now_ms - quiet_since < days * DAY_MS) return false;
  if (ledger.some(({ state }) => state === "owed" || state === "sending")) return false;
  if (order.erased_at !== undefined) return true;
  return !hasGoodsToLeave(order) && isSettled(order) && !isAsked(order, now_ms) && !mayBeReturned(input) &&
    nextDeadline({ ...input, shop: { ...shop, retention_days: null } }) === null && !owesMore(input);
}

/** Returns the deadline that an order keeps in the archive: the end of its retention alone. */
export function deadlineInArchive(input: Pick<PlanInput, "order" | "shop">): number | null {
  return retentionEnds(input);
}

/** What has left and was never reported as delivered does not hold the order: many shops hear nothing of it. */
function hasGoodsToLeave(order: Order): boolean {
  return order.cancelled === undefined &&
    goodsOf(order).lines.some(({ way, fates }) => isPhysical(way) && fates.due > 0);
}

function isSettled(order: Order): boolean {
  const { open_minor, pending_minor, refunds, disputes, status } = accountOf(order);
  const held = status === "authorized" && order.cancelled === undefined;
  return open_minor === 0 && pending_minor === 0 && !held &&
    !refunds.some(({ state }) => state === "pending" || state === "failed") &&
    !disputes.some(({ outcome }) => outcome === "opened");
}

/** Returns whether somebody waits for the shop, or the shop for a return. */
function isAsked({ open_conversations, open_requests = [], returns }: Order, now_ms: number): boolean {
  return open_conversations.length > 0 || open_requests.length > 0 ||
    returns.some(({ status, at }) =>
      status === "requested" || status === "approved" && now_ms - Date.parse(at) < RETURN_AWAITED_MS
    );
}

function mayBeReturned({ order, shop, now_ms }: PlanInput): boolean {
  const until_ms = order.cancelled === undefined ? returnsUntil(order, shop) : null;
  return until_ms !== null && until_ms > now_ms;
}

/** Returns whether a plan would owe a message that the ledger does not have. */
function owesMore(input: PlanInput): boolean {
  return planMessages(input).some(({ kind, about, against }) =>
    against === null && !input.ledger.some((one) => one.kind === kind && one.about === about)
  );
}
