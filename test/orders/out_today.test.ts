import { describe, expect, test } from "vitest";
import type { OrderDetails, OrderEvent } from "../../src/orders/event.ts";
import { fold } from "../../src/orders/fold/fold.ts";
import { asOf, endOfScanDay, outUntil } from "../../src/orders/out_today.ts";
import { ADAS_ORDER, placed, SHOP } from "../support/cast.ts";
import { scan } from "../support/plan_input.ts";

/** Out for delivery on the 24th at 7 in the morning in Berlin, where the day ends at 23:00 UTC. */
const MORNING = 42;
const DAY_END_MS = Date.parse("2026-11-24T23:00:00.000Z");
const state = (events: readonly OrderEvent[], order: OrderDetails = ADAS_ORDER) =>
  fold([placed(order), ...events])!;
const out = state([scan("shipment.shipped", 1), scan("shipment.out_for_delivery", MORNING)]);
const statuses = (order: ReturnType<typeof state>) => order.shipments.map(({ status }) => status);

describe("a shipment that is out for delivery", () => {
  test("is so until the day of its scan is over, where it was made", () => {
    expect(outUntil(out, SHOP)).toEqual([DAY_END_MS]);
    const in_japan = { ...ADAS_ORDER, shipping_address: { lines: [], country: "JP" } };
    const there = state([scan("shipment.out_for_delivery", 16)], in_japan);
    expect(outUntil(there, SHOP)).toEqual([Date.parse("2026-11-23T15:00:00.000Z")]);
  });

  test("is on its way again after that day", () => {
    expect(statuses(asOf(out, SHOP, DAY_END_MS - 1))).toEqual(["out_for_delivery"]);
    expect(statuses(asOf(out, SHOP, DAY_END_MS))).toEqual(["in_transit"]);
    expect(asOf(out, SHOP, DAY_END_MS - 1)).toBe(out);
  });

  test("changes nothing of the other shipments", () => {
    const waits = scan("shipment.ready_for_pickup", 2, { id: "p2", tracking: [] });
    const next = scan("shipment.out_for_delivery", MORNING + 24, { id: "p3", tracking: [] });
    const three = state([scan("shipment.out_for_delivery", MORNING), waits, next]);
    expect(statuses(asOf(three, SHOP, DAY_END_MS))).toEqual([
      "ready_for_pickup",
      "in_transit",
      "out_for_delivery",
    ]);
    expect(outUntil(three, SHOP)).toEqual([DAY_END_MS, DAY_END_MS + 86_400_000]);
  });
});

test.each(["shipment.shipped", "shipment.in_transit", "shipment.attempted", "shipment.delivered"] as const)(
  "after %s nothing is out for delivery, and no day changes that",
  (type) => {
    const order = state([scan("shipment.out_for_delivery", MORNING), scan(type, MORNING + 1)]);
    if (type !== "shipment.shipped") expect(outUntil(order, SHOP)).toEqual([]);
    const moved = state([scan(type, MORNING)]);
    expect(outUntil(moved, SHOP)).toEqual([]);
    expect(asOf(moved, SHOP, DAY_END_MS + 1)).toBe(moved);
  },
);

describe("the end of a scan's day", () => {
  test("is that of the scan's own offset", () => {
    const at = "2026-11-24T06:00:00.000Z";
    const scanned = { at, status: "out_for_delivery", offset_minutes: -300 } as const;
    expect(endOfScanDay(out, SHOP, scanned)).toBe(Date.parse("2026-11-25T05:00:00.000Z"));
    expect(endOfScanDay(out, SHOP, { ...scanned, at: "2026-11-24T04:00:00.000Z" })).toBe(
      Date.parse("2026-11-24T05:00:00.000Z"),
    );
  });

  test("is that of another time where one is given, and unknown without a scan", () => {
    expect(endOfScanDay(out, SHOP, undefined, "2026-11-26T12:00:00.000Z")).toBe(
      Date.parse("2026-11-26T23:00:00.000Z"),
    );
    expect(endOfScanDay(out, SHOP, undefined)).toBeNull();
  });
});
