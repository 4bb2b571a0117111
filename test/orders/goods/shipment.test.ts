import { describe, expect, test } from "vitest";
import { arrivedAt, shippedAt, statusScan } from "../../../src/orders/goods/shipment.ts";
import type { OrderShipment, Scan, ShipmentStatus } from "../../../src/orders/state.ts";
import { hours } from "../../support/cast.ts";

function scan(status: ShipmentStatus, at: number, more: Partial<Scan> = {}): Scan {
  return { status, at: hours(at), ...more };
}

function shipment(
  status: ShipmentStatus,
  scans: readonly Scan[],
  more: Partial<OrderShipment> = {},
): OrderShipment {
  return { id: "p1", lines: [], tracking: [], status, scans: [...scans], ...more };
}

describe("when a shipment left", () => {
  test("is as its sender reports, else the time of its first scan", () => {
    const scans = [scan("in_transit", 2), scan("delivered", 3)];
    expect(shippedAt({ shipped_at: hours(1), scans })).toBe(hours(1));
    expect(shippedAt({ scans })).toBe(hours(2));
  });

  test("is nothing where neither is known", () => {
    expect(shippedAt({ scans: [] })).toBe("");
  });
});

describe("when a shipment arrived", () => {
  const sent = [scan("shipped", 1)];
  test.each<[string, OrderShipment, Parameters<typeof arrivedAt>[1], string | null]>([
    ["under way", shipment("in_transit", [...sent, scan("in_transit", 2)]), "carrier", null],
    [
      "waiting at a depot",
      shipment("ready_for_pickup", [...sent, scan("ready_for_pickup", 2)]),
      "carrier",
      null,
    ],
    [
      "coming back",
      shipment("returned_to_sender", [...sent, scan("returned_to_sender", 2)]),
      "carrier",
      null,
    ],
    ["coming back to the shop's counter", shipment("returned_to_sender", sent), "pickup", null],
    ["delivered", shipment("delivered", [...sent, scan("delivered", 5)]), "carrier", hours(5)],
    ["picked up at a depot", shipment("picked_up", [...sent, scan("picked_up", 6)]), "carrier", hours(6)],
    [
      "delivered, told twice",
      shipment("delivered", [...sent, scan("delivered", 5), scan("delivered", 9)]),
      "carrier",
      hours(5),
    ],
    ["delivered without a scan", shipment("delivered", [], { shipped_at: hours(1) }), "carrier", hours(1)],
    ["sent by mail", shipment("shipped", sent), "digital", hours(1)],
    ["taken along at the till", shipment("shipped", sent), "till", hours(1)],
    ["handed over at the counter by the storefront's word", shipment("shipped", sent), "pickup", hours(1)],
    [
      "waiting at the counter",
      shipment("ready_for_pickup", [...sent, scan("ready_for_pickup", 2)]),
      "pickup",
      null,
    ],
    ["collected at the counter", shipment("picked_up", [...sent, scan("picked_up", 4)]), "pickup", hours(4)],
  ])("%s", (_, one, way, at) => expect(arrivedAt(one, way)).toBe(at));
});

describe("the scan behind the status", () => {
  const of = (status: ShipmentStatus, scans: readonly Scan[]) =>
    statusScan({ status, scans: [...scans] })?.at;

  test("is the newest one while the shipment is under way", () => {
    const scans = [scan("in_transit", 1), scan("exception", 2), scan("in_transit", 3), scan("shipped", 4)];
    expect(of("in_transit", scans)).toBe(hours(3));
    expect(of("exception", scans)).toBe(hours(2));
  });

  test("is the last one at all where none has the status", () => {
    expect(of("attempted", [scan("shipped", 1), scan("in_transit", 2)])).toBe(hours(2));
    expect(of("attempted", [])).toBeUndefined();
  });

  test("is the first one of an arrival, since it is reported again", () => {
    expect(of("delivered", [scan("shipped", 1), scan("delivered", 2), scan("delivered", 7)])).toBe(hours(2));
  });

  test("is the first one after a correction", () => {
    const scans = [
      scan("delivered", 2),
      scan("in_transit", 3, { is_correction: true }),
      scan("delivered", 5),
      scan("delivered", 6),
    ];
    expect(of("delivered", scans)).toBe(hours(5));
  });

  test("is the first one after the shipment came back and was sent again", () => {
    const scans = [
      scan("delivered", 2),
      scan("returned_to_sender", 3),
      scan("delivered", 8),
      scan("delivered", 9),
    ];
    expect(of("delivered", scans)).toBe(hours(8));
  });

  test("is the one before a correction where none came after it", () => {
    const scans = [
      scan("delivered", 2),
      scan("delivered", 4),
      scan("in_transit", 5, { is_correction: true }),
    ];
    expect(of("delivered", scans)).toBe(hours(4));
  });
});
