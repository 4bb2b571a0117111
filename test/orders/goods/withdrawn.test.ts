import { describe, expect, test } from "vitest";
import type { OrderEvent } from "../../../src/orders/event.ts";
import { type Counts, unwanted } from "../../../src/orders/goods/withdrawn.ts";
import type { Order } from "../../../src/orders/state.ts";
import { fold } from "../../../src/orders/fold/fold.ts";
import { hours, placed } from "../../support/cast.ts";
import { details, fates, line, orderOf, received, refund, refundFailed, scan, shipped } from "./cases.ts";

const MUG = line("mug", 6);

/** `2 withdrawn, 1 of them kept back, 3 returned` of the mugs. */
function told(order: Order, until?: string): string {
  const { withdrawn, kept_back, returned } = unwanted(order, until);
  const of = (counts: Counts) => counts.get("mug") ?? 0;
  return `${of(withdrawn)} withdrawn, ${of(kept_back)} kept back, ${of(returned)} returned`;
}

function removal(quantity: number, at: number): NonNullable<Order["removals"]>[number] {
  return { at: hours(at), line: MUG, quantity };
}

function back(
  type: "return.approved" | "return.declined" | "return.received",
  quantity: number,
  at: number,
  id = "ret",
): OrderEvent {
  return { type, at: hours(at), return: { id, lines: [{ line_id: "mug", quantity }], steps: [] } };
}

