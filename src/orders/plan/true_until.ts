/**
 * Decides until when a mail of each kind is valid; later it is not sent. Kinds without an end of their own are valid
 * for some days after their fact. Pure.
 */
import type { OrderKind } from "../../messages/message.ts";
import { endOfDay } from "../days.ts";
import { statusScan } from "../goods/shipment.ts";
import { returnsUntil } from "../returns.ts";
import { endOfScanDay } from "../out_today.ts";
import { customerZone } from "../zone.ts";
import { soonerDay } from "./about.ts";
import type { PlanInput } from "./plan_input.ts";

const DAY_MS = 86_400_000;

/** End of validity of a kind, and its text in docs/mails.md. */
interface TrueUntil {
  readonly doc: string;
  /**
   * Milliseconds since the epoch; null where the mail has no end of its own. `fact_at` is the time of the fact that
   * the mail shows.
   */
  readonly at: (input: PlanInput, about: string, fact_at: string) => number | null;
}

const AS_LONG_AS_IT_STANDS: TrueUntil = { doc: "its state has passed", at: () => null };

/** Validity of a failed attempt: couriers return on the next working day, or leave the shipment at a pickup point. */
const ATTEMPT_HOLDS_MS = 3 * DAY_MS;

/** Validity until the end of the day that the mail names. */
const NAMED_DAY: TrueUntil = {
  doc: "the day that it names is over, else its state has passed",
  at: (input, about) => {
    const day = /(?:^|:)(\d{4}-\d\d-\d\d)(?::\d+)?$/.exec(about)?.[1] ?? soonerDay(about);
    return day === null || day === undefined || about.startsWith("missed:")
      ? null
      : endOfDay(customerZone(input.order, input.shop), day);
  },
};

export const TRUE_UNTIL: Readonly<Record<OrderKind, TrueUntil>> = {
  order_confirmation: AS_LONG_AS_IT_STANDS,
  order_changed: AS_LONG_AS_IT_STANDS,
  order_cancelled: AS_LONG_AS_IT_STANDS,
  invoice: AS_LONG_AS_IT_STANDS,
  payment_reminder: AS_LONG_AS_IT_STANDS,
  backorder_notice: AS_LONG_AS_IT_STANDS,
  back_on_track: NAMED_DAY,
  delay_notice: NAMED_DAY,
  payment_receipt: AS_LONG_AS_IT_STANDS,
  payment_failed: AS_LONG_AS_IT_STANDS,
  refund_issued: AS_LONG_AS_IT_STANDS,
  refund_failed: AS_LONG_AS_IT_STANDS,
  shipment_shipped: AS_LONG_AS_IT_STANDS,
  shipment_updated: NAMED_DAY,
  shipment_out_for_delivery: {
    doc: "the day of the scan is over where it is delivered",
    at: (input, about, fact_at) => {
      const { order, shop } = input;
      const shipment = order.shipments.find(({ id }) => about === id || about.startsWith(`${id}:`));
      return endOfScanDay(order, shop, shipment && statusScan(shipment), fact_at);
    },
  },
  shipment_ready_for_pickup: AS_LONG_AS_IT_STANDS,
  shipment_delivered: AS_LONG_AS_IT_STANDS,
  shipment_attempted: {
    doc: "three days have passed: the courier has come again, or has left it somewhere",
    at: (_, _about, fact_at) => Date.parse(fact_at) + ATTEMPT_HOLDS_MS,
  },
  shipment_exception: AS_LONG_AS_IT_STANDS,
  shipment_stalled: AS_LONG_AS_IT_STANDS,
  shipment_returned_to_sender: AS_LONG_AS_IT_STANDS,
  return_received_request: AS_LONG_AS_IT_STANDS,
  return_approved: AS_LONG_AS_IT_STANDS,
  return_declined: AS_LONG_AS_IT_STANDS,
  return_arrived: AS_LONG_AS_IT_STANDS,
  return_window_closing: {
    doc: "the time for returns has ended",
    at: ({ order, shop }) => returnsUntil(order, shop),
  },
  withdrawal_acknowledged: AS_LONG_AS_IT_STANDS,
  follow_up: AS_LONG_AS_IT_STANDS,
  feedback_request: AS_LONG_AS_IT_STANDS,
  order_link: {
    doc: "a day has passed since it was asked for",
    at: (_, about) => Date.parse(`${about}:59:59Z`) + DAY_MS,
  },
};

/** Returns whether the mail's validity has ended. */
export function isExpired(input: PlanInput, kind: OrderKind, about: string, fact_at: string): boolean {
  const until_ms = TRUE_UNTIL[kind].at(input, about, fact_at);
  return until_ms !== null && input.now_ms >= until_ms;
}
