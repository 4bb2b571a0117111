import { describe, expect, test } from "vitest";
import type { OrderEvent } from "../../../src/orders/event.ts";
import {
  cancelledPieces,
  isRefundOfKept,
  piecesKept,
  piecesUnderway,
  piecesWithCustomer,
} from "../../../src/orders/goods/ended.ts";
import { hours } from "../../support/cast.ts";
import { line, listed, orderOf, received, refund, refundFailed, scan, shipped } from "./cases.ts";

const [MUG, CUP] = [line("mug", 3), line("cup")];
const home = [shipped("p1", { mug: 3, cup: 1 }), scan("shipment.delivered", "p1", 4)];

describe("a refund of goods that the customer keeps", () => {
  const of = (...events: readonly OrderEvent[]) => isRefundOfKept(orderOf([MUG, CUP], events));

  test("is none before there is a refund", () => {
    expect(of(...home)).toBe(false);
  });

  test("is one that names no goods", () => {
    expect(of(...home, refund({}, 9))).toBe(true);
    expect(of(refund({}, 9))).toBe(true);
  });

  test("is one of what had arrived", () => {
    expect(of(...home, refund({ mug: 1 }, 9))).toBe(true);
  });

  test("is none of what was withdrawn before it left", () => {
    expect(of(refund({ mug: 2 }, 1, "cancelled"))).toBe(false);
    expect(of(refund({ mug: 1 }, 1, "cancelled", "a"), refund({ mug: 2 }, 2, "cancelled", "b"))).toBe(false);
  });

  test("is one of more pieces than were withdrawn, over all refunds", () => {
    const rest = [shipped("p1", { mug: 2 }, 3), scan("shipment.delivered", "p1", 4)];
    expect(of(refund({ mug: 1 }, 1, "cancelled", "a"), ...rest)).toBe(false);
    expect(of(refund({ mug: 1 }, 1, "cancelled", "a"), ...rest, refund({ mug: 1 }, 9, undefined, "b"))).toBe(
      true,
    );
  });

  test("is one where only one of its lines is kept", () => {
    expect(
      of(
        refund({ mug: 3 }, 1, "cancelled", "a"),
        shipped("p1", { cup: 1 }, 3),
        refund({ cup: 1, mug: 0 }, 9, undefined, "b"),
      ),
    )
      .toBe(true);
  });

  test("is one that is under way, and none that failed", () => {
    const paying = {
      ...refund({ mug: 1 }, 9),
      refund: {
        id: "r9",
        amount_minor: 100,
        status: "pending" as const,
        lines: [{ line_id: "mug", quantity: 1 }],
      },
    } as OrderEvent;
    expect(of(...home, paying)).toBe(true);
    expect(of(...home, refund({ mug: 1 }, 9), refundFailed("r9", 10))).toBe(false);
  });
});

describe("the pieces of an order", () => {
  const order = orderOf([MUG, CUP, line("card", 1, { requires_shipping: false })], [
    shipped("p1", { mug: 1 }, 1),
    scan("shipment.delivered", "p1", 2),
    shipped("p2", { mug: 1 }, 3),
    shipped("p3", { cup: 1 }, 3),
    scan("shipment.returned_to_sender", "p3", 5),
    shipped("p4", { card: 1 }, 4),
  ]);

  test("under way, with the customer and kept are told apart", () => {
    expect(listed(piecesUnderway(order))).toBe("1 mug");
    expect(listed(piecesWithCustomer(order))).toBe("1 mug, 1 card");
    expect(listed(piecesKept(order))).toBe("3 mug, 1 card");
  });

  test("that a cancellation took are those that had not left", () => {
    expect(listed(cancelledPieces(order))).toBe("");
    const at = hours(6);
    const cancelled = orderOf([MUG, CUP], [shipped("p1", { mug: 1 }, 1), { type: "order.cancelled", at }]);
    expect(listed(cancelledPieces(cancelled))).toBe("2 mug, 1 cup");
  });

  test("that were refunded long before a cancellation were not taken by it; those refunded with it were", () => {
    const cancelled = (at: number) =>
      orderOf([MUG], [refund({ mug: 1 }, 6 - at, "cancelled"), { type: "order.cancelled", at: hours(6) }]);
    expect(listed(cancelledPieces(cancelled(1)))).toBe("2 mug");
    expect(listed(cancelledPieces(cancelled(0.1)))).toBe("3 mug");
  });

  test("that came back are with the customer no more", () => {
    const back = orderOf([MUG], [
      shipped("p1", { mug: 3 }),
      scan("shipment.delivered", "p1", 2),
      received({ mug: 2 }, 9),
    ]);
    expect(listed(piecesWithCustomer(back))).toBe("1 mug");
  });
});
