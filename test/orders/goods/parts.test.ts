import { describe, expect, test } from "vitest";
import type { Line, OrderEvent } from "../../../src/orders/event.ts";
import type { Order } from "../../../src/orders/state.ts";
import { contents, duePieces, isReplaced, partOf, positionOf } from "../../../src/orders/goods/parts.ts";
import { hours } from "../../support/cast.ts";
import { line, listed, orderOf, refund, scan, shipped } from "./cases.ts";

const [MUG, CUP] = [line("mug"), line("cup", 2)];
const CARD = line("card", 1, { requires_shipping: false });

function only(order: Order, ...ids: readonly string[]) {
  return order.shipments.filter(({ id }) => ids.includes(id));
}

interface Case {
  readonly name: string;
  readonly lines?: readonly Line[];
  readonly events: readonly OrderEvent[];
  readonly group?: readonly string[];
  readonly part: readonly [scope: string, still_to_come: string];
}

test.each<Case>([
  {
    name: "everything in one shipment is the order",
    events: [shipped("p1", { mug: 1, cup: 2 })],
    part: ["all", ""],
  },
  {
    name: "a first shipment leaves the rest to come",
    events: [shipped("p1", { mug: 1, cup: 1 })],
    part: ["some", "1 cup"],
  },
  {
    name: "a second one that completes the order is the rest",
    events: [shipped("p1", { mug: 1, cup: 1 }), shipped("p2", { cup: 1 }, 9)],
    group: ["p2"],
    part: ["last", ""],
  },
  {
    name: "what left later was still to come when the first one left",
    events: [shipped("p1", { mug: 1, cup: 1 }), shipped("p2", { cup: 1 }, 9)],
    part: ["some", "1 cup"],
  },
  {
    name: "what was paid back before it left is not to come: the shipment is the order",
    events: [refund({ mug: 1 }, 2), shipped("p1", { cup: 2 }, 5)],
    part: ["all", ""],
  },
  {
    name: "a cancellation leaves nothing to come",
    events: [shipped("p1", { mug: 1 }), { type: "order.cancelled", at: "2026-11-24T10:00:00.000Z" }],
    part: ["all", ""],
  },
  {
    name: "what does not travel is no rest",
    lines: [MUG, CARD],
    events: [shipped("p1", { mug: 1 })],
    part: ["all", ""],
  },
  {
    name: "what is collected is no rest",
    lines: [MUG, line("cup", 1, { way: "pickup" })],
    events: [shipped("p1", { mug: 1 })],
    part: ["all", ""],
  },
  {
    name: "what is brought beside what was taken along at the till is the rest",
    lines: [MUG, line("cup", 1, { way: "till" })],
    events: [shipped("p1", { mug: 1 })],
    part: ["last", ""],
  },
  {
    name: "what the shop's own driver brings is still to come",
    lines: [MUG, line("cup", 1, { way: "local" })],
    events: [shipped("p1", { mug: 1 })],
    part: ["some", "1 cup"],
  },
  {
    name: "a shipment that says nothing of its content is the order",
    events: [shipped("p1", null)],
    part: ["all", ""],
  },
  {
    name: "a second one of untold content is the rest, and the first was no part of more to come",
    events: [shipped("p1", null), shipped("p2", null, 9)],
    group: ["p2"],
    part: ["last", ""],
  },
  {
    name: "what came back is not still to come",
    events: [
      shipped("p1", { mug: 1 }),
      scan("shipment.returned_to_sender", "p1", 9),
      shipped("p2", { cup: 2 }, 20),
    ],
    group: ["p2"],
    part: ["last", ""],
  },
  {
    name: "what came back and leaves once more is the order again",
    events: [
      shipped("p1", { mug: 1, cup: 2 }),
      scan("shipment.returned_to_sender", "p1", 9),
      shipped("p2", { mug: 1, cup: 2 }, 20),
    ],
    group: ["p2"],
    part: ["all", ""],
  },
  {
    name: "one of two like pieces is no replacement of the other",
    events: [shipped("p1", { mug: 1, cup: 1 }), shipped("p2", { cup: 1 }, 9)],
    group: ["p2"],
    part: ["last", ""],
  },
])("$name", ({ lines = [MUG, CUP], events, group = ["p1"], part: [scope, still_to_come] }) => {
  const order = orderOf(lines, events);
  const part = partOf(order, only(order, ...group));
  expect([part.scope, listed(part.still_to_come)]).toEqual([scope, still_to_come]);
});

describe("the contents of shipments", () => {
  const order = orderOf([MUG, CUP], [shipped("p1", { cup: 1 }), shipped("p2", { cup: 1, mug: 1 }, 2)]);

  test("are listed once for each line, in the sequence of the order", () => {
    expect(listed(contents(order, order.shipments))).toBe("1 mug, 2 cup");
    expect(listed(partOf(order, only(order, "p1")).items)).toBe("1 cup");
  });

  test("are unknown where no sender names them", () => {
    expect(contents(orderOf([MUG], [shipped("p1", null)]), [])).toEqual([]);
  });
});

