/** What stays of each event once its customer is erased, as a literal beside the event: a field of one more or one less is seen. */
import { describe, expect, test } from "vitest";
import { eraseEvent } from "../../src/customers/erase.ts";
import {
  type Address,
  type OrderDetails,
  type OrderEvent,
  RETURN_EVENTS,
  SHIPMENT_EVENTS,
} from "../../src/orders/event.ts";

const at = "2026-11-24T08:30:00.000Z";
const LINES = [{
  id: "9",
  title: "Teapot",
  quantity: 2,
  unit_price_minor: 2_150,
  discount_minor: 0,
  requires_shipping: true,
}];

/** An order with nothing that could be left out. */
const BARE: OrderDetails = {
  id: "31",
  number: "#31",
  placed_at: at,
  currency: "GBP",
  customer: {},
  lines: LINES,
  discounts: [],
  fees: [],
  total_minor: 4_300,
  aliases: [],
};

const HOME: Address = {
  name: "Nora Fell",
  company: "Fell Ltd",
  lines: ["3 Mill Lane"],
  postal_code: "LA1 1AA",
  city: "Lancaster",
  country: "GB",
};
const AMEX = { brand: "Amex", last4: "1007", wallet: "Nora’s watch" };

const WHOLE: OrderDetails = {
  ...BARE,
  locale: "en-GB",
  customer: { id: "5", email: "nora@fell.example", name: "Nora Fell", phone: "+44 1524 000000" },
  shipping_address: HOME,
  billing_address: { lines: ["c/o Nora Fell"], city: "Lancaster" },
  gift: { recipient: { email: "owen@fell.example", name: "Owen Fell" }, message: "For Owen" },
  payment: {
    status: "paid",
    method: AMEX,
    class: "prepaid",
    open_minor: 0,
    pay_to: ["Nora Fell", "GB29 NWBK"],
  },
  invoice: { number: "31/26", issued_on: "2026-11-24", url: "https://shop.example/i/nora" },
  gift_cards: [{ label: "…NORA", amount_minor: 500 }, { amount_minor: 5 }],
  pay_url: "https://shop.example/pay/nora",
  note: "Nora is in after six",
  gift_message: "Love, Nora",
  po_number: "NORA-7",
  tags: ["nora"],
  channel: "shopify:web",
};

describe("of a snapshot", () => {
  test("everything stays that says nothing of a person", () => {
    expect(eraseEvent({ type: "order.placed", at, order: WHOLE })).toStrictEqual({
      type: "order.placed",
      at,
      order: {
        ...BARE,
        locale: "en-GB",
        channel: "shopify:web",
        gift_cards: [{ amount_minor: 500 }, { amount_minor: 5 }],
        customer: {},
        // The country decided the tax.
        shipping_address: { lines: [], country: "GB" },
        billing_address: { lines: [] },
        gift: { recipient: {} },
        invoice: { number: "31/26", issued_on: "2026-11-24", url: undefined },
        payment: { status: "paid", class: "prepaid", open_minor: 0, method: { brand: "Amex" }, pay_to: [] },
      },
    });
  });

  test("no field is invented that it did not have", () => {
    expect(eraseEvent({ type: "order.changed", at, order: BARE })).toStrictEqual({
      type: "order.changed",
      at,
      order: BARE,
    });
    const order = { ...BARE, payment: { status: "pending" as const, method: {} } };
    expect(eraseEvent({ type: "order.changed", at, order })).toStrictEqual({
      type: "order.changed",
      at,
      order,
    });
    const unpaid = { ...BARE, payment: { status: "pending" as const } };
    expect(eraseEvent({ type: "order.changed", at, order: unpaid })).toStrictEqual({
      type: "order.changed",
      at,
      order: unpaid,
    });
  });
});

const SHIPMENT = {
  id: "p7",
  lines: [{ line_id: "9", quantity: 2 }],
  tracking: [{ number: "JD01", carrier: "DHL", url: "https://dhl.example/JD01" }, { number: "JD02" }],
  expected: { until: "2026-11-26" },
  way: "local" as const,
};
const SHIPMENT_LEFT = {
  id: "p7",
  lines: [{ line_id: "9", quantity: 2 }],
  tracking: [{ carrier: "DHL" }],
  expected: { until: "2026-11-26" },
  way: "local",
};
const PARCEL = { id: "p8", lines: [], tracking: [] };

describe("of a shipment", () => {
  test.each(SHIPMENT_EVENTS)(
    "%s keeps what left, by which carrier and way, and no word of the carrier",
    (type) => {
      const told = { place: "Lancaster", description: "Left with Nora", offset_minutes: 60 };
      expect(eraseEvent({ type, at, shipment: SHIPMENT, ...told, is_correction: true })).toStrictEqual({
        type,
        at,
        shipment: SHIPMENT_LEFT,
        is_correction: true,
      });
      expect(eraseEvent({ type, at, shipment: PARCEL, is_correction: false })).toStrictEqual({
        type,
        at,
        shipment: PARCEL,
        is_correction: false,
      });
      expect(eraseEvent({ type, at, shipment: PARCEL })).toStrictEqual({ type, at, shipment: PARCEL });
    },
  );

  test("one that was withdrawn keeps the same", () => {
    expect(eraseEvent({ type: "shipment.withdrawn", at, shipment: SHIPMENT })).toStrictEqual({
      type: "shipment.withdrawn",
      at,
      shipment: SHIPMENT_LEFT,
    });
  });
});

