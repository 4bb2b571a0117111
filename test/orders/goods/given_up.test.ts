import { describe, expect, test } from "vitest";
import type { Line, OrderEvent } from "../../../src/orders/event.ts";
import { homeAt, isOpen } from "../../../src/orders/goods/arrival.ts";
import { duePieces, isReplaced, partOf, positionOf } from "../../../src/orders/goods/parts.ts";
import { hours } from "../../support/cast.ts";
import { fates, line, listed, orderOf, refund, scan, shipped } from "./cases.ts";

const DAY = 24;
const [KETTLE, BOWLS] = [line("kettle"), line("bowl", 4)];

const lost = (id: string, at: number) => scan("shipment.exception", id, at);
const back = (id: string, at: number) => scan("shipment.returned_to_sender", id, at);

interface Case {
  readonly name: string;
  readonly lines?: readonly Line[];
  readonly events: readonly OrderEvent[];
  readonly fates: string;
  readonly replaced?: string;
}

describe("a piece is in one parcel", () => {
  test.each<Case>([
    {
      name: "while one with a problem was not sent again",
      events: [shipped("p1", { kettle: 1, bowl: 4 }), lost("p1", 30)],
      fates: "kettle: 1 in_shipment · bowl: 4 in_shipment",
    },
    {
      name: "in the new one once all of a lost one was sent again",
      events: [
        shipped("p1", { kettle: 1, bowl: 4 }),
        lost("p1", 30),
        shipped("p2", { kettle: 1, bowl: 4 }, 40),
      ],
      fates: "kettle: 1 in_shipment · bowl: 4 in_shipment",
      replaced: "p1",
    },
    {
      name: "and due where a lost one was sent again in part",
      events: [shipped("p1", { kettle: 1, bowl: 4 }), lost("p1", 30), shipped("p2", { bowl: 3 }, 40)],
      fates: "kettle: 1 due · bowl: 1 due, 3 in_shipment",
      replaced: "p1",
    },
    {
      name: "and due where a storefront counts the lost piece as fulfilled",
      lines: [line("kettle", 1, { fulfilled: 1 }), line("bowl", 4, { fulfilled: 4 })],
      events: [shipped("p1", { kettle: 1, bowl: 4 }), lost("p1", 30), shipped("p2", { bowl: 3 }, 40)],
      fates: "kettle: 1 due · bowl: 1 due, 3 in_shipment",
      replaced: "p1",
    },
    {
      name: "and on its way back where one that came back was sent again in part",
      events: [shipped("p1", { kettle: 1, bowl: 4 }), back("p1", 30), shipped("p2", { bowl: 3 }, 40)],
      fates: "kettle: 1 coming_back · bowl: 1 due, 3 in_shipment",
    },
    {
      name: "where the rest of the same line was still to leave",
      events: [shipped("p1", { bowl: 2 }), lost("p1", 30), shipped("p2", { kettle: 1, bowl: 2 }, 40)],
      fates: "kettle: 1 in_shipment · bowl: 4 in_shipment",
    },
    {
      name: "where an arrived one held pieces of the same line",
      events: [
        shipped("p1", { bowl: 2 }),
        scan("shipment.delivered", "p1", 20),
        shipped("p2", { bowl: 2 }, 2),
        lost("p2", 30),
        shipped("p3", { bowl: 2 }, 40),
      ],
      fates: "kettle: 1 due · bowl: 2 in_shipment, 2 home",
      replaced: "p2",
    },
    {
      name: "and the one that is lost gives way before the one that is silent",
      events: [
        shipped("p1", { bowl: 2 }),
        shipped("p2", { bowl: 2 }, 2),
        lost("p2", 30),
        shipped("p3", { bowl: 2 }, 40),
      ],
      fates: "kettle: 1 due · bowl: 4 in_shipment",
      replaced: "p2",
    },
    {
      name: "after three tries, in the third parcel",
      lines: [KETTLE],
      events: [
        shipped("p1", { kettle: 1 }),
        lost("p1", 30),
        shipped("p2", { kettle: 1 }, 40),
        back("p2", 50),
        shipped("p3", { kettle: 1 }, 60),
        scan("shipment.delivered", "p3", 80),
      ],
      fates: "kettle: 1 home",
      replaced: "p1,p2",
    },
    {
      name: "in the lost one after all, once that was found and delivered",
      lines: [KETTLE],
      events: [
        shipped("p1", { kettle: 1 }),
        lost("p1", 30),
        shipped("p2", { kettle: 1 }, 40),
        scan("shipment.delivered", "p1", 45),
      ],
      fates: "kettle: 1 home",
    },
    {
      name: "and withdrawn where the lost one is paid back",
      lines: [line("bowl", 2)],
      events: [
        shipped("p1", { bowl: 2 }),
        lost("p1", 30),
        shipped("p2", { bowl: 1 }, 40),
        refund({ bowl: 1 }, 41, "cancelled"),
      ],
      fates: "bowl: 1 withdrawn, 1 in_shipment",
      replaced: "p1",
    },
    {
      name: "where fewer were wanted than the line has",
      lines: [line("bowl", 2)],
      events: [
        refund({ bowl: 1 }, 0.5, "cancelled"),
        shipped("p1", { bowl: 1 }),
        lost("p1", 30),
        shipped("p2", { bowl: 1 }, 40),
      ],
      fates: "bowl: 1 withdrawn, 1 in_shipment",
      replaced: "p1",
    },
    {
      name: "of a line that a parcel names twice",
      events: [
        {
          type: "shipment.shipped",
          at: hours(1),
          shipment: {
            id: "p1",
            lines: [{ line_id: "bowl", quantity: 1 }, { line_id: "bowl", quantity: 3 }],
            tracking: [],
          },
        },
        lost("p1", 30),
        shipped("p2", { bowl: 4 }, 40),
        shipped("p3", { kettle: 1 }, 41),
      ],
      fates: "kettle: 1 in_shipment · bowl: 4 in_shipment",
      replaced: "p1",
    },
    {
      name: "where it waits to be collected and is told of twice",
      lines: [line("bowl", 1, { way: "pickup" })],
      events: [
        scan("shipment.ready_for_pickup", "p1", 1),
        shipped("p1", { bowl: 1 }, 2),
        lost("p1", 3),
        shipped("p2", { bowl: 1 }, 40),
      ],
      fates: "bowl: 1 collected",
    },
  ])("$name", ({ lines = [KETTLE, BOWLS], events, fates: expected, replaced = "" }) => {
    const order = orderOf(lines, events);
    expect(fates(order)).toBe(expected);
    expect(order.shipments.filter((one) => isReplaced(order, one)).map(({ id }) => id).join(",")).toBe(
      replaced,
    );
  });
});