describe("a shipment's place among the others", () => {
  test("is not shown for the only shipment that a carrier brings, whatever else was sent without a carrier", () => {
    const order = orderOf([MUG, CARD], [shipped("p1", { mug: 1 }), shipped("f1", { card: 1 }, 2)]);
    expect(order.shipments.map(({ id }) => id)).toEqual(["p1", "f1"]);
    expect(order.shipments.map((one) => positionOf(order, one))).toEqual([null, null]);
  });

  test("counts the shipments that are brought", () => {
    const order = orderOf([MUG, CUP], [shipped("p1", { mug: 1 }), shipped("p2", { cup: 2 }, 2)]);
    expect(order.shipments.map((one) => positionOf(order, one))).toEqual([
      { number: 1, count: 2 },
      { number: 2, count: 2 },
    ]);
  });

  test("leaves out a shipment that came back and was sent once more", () => {
    const order = orderOf([MUG], [
      shipped("p1", { mug: 1 }),
      scan("shipment.returned_to_sender", "p1", 9),
      shipped("p2", { mug: 1 }, 20),
    ]);
    expect(positionOf(order, only(order, "p2")[0]!)).toBe(null);
    expect(order.shipments.map((one) => isReplaced(order, one))).toEqual([true, false]);
  });

  test("keeps a shipment that is only late", () => {
    const order = orderOf([MUG], [shipped("p1", { mug: 1 }), shipped("p2", { mug: 1 }, 20)]);
    expect(positionOf(order, only(order, "p2")[0]!)).toEqual({ number: 2, count: 2 });
  });
});

test("the pieces that are still due are listed for the chosen lines", () => {
  const order = orderOf([MUG, CUP, CARD], [shipped("p1", { cup: 1 })]);
  expect(listed(duePieces(order, ({ way }) => way === "carrier"))).toBe("1 mug, 1 cup");
  expect(listed(duePieces(order, ({ way }) => way === "digital"))).toBe("1 card");
});

describe("shipments of another way", () => {
  const kept = line("sofa", 1, { way: "pickup" });
  const waits = (id: string, at: number): OrderEvent => ({
    type: "shipment.ready_for_pickup",
    at: hours(at),
    shipment: { id, lines: [{ line_id: "sofa", quantity: 1 }], tracking: [], way: "pickup" },
  });

  test("hold all of what goes their way while something is collected elsewhere", () => {
    const order = orderOf([MUG, kept], [shipped("p1", { mug: 1 })]);
    expect(partOf(order, only(order, "p1")).scope).toBe("all");
  });

  test("are neither earlier parts nor counted with these", () => {
    const order = orderOf([MUG, CUP, kept], [waits("k1", 1), shipped("p1", { mug: 1, cup: 2 }, 2)]);
    expect(partOf(order, only(order, "p1"))).toMatchObject({ scope: "all", still_to_come: [] });
    expect(positionOf(order, only(order, "p1")[0]!)).toBeNull();
    expect(partOf(order, only(order, "k1"))).toMatchObject({ scope: "all" });
  });

  test("that are collected are counted among themselves", () => {
    const tables = line("table", 1, { way: "pickup" });
    const second: OrderEvent = {
      type: "shipment.ready_for_pickup",
      at: hours(4),
      shipment: { id: "k2", lines: [{ line_id: "table", quantity: 1 }], tracking: [], way: "pickup" },
    };
    const order = orderOf([MUG, kept, tables], [waits("k1", 1), shipped("p1", { mug: 1 }, 2), second]);
    expect(positionOf(order, only(order, "k2")[0]!)).toEqual({ number: 2, count: 2 });
    expect(partOf(order, only(order, "k1")).scope).toBe("some");
    expect(listed(partOf(order, only(order, "k1")).still_to_come)).toBe("1 table");
    expect(partOf(order, only(order, "k2")).scope).toBe("last");
  });

  test("by the shop's own driver and by a carrier belong together", () => {
    const bread = line("bread", 1, { way: "local" });
    const order = orderOf([MUG, bread], [
      shipped("p1", { mug: 1 }, 1),
      shipped("d1", { bread: 1 }, 5, { way: "local" }),
    ]);
    expect(listed(partOf(order, only(order, "p1")).still_to_come)).toBe("1 bread");
    expect(positionOf(order, only(order, "d1")[0]!)).toEqual({ number: 2, count: 2 });
  });
});

