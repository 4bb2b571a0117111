import { describe, expect, test } from "vitest";
import {
  addedScan,
  statusAfter,
  statusOfPackages,
  statusOfScans,
} from "../../../src/orders/fold/shipment_status.ts";
import type { Scan, ShipmentStatus } from "../../../src/orders/state.ts";

const AT = "2026-11-24T09:30:10.000Z";
const scan = (status: ShipmentStatus, changes: Partial<Scan> = {}): Scan => ({ at: AT, status, ...changes });

const STATUSES = [
  "shipped",
  "in_transit",
  "out_for_delivery",
  "ready_for_pickup",
  "picked_up",
  "delivered",
  "attempted",
  "exception",
  "returned_to_sender",
] as const;

describe("the status after a scan", () => {
  test("is that of the first scan, and of a correction, whatever was before", () => {
    for (const status of STATUSES) {
      expect(statusAfter(undefined, scan(status)), status).toBe(status);
      for (const before of STATUSES) {
        expect(statusAfter(before, scan(status, { is_correction: true })), `${before} ${status}`).toBe(
          status,
        );
      }
    }
  });

  test.each(["delivered", "picked_up"] as const)(
    "after %s changes only by another arrival and by the way back to the sender",
    (before) => {
      for (const status of STATUSES) {
        const is_final = ["delivered", "picked_up", "returned_to_sender"].includes(status);
        expect(statusAfter(before, scan(status)), status).toBe(is_final ? status : before);
      }
    },
  );

  test("on the way back stays so at the depots, and changes by every other scan", () => {
    for (const status of STATUSES) {
      const is_depot = status === "shipped" || status === "in_transit";
      expect(statusAfter("returned_to_sender", scan(status)), status).toBe(
        is_depot ? "returned_to_sender" : status,
      );
    }
  });

  test.each(
    ["shipped", "in_transit", "out_for_delivery", "ready_for_pickup", "attempted", "exception"] as const,
  )(
    "after %s is that of the next scan",
    (before) => {
      for (const status of STATUSES) {
        expect(statusAfter(before, scan(status, { is_correction: false })), status).toBe(status);
      }
    },
  );

  test("of all scans is the last that counts", () => {
    const all = (...statuses: readonly ShipmentStatus[]) => statusOfScans(statuses.map((one) => scan(one)));
    expect(all()).toBe("shipped");
    expect(all("in_transit", "attempted")).toBe("attempted");
    expect(all("delivered", "in_transit")).toBe("delivered");
    expect(all("delivered", "returned_to_sender", "in_transit")).toBe("returned_to_sender");
  });
});

describe("a scan that is added", () => {
  const known = scan("attempted", { place: "Berlin" });

  test("is not added where it is known", () => {
    expect(addedScan([known], { ...known })).toEqual([known]);
    const before = [scan("in_transit", { place: "Leipzig" }), known];
    expect(addedScan(before, scan("in_transit", { place: "Leipzig" }))).toBe(before);
  });

  test.each<readonly [string, Partial<Scan>]>([
    ["another place", { place: "Halle" }],
    ["other words", { description: "Sorted" }],
    ["another number", { number: "JD0147" }],
    ["another second", { at: "2026-11-24T09:30:11.000Z" }],
    ["another status", { status: "exception" }],
  ])("on the way is another one with %s", (_, changes) => {
    const hall = scan("in_transit", { place: "Leipzig" });
    expect(addedScan([hall], { ...hall, ...changes })).toEqual([hall, { ...hall, ...changes }]);
  });

  test("by shop and carrier in one minute is one, with what each of them knows", () => {
    const by_shop = scan("attempted");
    const by_carrier = scan("attempted", {
      at: "2026-11-24T09:30:59.000Z",
      place: "Berlin",
      description: "Nobody at home",
      number: "JD0146",
    });
    expect(addedScan([scan("shipped"), by_shop], by_carrier)).toEqual([
      scan("shipped"),
      { at: AT, status: "attempted", place: "Berlin", description: "Nobody at home", number: "JD0146" },
    ]);
    const other = scan("attempted", { at: "2026-11-24T09:30:20.000Z", place: "Halle", number: "JD0147" });
    expect(addedScan([{ ...by_carrier, at: AT }], other)).toEqual([{ ...by_carrier, at: AT }]);
  });

  test("is another one in the next minute, and where another scan came between", () => {
    const later = scan("attempted", { at: "2026-11-24T09:31:00.000Z" });
    expect(addedScan([known], later)).toEqual([known, later]);
    const between = [known, scan("exception")];
    const again = scan("attempted", { at: "2026-11-24T09:30:30.000Z" });
    expect(addedScan(between, again)).toEqual([...between, again]);
    expect(addedScan([], known)).toEqual([known]);
  });
});

describe("the status of several packages", () => {
  const two = [{ number: "JD 01" }, { number: "jd02" }];
  const of = (...scans: readonly (readonly [number: string, status: ShipmentStatus])[]) =>
    statusOfPackages(two, scans.map(([number, status]) => scan(status, { number })), "exception");

  test.each<readonly [ShipmentStatus, ShipmentStatus, ShipmentStatus]>([
    ["delivered", "delivered", "delivered"],
    ["delivered", "picked_up", "picked_up"],
    ["picked_up", "ready_for_pickup", "ready_for_pickup"],
    ["ready_for_pickup", "out_for_delivery", "out_for_delivery"],
    ["out_for_delivery", "in_transit", "in_transit"],
    ["in_transit", "shipped", "shipped"],
    ["delivered", "attempted", "attempted"],
    ["shipped", "exception", "exception"],
    ["delivered", "returned_to_sender", "returned_to_sender"],
  ])(
    "is that of the one furthest behind, and a problem of one is one of all: %s and %s",
    (one, other, status) => {
      expect(of(["JD01", one], ["JD02", other])).toBe(status);
      expect(of(["JD01", other], ["JD02", one])).toBe(status);
    },
  );

  test("is shipped while one of them has no scan", () => {
    expect(of(["JD01", "delivered"])).toBe("shipped");
    expect(of(["JD03", "delivered"])).toBe("shipped");
  });

  test("is the shipment's own where there is at most one number", () => {
    const scans = [scan("delivered", { number: "JD01" })];
    expect(statusOfPackages([{ number: "JD01" }], scans, "attempted")).toBe("attempted");
    expect(statusOfPackages([{ number: "JD01" }, { number: "jd 01" }], scans, "attempted")).toBe("attempted");
    expect(statusOfPackages([], scans, "attempted")).toBe("attempted");
  });
});
