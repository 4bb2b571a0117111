/** Situations from real shops: goods that were sold without being there are promised for no day, and are not late when they leave. */
import { describe, expect, test } from "vitest";
import type { OrderDetails, OrderEvent } from "../../src/orders/event.ts";
import { ADAS_ORDER, hours, NOW_MS, placed } from "../support/cast.ts";
import { DAY, HOUR_MS, life, paidAt, wooStep } from "../support/kettle.ts";
import { kindsOf, lastScreen, lived, mailOf, screenOf, type Step } from "../support/lived.ts";

const tracked = (...ids: readonly number[]) => ({
  key: "_wc_shipment_tracking_items",
  value: [{
    tracking_id: "t9",
    tracking_provider: "dhl",
    tracking_number: "00340434161094015902",
    products_list: ids.map((item_id) => ({ item_id, qty: 1 })),
  }],
});
const KETTLE = { id: 1, name: "Kettle", quantity: 1, subtotal: "24.00", total: "24.00" };
const CUP = { id: 2, name: "Cup", quantity: 1, subtotal: "5.00", total: "5.00" };

describe.each(["Backordered", "Lieferrückstand"])("a line that WooCommerce calls %s", (key) => {
  const short = { ...KETTLE, meta_data: [{ key, value: 1, display_key: key, display_value: "1" }] };
  const ORDER = { ...paidAt(0), line_items: [short, CUP], total: "35.00" };

  test("has no day before it leaves, and is not late", async () => {
    const told = await life([wooStep(0, ORDER)], 20 * DAY);
    expect(kindsOf(told)).toEqual(["order_confirmation"]);
    const { text } = mailOf(told, "order_confirmation");
    expect(text).not.toContain("Expected");
    expect(text).toContain("Kettle\n1 × €24.00 = €24.00\nOut of stock. We’ll send it as soon as it’s back.");
    expect(lastScreen(told)).toMatch(/^One item is out of stock/);
  });

  test("counts its days from its departure, and is out of stock no more", async () => {
    const left = wooStep(20 * DAY, { ...ORDER, meta_data: [tracked(1, 2)] });
    const told = await life([wooStep(0, ORDER), left], 21 * DAY);
    expect(kindsOf(told)).toEqual(["order_confirmation", "shipment_shipped"]);
    const { text } = mailOf(told, "shipment_shipped");
    expect(text).toContain("Expected Tue, Dec 15 – Thu, Dec 17");
    expect(text).not.toMatch(/out of stock|late|later than/i);
  });

  test("does not make late what left before it", async () => {
    const left = wooStep(20, { ...ORDER, meta_data: [tracked(2)] });
    const arrived: Step = {
      at_ms: NOW_MS + 60 * HOUR_MS,
      events: [{
        type: "shipment.delivered",
        at: hours(60),
        shipment: { id: "t9", lines: [], tracking: [] },
      }],
    };
    const told = await life([wooStep(0, ORDER), left, arrived], 20 * DAY);
    expect(kindsOf(told)).toEqual(["order_confirmation", "shipment_shipped", "shipment_delivered"]);
    expect(lastScreen(told)).toMatch(/^Part of your order has arrived/);
  });
});

test("a promise that goods broke which ran out later is said to have moved once they leave", () => {
  const details = (available: boolean): OrderDetails => ({
    ...ADAS_ORDER,
    locale: "en",
    lines: ADAS_ORDER.lines.map((line, index) => index === 0 ? { ...line, stock: { available } } : line),
  });
  const events: readonly OrderEvent[] = [
    placed(details(true)),
    { type: "order.changed", at: hours(20), order: details(false) },
    {
      type: "shipment.shipped",
      at: hours(20 * DAY),
      shipment: { id: "p1", lines: [], tracking: [{ carrier: "DHL", number: "00340434161094015902" }] },
    },
  ];
  const told = lived(
    events.map((event) => ({ at_ms: Date.parse(event.at), events: [event] })),
    NOW_MS + 21 * DAY * HOUR_MS,
  );
  expect(kindsOf(told)).toEqual([
    "order_confirmation",
    "backorder_notice",
    "delay_notice",
    "shipment_shipped",
  ]);
  expect(screenOf(told.pages.at(-1)!.page)).toContain(
    "Now expected Tue, Dec 15 – Thu, Dec 17 | We’re sorry, this is later than we first told you (Wed, Nov 25 – Fri, Nov 27).",
  );
});
