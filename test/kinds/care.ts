/** The mails some days after everything arrived: each in its situation, and in the nearest ones where it would be wrong. */
import type { OrderEvent } from "../../src/orders/event.ts";
import { CARE as KINDS } from "../../src/messages/kinds/care.ts";
import { hours, SHOP } from "../support/cast.ts";
import { DAY, scan } from "../support/plan_input.ts";
import { orderOf, PAGE_URL } from "../mail/views.ts";
import { paid, sentParcel } from "./sample_events.ts";
import type { KindCase } from "./kind_case.ts";

export const CARE_CASES: Readonly<Record<keyof typeof KINDS, KindCase>> = {
  follow_up: {
    sample: (details) => ({ order: orderOf(details, paid(), sentParcel(details, "delivered", 60)) }),
    says: ["Is everything all right, Ada?", "Wednesday, November 25", "help@kontor.example"],
    suits_any_order: true,
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
    sample: (details) => ({ order: orderOf(details, paid(), sentParcel(details, "delivered", 60)) }),
    says: [1, 2, 3, 4, 5].map((score) => `${PAGE_URL}?rating=${score}`),
    suits_any_order: true,
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
};
