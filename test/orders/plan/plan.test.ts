import { describe, expect, test } from "vitest";
import type { Ledger } from "../../../src/messages/ledger.ts";
import { ORDER_KINDS, type OrderKind } from "../../../src/messages/message.ts";
import { alertsOf, silentAt } from "../../../src/orders/plan/alerts.ts";
import { nextDeadline } from "../../../src/orders/plan/deadline.ts";
import type { OrderDetails, OrderEvent } from "../../../src/orders/event.ts";
import { planMessages } from "../../../src/orders/plan/plan.ts";
import { expectedWindow } from "../../../src/orders/promise.ts";
import { returnPolicy } from "../../../src/orders/returns.ts";
import { ADAS_ORDER, GUESTS_ORDER, hours, NOW, NOW_MS, SHOP } from "../../support/cast.ts";
import {
  back,
  cancelled,
  CONFIRMED,
  DAY,
  entry,
  find,
  type Given,
  inputOf,
  owed,
  planOf,
  promisedFor,
  scan,
  SHIPMENT,
  UNPAID,
  withdrawn,
} from "../../support/plan_input.ts";

const payment = { id: "pay_1", amount_minor: 12_890 };

const INVOICE = { number: "2026/0012", issued_on: "2026-11-22", due_on: "2026-12-06" };
const billed: OrderDetails = { ...UNPAID, invoice: INVOICE };

const changed = (at: number, changes: Partial<OrderDetails>): OrderEvent => ({
  type: "order.changed",
  at: hours(at),
  order: { ...ADAS_ORDER, ...changes },
});
const restored = (at: number): OrderEvent => ({ type: "order.restored", at: hours(at) });
const allocated = (at: number, available: boolean, ...line_ids: readonly string[]): OrderEvent => ({
  type: "stock.allocated",
  at: hours(at),
  lines: line_ids.map((line_id) => ({ line_id, available })),
});

const refunded: OrderEvent = {
  type: "payment.refunded",
  at: hours(1),
  refund: { id: "r", amount_minor: 100, lines: [] },
};
const refundFailed: OrderEvent = { type: "payment.refund_failed", at: hours(2), refund: { id: "r" } };
const REFUND_TOLD = [entry("refund_issued", "sent", 1, { about: "r" })];

/** Each kind in its situation, and in the nearest ones where it would be wrong. */
const CASES: Readonly<
  Record<
    OrderKind,
    { readonly sent: Readonly<Record<string, Given>>; readonly not: Readonly<Record<string, Given>> }
  >
