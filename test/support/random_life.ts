/** Random lives of an order, of which it is known what truly became of each piece. */
import fc from "fast-check";
import type { DeliveryWay } from "../../src/orders/event.ts";
import { type Beginning, type Move, MOVES, type TrueStep, Warehouse } from "./warehouse.ts";

const WEIGHTS: Readonly<Record<Move["what"], number>> = {
  pay: 3,
  send: 6,
  send_again: 2,
  scan: 12,
  stray_scan: 2,
  date: 3,
  promise: 2,
  renumber: 2,
  take_back: 2,
  remove: 2,
  refund_due: 2,
  send_back: 2,
  cancel: 1,
  complete: 1,
};

const move: fc.Arbitrary<Move> = fc.record({
  what: fc.oneof(...MOVES.map((what) => ({ arbitrary: fc.constant(what), weight: WEIGHTS[what] }))),
  after_hours: fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 120 })),
  lag_minutes: fc.integer({ min: 0, max: 50 }),
  which: fc.nat({ max: 1_000 }),
  count: fc.integer({ min: 1, max: 3 }),
  is_whole: fc.boolean(),
});

const one_way = fc.constantFrom<DeliveryWay>(
  "carrier",
  "carrier",
  "carrier",
  "local",
  "pickup",
  "till",
  "digital",
);
const ways: fc.Arbitrary<readonly DeliveryWay[]> = fc.oneof(
  one_way.chain((way) => fc.array(fc.constant(way), { minLength: 1, maxLength: 4 })),
  fc.array(one_way, { minLength: 2, maxLength: 4 }),
);

const beginning: fc.Arbitrary<Beginning> = ways.chain((all) =>
  fc.record({
    lines: fc.tuple(
      ...all.map((way) => fc.record({ way: fc.constant(way), ordered: fc.integer({ min: 1, max: 3 }) })),
    ),
    is_paid: fc.boolean(),
    is_promised: fc.boolean(),
  })
);

export const anyLife: fc.Arbitrary<readonly TrueStep[]> = fc.tuple(
  beginning,
  fc.array(move, { maxLength: 14 }),
)
  .map(([begun, moves]) => new Warehouse(begun).life(moves));