describe("a parcel that was silent", () => {
  const again = (heard: number, left: number, ...more: readonly OrderEvent[]) =>
    orderOf([KETTLE], [
      shipped("p1", { kettle: 1 }),
      scan("shipment.in_transit", "p1", heard),
      shipped("p2", { kettle: 1 }, left),
      ...more,
    ]);

  test.each([
    ["for a day when its content left again is replaced", again(6, 6 + DAY), true],
    ["for less than a day is a second box", again(6, 5.9 + DAY), false],
    [
      "and was heard of afterwards is under way",
      again(6, 6 + DAY, scan("shipment.in_transit", "p1", 40)),
      false,
    ],
    [
      "since it left is replaced",
      orderOf([KETTLE], [shipped("p1", { kettle: 1 }), shipped("p2", { kettle: 1 }, 1 + DAY)]),
      true,
    ],
  ])("%s", (_, order, replaced) => {
    const [first, second] = order.shipments as [typeof order.shipments[0], typeof order.shipments[0]];
    expect(isReplaced(order, first!)).toBe(replaced);
    expect(isReplaced(order, second!)).toBe(false);
    // What is inside is not still to come, whichever of the two brings it.
    expect(partOf(order, [second!])).toMatchObject({ scope: "all", still_to_come: [] });
  });
});

describe("after a lost parcel was sent again", () => {
  const events = [
    shipped("p1", { bowl: 2 }),
    shipped("p2", { kettle: 1 }, 2),
    lost("p1", 30),
    shipped("p3", { bowl: 2 }, 60),
    shipped("p4", { bowl: 2 }, 61),
  ];
  const order = orderOf([KETTLE, BOWLS], events);
  const named = (id: string) => order.shipments.find((one) => one.id === id)!;

  test("the others are counted without it", () => {
    expect(order.shipments.map((one) => positionOf(order, one))).toEqual([
      null,
      { number: 1, count: 3 },
      { number: 2, count: 3 },
      { number: 3, count: 3 },
    ]);
  });

  test("each mail says what is still to come after it", () => {
    expect(listed(partOf(order, [named("p2")]).still_to_come)).toBe("4 bowl");
    expect(partOf(order, [named("p3")])).toMatchObject({ scope: "some" });
    expect(listed(partOf(order, [named("p3")]).still_to_come)).toBe("2 bowl");
    expect(partOf(order, [named("p4")])).toMatchObject({ scope: "last", still_to_come: [] });
    expect(duePieces(order, () => true)).toEqual([]);
  });

  test("the order is home once the others arrived", () => {
    const home = orderOf([KETTLE, BOWLS], [
      ...events,
      ...["p2", "p3", "p4"].map((id, at) => scan("shipment.delivered", id, 80 + at)),
    ]);
    expect([homeAt(home), isOpen(home)]).toEqual([hours(82), false]);
  });
});
