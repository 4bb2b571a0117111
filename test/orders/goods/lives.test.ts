import fc from "fast-check";
import { expect, test } from "vitest";
import { DELIVERY_WAYS, type Line, type OrderEvent, SHIPMENT_EVENTS } from "../../../src/orders/event.ts";
import { fold } from "../../../src/orders/fold/fold.ts";
import type { Order } from "../../../src/orders/state.ts";
import { homeAt, isOpen, isUnderway } from "../../../src/orders/goods/arrival.ts";
import { cancelledPieces } from "../../../src/orders/goods/ended.ts";
import { goodsOf } from "../../../src/orders/goods/goods.ts";
import { partOf, positionOf } from "../../../src/orders/goods/parts.ts";
import { hours, placed } from "../../support/cast.ts";
import { runs } from "../../support/runs.ts";
import { details, fates, line } from "./cases.ts";

const IDS = ["mug", "cup", "card"] as const;
const quantity = fc.integer({ min: 1, max: 4 });
const hour = fc.integer({ min: 0, max: 400 }).map(hours);

const lines: fc.Arbitrary<readonly Line[]> = fc.uniqueArray(
  fc.record({
    id: fc.constantFrom(...IDS),
    quantity,
    way: fc.constantFrom(undefined, ...DELIVERY_WAYS),
    requires_shipping: fc.boolean(),
    fulfilled: fc.option(fc.integer({ min: 0, max: 5 }), { nil: undefined }),
  }),
  { selector: ({ id }) => id, minLength: 1, maxLength: 3 },
).map((all) => all.map(({ id, quantity, ...more }) => line(id, quantity, more)));

const inside = fc.array(fc.record({ line_id: fc.constantFrom(...IDS, "unknown"), quantity }), {
  maxLength: 3,
});

const event: fc.Arbitrary<OrderEvent> = fc.oneof(
  fc.record({
    type: fc.constantFrom(...SHIPMENT_EVENTS),
    at: hour,
    shipment: fc.record({
      id: fc.constantFrom("p1", "p2", "p3"),
      lines: inside,
      tracking: fc.constantFrom<readonly string[]>([], ["1Z1"], ["1Z2"])
        .map((numbers) => numbers.map((number) => ({ number }))),
      way: fc.constantFrom(undefined, ...DELIVERY_WAYS),
    }),
  }),
  fc.record({
    type: fc.constant("payment.refunded" as const),
    at: hour,
    refund: fc.record({
      id: fc.constantFrom("r1", "r2"),
      amount_minor: fc.constantFrom(100, 100_000),
      lines: fc.array(
        fc.record({
          line_id: fc.constantFrom(...IDS),
          quantity,
          restock: fc.constantFrom(undefined, "cancelled" as const, "returned" as const),
        }),
        { maxLength: 3 },
      ),
    }),
  }),
  fc.record({
    type: fc.constantFrom(
      "return.requested" as const,
      "return.received" as const,
      "return.declined" as const,
    ),
    at: hour,
    return: fc.record({
      id: fc.constantFrom("ret1", "ret2"),
      lines: inside,
      steps: fc.constant<string[]>([]),
    }),
  }),
  fc.record({ type: fc.constantFrom("order.cancelled" as const, "order.restored" as const), at: hour }),
  fc.record({
    type: fc.constant("order.changed" as const),
    at: hour,
    order: lines.map((all) => details(all)),
  }),
);

const life: fc.Arbitrary<readonly OrderEvent[]> = fc.tuple(lines, fc.array(event, { maxLength: 12 }))
  .map(([ordered, events]) => [placed(details(ordered)), ...events]);

function everySum(order: Order): void {
  for (const { ordered, fates } of goodsOf(order).lines) {
    const counts = Object.values(fates);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(ordered);
    expect(Math.min(...counts)).toBeGreaterThanOrEqual(0);
  }
}

test("whatever events arrive, the fates of a line's pieces add up to the quantity ordered", () => {
  fc.assert(fc.property(life, (events) => everySum(fold(events)!)), {
    numRuns: runs({ commit: 500, full: 500 }),
  });
});

test("the order in which the events arrive does not change any fate", () => {
  fc.assert(
    fc.property(
      life.chain((events) =>
        fc.tuple(
          fc.constant(events),
          fc.shuffledSubarray([...events], {
            minLength: events.length,
          }),
        )
      ),
      ([events, shuffled]) => {
        expect(fates(fold(shuffled)!)).toBe(fates(fold(events)!));
      },
    ),
  );
});

test("no two answers contradict each other: what is delivered is not under way, nothing withdrawn will come, places are within their count", () => {
  fc.assert(
    fc.property(life, (events) => {
      const order = fold(events)!;
      if (homeAt(order) !== null) expect([isUnderway(order), isOpen(order)]).toEqual([false, false]);
      if (isUnderway(order)) expect(isOpen(order)).toBe(true);
      const goods = new Map(goodsOf(order).lines.map((one) => [one.line.id, one]));
      for (const shipment of order.shipments) {
        for (const { line, quantity } of partOf(order, [shipment]).still_to_come) {
          const { ordered, fates } = goods.get(line.id)!;
          expect(quantity).toBeLessThanOrEqual(ordered - fates.withdrawn - fates.returned);
        }
        const place = positionOf(order, shipment);
        if (place !== null) {
          expect(place.number).toBeGreaterThanOrEqual(1);
          expect(place.number).toBeLessThanOrEqual(place.count);
        }
      }
      for (const { line, quantity } of cancelledPieces(order)) {
        expect(quantity).toBeLessThanOrEqual(goods.get(line.id)!.fates.withdrawn);
      }
      for (const { shipment, pieces } of goodsOf(order).holdings) {
        for (const [id, quantity] of pieces) {
          expect(quantity).toBeLessThanOrEqual(goods.get(id)!.ordered);
          expect(shipment.lines.length === 0 || shipment.lines.some(({ line_id }) => line_id === id)).toBe(
            true,
          );
        }
      }
    }),
    { numRuns: runs({ commit: 500, full: 500 }) },
  );
});