describe("one mail for several shipments", () => {
  const lines = [line("mug"), line("cup"), line("jug")];
  const order = orderOf(lines, [
    shipped("p0", { jug: 1 }, 3),
    shipped("p1", { mug: 1 }, 5),
    shipped("p2", { cup: 1 }, 4),
  ]);

  test("sees the order as it was when the first of them left", () => {
    expect(partOf(order, only(order, "p1", "p2"))).toMatchObject({ scope: "last" });
    expect(partOf(order, only(order, "p0", "p1")).scope).toBe("some");
  });

  test("a shipment that left at the same moment is no earlier one", () => {
    const both = orderOf([line("mug"), line("cup")], [
      shipped("p1", { mug: 1 }, 2),
      shipped("p2", { cup: 1 }, 2),
    ]);
    expect(partOf(both, only(both, "p2"))).toMatchObject({ scope: "some" });
    expect(partOf(both, only(both, "p1"))).toMatchObject({ scope: "some" });
  });

  test("of no shipment is nothing, and everything is to come", () => {
    expect(partOf(orderOf([MUG]), [])).toMatchObject({ scope: "some", items: [] });
    expect(listed(partOf(orderOf([MUG, CARD, line("sofa", 1, { way: "pickup" })]), []).still_to_come)).toBe(
      "1 mug",
    );
  });
});

describe("what is still to come", () => {
  test("leaves out what is on its way back to the shop, and what came back", () => {
    const order = orderOf([line("mug", 3)], [
      shipped("p1", { mug: 1 }, 1),
      shipped("p2", { mug: 1 }, 3),
      scan("shipment.returned_to_sender", "p2", 5),
    ]);
    expect(listed(partOf(order, only(order, "p1")).still_to_come)).toBe("1 mug");
  });

  test("counts a shipment whose content nobody told among what comes later, once", () => {
    const order = orderOf([line("mug", 3)], [
      shipped("p1", { mug: 1 }, 1),
      shipped("p2", null, 3),
      shipped("p3", null, 5),
    ]);
    expect(listed(partOf(order, only(order, "p1")).still_to_come)).toBe("2 mug");
    expect(partOf(order, only(order, "p2")).scope).toBe("last");
    expect(partOf(order, only(order, "p3")).scope).toBe("last");
  });

  test("counts told and untold shipments together", () => {
    const order = orderOf([line("mug", 4)], [
      shipped("p1", { mug: 1 }, 1),
      shipped("p2", { mug: 2 }, 3),
      shipped("p3", null, 5),
    ]);
    expect(listed(partOf(order, only(order, "p1")).still_to_come)).toBe("3 mug");
    expect(listed(partOf(order, only(order, "p2")).still_to_come)).toBe("1 mug");
    expect(listed(partOf(order, only(order, "p3")).still_to_come)).toBe("");
  });
});

describe("a shipment that is sent once more", () => {
  const lost = (status: "shipment.exception" | "shipment.attempted" | "shipment.in_transit") => [
    shipped("p1", { mug: 1 }, 1),
    scan(status, "p1", 2),
    shipped("p2", { mug: 1 }, 5),
  ];

  test.each(
    [
      ["shipment.exception", true],
      ["shipment.attempted", true],
      ["shipment.in_transit", false],
    ] as const,
  )("after %s is replaced: %s", (status, replaced) => {
    const order = orderOf([MUG], lost(status));
    const [first, second] = order.shipments;
    expect(isReplaced(order, first!)).toBe(replaced);
    expect(isReplaced(order, second!)).toBe(false);
    expect(positionOf(order, second!)).toEqual(replaced ? null : { number: 2, count: 2 });
    // A mail about the first one no longer numbers it, as the page does not count it.
    expect(positionOf(order, first!)).toEqual(replaced ? null : { number: 1, count: 2 });
  });

  test("is not replaced by what left before it, or by a part of it where it only comes back", () => {
    const before = orderOf([MUG], [
      shipped("p0", { mug: 1 }, 0.5),
      shipped("p1", { mug: 1 }, 1),
      scan("shipment.exception", "p1", 2),
    ]);
    expect(isReplaced(before, only(before, "p1")[0]!)).toBe(false);
    const other = orderOf([MUG, CUP], [
      shipped("p1", { mug: 1, cup: 1 }, 1),
      scan("shipment.returned_to_sender", "p1", 2),
      shipped("p2", { mug: 1 }, 5),
    ]);
    expect(isReplaced(other, only(other, "p1")[0]!)).toBe(false);
  });

  test("is replaced where the rest of it was withdrawn", () => {
    const order = orderOf([line("mug", 2)], [
      refund({ mug: 1 }, 0.5, "cancelled"),
      shipped("p1", { mug: 1 }, 1),
      scan("shipment.returned_to_sender", "p1", 2),
      shipped("p2", { mug: 1 }, 5),
    ]);
    expect(isReplaced(order, only(order, "p1")[0]!)).toBe(true);
  });
});