> = {
  order_confirmation: {
    sent: { "a placed order": {} },
    not: {
      "the guest left no address": { order: GUESTS_ORDER },
      "the order is cancelled": { events: [{ type: "order.cancelled", at: hours(0) }] },
      "the order is of last year": { order: { ...ADAS_ORDER, placed_at: "2025-11-22T12:00:00.000Z" } },
    },
  },
  order_changed: {
    sent: {
      "a line was added after the confirmation": {
        events: [changed(1, { lines: [...ADAS_ORDER.lines, { ...ADAS_ORDER.lines[0]!, id: "9" }] })],
        sent: CONFIRMED,
        at: 1,
      },
      "it was told to be cancelled, and was restored": {
        events: [cancelled(1), restored(2)],
        sent: [...CONFIRMED, ["order_cancelled", 1]],
        at: 2,
      },
      "a snapshot takes the cancellation back, of goods that nobody ships": {
        order: {
          ...ADAS_ORDER,
          lines: ADAS_ORDER.lines.map((line) => ({ ...line, requires_shipping: false })),
        },
        events: [cancelled(1), changed(9 * DAY, { cancelled_at: null })],
        sent: [...CONFIRMED, ["order_cancelled", 1]],
        at: 9 * DAY,
      },
      "the address changed": {
        events: [changed(1, { shipping_address: { ...ADAS_ORDER.shipping_address!, city: "Potsdam" } })],
        sent: CONFIRMED,
        at: 1,
      },
    },
    not: {
      "it was cancelled and restored before anything was told": {
        events: [cancelled(1), restored(2)],
        sent: CONFIRMED,
        at: 2,
      },
      "that it was restored has been told": {
        events: [cancelled(1), restored(2)],
        sent: [...CONFIRMED, ["order_cancelled", 1], ["order_changed", 2]],
        at: 2,
      },
      "it was cancelled once more": {
        events: [cancelled(1), restored(2), cancelled(3)],
        sent: [...CONFIRMED, ["order_cancelled", 1]],
        at: 3,
      },
      "the restored order never had its confirmation, which says as much": {
        events: [cancelled(1), restored(2)],
        sent: [["order_cancelled", 1]],
        at: 2,
      },
      "it had come home before it was restored": {
        events: [cancelled(1), scan("shipment.delivered", 2), restored(3)],
        sent: [...CONFIRMED, ["order_cancelled", 1]],
        at: 3,
      },
      "the confirmation has not left: it shows the change": {
        events: [changed(1, { lines: ADAS_ORDER.lines.slice(1) })],
        at: 1,
      },
      "only the total moved": { events: [changed(1, { total_minor: 1 })], sent: CONFIRMED, at: 1 },
      "the order is cancelled": {
        events: [changed(1, { lines: ADAS_ORDER.lines.slice(1) }), { type: "order.cancelled", at: hours(2) }],
        sent: CONFIRMED,
        at: 2,
      },
      "the change has been told": {
        events: [changed(1, { lines: ADAS_ORDER.lines.slice(1) })],
        sent: [...CONFIRMED, ["order_changed", 1]],
        at: 1,
      },
    },
  },
  order_cancelled: {
    sent: {
      "the order is cancelled": { events: [{ type: "order.cancelled", at: hours(1) }], at: 1 },
      "it is cancelled again after the customer was told that it goes ahead": {
        events: [cancelled(1), restored(2), cancelled(3)],
        sent: [...CONFIRMED, ["order_cancelled", 1], ["order_changed", 2]],
        at: 3,
      },
    },
    not: {
      "it is not": {},
      "everything had arrived": {
        events: [scan("shipment.delivered", 2), { type: "order.cancelled", at: hours(3) }],
        at: 3,
      },
      "it was cancelled last year": {
        order: {
          ...ADAS_ORDER,
          placed_at: "2025-11-22T12:00:00.000Z",
          cancelled_at: "2025-11-23T12:00:00.000Z",
        },
      },
      "nobody can be written to": {
        order: GUESTS_ORDER,
        events: [{ type: "order.cancelled", at: hours(1) }],
        at: 1,
      },
    },
  },
  payment_receipt: {
    sent: { "a payment succeeded": { events: [{ type: "payment.succeeded", at: hours(0), payment }] } },
    not: {
      "it is pending": { events: [{ type: "payment.pending", at: hours(0), payment }] },
      "it failed": { events: [{ type: "payment.failed", at: hours(0), payment }] },
      "it has gone back": {
        events: [{ type: "payment.succeeded", at: hours(0), payment }, {
          type: "payment.refunded",
          at: hours(1),
          refund: { id: "r", amount_minor: 12_890, lines: [] },
        }],
        at: 1,
      },
    },
  },
  payment_failed: {
    sent: {
      "the last attempt failed": {
        order: UNPAID,
        events: [{ type: "payment.failed", at: hours(0), payment }],
      },
    },
    not: {
      "the next attempt succeeded": {
        order: UNPAID,
        events: [{ type: "payment.failed", at: hours(0), payment }, {
          type: "payment.succeeded",
          at: hours(1),
          payment,
        }],
        at: 1,
      },
      "the order is cancelled": {
        order: UNPAID,
        events: [{ type: "payment.failed", at: hours(0), payment }, {
          type: "order.cancelled",
          at: hours(1),
        }],
        at: 1,
      },
      "the storefront says it is paid": { events: [{ type: "payment.failed", at: hours(0), payment }] },
    },
  },
  invoice: {
    sent: {
      "the order brings one": { order: billed },
      "a later snapshot brings one": { events: [changed(5, { invoice: INVOICE })], at: 5 },
      "it is paid by now: it is a document all the same": {
        order: billed,
        events: [{ type: "payment.succeeded", at: hours(1), payment }],
        at: 1,
      },
      "another number than the one that was sent": {
        order: billed,
        events: [changed(5, { ...billed, invoice: { ...INVOICE, number: "2026/0013" } })],
        sent: [["invoice", 0]],
        at: 5,
      },
    },
    not: {
      "there is none": { order: UNPAID },
      "the order is cancelled": { order: billed, events: [{ type: "order.cancelled", at: hours(1) }], at: 1 },
      "all of it has gone back": {
        order: billed,
        events: [
          { type: "payment.succeeded", at: hours(1), payment },
          { type: "payment.refunded", at: hours(2), refund: { id: "r", amount_minor: 12_890, lines: [] } },
        ],
        at: 2,
      },
      "it was issued last year": { order: { ...billed, invoice: { ...INVOICE, issued_on: "2025-11-22" } } },
      "nobody can be written to": { order: { ...GUESTS_ORDER, invoice: INVOICE } },
    },
  },
  payment_reminder: {
    sent: {
      "three days without a payment": { order: UNPAID, at: 3 * DAY },
      "three days after its invoice was due": { order: billed, at: 18 * DAY },
    },
    not: {
      "two days": { order: UNPAID, at: 2 * DAY },
      "it is paid": {
        order: UNPAID,
        events: [{ type: "payment.succeeded", at: hours(30), payment }],
        at: 3 * DAY,
      },
      "it is authorised: the shop's turn": {
        order: { ...UNPAID, payment: { status: "authorized" } },
        at: 3 * DAY,
      },
      "its invoice is not due yet": { order: billed, at: 3 * DAY },
      "its invoice was due two days ago": { order: billed, at: 16 * DAY },
      "the order is cancelled": {
        order: UNPAID,
        events: [{ type: "order.cancelled", at: hours(30) }],
        at: 3 * DAY,
      },
    },
  },
  refund_issued: {
    sent: {
      "a refund": {
        events: [{
          type: "payment.refunded",
          at: hours(1),
          refund: { id: "r", amount_minor: 100, lines: [] },
        }],
        at: 1,
      },
    },
    not: {
      "none": {},
      "a cancellation without one": { events: [{ type: "order.cancelled", at: hours(1) }], at: 1 },
      "a refund of last month": {
        events: [{
          type: "payment.refunded",
          at: hours(1),
          refund: { id: "r", amount_minor: 100, lines: [] },
        }],
        at: 30 * DAY,
      },
    },
  },
  backorder_notice: {
    sent: {
      "a line ran out after the confirmation": {
        events: [
          changed(1, { lines: ADAS_ORDER.lines.map((line) => ({ ...line, stock: { available: false } })) }),
        ],
        sent: CONFIRMED,
        at: 1,
      },
      "Waybill found that newer orders wait": { events: [allocated(1, false, "1")], sent: CONFIRMED, at: 1 },
      "another line of it is missing too": {
        events: [allocated(1, false, "1"), allocated(3, false, "2")],
        sent: [...CONFIRMED, ["backorder_notice", 1]],
        at: 3,
      },
    },
    not: {
      "it fell and rose before anything was told": {
        events: [allocated(1, false, "1"), allocated(2, true, "1")],
        sent: CONFIRMED,
        at: 2,
      },
      "the confirmation told what Waybill had found": {
        events: [allocated(0, false, "1")],
        sent: [["order_confirmation", 1]],
        at: 1,
      },
      "the same line is expected on another day": {
        events: [allocated(1, false, "1"), {
          type: "stock.allocated",
          at: hours(3),
          lines: [{ line_id: "1", available: false, expected_on: "2026-12-04" }],
        }],
        sent: [...CONFIRMED, ["backorder_notice", 1]],
        at: 3,
      },
      "the confirmation said so": {
        order: {
          ...ADAS_ORDER,
          lines: ADAS_ORDER.lines.map((line) => ({ ...line, stock: { available: false } })),
        },
        sent: CONFIRMED,
      },
      "it has left already": {
        events: [
          changed(1, { lines: ADAS_ORDER.lines.map((line) => ({ ...line, stock: { available: false } })) }),
          scan("shipment.shipped", 2),
        ],
        sent: CONFIRMED,
        at: 2,
      },
      "the order is cancelled": {
        events: [
          changed(1, { lines: ADAS_ORDER.lines.map((line) => ({ ...line, stock: { available: false } })) }),
          { type: "order.cancelled", at: hours(2) },
        ],
        sent: CONFIRMED,
        at: 2,
      },
    },
  },
  back_on_track: {
    sent: {
      "a delay that was told is taken back": {
        events: [promisedFor(1, "2026-12-05"), promisedFor(2, "2026-11-26")],
        sent: [...CONFIRMED, ["delay_notice", 1]],
        at: 2,
      },
      "it comes sooner than was ever told": {
        events: [promisedFor(1, "2026-11-24")],
        sent: CONFIRMED,
        at: 1,
      },
      "Waybill found that it is there again": {
        events: [allocated(1, false, "1"), allocated(3, true, "1")],
        sent: [...CONFIRMED, ["backorder_notice", 1]],
        at: 3,
      },
      "all is there again": {
        order: {
          ...ADAS_ORDER,
          lines: ADAS_ORDER.lines.map((line) => ({ ...line, stock: { available: false } })),
        },
        events: [changed(1, {})],
        sent: CONFIRMED,
        at: 1,
      },
    },
    not: {
      "it was never told that anything was missing": {
        events: [allocated(1, false, "1"), allocated(2, true, "1")],
        sent: CONFIRMED,
        at: 2,
      },
      "it has left since": {
        events: [allocated(1, false, "1"), scan("shipment.shipped", 2), allocated(3, true, "1")],
        sent: [...CONFIRMED, ["backorder_notice", 1]],
        at: 3,
      },
      "it is cancelled": {
        events: [
          allocated(1, false, "1"),
          { type: "order.cancelled", at: hours(2) },
          allocated(3, true, "1"),
        ],
        sent: [...CONFIRMED, ["backorder_notice", 1]],
        at: 3,
      },
      "nothing was missing": { events: [changed(1, {})], sent: CONFIRMED, at: 1 },
      "the sooner date lies within what was told": {
        events: [promisedFor(1, "2026-11-26")],
        sent: CONFIRMED,
        at: 1,
      },
      "the shop's own rule became shorter": {
        order: { ...ADAS_ORDER, promised: undefined },
        sent: CONFIRMED,
        then: { delivery: { days_min: 0, days_max: 0 } },
        at: 1,
      },
      "the sooner date has been told": {
        events: [promisedFor(1, "2026-11-24")],
        sent: [...CONFIRMED, ["back_on_track", 1]],
        at: 1,
      },
      "a parcel has left, and its mail tells the sooner date": {
        events: [promisedFor(1, "2026-11-24"), scan("shipment.shipped", 2)],
        sent: CONFIRMED,
        at: 2,
      },
      "one line is still missing": {
        order: {
          ...ADAS_ORDER,
          lines: ADAS_ORDER.lines.map((line) => ({ ...line, stock: { available: false } })),
        },
        events: [
          changed(1, {
            lines: [ADAS_ORDER.lines[0]!, { ...ADAS_ORDER.lines[1]!, stock: { available: false } }],
          }),
        ],
        sent: CONFIRMED,
        at: 1,
      },
      "it has been told": {
        order: {
          ...ADAS_ORDER,
          lines: ADAS_ORDER.lines.map((line) => ({ ...line, stock: { available: false } })),
        },
        events: [changed(1, {})],
        sent: [...CONFIRMED, ["back_on_track", 1]],
        at: 1,
      },
    },
  },
  delay_notice: {
    sent: {
      "a later date than was told": {
        events: [{ type: "shipment.promise_changed", at: hours(1), promised: { until: "2026-12-01" } }],
        sent: CONFIRMED,
        at: 1,
      },
      "the promised day passed without a parcel": { sent: CONFIRMED, at: 5 * DAY + 23 },
    },
    not: {
      "a date within what was told": {
        events: [{ type: "shipment.promise_changed", at: hours(1), promised: { until: "2026-11-26" } }],
        sent: CONFIRMED,
        at: 1,
      },
      "nothing has been told": {
        events: [{ type: "shipment.promise_changed", at: hours(1), promised: { until: "2026-12-01" } }],
        at: 1,
      },
      "it has come home": {
        events: [scan("shipment.shipped", 1), scan("shipment.delivered", 50)],
        sent: CONFIRMED,
        at: 6 * DAY,
      },
      "its goods are missing, which has been told": {
        events: [allocated(1, false, "1")],
        sent: [...CONFIRMED, ["backorder_notice", 1]],
        at: 5 * DAY + 23,
      },
      "its goods came back after the day, and that mail tells the new one": {
        events: [allocated(1, false, "1"), allocated(9 * DAY, true, "1")],
        sent: [...CONFIRMED, ["backorder_notice", 1]],
        at: 9 * DAY,
      },
      "it is out for delivery": {
        events: [scan("shipment.shipped", 1), scan("shipment.out_for_delivery", 5 * DAY + 20)],
        sent: CONFIRMED,
        at: 5 * DAY + 23,
      },
      "the promised day is today": { sent: CONFIRMED, at: 5 * DAY },
      "the new date has been told": {
        events: [{ type: "shipment.promise_changed", at: hours(1), promised: { until: "2026-12-01" } }],
        sent: [...CONFIRMED, ["delay_notice", 1]],
        at: 1,
      },
    },
  },
  refund_failed: {
    sent: {
      "a refund that was told comes to nothing at the provider": {
        events: [refunded, refundFailed],
        ledger: REFUND_TOLD,
        at: 3,
      },
      "the shop takes back a refund that was told": {
        events: [refunded, changed(2, { refund_ids: [] })],
        ledger: REFUND_TOLD,
        at: 3,
      },
    },
    not: {
      "it was never told": { events: [refunded, refundFailed], at: 3 },
      "the refund stands": { events: [refunded], ledger: REFUND_TOLD, at: 3 },
      "another refund stands in its place, and its mail says so": {
        events: [refunded, changed(2, { refund_ids: ["r2"] }), {
          type: "payment.refunded",
          at: hours(2),
          refund: { id: "r2", amount_minor: 300, lines: [] },
        }],
        ledger: REFUND_TOLD,
        at: 3,
      },
    },
  },
  shipment_shipped: {
    sent: { "a parcel left with its tracking": { events: [scan("shipment.shipped", 1)], at: 1 } },
    not: {
      "its tracking may come in a moment": { events: [scan("shipment.shipped", 1, { tracking: [] })], at: 1 },
      "another parcel may follow in a moment": {
        events: [scan("shipment.shipped", 1, { lines: [{ line_id: "1", quantity: 1 }] })],
        at: 1,
      },
      "it has been delivered": {
        events: [scan("shipment.shipped", 1), scan("shipment.delivered", 2)],
        at: 2,
      },
      "it left weeks ago": { events: [scan("shipment.shipped", 1)], at: 20 * DAY },
    },
  },
  shipment_updated: {
    sent: {
      "it comes sooner than was told": {
        events: [scan("shipment.shipped", 1), {
          type: "shipment.promise_changed",
          at: hours(2),
          shipment: { id: "p1" },
          promised: { until: "2026-11-23" },
        }],
        sent: [["order_confirmation", 0], ["shipment_shipped", 1]],
        at: 2,
      },
    },
    not: {
      "within what was told": {
        events: [scan("shipment.shipped", 1), {
          type: "shipment.promise_changed",
          at: hours(2),
          shipment: { id: "p1" },
          promised: { until: "2026-11-26" },
        }],
        sent: [["order_confirmation", 0], ["shipment_shipped", 1]],
        at: 2,
      },
      "the shipped mail will say it": {
        events: [scan("shipment.shipped", 1), {
          type: "shipment.promise_changed",
          at: hours(2),
          shipment: { id: "p1" },
          promised: { until: "2026-11-23" },
        }],
        sent: CONFIRMED,
        at: 2,
      },
      "it is out for delivery": {
        events: [scan("shipment.shipped", 1), {
          type: "shipment.promise_changed",
          at: hours(2),
          shipment: { id: "p1" },
          promised: { until: "2026-11-23" },
        }, scan("shipment.out_for_delivery", 3)],
        sent: [["order_confirmation", 0], ["shipment_shipped", 1]],
        at: 3,
      },
    },
  },
  shipment_stalled: {
    sent: { "five days without a scan": { events: [scan("shipment.shipped", 1)], at: 5 * DAY + 1 } },
    not: {
      "four days": { events: [scan("shipment.shipped", 1)], at: 4 * DAY },
      "a scan since": {
        events: [scan("shipment.shipped", 1), scan("shipment.in_transit", 30)],
        at: 5 * DAY + 1,
      },
      "it is waiting to be collected": {
        events: [scan("shipment.shipped", 1), scan("shipment.ready_for_pickup", 2)],
        at: 5 * DAY + 1,
      },
    },
  },
  return_received_request: {
    sent: {
      "a return was asked for": {
        events: [{ type: "return.requested", at: hours(1), return: { id: "r1", lines: [], steps: [] } }],
        at: 1,
      },
    },
    not: {
      "it was approved in the same breath": {
        events: [{ type: "return.requested", at: hours(1), return: { id: "r1", lines: [], steps: [] } }, {
          type: "return.approved",
          at: hours(1),
          return: { id: "r1", lines: [], steps: [] },
        }],
        at: 1,
      },
      "it was declined": {
        events: [{ type: "return.requested", at: hours(1), return: { id: "r1", lines: [], steps: [] } }, {
          type: "return.declined",
          at: hours(2),
          return: { id: "r1", lines: [], steps: [] },
        }],
        at: 2,
      },
      "nobody asked": {},
    },
  },
  return_window_closing: {
    sent: {
      "five days before the end": {
        events: [scan("shipment.shipped", 1), scan("shipment.delivered", 2)],
        at: 25 * DAY + 3,
      },
    },
    not: {
      "six days before": {
        events: [scan("shipment.shipped", 1), scan("shipment.delivered", 2)],
        at: 24 * DAY,
      },
      "a return is on its way": {
        events: [scan("shipment.shipped", 1), scan("shipment.delivered", 2), {
          type: "return.requested",
          at: hours(60),
          return: { id: "r1", lines: [], steps: [] },
        }],
        at: 25 * DAY + 3,
      },
      "it is over": { events: [scan("shipment.shipped", 1), scan("shipment.delivered", 2)], at: 31 * DAY },
      "the shop has no policy": {
        events: [scan("shipment.shipped", 1), scan("shipment.delivered", 2)],
        shop: { returns: undefined },
        at: 25 * DAY + 3,
      },
    },
  },
  follow_up: {
    sent: {
      "the conversation has ended": {
        events: [
          scan("shipment.delivered", 2),
          ...(["opened", "closed"] as const).map((step, index): OrderEvent => ({
            type: `conversation.${step}`,
            at: hours(30 + index),
            conversation: { id: "c1" },
          })),
        ],
        at: 3 * DAY + 3,
      },
      "three days after delivery": {
        events: [scan("shipment.shipped", 1), scan("shipment.delivered", 2)],
        at: 3 * DAY + 3,
      },
    },
    not: {
      "two days": { events: [scan("shipment.shipped", 1), scan("shipment.delivered", 2)], at: 2 * DAY },
      "something is on its way back": {
        events: [scan("shipment.shipped", 1), scan("shipment.delivered", 2), {
          type: "return.requested",
          at: hours(30),
          return: { id: "r1", lines: [], steps: [] },
        }],
        at: 3 * DAY + 3,
      },
      "the customer is in touch with the shop": {
        events: [scan("shipment.delivered", 2), {
          type: "conversation.opened",
          at: hours(30),
          conversation: { id: "c1" },
        }],
        at: 3 * DAY + 3,
      },
      "a part is still missing": {
        events: [
          scan("shipment.shipped", 1, { lines: [{ line_id: "1", quantity: 1 }] }),
          scan("shipment.delivered", 2, { lines: [{ line_id: "1", quantity: 1 }] }),
        ],
        at: 3 * DAY + 3,
      },
    },
  },
  feedback_request: {
    sent: {
      "a week after delivery": {
        events: [scan("shipment.shipped", 1), scan("shipment.delivered", 2)],
        at: 7 * DAY + 3,
      },
    },
    not: {
      "it came back": {
        events: [scan("shipment.shipped", 1), scan("shipment.delivered", 2), {
          type: "return.received",
          at: hours(90),
          return: { id: "r1", lines: [], steps: [] },
        }],
        at: 7 * DAY + 3,
      },
      "the money went back": {
        events: [scan("shipment.shipped", 1), scan("shipment.delivered", 2), {
          type: "payment.refunded",
          at: hours(90),
          refund: { id: "r", amount_minor: 1, lines: [] },
        }],
        at: 7 * DAY + 3,
      },
      "the shop does not ask": {
        events: [scan("shipment.shipped", 1), scan("shipment.delivered", 2)],
        shop: { schedule: { ...SHOP.schedule, feedback_days: null } },
        at: 7 * DAY + 3,
      },
    },
  },
  shipment_out_for_delivery: {
    sent: {
      "the van has it": {
        events: [scan("shipment.shipped", 1), scan("shipment.out_for_delivery", 2)],
        at: 2,
      },
    },
    not: {
      "it is still on the road": {
        events: [scan("shipment.shipped", 1), scan("shipment.in_transit", 2)],
        at: 2,
      },
      "it was handed over meanwhile": {
        events: [scan("shipment.out_for_delivery", 2), scan("shipment.delivered", 3)],
        at: 3,
      },
      "nobody was at home": {
        events: [scan("shipment.out_for_delivery", 2), scan("shipment.attempted", 3)],
        at: 3,
      },
      "that was weeks ago": { events: [scan("shipment.out_for_delivery", 2)], at: 20 * DAY },
    },
  },
  shipment_ready_for_pickup: {
    sent: {
      "it waits at the shop": {
        events: [scan("shipment.shipped", 1), scan("shipment.ready_for_pickup", 2)],
        at: 2,
      },
    },
    not: {
      "it has been fetched": {
        events: [scan("shipment.ready_for_pickup", 2), scan("shipment.picked_up", 3)],
        at: 3,
      },
      "it went back": {
        events: [scan("shipment.ready_for_pickup", 2), scan("shipment.returned_to_sender", 200)],
        at: 200,
      },
      "it is still on the road": { events: [scan("shipment.shipped", 1)], at: 2 },
    },
  },
  shipment_delivered: {
    sent: { "it is there": { events: [scan("shipment.shipped", 1), scan("shipment.delivered", 2)], at: 2 } },
    not: {
      "the customer fetched it and knows": {
        events: [scan("shipment.ready_for_pickup", 1), scan("shipment.picked_up", 2)],
        at: 2,
      },
      "the van has it": { events: [scan("shipment.out_for_delivery", 2)], at: 2 },
      "it came back after all": {
        events: [scan("shipment.delivered", 2), scan("shipment.returned_to_sender", 3)],
        at: 3,
      },
      "that was weeks ago": { events: [scan("shipment.delivered", 2)], at: 20 * DAY },
    },
  },
  shipment_attempted: {
    sent: {
      "nobody was at home": { events: [scan("shipment.shipped", 1), scan("shipment.attempted", 2)], at: 2 },
    },
    not: {
      "a second try succeeded": {
        events: [scan("shipment.attempted", 2), scan("shipment.delivered", 3)],
        at: 3,
      },
      "it waits at the shop now": {
        events: [scan("shipment.attempted", 2), scan("shipment.ready_for_pickup", 3)],
        at: 3,
      },
      "it is on the van": { events: [scan("shipment.out_for_delivery", 2)], at: 2 },
    },
  },
  shipment_exception: {
    sent: {
      "customs holds it": { events: [scan("shipment.shipped", 1), scan("shipment.exception", 2)], at: 2 },
    },
    not: {
      "it moves again": { events: [scan("shipment.exception", 2), scan("shipment.in_transit", 3)], at: 3 },
      "it arrived all the same": {
        events: [scan("shipment.exception", 2), scan("shipment.delivered", 3)],
        at: 3,
      },
      "nothing is wrong": { events: [scan("shipment.shipped", 1)], at: 2 },
    },
  },
  shipment_returned_to_sender: {
    sent: {
      "it goes back": {
        events: [scan("shipment.shipped", 1), scan("shipment.returned_to_sender", 2)],
        at: 2,
      },
    },
    not: {
      "it was only not handed over": { events: [scan("shipment.attempted", 2)], at: 2 },
      "it turned round again": {
        events: [scan("shipment.returned_to_sender", 2), scan("shipment.out_for_delivery", 30)],
        at: 30,
      },
      "the customer sends it back": { events: [scan("shipment.delivered", 2), back("requested", 3)], at: 3 },
    },
  },
  return_approved: {
    sent: { "the shop agreed": { events: [back("requested", 1), back("approved", 2)], at: 2 } },
    not: {
      "it has not said anything": { events: [back("requested", 1)], at: 2 },
      "it declined": { events: [back("requested", 1), back("declined", 2)], at: 2 },
      "it has arrived already": { events: [back("approved", 2), back("received", 3)], at: 3 },
    },
  },
  return_declined: {
    sent: { "the shop declined": { events: [back("requested", 1), back("declined", 2)], at: 2 } },
    not: {
      "it changed its mind": { events: [back("declined", 2), back("approved", 3)], at: 3 },
      "it has not said anything": { events: [back("requested", 1)], at: 2 },
      "that was weeks ago": { events: [back("declined", 2)], at: 20 * DAY },
    },
  },
  return_arrived: {
    sent: { "the parcel is back": { events: [back("approved", 1), back("received", 2)], at: 2 } },
    not: {
      "it is on its way": { events: [back("approved", 1)], at: 2 },
      "it was never agreed": { events: [back("requested", 1)], at: 2 },
      "it was declined": { events: [back("declined", 1)], at: 2 },
    },
  },
  withdrawal_acknowledged: {
    sent: {
      "the customer withdrew": { events: [withdrawn(1)], at: 1 },
      "the order was cancelled in the same hour": {
        events: [withdrawn(1), { type: "order.cancelled", at: hours(1) }],
        at: 1,
      },
    },
    not: {
      "nobody withdrew": {},
      "the guest left no address": { order: GUESTS_ORDER, events: [withdrawn(1)], at: 1 },
      "it is told again weeks later": { events: [withdrawn(1)], at: 20 * DAY },
    },
  },
  order_link: {
    sent: { "the customer asked": { events: [{ type: "customer.link_requested", at: hours(1) }], at: 1 } },
    not: {
      "nobody asked": {},
      "it was asked two days ago": {
        events: [{ type: "customer.link_requested", at: hours(1) }],
        at: 3 * DAY,
      },
      "the guest left no address": {
        order: GUESTS_ORDER,
        events: [{ type: "customer.link_requested", at: hours(1) }],
        at: 1,
      },
    },
  },
};

