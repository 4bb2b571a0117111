import { describe, expect, test } from "vitest";
import type { DeliveryWay, OrderEvent } from "../../../src/orders/event.ts";
import { shipmentWay } from "../../../src/orders/goods/way.ts";
import { isBrought, mainWay, waysOf } from "../../../src/orders/goods/ways.ts";
import { details, line, orderOf, refund, shipped } from "./cases.ts";

const LINES = {
  carrier: line("mug"),
  local: line("bread", 1, { way: "local" }),
  pickup: line("sofa", 1, { way: "pickup" }),
  till: line("cup", 1, { way: "till" }),
  digital: line("card", 1, { requires_shipping: false }),
} as const;

function orderBy(ways: readonly DeliveryWay[], ...events: readonly OrderEvent[]) {
  return orderOf(ways.map((way) => LINES[way]), events);
}

describe("the ways of an order", () => {
  test.each<[readonly DeliveryWay[], DeliveryWay, boolean]>([
    [["carrier"], "carrier", true],
    [["local"], "local", true],
    [["pickup"], "pickup", false],
    [["till"], "till", false],
    [["digital"], "digital", false],
    [["digital", "pickup"], "pickup", false],
    [["till", "pickup"], "pickup", false],
    [["digital", "till"], "till", false],
    [["pickup", "local"], "local", true],
    [["digital", "till", "pickup", "local", "carrier"], "carrier", true],
  ])("%j: it is spoken of as %s, brought: %s", (ways, main, brought) => {
    const order = orderBy(ways);
    expect([...waysOf(order)].sort()).toEqual([...ways].sort());
    expect(mainWay(order)).toBe(main);
    expect(isBrought(order)).toBe(brought);
  });

  test("leave out what was withdrawn", () => {
    const order = orderBy(["carrier", "pickup"], refund({ mug: 1 }, 1, "cancelled"));
    expect([...waysOf(order)]).toEqual(["pickup"]);
    expect(isBrought(order)).toBe(false);
  });

  test("are those of all that was ordered where nothing is left", () => {
    const order = orderBy(["carrier", "digital"], {
      type: "order.cancelled",
      at: "2026-11-24T10:00:00.000Z",
    });
    expect([...waysOf(order)]).toEqual(["carrier", "digital"]);
  });
});

describe("the way of a shipment", () => {
  const all = details(Object.values(LINES));
  const of = (inside: Readonly<Record<string, number>> | null, more: Parameters<typeof shipped>[3] = {}) =>
    shipmentWay(all, orderOf(Object.values(LINES), [shipped("p1", inside, 1, more)]).shipments[0]!);

  test.each<[Readonly<Record<string, number>>, DeliveryWay]>([
    [{ mug: 1 }, "carrier"],
    [{ bread: 1 }, "local"],
    [{ sofa: 1 }, "pickup"],
    [{ cup: 1 }, "till"],
    [{ card: 1 }, "digital"],
    [{ card: 1, sofa: 1 }, "pickup"],
    [{ nobody: 1 }, "carrier"],
  ])("with %j inside is %s", (inside, way) => expect(of(inside)).toBe(way));

  test("is what its sender says, whatever is inside", () => {
    expect(of({ mug: 1 }, { way: "local" })).toBe("local");
  });

  test("whose content nobody told is the first of its order's ways", () => {
    expect(of(null)).toBe("carrier");
  });

  test("is a carrier's once it can be followed, but for the shop's own driver", () => {
    const tracking = [{ number: "00340434161094042557" }];
    expect(of({ sofa: 1 }, { tracking })).toBe("carrier");
    expect(of({ card: 1 }, { tracking })).toBe("carrier");
    expect(of({ bread: 1 }, { tracking })).toBe("local");
    expect(of({ sofa: 1 }, { tracking: [{ url: "https://kontor.example/where" }] })).toBe("pickup");
  });
});
