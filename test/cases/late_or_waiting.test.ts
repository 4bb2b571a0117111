/** Situations from real shops, from the sender's body to the words of mail and page: what is late, waits, or came to nothing. */
import { describe, expect, test } from "vitest";
import type { OrderEvent } from "../../src/orders/event.ts";
import { easypost } from "../../src/sources/trackers/easypost.ts";
import { paypal } from "../../src/sources/paypal/paypal.ts";
import { square } from "../../src/sources/square.ts";
import { hours, NOW_MS } from "../support/cast.ts";
import { type Body, fulfilment, HOUR_MS, ONE, order, shopifyStep } from "../support/jug_and_bowl.ts";
import { kindsOf, lastScreen, lived, mailOf, type Step } from "../support/lived.ts";
import { readByStripe } from "../support/stripe.ts";

const CASES = [
  shopifyStep(0, "orders/create", order()),
  shopifyStep(20, "fulfillments/create", fulfilment(20, { tracking_numbers: [ONE] })),
];

async function told(steps: readonly (Step | Promise<Step>)[], until: number) {
  return lived(await Promise.all(steps), NOW_MS + until * HOUR_MS);
}

async function tracked(at: number, result: Body): Promise<Step> {
  const body = {
    id: `evt_${at}`,
    description: "tracker.updated",
    result: { id: "trk_9", tracking_code: ONE, carrier: "UPS", updated_at: hours(at), ...result },
  };
  const read = await easypost.read({
    headers: new Headers(),
    body: new TextEncoder().encode(JSON.stringify(body)),
    received_at_ms: NOW_MS + at * HOUR_MS,
  });
  if (!read.ok || read.value.type !== "events") throw new Error(JSON.stringify(read));
  return { at_ms: NOW_MS + at * HOUR_MS, events: read.value.orders[0]!.events };
}
const DAY_MS = 24 * HOUR_MS;
const detail = (at: number, status: string) => ({ status, datetime: hours(at), message: "" });

describe("an order that is to have arrived", () => {
  test("is not late while its parcel waits for the customer at a pickup point", async () => {
    const life = await told([
      ...CASES,
      tracked(50, {
        status: "available_for_pickup",
        tracking_details: [detail(50, "available_for_pickup")],
      }),
    ], 24 * 8);
    expect(kindsOf(life)).toContain("shipment_ready_for_pickup");
    expect(kindsOf(life)).not.toContain("delay_notice");
  });

  test("is told to be late once, though its carrier named an earlier day in between", async () => {
    const life = await told([
      ...CASES,
      tracked(30, {
        status: "in_transit",
        est_delivery_date: "2026-11-25T00:00:00Z",
        tracking_details: [detail(30, "in_transit")],
      }),
    ], 24 * 9);
    expect(kindsOf(life).filter((kind) => kind === "delay_notice")).toEqual(["delay_notice"]);
  });

  test("has arrived where its carrier says so without a scan", async () => {
    const life = await told([...CASES, tracked(50, { status: "delivered", tracking_details: [] })], 60);
    expect(kindsOf(life)).toContain("shipment_delivered");
    expect(lastScreen(life)).toContain("Delivered Tuesday, November 24");
  });
});