for (const [kind, { sent, not }] of Object.entries(CASES)) {
  describe(kind, () => {
    for (const [when, given] of Object.entries(sent)) {
      test(`is owed: ${when}`, () => expect(owed(given)).toContain(kind));
    }
    for (const [when, given] of Object.entries(not)) {
      test(`is not owed: ${when}`, () => expect(owed(given)).not.toContain(kind));
    }
  });
}

test("every kind is tried in at least three situations where it would be wrong", () => {
  expect(Object.keys(CASES).sort()).toEqual([...ORDER_KINDS].sort());
  for (const [kind, { not }] of Object.entries(CASES)) {
    expect(Object.keys(not).length, kind).toBeGreaterThanOrEqual(3);
  }
});

describe("a parcel tells its present state alone", () => {
  const states = [
    ["shipment.shipped", "shipment_shipped"],
    ["shipment.out_for_delivery", "shipment_out_for_delivery"],
    ["shipment.ready_for_pickup", "shipment_ready_for_pickup"],
    ["shipment.attempted", "shipment_attempted"],
    ["shipment.exception", "shipment_exception"],
    ["shipment.returned_to_sender", "shipment_returned_to_sender"],
    ["shipment.delivered", "shipment_delivered"],
  ] as const;
  for (const [index, [type, kind]] of states.entries()) {
    test(type, () => {
      const life = states.slice(0, index + 1).map(([before], at) => scan(before, at + 1));
      const parcels = owed({ events: life, at: index + 1 }).filter((one) => one.startsWith("shipment_"));
      expect(type).toBe(states[index]![0]);
      expect(parcels).toEqual([kind]);
    });
  }

  test("a second attempt is a second mail", () => {
    const given: Given = {
      events: [
        scan("shipment.shipped", 1),
        scan("shipment.attempted", 2),
        scan("shipment.in_transit", 3),
        scan("shipment.attempted", 4),
      ],
      at: 4,
    };
    expect(find(given, "shipment_attempted")?.about).toBe("p1:2");
  });
});

