import { describe, expect, test } from "vitest";
import type { OrderDetails, OrderEvent, PaymentDetails } from "../../../src/orders/event.ts";
import type { ShopSettings } from "../../../src/orders/shop.ts";
import { ADAS_ORDER, hours, SHOP } from "../../support/cast.ts";
import { orderOf, viewOf } from "../views.ts";

const BANK: ShopSettings = { ...SHOP, pay_to: ["Kontor GmbH", "IBAN DE02 1203"] };

function order(payment: PaymentDetails, more: Partial<OrderDetails> = {}): OrderDetails {
  return { ...ADAS_ORDER, locale: "en", pay_url: undefined, payment, ...more };
}

function collected(details: OrderDetails): OrderDetails {
  return { ...details, lines: details.lines.map((line) => ({ ...line, way: "pickup" as const })) };
}

function paid(amount_minor: number, more: Readonly<Record<string, unknown>> = {}): OrderEvent {
  return {
    type: "payment.succeeded",
    at: hours(1),
    payment: { id: "pay", amount_minor, ...more },
  } as OrderEvent;
}

const HOME: OrderEvent = {
  type: "shipment.delivered",
  at: hours(9),
  shipment: { id: "p1", lines: [], tracking: [] },
};
const PENDING: OrderEvent = {
  type: "payment.pending",
  at: hours(1),
  payment: { id: "pay", amount_minor: 12_890 },
};
const CANCELLED: OrderEvent = { type: "order.cancelled", at: hours(5) };
const CASH = { status: "pending", method: { brand: "Cash on delivery" } } as const;
const REFUND: OrderEvent = {
  type: "payment.refunded",
  at: hours(3),
  refund: { id: "r", amount_minor: 2_000, lines: [] },
};

describe("the sentence about the payment", () => {
  test.each<[string, OrderDetails, readonly OrderEvent[], string]>([
    ["paid, nobody says how", order({ status: "paid" }), [], "Paid"],
    [
      "paid with what the order names",
      order({ status: "paid", method: { brand: "Visa", last4: "4242" } }),
      [],
      "Paid with Visa ···· 4242",
    ],
    ["paid with what the payment names", order({ status: "pending", method: { brand: "Visa" } }), [
      paid(12_890, { method: { brand: "PayPal" } }),
    ], "Paid with PayPal"],
    [
      "paid more than an edited order comes to",
      order({ status: "paid", open_minor: -1_110, method: { brand: "Visa" } }),
      [],
      "€140.00 paid. You’ll get €11.10 back.",
    ],
    [
      "paid more, and the rest went back since",
      order({ status: "paid", open_minor: -2_000 }),
      [REFUND],
      "€20.00 refunded",
    ],
    ["paid in part", order({ status: "pending" }), [paid(3_000)], "€30.00 of €128.90 paid"],
    ["paid in part, nobody says how much", order({ status: "partially_paid" }), [], "Partly paid"],
    ["a part given back", order({ status: "pending" }), [paid(12_890), REFUND], "€20.00 refunded"],
    [
      "a part given back of a part",
      order({ status: "pending" }),
      [paid(5_000), REFUND],
      "€50.00 of €128.90 paid",
    ],
    [
      "a part given back of what was paid, nobody says how much",
      order({ status: "partially_refunded" }),
      [],
      "Paid",
    ],
    [
      "a part given back of an order that is open",
      order({ status: "partially_refunded", open_minor: 12_890 }),
      [],
      "Not paid yet",
    ],
    ["reserved, nobody says how", order({ status: "authorized" }), [], "Reserved, not charged yet"],
    [
      "reserved on a card",
      order({ status: "authorized", method: { brand: "Visa", last4: "4242" } }),
      [],
      "Reserved with Visa ···· 4242, not charged yet",
    ],
    ["all given back", order({ status: "refunded" }), [], "Refunded in full"],
    ["given up by the shop", order({ status: "voided" }), [], "Payment cancelled. You weren’t charged."],
    [
      "a part of it under way",
      order({ status: "pending" }),
      [{ ...PENDING, payment: { id: "pay", amount_minor: 12_889 } } as OrderEvent],
      "Not paid yet",
    ],
    ["under way", order({ status: "pending" }), [PENDING], "Your payment is on its way to us"],
    ["not paid", order({ status: "pending" }), [], "Not paid yet"],
    ["a checkout that was left", order({ status: "unfinished" }), [], "Not paid yet"],
    ["a transfer", order({ status: "pending", class: "transfer" }), [], "We’re waiting for your transfer"],
    ["on terms", order({ status: "pending", class: "on_terms" }), [], "Not paid yet"],
    ["cash at the door", order(CASH), [], "You pay €128.90 on delivery (Cash on delivery)"],
    [
      "cash at the door, without a name",
      order({ status: "pending", class: "on_delivery" }),
      [],
      "You pay €128.90 on delivery",
    ],
    [
      "cash at the counter",
      collected(order(CASH)),
      [],
      "You pay €128.90 when you collect it (Cash on delivery)",
    ],
    [
      "cash at the counter, without a name",
      collected(order({ status: "pending", class: "on_delivery" })),
      [],
      "You pay €128.90 when you collect it",
    ],
    ["cash, once it arrived", order(CASH), [HOME], "Payment on delivery"],
    [
      "cash, once it was collected",
      collected(order(CASH)),
      [{ ...HOME, type: "shipment.picked_up" }],
      "Payment on collection",
    ],
    ["in instalments", order({ status: "pending", class: "instalments" }), [], "Not paid yet"],
    ["from the balance at the shop", order({ status: "pending", class: "store_credit" }), [], "Not paid yet"],
    [
      "nothing to pay",
      order({ status: "pending" }, {
        total_minor: 0,
        lines: [{ ...ADAS_ORDER.lines[0]!, unit_price_minor: 0, discount_minor: 0 }],
        discounts: [],
        shipping: undefined,
      }),
      [],
      "Nothing to pay",
    ],
    ["cancelled before it was paid", order({ status: "pending" }), [CANCELLED], "Nothing to pay"],
    ["cancelled after it was paid", order({ status: "paid" }), [CANCELLED], "Paid"],
    ["failed", order({ status: "failed" }), [], "Your payment didn’t go through"],
  ])("%s", (_, details, events, sentence) => {
    expect(viewOf(orderOf(details, ...events)).payment.sentence).toBe(sentence);
  });
});

