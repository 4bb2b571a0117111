/** The mails about an order as a whole: each in its situation, and in the nearest ones where it would be wrong. */
import { ORDER as KINDS } from "../../src/messages/kinds/order.ts";
import { ADAS_ORDER, GUESTS_ORDER, hours } from "../support/cast.ts";
import {
  allocated,
  cancelled,
  changed,
  CONFIRMED,
  DAY,
  promisedFor,
  restored,
  scan,
} from "../support/plan_input.ts";
import { orderOf, PAGE_URL } from "../mail/views.ts";
import { newDate, paid, soldOut } from "./sample_events.ts";
import type { KindCase } from "./kind_case.ts";

export const ORDER_CASES: Readonly<Record<keyof typeof KINDS, KindCase>> = {
  order_confirmation: {
    sample: (details) => ({ order: orderOf(details) }),
    says: ["#1001", "€128.90", "Wed, Nov 25 – Fri, Nov 27"],
    suits_any_order: true,
    sent: { "a placed order": {} },
    not: {
      "the guest left no address": { order: GUESTS_ORDER },
      "the order is cancelled": { events: [{ type: "order.cancelled", at: hours(0) }] },
      "the order is of last year": { order: { ...ADAS_ORDER, placed_at: "2025-11-22T12:00:00.000Z" } },
    },
  },
  order_changed: {
    sample: (details) => ({
      order: orderOf(details, {
        type: "order.changed",
        at: hours(2),
        order: {
          ...details,
          lines: [
            { ...details.lines[0]!, quantity: details.lines[0]!.quantity + 1 },
            ...details.lines.slice(1),
          ],
          total_minor: details.total_minor + details.lines[0]!.unit_price_minor,
          shipping_address: details.shipping_address &&
            { ...details.shipping_address, lines: ["Torstraße 99"] },
          shipping: { label: "DHL Express", amount_minor: 490 },
        },
      }),
      about: hours(2),
      facts_shown: { changes: 0 },
    }),
    says: ["now 2 instead of 1", "Torstraße 99", "New delivery method: DHL Express", "€218.80"],
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
    sample: (details) => ({
      order: orderOf(details, paid(), { type: "order.cancelled", at: hours(3), reason: "inventory" }),
    }),
    says: [
      "no longer available",
      "November 22, 2026",
      "€128.90",
      "refund what you paid to your original payment method",
    ],
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
  backorder_notice: {
    sample: (details) => ({
      order: orderOf(soldOut(details, "2026-12-03")),
      about: hours(2),
      facts_shown: { backordered: [] },
    }),
    says: ["Kaffeemühle", "Thursday, December 3", "everything else in it is in stock"],
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
    sample: (details) => ({
      order: orderOf(details),
      about: hours(50),
      facts_shown: { backordered: [details.lines[0]!.id] },
    }),
    says: ["Kaffeemühle", "Back in stock"],
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
    sample: (details) => ({
      order: orderOf(details, newDate("2026-12-01", "2026-12-04")),
      about: "2026-12-04",
      facts_shown: { expected: { from: "2026-11-25", until: "2026-11-27" } },
    }),
    says: [
      "Now expected Tue, Dec 1 – Fri, Dec 4",
      "We’re sorry, this is later than we first told you (Wed, Nov 25 – Fri, Nov 27).",
    ],
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
  order_link: {
    sample: (details) => ({ order: orderOf(details), about: "2026-11-22T12" }),
    says: [PAGE_URL],
    suits_any_order: true,
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
