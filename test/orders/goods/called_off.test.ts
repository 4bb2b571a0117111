import { describe, expect, test } from "vitest";
import type { OrderEvent } from "../../../src/orders/event.ts";
import { isPutBack } from "../../../src/orders/goods/goods.ts";
import { hours } from "../../support/cast.ts";
import { fates, line, orderOf, refund, shipped } from "./cases.ts";

const SOFA = line("sofa", 2, { way: "pickup" });

function step(type: "shipment.ready_for_pickup" | "shipment.picked_up", at: number): OrderEvent {
  return {
    type,
    at: hours(at),
    shipment: { id: "k1", lines: [{ line_id: "sofa", quantity: 1 }], tracking: [], way: "pickup" },
  };
}

const cancelled: OrderEvent = { type: "order.cancelled", at: hours(9) };
/** All that the order cost. */
const paid_back: readonly OrderEvent[] = [
  { type: "payment.succeeded", at: hours(1), payment: { id: "pay", amount_minor: 100_000 } },
  { type: "payment.refunded", at: hours(9), refund: { id: "all", amount_minor: 100_000, lines: [] } },
];

describe("an order that the shop calls off", () => {
  test.each<[string, readonly OrderEvent[]]>([["by cancelling it", [cancelled]], [
    "by paying all of it back",
    paid_back,
  ]])(
    "%s has nothing waiting at the counter any more",
    (_, end) => {
      const waits = orderOf([SOFA], [step("shipment.ready_for_pickup", 2)]);
      expect(fates(waits)).toBe("sofa: 1 due, 1 in_shipment");
      expect(isPutBack(waits, waits.shipments[0]!)).toBe(false);
      const ended = orderOf([SOFA], [step("shipment.ready_for_pickup", 2), ...end]);
      expect(fates(ended)).toBe("sofa: 2 withdrawn");
      expect(isPutBack(ended, ended.shipments[0]!)).toBe(true);
    },
  );

  test("leaves with the customer what was collected before", () => {
    const order = orderOf([SOFA], [
      step("shipment.ready_for_pickup", 2),
      step("shipment.picked_up", 3),
      cancelled,
    ]);
    expect(fates(order)).toBe("sofa: 1 withdrawn, 1 collected");
    expect(isPutBack(order, order.shipments[0]!)).toBe(false);
  });

  test("has a parcel still on its way", () => {
    const order = orderOf([line("mug", 2)], [shipped("p1", { mug: 1 }), cancelled]);
    expect(fates(order)).toBe("mug: 1 withdrawn, 1 in_shipment");
    expect(isPutBack(order, order.shipments[0]!)).toBe(false);
  });

  test("has all of a parcel on its way whose content nobody told, but for what was withdrawn before it left", () => {
    const untold = shipped("p1", null, 3);
    expect(fates(orderOf([line("mug", 2), line("cup")], [untold, cancelled]))).toBe(
      "mug: 2 in_shipment · cup: 1 in_shipment",
    );
    expect(
      fates(orderOf([line("mug", 2), line("cup")], [refund({ cup: 1 }, 1, "cancelled"), untold, cancelled])),
    )
      .toBe("mug: 2 in_shipment · cup: 1 withdrawn");
    expect(fates(orderOf([line("mug", 2), line("cup")], [refund({ mug: 1 }, 1, "cancelled"), untold])))
      .toBe("mug: 1 withdrawn, 1 in_shipment · cup: 1 in_shipment");
  });
});

test("a shipment that was taken back leaves the storefront's count of the other lines alone", () => {
  const lines = [line("mug", 1, { fulfilled: 1 }), line("cup", 1, { fulfilled: 1 })];
  const withdrawn: OrderEvent = {
    type: "shipment.withdrawn",
    at: hours(2),
    shipment: { id: "p1", lines: [{ line_id: "mug", quantity: 1 }], tracking: [] },
  };
  expect(fates(orderOf(lines, [shipped("p1", { mug: 1 }), withdrawn]))).toBe(
    "mug: 1 due · cup: 1 in_shipment",
  );
});