describe("not too many", () => {
  const part = (id: string, line_id: string, at: number, quantity: number): OrderEvent =>
    scan("shipment.shipped", at, { id, lines: [{ line_id, quantity }] });

  test("parcels that leave within the shop's pace share one mail, which waits for no more once all is in", () => {
    const given: Given = { events: [part("a", "1", 1, 1), part("b", "2", 1.05, 2)], at: 1.05 };
    expect(planOf(given).filter(({ kind }) => kind === "shipment_shipped")).toMatchObject([{
      about: "a",
      due_at_ms: NOW_MS + 1.05 * 3_600_000,
    }]);
  });
  test("parcels that leave hours apart each have theirs", () => {
    const given: Given = { events: [part("a", "1", 1, 1), part("b", "2", 5, 2)], at: 5 };
    expect(planOf(given).filter(({ kind }) => kind === "shipment_shipped").map(({ about }) => about)).toEqual(
      ["a", "b"],
    );
  });
  test("a tracking number is waited for, for a bounded time", () => {
    const given: Given = { events: [scan("shipment.shipped", 1, { tracking: [] })], at: 1 };
    expect(find(given, "shipment_shipped")?.due_at_ms).toBe(
      Date.parse(hours(1)) + SHOP.pace.tracking_wait_s * 1_000,
    );
  });
  test("a failure that is told twice, or tried again within minutes, is one mail; an hour later it is another", () => {
    const failed = (at: number): OrderEvent => ({ type: "payment.failed", at: hours(at), payment });
    const named = (at: number, ledger: Ledger) =>
      planMessages({ ...inputOf({ order: UNPAID, events: [failed(at)], at }), ledger })
        .find(({ kind }) => kind === "payment_failed")?.about;
    const facts_shown = (about: string): Ledger => [
      { kind: "payment_failed", about, state: "sent", closed_at: NOW_MS, facts_shown: null },
    ];
    const first = `pay_1:${hours(1)}`;
    expect(named(1, [])).toBe(first);
    expect(named(1.01, facts_shown(first))).toBe(first);
    expect(named(2, facts_shown(first))).toBe(`pay_1:${hours(2)}`);
    expect(named(1.01, facts_shown(`pay_2:${hours(1)}`))).toBe(`pay_1:${hours(1.01)}`);
  });
  test("what can wait does not come at night where the customer lives", () => {
    // Delivered at 23:30 in Osaka: three days later it is 23:30 there again, and 8 in the morning is 23:00 UTC.
    const at_night = "2026-11-22T14:30:00.000Z";
    const order = { ...ADAS_ORDER, shipping_address: { lines: ["1-1"], country: "JP" } };
    const delivered: OrderEvent = { type: "shipment.delivered", at: at_night, shipment: SHIPMENT };
    expect(find({ order, events: [delivered], at: 3 }, "follow_up")?.due_at_ms).toBe(
      Date.parse("2026-11-25T23:00:00.000Z"),
    );
  });
  test("what was held back and may go again at night waits for the morning", () => {
    const about = (type: "conversation.opened" | "conversation.closed", at: number): OrderEvent => ({
      type,
      at: hours(at),
      conversation: { id: "c1" },
    });
    const home = scan("shipment.delivered", 2);
    // Four days after the delivery, at 23:30 in Berlin.
    const late = 4 * DAY + 10.5;
    const events = [home, about("conversation.opened", 30), about("conversation.closed", late)];
    const mail = find({ events, at: late }, "follow_up");
    expect(mail?.against).toBeNull();
    expect(mail?.due_at_ms).toBe(Date.parse("2026-11-27T07:00:00.000Z"));
    const reminder = find({ order: UNPAID, at: 3 * DAY + 10.5 }, "payment_reminder");
    expect(reminder?.due_at_ms).toBe(Date.parse("2026-11-26T07:00:00.000Z"));
    const at_noon = [home, about("conversation.opened", 30), about("conversation.closed", 4 * DAY)];
    expect(find({ events: at_noon, at: 4 * DAY }, "follow_up")?.due_at_ms).toBe(Date.parse(hours(4 * DAY)));
  });
  test("links asked for twice in an hour are one mail", () => {
    const asked = [0, 0.5, 1].map((at): OrderEvent => ({ type: "customer.link_requested", at: hours(at) }));
    const links = planOf({ events: asked, at: 1 }).filter(({ kind }) => kind === "order_link");
    expect(links.map(({ about }) => about)).toEqual(["2026-11-22T12", "2026-11-22T13"]);
  });
});