describe("pieces that are not wanted any more", () => {
  test.each<[string, readonly OrderEvent[], string]>([
    ["nothing happened", [], "0 withdrawn, 0 kept back, 0 returned"],
    ["paid back, nobody says why", [refund({ mug: 2 }, 1)], "2 withdrawn, 0 kept back, 0 returned"],
    [
      "paid back before they left",
      [refund({ mug: 2 }, 1, "cancelled")],
      "2 withdrawn, 2 kept back, 0 returned",
    ],
    [
      "paid back as they came back",
      [refund({ mug: 2 }, 1, "returned")],
      "0 withdrawn, 0 kept back, 2 returned",
    ],
    [
      "paid back in two refunds",
      [refund({ mug: 1 }, 1, "cancelled"), refund({ mug: 2 }, 2)],
      "3 withdrawn, 1 kept back, 0 returned",
    ],
    [
      "paid back after another line left, and before theirs did",
      [shipped("s1", { cup: 1 }, 1), refund({ mug: 1 }, 3), shipped("s2", { mug: 5, cup: 1 }, 5)],
      "1 withdrawn, 1 kept back, 0 returned",
    ],
    [
      "paid back before a shipment left whose content nobody told",
      [refund({ mug: 1 }, 3), shipped("s1", null, 5)],
      "1 withdrawn, 1 kept back, 0 returned",
    ],
    [
      "paid back after such a shipment left",
      [shipped("s1", null, 1), refund({ mug: 1 }, 3)],
      "1 withdrawn, 0 kept back, 0 returned",
    ],
    [
      "paid back while others are under way, of which one comes back later",
      [
        shipped("s1", { mug: 2 }, 1),
        refund({ mug: 1 }, 2),
        scan("shipment.delivered", "s1", 3),
        back("return.received", 1, 4),
      ],
      "1 withdrawn, 0 kept back, 1 returned",
    ],
    [
      "paid back when others were there, of which one comes back later",
      [
        shipped("s1", { mug: 2 }, 1),
        scan("shipment.delivered", "s1", 2),
        refund({ mug: 1 }, 3),
        back("return.received", 1, 4),
      ],
      "0 withdrawn, 0 kept back, 1 returned",
    ],
    [
      "paid back before they left and again while others are under way",
      [
        refund({ mug: 1 }, 1, "cancelled", "r0"),
        shipped("s1", { mug: 2 }, 2),
        refund({ mug: 1 }, 3),
        scan("shipment.delivered", "s1", 4),
        back("return.received", 2, 5),
      ],
      "2 withdrawn, 1 kept back, 2 returned",
    ],
    ["a return that is under way", [back("return.approved", 2, 1)], "0 withdrawn, 0 kept back, 0 returned"],
    ["a return that arrived", [back("return.received", 2, 1)], "0 withdrawn, 0 kept back, 2 returned"],
    [
      "a return that arrived and is paid back",
      [back("return.received", 2, 1), refund({ mug: 2 }, 2)],
      "0 withdrawn, 0 kept back, 2 returned",
    ],
    [
      "one paid back before any left, and another that came back",
      [refund({ mug: 1 }, 1), shipped("s1", { mug: 5 }, 2), back("return.received", 1, 3)],
      "1 withdrawn, 1 kept back, 1 returned",
    ],
    [
      "a return that is paid back before it arrives",
      [back("return.approved", 2, 1), refund({ mug: 2 }, 2)],
      "0 withdrawn, 0 kept back, 0 returned",
    ],
    [
      "more paid back than came back",
      [back("return.received", 1, 1), refund({ mug: 3 }, 2)],
      "2 withdrawn, 0 kept back, 1 returned",
    ],
    ["a return that was declined, paid back all the same", [
      back("return.declined", 2, 1),
      refund({ mug: 2 }, 2),
    ], "2 withdrawn, 0 kept back, 0 returned"],
    [
      "both sides count what came back",
      [back("return.received", 2, 1), refund({ mug: 3 }, 2, "returned")],
      "0 withdrawn, 0 kept back, 3 returned",
    ],
  ])("%s", (_, events, expected) => expect(told(orderOf([MUG], events))).toBe(expected));

  test("a refund that failed at its provider withdraws nothing", () => {
    expect(told(orderOf([MUG], [refund({ mug: 2 }, 1, "cancelled"), refundFailed("r1", 3)])))
      .toBe("0 withdrawn, 0 kept back, 0 returned");
  });

  test("a refund that the shop took back withdraws nothing", () => {
    const without = { ...details([MUG]), refund_ids: [] };
    const order = fold([placed(details([MUG])), refund({ mug: 2 }, 1), {
      type: "order.changed",
      at: hours(3),
      order: without,
    }])!;
    expect(told(order)).toBe("0 withdrawn, 0 kept back, 0 returned");
  });

  describe("taken off the order", () => {
    const removed = (events: readonly OrderEvent[], ...removals: readonly ReturnType<typeof removal>[]) =>
      told(orderOf([MUG], events, { removals: [...removals] }));

    test("they had not left", () => {
      expect(removed([], removal(2, 1))).toBe("2 withdrawn, 2 kept back, 0 returned");
      expect(removed([], removal(2, 1), removal(1, 3))).toBe("3 withdrawn, 3 kept back, 0 returned");
    });

    test("and paid back, they are counted once", () => {
      expect(removed([refund({ mug: 2 }, 2)], removal(2, 1))).toBe("2 withdrawn, 2 kept back, 0 returned");
      expect(removed([refund({ mug: 3 }, 2)], removal(2, 1))).toBe("3 withdrawn, 2 kept back, 0 returned");
    });

    test("after they came back, they are the returned ones", () => {
      expect(removed([back("return.received", 2, 1)], removal(2, 3))).toBe(
        "0 withdrawn, 0 kept back, 2 returned",
      );
      expect(removed([refund({ mug: 2 }, 1, "returned")], removal(2, 3))).toBe(
        "0 withdrawn, 0 kept back, 2 returned",
      );
      expect(removed([back("return.received", 2, 1)], removal(3, 3))).toBe(
        "1 withdrawn, 1 kept back, 2 returned",
      );
    });

    test("at the moment of the return, they are the returned ones", () => {
      expect(removed([back("return.received", 2, 3)], removal(2, 3))).toBe(
        "0 withdrawn, 0 kept back, 2 returned",
      );
    });

    test("before the first of them came back, they are others", () => {
      expect(removed([back("return.received", 2, 5)], removal(1, 3))).toBe(
        "1 withdrawn, 1 kept back, 2 returned",
      );
      expect(removed([refund({ mug: 2 }, 5, "returned")], removal(1, 3))).toBe(
        "1 withdrawn, 1 kept back, 2 returned",
      );
    });

    test("between two returns, they may be the first one's", () => {
      const returns = [back("return.received", 1, 2, "a"), back("return.received", 1, 6, "b")];
      expect(removed(returns, removal(2, 4))).toBe("0 withdrawn, 0 kept back, 2 returned");
      const refunds = [refund({ mug: 1 }, 6, "returned", "a"), refund({ mug: 1 }, 2, "returned", "b")];
      expect(removed(refunds, removal(2, 4))).toBe("0 withdrawn, 0 kept back, 2 returned");
    });
  });

  test("up to a moment count with what happened at that very moment, and not with what came later", () => {
    const events = [
      refund({ mug: 1 }, 1, "cancelled", "a"),
      refund({ mug: 1 }, 4, "cancelled", "b"),
      back("return.received", 1, 5),
    ];
    const order = orderOf([MUG], events, { removals: [removal(3, 3)] });
    expect(told(order, hours(0))).toBe("0 withdrawn, 0 kept back, 0 returned");
    expect(told(order, hours(1))).toBe("1 withdrawn, 1 kept back, 0 returned");
    expect(told(order, hours(2.9))).toBe("1 withdrawn, 1 kept back, 0 returned");
    expect(told(order, hours(3))).toBe("3 withdrawn, 3 kept back, 0 returned");
    expect(told(order, hours(4.9))).toBe("3 withdrawn, 3 kept back, 0 returned");
    expect(told(order, hours(5))).toBe("3 withdrawn, 3 kept back, 1 returned");
    expect(told(order)).toBe("3 withdrawn, 3 kept back, 1 returned");
  });

  test("a line of which nothing was withdrawn is not listed", () => {
    const order = orderOf([MUG], [back("return.received", 2, 1), refund({ mug: 2 }, 2)]);
    expect([...unwanted(order).withdrawn.keys()]).toEqual([]);
  });
});

test("what came back and is paid back is returned once, beside what stays", () => {
  const order = orderOf([line("mug", 3)], [
    shipped("p1", { mug: 3 }),
    { type: "shipment.delivered", at: hours(3), shipment: { id: "p1", lines: [], tracking: [] } },
    received({ mug: 1 }, 9),
    refund({ mug: 1 }, 10, "returned"),
  ]);
  expect(fates(order)).toBe("mug: 2 home, 1 returned");
});
