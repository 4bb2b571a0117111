/** The mails about a shipment: each in its situation, and in the nearest ones where it would be wrong. */
import { SHIPMENT as KINDS } from "../../src/messages/kinds/shipment.ts";
import { hours } from "../support/cast.ts";
import { back, CONFIRMED, DAY, scan } from "../support/plan_input.ts";
import { orderOf } from "../mail/views.ts";
import { paid, partParcel, sentParcel, travelled } from "./sample_events.ts";
import type { KindCase } from "./kind_case.ts";

const TRACK_URL = "https://www.dhl.example/track?id=00340434161094042557";

export const SHIPMENT_CASES: Readonly<Record<keyof typeof KINDS, KindCase>> = {
  shipment_shipped: {
    sample: (details) => ({
      order: orderOf(details, paid(), partParcel(details, "p1", 0, 24)),
      about: "p1",
    }),
    says: [
      "Part of your order",
      TRACK_URL,
      "In this parcel",
      "Still to come",
      "Thursday, November 26",
    ],
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
    sample: (details) => ({
      order: orderOf(details, paid(), sentParcel(details, "shipped", 24, { until: "2026-11-24" })),
      about: "p1:2026-11-24",
      facts_shown: { expected: { from: "2026-11-25", until: "2026-11-27" } },
    }),
    says: [
      "New delivery date: Tuesday, November 24",
      "Previous date: Wed, Nov 25 – Fri, Nov 27",
      TRACK_URL,
    ],
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
  shipment_out_for_delivery: {
    sample: (details) => travelled(details, "out_for_delivery"),
    says: ["Arriving today", TRACK_URL, "Torstraße 1"],
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
    sample: (details) =>
      travelled(details, "ready_for_pickup", "", "Spätkauf Torstraße, Torstraße 50, Berlin"),
    says: ["Spätkauf Torstraße, Torstraße 50, Berlin", "00340434161094042557"],
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
    sample: (details) => travelled(details, "delivered", "", "Berlin, DE"),
    says: ["Delivered: Tue, Nov 24, 1:00 PM", "Location: Berlin", "until Thursday, December 24"],
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
    sample: (details) =>
      travelled(details, "attempted", ":1", "Berlin, DE", "Nobody was there to receive it"),
    says: ["Nobody was there to receive it", "Delivery attempt: Tue, Nov 24, 1:00 PM", TRACK_URL],
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
    sample: (details) => travelled(details, "exception", ":1", "Leipzig, DE", "The address is incomplete"),
    says: ["problem with the delivery address", "The address is incomplete", "Torstraße 1"],
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
  shipment_stalled: {
    sample: (details) => travelled(details, "in_transit", `:${hours(48)}`, "Leipzig, DE"),
    says: ["last scanned it on Tuesday, November 24", "Leipzig", TRACK_URL],
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
  shipment_returned_to_sender: {
    sample: (details) => travelled(details, "returned_to_sender", "", "Berlin, DE", "Not collected in time"),
    says: ["sent it back on Tuesday, November 24", "Not collected in time"],
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
};
