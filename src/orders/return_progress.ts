/**
 * Answers how far a return has come: agreed, on its way back, with the shop, paid back. Goods, money and the carrier's
 * scans of its parcel decide together with what the shop said. Pure.
 */
import { accountOf } from "./account/account.ts";
import type { AccountRefund } from "./account/refunds.ts";
import { DAY_MS, dayIn } from "./days.ts";
import { returnPolicy } from "./returns.ts";
import type { ShopSettings } from "./shop.ts";
import type { Order, OrderReturn, Scan } from "./state.ts";
import { textOrder } from "../values/text_order.ts";

/**
 * `overdue`: it was to be sent by now, and no scan shows that it was. `arrived`: its carrier delivered it, and the shop has
 * not yet said that it has it. `refunding`: the refund is under way.
 */
export const RETURN_STEPS = [
  "requested",
  "declined",
  "approved",
  "overdue",
  "on_its_way",
  "arrived",
  "received",
  "refunding",
  "refunded",
] as const;
export type ReturnStep = (typeof RETURN_STEPS)[number];

export interface ReturnProgress {
  readonly step: ReturnStep;
  /** RFC 3339: when the step was reached. */
  readonly at: string;
  /** True where something else is to come in place of the money. */
  readonly is_exchange: boolean;
  /** Last day for handing the parcel in: that of the shop or that of the label, whichever is sooner. */
  readonly send_by: string | null;
  /** The label's own last day, once it has passed without a scan. */
  readonly label_over: string | null;
  /** Last scan of the parcel. */
  readonly scan: Scan | null;
  /** Sum that goes or went back for it, in minor units; 0 while nothing does. */
  readonly refund_minor: number;
  /** Last day by which the shop pays back or sends the exchange; null before the goods are with it. */
  readonly settled_by: string | null;
}

/** Days within which the shop pays back what came back: Directive 2011/83/EU, Article 13 (1). */
const REFUND_DAYS = 14;

export function returnProgress(
  order: Order,
  one: OrderReturn,
  shop: ShopSettings,
  now_ms: number,
): ReturnProgress {
  const scan = one.scans?.at(-1) ?? null;
  const arrived = one.scans?.find(({ status }) => status === "delivered" || status === "picked_up");
  const refund = one.status === "declined" ? null : refundFor(order, one);
  const is_exchange = one.lines.some(({ exchange_for }) => exchange_for !== undefined);
  const send_by = earliest(one.send_by, one.label_until);
  const today = dayIn(shop.time_zone, now_ms);
  const is_late = one.status === "approved" && scan === null && send_by !== null && today > send_by;
  const label_over = is_late && one.label_until !== undefined && today > one.label_until
    ? one.label_until
    : null;
  const here_at = one.received_at ?? arrived?.at;
  const refund_days = returnPolicy(order, shop)?.refund_days ?? REFUND_DAYS;
  const settled_by = here_at === undefined
    ? null
    : dayIn(shop.time_zone, Date.parse(here_at) + refund_days * DAY_MS);
  const common = {
    is_exchange,
    send_by,
    label_over,
    scan,
    refund_minor: refund?.amount_minor ?? 0,
    settled_by,
  };
  if (refund !== null) {
    return { ...common, step: refund.is_pending ? "refunding" : "refunded", at: refund.at };
  }
  if (one.status !== "approved") return { ...common, step: one.status, at: one.at };
  if (arrived !== undefined) return { ...common, step: "arrived", at: arrived.at };
  if (scan !== null) return { ...common, step: "on_its_way", at: one.scans![0]!.at };
  return { ...common, step: is_late ? "overdue" : "approved", at: one.approved_at ?? one.at };
}

/** Returns what goes back for the return, and when it was last reported; null while nothing does. */
function refundFor(order: Order, one: OrderReturn) {
  const found = accountOf(order).refunds.filter((refund) =>
    (refund.state === "pending" || refund.state === "succeeded") && returnOfRefund(order, refund) === one
  );
  if (found.length === 0) return null;
  return {
    amount_minor: found.reduce((sum, { amount_minor }) => sum + amount_minor, 0),
    is_pending: found.some(({ state }) => state === "pending"),
    at: found.at(-1)!.at,
  };
}

/**
 * Returns the return that a refund pays back: of those asked for before it whose lines it names, the one that came to the shop last.
 * One that is not there yet is paid back only by a refund of all of its pieces, since another may be for a piece that
 * the customer keeps; a refund that names no lines, only one that is there.
 */
function returnOfRefund(order: Order, refund: AccountRefund): OrderReturn | undefined {
  const pieces = new Map(refund.lines.map(({ line_id, quantity }) => [line_id, quantity]));
  const candidates = order.returns.filter((one) => {
    if (one.status === "declined" || since(one) > refund.at) return false;
    if (one.received_at !== undefined && one.received_at <= refund.at) {
      return pieces.size === 0 || one.lines.some(({ line_id }) => pieces.has(line_id));
    }
    return one.lines.length > 0 &&
      one.lines.every(({ line_id, quantity }) => (pieces.get(line_id) ?? 0) >= quantity);
  });
  return candidates.toSorted((a, b) =>
    textOrder(a.received_at ?? "", b.received_at ?? "") || textOrder(since(a), since(b))
  ).at(-1);
}

function since({ requested_at, approved_at, at }: OrderReturn): string {
  return requested_at ?? approved_at ?? at;
}

function earliest(...days: readonly (string | undefined)[]): string | null {
  return days.filter((day) => day !== undefined).toSorted()[0] ?? null;
}

/** Returns whether anything of the return is still to happen, for somebody who waits. */
export function isUnderWay({ step }: ReturnProgress): boolean {
  return step !== "declined" && step !== "refunded";
}
