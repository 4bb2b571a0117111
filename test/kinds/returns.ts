/** The mails about what goes back: each in its situation, and in the nearest ones where it would be wrong. */
import { RETURNS as KINDS } from "../../src/messages/kinds/returns.ts";
import { GUESTS_ORDER, hours } from "../support/cast.ts";
import { back, DAY, scan, withdrawn } from "../support/plan_input.ts";
import { orderOf } from "../mail/views.ts";
import { paid, sentBack, sentParcel } from "./sample_events.ts";
import type { KindCase } from "./kind_case.ts";

export const RETURNS_CASES: Readonly<Record<keyof typeof KINDS, KindCase>> = {
  return_received_request: {
    sample: (details) => sentBack(details, "return.requested"),
    says: ["Espressobohnen", "Too dark a roast"],
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
  return_approved: {
    sample: (details) =>
      sentBack(details, "return.approved", {
        label_url: "https://returns.example/label/1.pdf",
        send_by: "2026-12-18",
      }),
    says: [
      "https://returns.example/label/1.pdf",
      "Send it back by Friday, December 18.",
      "1. Pack",
      "3. Drop off",
    ],
    sent: { "the shop agreed": { events: [back("requested", 1), back("approved", 2)], at: 2 } },
    not: {
      "it has not said anything": { events: [back("requested", 1)], at: 2 },
      "it declined": { events: [back("requested", 1), back("declined", 2)], at: 2 },
      "it has arrived already": { events: [back("approved", 2), back("received", 3)], at: 3 },
    },
  },
  return_declined: {
    sample: (details) => sentBack(details, "return.declined", {}, "The seal of the bag is broken"),
    says: ["The seal of the bag is broken", "Your legal rights aren’t affected"],
    sent: { "the shop declined": { events: [back("requested", 1), back("declined", 2)], at: 2 } },
    not: {
      "it changed its mind": { events: [back("declined", 2), back("approved", 3)], at: 3 },
      "it has not said anything": { events: [back("requested", 1)], at: 2 },
      "that was weeks ago": { events: [back("declined", 2)], at: 20 * DAY },
    },
  },
  return_arrived: {
    sample: (details) => sentBack(details, "return.received"),
    says: ["Received: November 26, 2026", "Espressobohnen"],
    sent: { "the parcel is back": { events: [back("approved", 1), back("received", 2)], at: 2 } },
    not: {
      "it is on its way": { events: [back("approved", 1)], at: 2 },
      "it was never agreed": { events: [back("requested", 1)], at: 2 },
      "it was declined": { events: [back("declined", 1)], at: 2 },
    },
  },
  return_window_closing: {
    sample: (details) => ({ order: orderOf(details, paid(), sentParcel(details, "delivered", 60)) }),
    says: ["Last day to return: Friday, December 25"],
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
  withdrawal_acknowledged: {
    sample: (details) => ({
      order: orderOf(details, {
        type: "order.withdrawn",
        at: hours(1),
        withdrawal: {
          id: "w1",
          lines: [{ line_id: "2", quantity: 1 }],
          name: "Ada Lovelace",
          statement: "I hereby withdraw from the contract for the items named here.",
          hash: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        },
      }),
      about: "w1",
    }),
    says: [
      "Received: November 22, 2026 at 2:00",
      "I hereby withdraw from the contract",
      "9f86d081884c7d659a2feaa0c55ad015",
      "Espressobohnen",
    ],
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
};