describe("money that does not come", () => {
  test("is not asked for in the hours after the mail that its payment failed", async () => {
    const intent = { id: "pi_5", currency: "eur", amount: 3_240, metadata: { order_id: "7001" } };
    const stripe = async (at: number, type: string): Promise<Step> => ({
      at_ms: NOW_MS + at * HOUR_MS,
      events: (await readByStripe({
        id: `evt_${at}`,
        type,
        created: NOW_MS / 1_000 + at * 3_600,
        data: { object: intent },
      })).events,
    });
    const life = await told([
      shopifyStep(0, "orders/create", order({ financial_status: "pending" })),
      stripe(1, "payment_intent.processing"),
      stripe(70, "payment_intent.payment_failed"),
    ], 24 * 7);
    const failed = mailOf(life, "payment_failed");
    const reminder = mailOf(life, "payment_reminder");
    expect((reminder.at_ms - failed.at_ms) / HOUR_MS).toBe(72);
  });

  test.each<[string, () => Promise<readonly OrderEvent[]>]>([
    ["Stripe", async () =>
      (await readByStripe({
        id: "evt_9",
        type: "charge.expired",
        created: NOW_MS / 1_000,
        data: {
          object: {
            id: "ch_5",
            payment_intent: "pi_5",
            currency: "eur",
            amount: 3_240,
            amount_captured: 0,
            captured: false,
          },
        },
      })).events],
    ["Square", async () => {
      const payment = {
        id: "sq_5",
        status: "CANCELED",
        updated_at: hours(0),
        amount_money: { amount: 3_240, currency: "EUR" },
      };
      const body = { type: "payment.updated", event_id: "e5", data: { object: { payment } } };
      const read = await square.read({
        headers: new Headers(),
        body: new TextEncoder().encode(JSON.stringify(body)),
        received_at_ms: NOW_MS,
      });
      if (!read.ok || read.value.type !== "events") throw new Error(JSON.stringify(read));
      return read.value.orders[0]!.events;
    }],
    ["PayPal", async () => {
      const body = {
        id: "WH-5",
        event_type: "PAYMENT.AUTHORIZATION.VOIDED",
        create_time: hours(0),
        resource: { id: "au_5", status: "VOIDED", amount: { currency_code: "EUR", value: "32.40" } },
      };
      const read = await paypal.read({
        headers: new Headers(),
        body: new TextEncoder().encode(JSON.stringify(body)),
        received_at_ms: NOW_MS,
      });
      if (!read.ok || read.value.type !== "events") throw new Error(JSON.stringify(read));
      return read.value.orders[0]!.events;
    }],
  ])("is no payment that failed where %s has released what was reserved", async (_provider, read) => {
    const [released] = await read();
    expect(released).toMatchObject({ type: "payment.released", payment: { amount_minor: 3_240 } });
    const placed = await shopifyStep(0, "orders/create", order({ financial_status: "authorized" }));
    const life = await told([
      placed,
      { at_ms: NOW_MS + DAY_MS, events: [{ ...released!, at: hours(24) } as OrderEvent] },
    ], 24 * 30);
    expect(kindsOf(life)).toEqual(["order_confirmation"]);
    const { page } = life.pages.at(-1)!;
    expect(page.situation).toMatchObject({
      headline: "Your payment was cancelled",
      fact: "You weren’t charged.",
      next: "Would you still like your order? Write to us and we’ll find another way to pay.",
    });
    expect(page.to_pay).toBeNull();
    expect(page.money.map(({ label }) => label)).toEqual(["Cancelled payment"]);
  });

  test("is asked for again where the storefront does so after the reservation was let go", async () => {
    const released: Step = {
      at_ms: NOW_MS + HOUR_MS,
      events: [{ type: "payment.released", at: hours(1), payment: { id: "pi_5", amount_minor: 3_240 } }],
    };
    const life = await told([
      shopifyStep(0, "orders/create", order({ financial_status: "authorized" })),
      released,
      shopifyStep(
        20,
        "orders/updated",
        order({ updated_at: hours(20), financial_status: "pending", total_outstanding: "32.40" }),
      ),
    ], 24 * 7);
    expect(mailOf(life, "payment_reminder").text).toContain("€32.40");
  });

  test("is paid where another payment came after the reservation was let go", async () => {
    const life = await told([
      shopifyStep(0, "orders/create", order({ financial_status: "pending" })),
      {
        at_ms: NOW_MS + HOUR_MS,
        events: [{ type: "payment.released", at: hours(1), payment: { id: "pi_5", amount_minor: 3_240 } }],
      },
      {
        at_ms: NOW_MS + 2 * HOUR_MS,
        events: [{ type: "payment.succeeded", at: hours(2), payment: { id: "pi_6", amount_minor: 3_240 } }],
      },
    ], 24);
    expect(kindsOf(life)).toEqual(["order_confirmation", "payment_receipt"]);
    expect(life.pages.at(-1)!.page.situation.headline).toMatch(/^Expected/);
  });

  test("back from Shopify, as its only transaction failed, is taken back", async () => {
    const refund = (status: string) => ({
      id: "9701",
      order_id: "7001",
      created_at: hours(5),
      processed_at: hours(5),
      refund_line_items: [],
      order_adjustments: [],
      transactions: [{ kind: "refund", status, amount: "9.50", currency: "EUR" }],
    });
    const life = await told([
      shopifyStep(0, "orders/create", order()),
      shopifyStep(5, "refunds/create", refund("pending")),
      shopifyStep(40, "orders/updated", order({ updated_at: hours(40), refunds: [refund("failure")] })),
      shopifyStep(50, "orders/updated", order({ updated_at: hours(50), refunds: [refund("failure")] })),
    ], 60);
    expect(kindsOf(life)).toEqual(["order_confirmation", "refund_issued", "refund_failed"]);
    expect(mailOf(life, "refund_failed").text).toContain("€9.50");
    expect(life.pages.at(-1)!.page.payment.refunded).toBeNull();
  });

  test("back from Shopify that was never announced is not told to have failed", async () => {
    const failed = { id: "9701", transactions: [{ kind: "refund", status: "failure" }] };
    const life = await told([
      shopifyStep(0, "orders/create", order()),
      shopifyStep(40, "orders/updated", order({ updated_at: hours(40), refunds: [failed] })),
    ], 60);
    expect(kindsOf(life)).toEqual(["order_confirmation"]);
    expect(life.pages.at(-1)!.page.money).toEqual([]);
  });
});

test("a mail about a return, or about what is late, names in its subject what goes back or is to come", async () => {
  const back = {
    id: "55",
    order: { id: "7001" },
    status: "open",
    return_line_items: [{
      id: 1,
      quantity: 1,
      fulfillment_line_item: { line_item: { id: "902" } },
    }],
  };
  const life = await told([
    shopifyStep(0, "orders/create", order()),
    shopifyStep(
      20,
      "fulfillments/create",
      fulfilment(20, {
        tracking_numbers: [ONE],
        line_items: [{ id: "901", quantity: 1 }],
      }),
    ),
    tracked(50, { status: "delivered", tracking_details: [detail(50, "delivered")] }),
    shopifyStep(24 * 6, "returns/approve", back),
  ], 24 * 7);
  expect(mailOf(life, "delay_notice").subject).toMatch(/· Bowl$/);
  expect(mailOf(life, "return_approved").subject).toMatch(/· Bowl$/);
});