describe("what is still to pay", () => {
  const of = (details: OrderDetails, shop = SHOP, ...events: readonly OrderEvent[]) =>
    viewOf(orderOf(details, ...events), shop).to_pay;

  test("is nothing once it is paid, arrived at the door with cash, or nobody says how much", () => {
    expect(of(order({ status: "paid" }))).toBeNull();
    expect(of(order(CASH), SHOP, HOME)).toBeNull();
    expect(of(order({ status: "partially_paid" }))).toBeNull();
    expect(of(order(CASH))).toMatchObject({ amount: "€128.90", due: [], how: [], pay_url: null });
  });

  test("has its day, or each part its own", () => {
    const due = (payment: PaymentDetails) => of(order(payment))?.due;
    expect(due({ status: "pending" })).toEqual([]);
    expect(due({ status: "pending", due_on: "2026-12-24" })).toEqual(["Due Thursday, December 24"]);
    const instalments = [
      { amount_minor: 2_890, due_on: "2026-12-01" },
      { amount_minor: 10_000, due_on: "2026-12-24" },
    ];
    expect(due({ status: "pending", instalments })).toEqual([
      "€28.90 due Tuesday, December 1",
      "€100.00 due Thursday, December 24",
    ]);
    expect(due({ status: "pending", instalments: [instalments[0]!, { amount_minor: 10_000 }] })).toEqual([
      "€28.90 due Tuesday, December 1",
    ]);
  });

  test("says how: by the link, into the account, or asks the shop", () => {
    const pay_url = "https://pay.example/1001";
    const reference = "Reference: #1001";
    const how = (details: OrderDetails, shop: ShopSettings) => of(details, shop)?.how;
    expect(how(order({ status: "pending" }, { pay_url }), BANK)).toEqual([]);
    expect(how(order({ status: "pending" }), BANK)).toEqual([...BANK.pay_to!, reference]);
    expect(how(order({ status: "pending", class: "on_terms" }, { pay_url }), BANK)).toEqual([
      ...BANK.pay_to!,
      reference,
    ]);
    const transfer = { status: "pending", class: "transfer", method: { brand: "Vorkasse" } } as const;
    expect(how(order(transfer, { pay_url }), BANK)).toEqual(["Vorkasse", ...BANK.pay_to!, reference]);
    expect(how(order({ ...transfer, pay_to: ["Kontor\nGmbH", " ", "IBAN DE02 1203"] }), SHOP)).toEqual([
      "Vorkasse",
      ...["Kontor GmbH", "IBAN DE02 1203"],
      reference,
    ]);
    // The method is named only where the customer transfers the money: elsewhere the link says it.
    expect(how(order({ status: "pending", method: { brand: "Visa" } }), BANK)).not.toContain("Visa");
    expect(how(order({ ...transfer, pay_to: ["Other account"] }), BANK)).toEqual([
      "Vorkasse",
      "Other account",
      reference,
    ]);
    expect(how(order(transfer, { pay_url }), { ...SHOP, pay_to: [] })).toEqual(["Vorkasse"]);
    const asks = how(order({ status: "pending" }), { ...SHOP, pay_to: [] })!;
    expect(asks).toHaveLength(1);
    expect(asks[0]).toContain("us");
  });

  test("goes to the account by the invoice's number, with a link too", () => {
    const invoice = { number: "2026/0012", issued_on: "2026-11-22" };
    const details = order({ status: "pending" }, { pay_url: "https://pay.example/1001", invoice });
    expect(of(details, BANK)?.how).toEqual([...BANK.pay_to!, "Reference: 2026/0012"]);
  });

  test("is asked of an order that says nothing of its payment", () => {
    const unsaid = { ...order({}), payment: undefined };
    expect(of(unsaid, BANK)).toMatchObject({
      sentence: "Still to pay: €128.90",
      how: [...BANK.pay_to!, "Reference: #1001"],
    });
    expect(of(unsaid, SHOP)?.how).toEqual(["Not sure how? Just write to us."]);
  });
});
