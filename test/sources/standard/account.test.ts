import { describe, expect, test } from "vitest";
import placed from "../../fixtures/standard/order_placed.json";
import refunded from "../../fixtures/standard/payment_refunded.json";
import paid from "../../fixtures/standard/payment_succeeded.json";
import { accountOf } from "../../../src/orders/account/account.ts";
import { contradictionsIn } from "../../../src/orders/account/contradictions.ts";
import type { OrderEvent } from "../../../src/orders/event.ts";
import { fold } from "../../../src/orders/fold/fold.ts";
import { standard } from "../../../src/sources/standard/standard.ts";
import { NOW_MS } from "../../support/cast.ts";

async function read(event: unknown) {
  return await standard.read({
    headers: new Headers({ "webhook-id": "msg_1" }),
    body: new TextEncoder().encode(JSON.stringify(event)),
    received_at_ms: NOW_MS,
  });
}

async function eventOf(event: unknown): Promise<OrderEvent> {
  const reading = await read(event);
  if (!reading.ok) throw new Error(reading.message);
  if (reading.value.type !== "events") throw new Error(`not read: ${reading.value.type}`);
  return reading.value.orders[0]!.events[0]!;
}

/** The order of the fixture, 128.90 € with its tax in the prices, with what `changes` says of it. */
function order(changes: Readonly<Record<string, unknown>>) {
  return { ...placed, data: { order: { ...placed.data.order, ...changes } } };
}

function refund(changes: Readonly<Record<string, unknown>>) {
  return { ...refunded, data: { ...refunded.data, refund: { id: "re_7", amount_minor: 3_000, ...changes } } };
}

describe("what the own event format says of an order's money", () => {
  test("parts, terms and remarks are taken as they are", async () => {
    const money = {
      tax: {
        amount_minor: 2_058,
        included: true,
        rates: [
          { label: "MwSt.", percent: "19", amount_minor: 1_700 },
          { label: "MwSt.", percent: "7", amount_minor: 358 },
        ],
      },
      gift_cards: [{ label: "…7781", amount_minor: 2_000 }],
      rounding_minor: -2,
      adjustments: [{ label: "Goodwill", amount_minor: -288 }],
      total_minor: 10_600,
      payment: {
        status: "partially_paid",
        class: "instalments",
        open_minor: 8_000,
        instalments: [
          { amount_minor: 2_600, due_on: "2026-11-22", is_paid: true },
          { amount_minor: 8_000, due_on: "2026-12-20" },
        ],
        pay_to: ["Kontor & Söhne", "IBAN DE75 5121 0800 1245 1261 99"],
      },
      note: "Ring twice,\nplease",
      gift_message: "For Mina",
      po_number: "PO-7714",
      refund_ids: ["re_1"],
    };
    const event = await eventOf(order(money));
    expect(event).toMatchObject({ order: money });
    expect(contradictionsIn(event)).toEqual([]);
    expect(accountOf(fold([event])!)).toMatchObject({
      open_minor: 8_000,
      due: [{ amount_minor: 8_000, due_on: "2026-12-20" }],
      class: "instalments",
    });
  });

  test("a total that differs from the sum of its parts is accepted, and contradicts itself", async () => {
    expect(contradictionsIn(await eventOf(order({ total_minor: 12_000 })))).toEqual([
      { of: "total", stated_minor: 12_000, parts_minor: 12_890 },
    ]);
  });

  test("rates that do not add up to the tax contradict it", async () => {
    const tax = { amount_minor: 2_058, included: true, rates: [{ percent: "19", amount_minor: 2_000 }] };
    expect(contradictionsIn(await eventOf(order({ tax })))).toEqual([
      { of: "tax", stated_minor: 2_058, parts_minor: 2_000 },
    ]);
  });

  test("a refund is read with its parts and its destinations", async () => {
    const event = await eventOf(refund({
      status: "pending",
      lines: [{ line_id: "2", quantity: 1, amount_minor: 2_450 }],
      parts: [{ kind: "shipping", amount_minor: 490 }, { kind: "rounding", amount_minor: 60 }],
      destinations: [
        { to: "gift_card", amount_minor: 1_000 },
        { to: "payment", method: { brand: "Visa", last4: "4242" }, amount_minor: 2_000 },
      ],
    }));
    expect(contradictionsIn(event)).toEqual([]);
    expect(event).toMatchObject({ refund: { status: "pending", parts: [{ kind: "shipping" }, {}] } });
  });

  test("destinations that do not add up to the refund contradict it", async () => {
    const destinations = [{ to: "cash", amount_minor: 2_900 }];
    expect(contradictionsIn(await eventOf(refund({ destinations })))).toEqual([
      { of: "destinations", refund_id: "re_7", stated_minor: 3_000, parts_minor: 2_900 },
    ]);
  });

  test.each([
    ["payment.refund_failed", { refund: { id: "re_7" }, reason: "The card is closed" }],
    ["payment.refund_failed", { refund: { id: "re_7", amount_minor: 3_000, payment_id: "pay_1" } }],
    ["payment.dispute_closed", { payment: paid.data.payment, outcome: "won" }],
    ["payment.dispute_closed", { payment: paid.data.payment, outcome: "lost" }],
  ])("%s is told of the order that data names", async (type, data) => {
    const event = { ...paid, type, data: { ...data, order_id: "1001" } };
    expect(await eventOf(event)).toMatchObject({ type, ...data });
  });

  test.each<[string, unknown, object]>([
    ["a class of payment", order({ payment: { class: "later" } }), { payment: {} }],
    ["a day on which it is due", order({ payment: { due_on: "soon" } }), { payment: {} }],
    ["where it is paid to", order({ payment: { pay_to: Array(9).fill("x") } }), { payment: {} }],
    [
      "a rate of tax",
      order({ tax: { amount_minor: 1, rates: [{ percent: "19%", amount_minor: 1 }] } }),
      { tax: { amount_minor: 1, rates: [{ amount_minor: 1 }] } },
    ],
    ["a gift card", order({ gift_cards: [{ amount_minor: -1 }] }), { gift_cards: [] }],
  ])("%s that is none is left out, and the total stands", async (_what, event, expected) => {
    const read = await eventOf(event);
    if (!("order" in read)) throw new Error("There is no order");
    expect(read.order).toMatchObject({ ...expected, total_minor: 12_890 });
    expect(read.order.payment?.class).toBeUndefined();
    expect(read.order.payment?.pay_to).toBeUndefined();
  });

  test("a part of a refund that is none is left out, and its sum stands", async () => {
    const event = await eventOf(refund({
      parts: [{ kind: "gratitude", amount_minor: 1 }],
      destinations: [{ to: "nowhere", amount_minor: 1 }],
    }));
    expect(event).toMatchObject({ refund: { amount_minor: 3_000, parts: [], destinations: [] } });
  });

  test.each<[unknown, string]>([
    [
      { ...paid, type: "payment.dispute_closed", data: { ...paid.data, outcome: "drawn" } },
      'data.outcome must be "won" or "lost"',
    ],
    [
      { ...paid, type: "payment.refund_failed", data: { order_id: "1001", refund: {} } },
      "data.refund.id must be given",
    ],
  ])("%# is refused by field, rule and shape", async (event, message) => {
    expect(await read(event)).toMatchObject({
      ok: false,
      reason: "invalid",
      message: expect.stringContaining(message),
    });
  });
});
