/** The mails about an order's money: each in its situation, and in the nearest ones where it would be wrong. */
import { PAYMENT as KINDS } from "../../src/messages/kinds/payment.ts";
import { GUESTS_ORDER, hours } from "../support/cast.ts";
import type { OrderEvent } from "../../src/orders/event.ts";
import { BILLED, changed, DAY, entry, INVOICE, PAYMENT, UNPAID } from "../support/plan_input.ts";
import { orderOf } from "../mail/views.ts";
import { notPaid, paid, sentParcel, SHOWN_INVOICE, SHOWN_PAYMENT } from "./sample_events.ts";
import type { KindCase } from "./kind_case.ts";

const REFUNDED: OrderEvent = {
  type: "payment.refunded",
  at: hours(1),
  refund: { id: "r", amount_minor: 100, lines: [] },
};
const REFUND_FAILED: OrderEvent = { type: "payment.refund_failed", at: hours(2), refund: { id: "r" } };
const REFUND_TOLD = [entry("refund_issued", "sent", 1, { about: "r" })];

export const PAYMENT_CASES: Readonly<Record<keyof typeof KINDS, KindCase>> = {
  invoice: {
    sample: (details) => ({
      order: orderOf({ ...notPaid(details), invoice: SHOWN_INVOICE }),
      about: "RE%202026%2F0012",
    }),
    says: [
      "Amount due: €128.90",
      "Due date: December 6, 2026",
      "Invoice number: RE 2026/0012",
      "https://pay.example/1001",
      "https://kontor.example/invoices/12.pdf",
      "attached as a PDF",
      "Torstraße 1",
    ],
    sent: {
      "the order brings one": { order: BILLED },
      "a later snapshot brings one": { events: [changed(5, { invoice: INVOICE })], at: 5 },
      "it is paid by now: it is a document all the same": {
        order: BILLED,
        events: [{ type: "payment.succeeded", at: hours(1), payment: PAYMENT }],
        at: 1,
      },
      "another number than the one that was sent": {
        order: BILLED,
        events: [changed(5, { ...BILLED, invoice: { ...INVOICE, number: "2026/0013" } })],
        sent: [["invoice", 0]],
        at: 5,
      },
    },
    not: {
      "there is none": { order: UNPAID },
      "the order is cancelled": { order: BILLED, events: [{ type: "order.cancelled", at: hours(1) }], at: 1 },
      "all of it has gone back": {
        order: BILLED,
        events: [
          { type: "payment.succeeded", at: hours(1), payment: PAYMENT },
          { type: "payment.refunded", at: hours(2), refund: { id: "r", amount_minor: 12_890, lines: [] } },
        ],
        at: 2,
      },
      "it was issued last year": { order: { ...BILLED, invoice: { ...INVOICE, issued_on: "2025-11-22" } } },
      "nobody can be written to": { order: { ...GUESTS_ORDER, invoice: INVOICE } },
    },
  },
  payment_reminder: {
    sample: (details) => ({ order: orderOf(notPaid(details)), about: "1" }),
    says: ["Still to pay: €128.90", "https://pay.example/1001"],
    sent: {
      "three days without a payment": { order: UNPAID, at: 3 * DAY },
      "three days after its invoice was due": { order: BILLED, at: 18 * DAY },
    },
    not: {
      "two days": { order: UNPAID, at: 2 * DAY },
      "it is paid": {
        order: UNPAID,
        events: [{ type: "payment.succeeded", at: hours(30), payment: PAYMENT }],
        at: 3 * DAY,
      },
      "it is authorised: the shop's turn": {
        order: { ...UNPAID, payment: { status: "authorized" } },
        at: 3 * DAY,
      },
      "its invoice is not due yet": { order: BILLED, at: 3 * DAY },
      "its invoice was due two days ago": { order: BILLED, at: 16 * DAY },
      "the order is cancelled": {
        order: UNPAID,
        events: [{ type: "order.cancelled", at: hours(30) }],
        at: 3 * DAY,
      },
    },
  },
  payment_receipt: {
    sample: (details) => ({ order: orderOf(details, paid()), about: "pay_1" }),
    says: ["€128.90", "Visa ···· 4242", "txn_3PqK81", "KONTOR SOEHNE"],
    sent: {
      "a payment succeeded": { events: [{ type: "payment.succeeded", at: hours(1), payment: PAYMENT }] },
    },
    not: {
      "it is pending": { events: [{ type: "payment.pending", at: hours(0), payment: PAYMENT }] },
      "it failed": { events: [{ type: "payment.failed", at: hours(0), payment: PAYMENT }] },
      "it has gone back": {
        events: [{ type: "payment.succeeded", at: hours(0), payment: PAYMENT }, {
          type: "payment.refunded",
          at: hours(1),
          refund: { id: "r", amount_minor: 12_890, lines: [] },
        }],
        at: 1,
      },
    },
  },
  payment_failed: {
    sample: (details) => ({
      order: orderOf(notPaid(details), {
        type: "payment.failed",
        at: hours(1),
        payment: SHOWN_PAYMENT,
        reason: "The card has expired",
      }),
      about: `pay_1:${hours(1)}`,
    }),
    says: ["The card has expired", "https://pay.example/retry/1"],
    sent: {
      "the last attempt failed": {
        order: UNPAID,
        events: [{ type: "payment.failed", at: hours(0), payment: PAYMENT }],
      },
    },
    not: {
      "the next attempt succeeded": {
        order: UNPAID,
        events: [{ type: "payment.failed", at: hours(0), payment: PAYMENT }, {
          type: "payment.succeeded",
          at: hours(1),
          payment: PAYMENT,
        }],
        at: 1,
      },
      "the order is cancelled": {
        order: UNPAID,
        events: [{ type: "payment.failed", at: hours(0), payment: PAYMENT }, {
          type: "order.cancelled",
          at: hours(1),
        }],
        at: 1,
      },
      "the storefront says it is paid": {
        events: [{ type: "payment.failed", at: hours(0), payment: PAYMENT }],
      },
    },
  },
  refund_issued: {
    sample: (details) => ({
      order: orderOf(details, paid(), sentParcel(details, "delivered", 60), {
        type: "payment.refunded",
        at: hours(90),
        refund: {
          id: "r1",
          amount_minor: 2_205,
          reason: "Came back unopened",
          lines: [{ line_id: details.lines.at(-1)!.id, quantity: 1, amount_minor: 2_205 }],
        },
      }),
      about: "r1",
    }),
    says: ["Partial refund: €22.05", "Came back unopened", "up to 10 working days", "Espressobohnen"],
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
  refund_failed: {
    sample: (details) => ({
      order: orderOf(details, paid(), {
        type: "payment.refunded",
        at: hours(90),
        refund: { id: "r1", amount_minor: 2_205, payment_id: "pay_1", lines: [] },
      }, { type: "payment.refund_failed", at: hours(120), refund: { id: "r1" }, reason: "account_closed" }),
      about: "r1",
    }),
    says: ["Your refund of €22.05 didn’t go through", "Visa ···· 4242", "came back to us"],
    sent: {
      "a refund that was told comes to nothing at the provider": {
        events: [REFUNDED, REFUND_FAILED],
        ledger: REFUND_TOLD,
        at: 3,
      },
      "the shop takes back a refund that was told": {
        events: [REFUNDED, changed(2, { refund_ids: [] })],
        ledger: REFUND_TOLD,
        at: 3,
      },
    },
    not: {
      "it was never told": { events: [REFUNDED, REFUND_FAILED], at: 3 },
      "the refund stands": { events: [REFUNDED], ledger: REFUND_TOLD, at: 3 },
      "another refund stands in its place, and its mail says so": {
        events: [REFUNDED, changed(2, { refund_ids: ["r2"] }), {
          type: "payment.refunded",
          at: hours(2),
          refund: { id: "r2", amount_minor: 300, lines: [] },
        }],
        ledger: REFUND_TOLD,
        at: 3,
      },
    },
  },
};