const PAYMENT = {
  id: "pi_5",
  amount_minor: 4_300,
  method: AMEX,
  class: "prepaid" as const,
  transaction_id: "ch_5",
  known_as: ["cs_5"],
  statement_name: "NORA FELL",
  retry_url: "https://pay.example/nora",
};
const PAYMENT_LEFT = {
  id: "pi_5",
  amount_minor: 4_300,
  method: { brand: "Amex" },
  class: "prepaid",
  transaction_id: "ch_5",
  known_as: ["cs_5"],
};
const CASH = { id: "pi_6", amount_minor: 1 };

describe("of a payment", () => {
  test.each(["payment.succeeded", "payment.pending", "payment.failed", "payment.disputed"] as const)(
    "%s keeps its amount and ids, and no reason",
    (type) => {
      expect(eraseEvent({ type, at, payment: PAYMENT, reason: "Nora" })).toStrictEqual({
        type,
        at,
        payment: PAYMENT_LEFT,
      });
      expect(eraseEvent({ type, at, payment: CASH })).toStrictEqual({ type, at, payment: CASH });
    },
  );

  test.each(["won", "lost"] as const)("a dispute that was %s keeps how it ended", (outcome) => {
    expect(eraseEvent({ type: "payment.dispute_closed", at, payment: PAYMENT, outcome })).toStrictEqual({
      type: "payment.dispute_closed",
      at,
      payment: PAYMENT_LEFT,
      outcome,
    });
  });

  test("a refund keeps its parts and where they go, without the card", () => {
    const refund = {
      id: "re_5",
      amount_minor: 900,
      reason: "Nora asked",
      lines: [{ line_id: "9", quantity: 1, amount_minor: 900, restock: "returned" as const }],
    };
    const { reason: _, ...left } = refund;
    expect(eraseEvent({ type: "payment.refunded", at, refund })).toStrictEqual({
      type: "payment.refunded",
      at,
      refund: left,
    });
    const destinations = [{ to: "payment" as const, method: AMEX, amount_minor: 700 }, {
      to: "store_credit" as const,
      amount_minor: 200,
    }];
    expect(eraseEvent({ type: "payment.refunded", at, refund: { ...refund, destinations } })).toStrictEqual({
      type: "payment.refunded",
      at,
      refund: {
        ...left,
        destinations: [{ to: "payment", amount_minor: 700 }, { to: "store_credit", amount_minor: 200 }],
      },
    });
  });

  test("a refund that failed keeps which one, and no reason", () => {
    const refund = { id: "re_5", amount_minor: 900, payment_id: "pi_5" };
    expect(eraseEvent({ type: "payment.refund_failed", at, refund, reason: "Nora’s card is closed" }))
      .toStrictEqual({
        type: "payment.refund_failed",
        at,
        refund,
      });
  });
});

describe("of what the customer did", () => {
  test.each(RETURN_EVENTS)("%s keeps the pieces and the day, and no reason, step or label", (type) => {
    const lines = [{ line_id: "9", quantity: 1, reason: "Nora disliked it" }];
    expect(
      eraseEvent({
        type,
        at,
        reason: "Nora asked",
        return: {
          id: "rma",
          lines,
          steps: ["Write Nora on it"],
          label_url: "https://l.example/n",
          send_by: "2026-12-01",
        },
      }),
    ).toStrictEqual({
      type,
      at,
      return: { id: "rma", lines: [{ line_id: "9", quantity: 1 }], steps: [], send_by: "2026-12-01" },
    });
    expect(eraseEvent({ type, at, return: { id: "rma", lines: [], steps: [] } })).toStrictEqual({
      type,
      at,
      return: { id: "rma", lines: [], steps: [] },
    });
  });

  test("a withdrawal keeps its pieces and its hash, and neither name nor words", () => {
    const [lines, hash] = [[{ line_id: "9", quantity: 2 }], "ab".repeat(32)];
    const withdrawal = { id: "w", lines, name: "Nora Fell", statement: "I, Nora, withdraw", hash };
    expect(eraseEvent({ type: "order.withdrawn", at, withdrawal })).toStrictEqual({
      type: "order.withdrawn",
      at,
      withdrawal: { id: "w", lines, statement: "–", hash },
    });
  });

  test("addresses become one that never resolves", () => {
    expect(
      eraseEvent({
        type: "customer.ways_chosen",
        at,
        ways: [{ way: "sms", to: "+441524000000", also_mail: true }] as never,
      }),
    ).toStrictEqual({ type: "customer.ways_chosen", at, ways: [] });
    expect(eraseEvent({ type: "customer.address_failed", at, email: "nora@fell.example" })).toStrictEqual({
      type: "customer.address_failed",
      at,
      email: "erased@invalid",
    });
    expect(
      eraseEvent({
        type: "customer.address_corrected",
        at,
        from: "nora@fel.example",
        email: "nora@fell.example",
      }),
    ).toStrictEqual({
      type: "customer.address_corrected",
      at,
      from: "erased@invalid",
      email: "erased@invalid",
    });
  });

  test("a cancellation loses its reason", () => {
    expect(eraseEvent({ type: "order.cancelled", at, reason: "Nora asked" })).toStrictEqual({
      type: "order.cancelled",
      at,
    });
  });
});

test.each<OrderEvent>([
  { type: "order.restored", at },
  { type: "stock.allocated", at, lines: [{ line_id: "9", available: true }] },
  { type: "shipment.promise_changed", at, promised: { until: "2026-11-30" } },
  { type: "customer.link_requested", at },
  { type: "customer.delay_answered", at, answer: "accepted" },
  { type: "customer.erased", at },
  { type: "customer.language_chosen", at, language: "en-GB" },
  { type: "conversation.opened", at, conversation: { id: "c", about: "damaged" } },
  { type: "conversation.closed", at, conversation: { id: "c" } },
])("$type names nobody and stays as it is", (event) => {
  expect(eraseEvent(event)).toStrictEqual(event);
});
