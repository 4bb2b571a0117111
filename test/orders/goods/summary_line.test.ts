import { describe, expect, test } from "vitest";
import type { Line, OrderDetails, OrderEvent } from "../../../src/orders/event.ts";
import { accountOf } from "../../../src/orders/account/account.ts";
import { fold } from "../../../src/orders/fold/fold.ts";
import { goodsOf } from "../../../src/orders/goods/goods.ts";
import { withSummary } from "../../../src/orders/goods/summary_line.ts";

const AT = "2026-11-20T09:00:00.000Z";

function line(index: number): Line {
  return {
    id: `l${index}`,
    title: `Bead ${index}`,
    quantity: 1 + (index % 2),
    unit_price_minor: 100,
    discount_minor: 0,
    requires_shipping: true,
  };
}

const LINES = Array.from({ length: 1_250 }, (_, index) => line(index));
const PIECES = LINES.reduce((sum, { quantity }) => sum + quantity, 0);

function placed(): OrderEvent {
  const order: OrderDetails = {
    id: "beads",
    number: "B-1",
    placed_at: AT,
    currency: "EUR",
    customer: {},
    lines: withSummary(LINES),
    discounts: [],
    fees: [],
    total_minor: PIECES * 100,
    aliases: [],
  };
  return { type: "order.placed", at: AT, order };
}

function shipped(id: string, at: string, lines: readonly Line[], named = false): OrderEvent {
  return {
    type: "shipment.shipped",
    at,
    shipment: {
      id,
      lines: lines.map((one) => ({
        line_id: named ? `foreign-${one.id}` : one.id,
        quantity: one.quantity,
        ...(named ? { title: one.title } : {}),
      })),
      tracking: [],
    },
  };
}

function stateOf(events: readonly OrderEvent[]) {
  const order = fold([placed(), ...events]);
  if (order === null) throw new Error("There is no order");
  return order;
}

function inShipments(events: readonly OrderEvent[]): number {
  return goodsOf(stateOf(events)).holdings
    .flatMap(({ pieces }) => [...pieces.values()])
    .reduce((sum, pieces) => sum + pieces, 0);
}

describe("the line that stands for those beyond a thousand", () => {
  test.each([["by its ids", false], ["by its titles", true]])(
    "is reached by a fulfilment of all 1,250 lines that names them %s",
    (_how, named) => {
      const event = shipped("f1", "2026-11-21T09:00:00.000Z", LINES, named);
      expect(inShipments([event])).toBe(PIECES);
      expect(stateOf([event]).shipments[0]!.lines).toHaveLength(1_000);
    },
  );

  test("holds what is in each of two fulfilments, in any order of their lines", () => {
    const first = shipped("f1", "2026-11-21T09:00:00.000Z", LINES.slice(600).toReversed());
    expect(inShipments([first])).toBe(LINES.slice(600).reduce((sum, { quantity }) => sum + quantity, 0));
    expect(inShipments([first, shipped("f2", "2026-11-22T09:00:00.000Z", LINES.slice(0, 600))])).toBe(PIECES);
  });

  test("is refunded and sent back by lines that it stands for, with their sum", () => {
    const lines = LINES.slice(1_100, 1_110);
    const amount_minor = lines.reduce((sum, { quantity }) => sum + 100 * quantity, 0);
    const order = stateOf([{
      type: "payment.refunded",
      at: "2026-11-22T09:00:00.000Z",
      refund: {
        id: "r1",
        amount_minor,
        lines: lines.map(({ id, quantity }) => ({
          line_id: id,
          quantity,
          amount_minor: 100 * quantity,
          restock: "cancelled",
        })),
      },
    }, {
      type: "return.received",
      at: "2026-11-23T09:00:00.000Z",
      return: { id: "t1", lines: [{ line_id: "l1200", quantity: 1 }], steps: [] },
    }]);
    const pieces = lines.reduce((sum, { quantity }) => sum + quantity, 0);
    expect(accountOf(order).refunds[0]!.lines).toEqual([
      { line_id: "rest", quantity: pieces, amount_minor, restock: "cancelled" },
    ]);
    expect(order.returns[0]!.lines).toEqual([{ line_id: "rest", quantity: 1 }]);
  });

  test("is no line of an order that has all of its own: an unknown id stays unknown", () => {
    const order = fold([
      {
        ...placed(),
        order: { ...(placed() as { order: OrderDetails }).order, lines: LINES.slice(0, 5) },
      } as OrderEvent,
      shipped("f1", "2026-11-21T09:00:00.000Z", [line(7_000)]),
    ]);
    expect(goodsOf(order!).holdings.flatMap(({ pieces }) => [...pieces])).toEqual([]);
  });
});