test("a date that was told, taken back and told again has a mail each time", () => {
  const events = [promisedFor(1, "2026-12-05"), promisedFor(2, "2026-11-26"), promisedFor(3, "2026-12-05")];
  const facts_shown: Ledger = ([
    ["order_confirmation", "", { from: "2026-11-25", until: "2026-11-27" }],
    ["delay_notice", "2026-12-05", { until: "2026-12-05" }],
    ["back_on_track", "sooner:2026-11-26", { until: "2026-11-26" }],
  ] as const).map(([kind, about, expected], index) => ({
    kind,
    about,
    state: "sent",
    closed_at: NOW_MS + index,
    facts_shown: { expected },
  }));
  const input = { ...inputOf({ events, at: 3 }), ledger: facts_shown };
  expect(planMessages(input)).toContainEqual(
    expect.objectContaining({ kind: "delay_notice", about: "2026-12-05:2", against: null }),
  );
});

describe("an order that was cancelled and goes ahead after all", () => {
  const events = [cancelled(1), restored(2)];
  const aware = [...CONFIRMED, ["order_cancelled", 1]] as const;

  test("tells so in one mail beside the confirmation it had, with whatever else is news", () => {
    const news = [
      changed(3, { lines: ADAS_ORDER.lines.slice(1) }),
      allocated(4, false, "2"),
      { type: "shipment.promise_changed", at: hours(5), promised: { until: "2026-12-24" } },
    ] as const;
    expect(owed({ events: [...events, ...news], sent: aware, at: 5 })).toEqual([
      "order_confirmation",
      "order_changed",
    ]);
  });

  test("has a mail for each turn, and none of them twice", () => {
    const turns = [...events, cancelled(3), restored(4)];
    const facts_shown = [...aware, ["order_changed", 2], ["order_cancelled", 3]] as const;
    expect(
      find({ events: turns.slice(0, 3), sent: facts_shown.slice(0, 3), at: 3 }, "order_cancelled")?.about,
    )
      .toBe("2");
    expect(find({ events: turns.slice(0, 3), sent: facts_shown, at: 3 }, "order_cancelled")?.about).toBe("2");
    expect(find({ events, sent: aware, at: 2 }, "order_changed")?.about).toBe("restored:1");
    expect(find({ events: turns, sent: facts_shown, at: 4 }, "order_changed")?.about).toBe("restored:2");
  });

  test("waits for the mail that is just telling the opposite, and says nothing if that one came back", () => {
    const input = inputOf({ events, sent: CONFIRMED, at: 2 });
    const plan = (...leaving: readonly Ledger[number][]) =>
      planMessages({ ...input, ledger: [...input.ledger, ...leaving] })
        .find(({ kind }) => kind === "order_changed");
    const mail = { kind: "order_cancelled", about: "", closed_at: null, facts_shown: null } as const;
    expect(plan({ ...mail, state: "sending" })?.due_at_ms).toBe(input.now_ms + 60_000);
    expect(plan({ ...mail, state: "failed" })).toBeUndefined();
    const facts_shown = { ...mail, state: "sent", closed_at: input.now_ms } as const;
    const itself = { ...mail, kind: "order_changed", about: "restored:1", state: "sending" } as const;
    expect(plan(facts_shown, itself)).toMatchObject({ about: "restored:1", against: null });
  });
});

