import { describe, expect, test } from "vitest";
import type { OrderEvent } from "../../../src/orders/event.ts";
import { hours } from "../../support/cast.ts";
import { cancelled, DAY, find, owed, scan } from "../../support/plan_input.ts";

describe("the mail that a shipment has left", () => {
  test("is owed though the carrier's first scan came before the mail was sent", () => {
    const events = [scan("shipment.shipped", 1), scan("shipment.in_transit", 1.5)];
    expect(owed({ events, at: 2 })).toContain("shipment_shipped");
  });

  test("waits for the tracking number of the second of two shipments", () => {
    const events = [
      scan("shipment.shipped", 1, { lines: [{ line_id: "1", quantity: 1 }] }),
      scan("shipment.shipped", 1, { id: "p2", lines: [{ line_id: "2", quantity: 2 }], tracking: [] }),
    ];
    expect(owed({ events, at: 1 })).not.toContain("shipment_shipped");
  });

  test("is not owed where the order was cancelled in the meantime", () => {
    expect(owed({ events: [scan("shipment.shipped", 1), cancelled(2)], at: 2 })).not.toContain(
      "shipment_shipped",
    );
  });
});

describe("the mail that a shipment stalls", () => {
  const moved = [scan("shipment.shipped", 1), scan("shipment.in_transit", 6 * DAY)];

  test("is owed for a shipment in transit too", () => {
    expect(owed({ events: moved, told: true, at: 11 * DAY + 1 })).toContain("shipment_stalled");
  });

  test("is a new mail after each silence", () => {
    const first = find({ events: moved.slice(0, 1), told: true, at: 5 * DAY + 1 }, "shipment_stalled")!;
    const second = find({ events: moved, told: true, at: 11 * DAY + 1 }, "shipment_stalled")!;
    expect(second.about).not.toBe(first.about);
  });
});

test("a day that is the first day of the range shown before is no earlier day", () => {
  const sooner: OrderEvent = {
    type: "shipment.promise_changed",
    at: hours(2),
    shipment: { id: "p1" },
    promised: { until: "2026-11-25" },
  };
  const events = [scan("shipment.shipped", 1), sooner];
  const sent = [["order_confirmation", 0], ["shipment_shipped", 1]] as const;
  expect(owed({ events, sent, at: 2 })).not.toContain("shipment_updated");
});