describe("an invoice", () => {
  test("is owed once for each number, and its key holds no slash", () => {
    const events = [changed(1, { ...billed, invoice: { ...INVOICE, number: "2026/0013" } })];
    expect(find({ order: billed }, "invoice")?.about).toBe("2026%2F0012");
    const planned = planOf({ order: billed, events, at: 1 }).filter(({ kind }) => kind === "invoice");
    expect(planned.map(({ about }) => about)).toEqual(["2026%2F0013"]);
  });

  test("of any number leaves a key that can be stored", () => {
    for (const number of ["\ud800x", "請求書 ".repeat(12), "../../..", "%2F"]) {
      const { about } = find({ order: { ...billed, invoice: { ...INVOICE, number } } }, "invoice")!;
      expect(about).toMatch(/^[A-Za-z0-9%._~!*'()-]{1,600}$/);
    }
  });
});

describe("a present", () => {
  const gift: OrderDetails = {
    ...ADAS_ORDER,
    gift: { recipient: { name: "Grace", email: "grace@hopper.example" } },
  };

  test("the recipient can be written to where the payer cannot", () => {
    const order = { ...gift, customer: {} };
    expect(find({ order, events: [scan("shipment.shipped", 1)], at: 1 }, "shipment_shipped")?.against)
      .toBeNull();
    expect(find({ order }, "order_confirmation")?.against).toBe("no_address");
  });
});

describe("the next deadline", () => {
  test("is the morning after the promised day", () => {
    expect(nextDeadline(inputOf({}))).toBe(Date.parse("2026-11-28T09:00:00.000Z"));
  });
  test("is the payment reminder while that comes first", () => {
    expect(nextDeadline(inputOf({ order: UNPAID }))).toBe(Date.parse(NOW) + 3 * DAY * 3_600_000);
  });
  test("is the day on which a parcel will have been silent too long", () => {
    const order: OrderDetails = { ...ADAS_ORDER, promised: { until: "2027-01-31" } };
    expect(nextDeadline(inputOf({ order, events: [scan("shipment.shipped", 1)], at: 1 }))).toBe(
      Date.parse(hours(1)) + 5 * DAY * 3_600_000,
    );
  });
  test("is none once everything is home or the order is cancelled", () => {
    expect(nextDeadline(inputOf({ events: [scan("shipment.delivered", 2)], at: 3 }))).toBeNull();
    expect(nextDeadline(inputOf({ events: [{ type: "order.cancelled", at: hours(1) }], at: 3 })))
      .toBeNull();
  });
});

describe("a delay in the United States", () => {
  const shop = { country: "US" };
  const late = (at: number, until: string): OrderEvent => ({
    type: "shipment.promise_changed",
    at: hours(at),
    promised: { until },
  });
  const once: Given = {
    shop,
    events: [late(1, "2026-12-10")],
    sent: [...CONFIRMED, ["delay_notice", 1]],
  };
  const twice: Given = {
    shop,
    events: [late(1, "2026-12-10"), late(30, "2026-12-31")],
    sent: [...CONFIRMED, ["delay_notice", 1], ["delay_notice", 2]],
  };
  const answered = (answer: "accepted" | "cancel", at: number): OrderEvent => ({
    type: "customer.delay_answered",
    at: hours(at),
    answer,
  });

  test("silence after the second notice is a wish to cancel, told to the shop", () => {
    expect(alertsOf(inputOf({ ...twice, at: 8 * DAY }))).toMatchObject([
      { topic: "cancellation_requested", cause: "silence" },
    ]);
  });
  test("the clock looks when the time for an answer is over", () => {
    const input = inputOf({ ...twice, at: DAY });
    expect(nextDeadline(input)).toBe(silentAt(input));
  });
  test("a customer who cancels is heard at once", () => {
    expect(alertsOf(inputOf({ ...once, events: [...once.events!, answered("cancel", 2)], at: 2 })))
      .toMatchObject([{ topic: "cancellation_requested", cause: "answered" }]);
  });

  const silent: Readonly<Record<string, Given>> = {
    "after the first notice silence means consent": { ...once, at: 9 * DAY },
    "there is still time to answer": { ...twice, at: 6 * DAY },
    "the customer accepted": { ...twice, events: [...twice.events!, answered("accepted", 31)], at: 9 * DAY },
    "the order is cancelled": {
      ...twice,
      events: [...twice.events!, { type: "order.cancelled", at: hours(40) }],
      at: 9 * DAY,
    },
    "it came home": { ...twice, events: [...twice.events!, scan("shipment.delivered", 40)], at: 9 * DAY },
    "the shop is at home elsewhere": { ...twice, shop: { country: "DE" }, at: 9 * DAY },
  };
  for (const [when, given] of Object.entries(silent)) {
    test(`the shop is told nothing: ${when}`, () => expect(alertsOf(inputOf(given))).toEqual([]));
  }
});

describe("the policy on returns", () => {
  const before = { window_days: 60, excluded_skus: [], since: "2026-01-01T00:00:00.000Z" };
  const now = { window_days: 14, excluded_skus: [], since: "2026-12-01T00:00:00.000Z" };
  const shop = { returns: now, earlier_returns: [before] };

  test("is the one that was in force when the order was placed", () => {
    expect(returnPolicy(inputOf({ shop }).order, { ...SHOP, ...shop })).toBe(before);
    const order = { ...ADAS_ORDER, placed_at: "2026-12-02T12:00:00.000Z" };
    expect(returnPolicy(inputOf({ shop, order }).order, { ...SHOP, ...shop })).toBe(now);
  });
  test("of an order that is older than every version is the first", () => {
    const order = { ...ADAS_ORDER, placed_at: "2025-12-02T12:00:00.000Z" };
    expect(returnPolicy(inputOf({ shop, order }).order, { ...SHOP, ...shop })).toBe(before);
  });
  test("decides when the window closes", () => {
    const given: Given = { shop, events: [scan("shipment.delivered", 2)], at: 3 };
    expect(find(given, "return_window_closing")?.due_at_ms).toBe(Date.parse(hours(55 * DAY + 2)));
  });
});

describe("days of rest", () => {
  const delivered: Given = { events: [scan("shipment.delivered", 2)], at: 3 };

  test("a follow-up that falls on a holiday comes on the next day that is none", () => {
    // Three days after the delivery of the 22nd is Wednesday, the 25th.
    const rest_days = { weekends: true, holidays: { DE: ["2026-11-25", "2026-11-26", "2026-11-27"] } };
    const due_at_ms = find({ ...delivered, shop: { rest_days } }, "follow_up")?.due_at_ms;
    expect(new Date(due_at_ms!).toISOString()).toBe("2026-11-30T07:00:00.000Z");
  });
  test("holidays of another country are none here", () => {
    const rest_days = { weekends: false, holidays: { FR: ["2026-11-25"] } };
    expect(find({ ...delivered, shop: { rest_days } }, "follow_up")?.due_at_ms).toBe(
      Date.parse(hours(3 * DAY + 2)),
    );
  });
  test("the shop's own holidays are no working days of its promise", () => {
    const order: OrderDetails = { ...ADAS_ORDER, promised: undefined };
    const shop = { country: "DE", rest_days: { weekends: false, holidays: { DE: ["2026-11-24"] } } };
    expect(expectedWindow(inputOf({ order }).order, SHOP)).toEqual({
      from: "2026-11-24",
      until: "2026-11-26",
    });
    expect(expectedWindow(inputOf({ order }).order, { ...SHOP, ...shop })).toEqual({
      from: "2026-11-25",
      until: "2026-11-27",
    });
  });
});
