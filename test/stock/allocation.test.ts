import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { allocate, type Count, shortage, type WaitingLine } from "../../src/stock/allocation.ts";
import { hours, NOW } from "../support/cast.ts";

const TODAY = "2026-11-22";

function counted(quantity: number | null, changes: Partial<Count> = {}): Count {
  return { quantity, basis: "on_hand", expected_on: null, at: NOW, ...changes };
}

/** A line of an order that was placed so many hours ago. */
function line(age: number, quantity = 1, changes: Partial<WaitingLine> = {}): WaitingLine {
  const order_id = `demo/standard/${age}`;
  return {
    order_id,
    line_id: "1",
    placed_at: hours(-age),
    quantity,
    sent: 0,
    sent_at: null,
    ...changes,
  };
}

/** The ages of those that get nothing. */
function waiting(counts: readonly Count[], lines: readonly WaitingLine[]): readonly string[] {
  return allocate(counts, lines, TODAY).filter(({ available }) => !available)
    .map(({ line: { order_id } }) => order_id.replace("demo/standard/", ""));
}

test("a line that needs nothing is given nothing and does not wait", () => {
  const free = counted(-5, { basis: "free" });
  expect(allocate([free], [line(1, 0, { sent: 1, sent_at: NOW })], TODAY)).toEqual([]);
});

describe("what is on hand", () => {
  const five = [1, 2, 3, 4, 5].map((age) => line(age));

  test("goes to the oldest orders; the newest wait", () => {
    expect(waiting([counted(3)], five)).toEqual(["1", "2"]);
  });
  test("suffices when there is a piece for each", () => {
    expect(waiting([counted(5)], five)).toEqual([]);
  });
  test("is nobody's when there is none, or less than none", () => {
    expect(waiting([counted(0)], five)).toEqual(["1", "2", "3", "4", "5"]);
    expect(waiting([counted(-3)], five)).toEqual(["1", "2", "3", "4", "5"]);
  });
  test("of several places is their sum", () => {
    expect(waiting([counted(2), counted(1, { at: hours(-9) })], five)).toEqual(["1", "2"]);
  });
  test("a line that cannot be sent whole waits whole, and no newer order overtakes it", () => {
    expect(waiting([counted(3)], [line(1), line(2, 3), line(3)])).toEqual(["1", "2"]);
  });
  test("does not hold what left after it was counted", () => {
    const shipped = line(5, 0, { sent: 1, sent_at: hours(1) });
    expect(waiting([counted(3)], [...five.slice(0, 4), shipped])).toEqual(["1", "2"]);
  });
  test("no longer holds what left before", () => {
    const shipped = line(5, 0, { sent: 1, sent_at: hours(-1) });
    expect(waiting([counted(2)], [...five.slice(0, 4), shipped])).toEqual(["1", "2"]);
  });
});

describe("what is free", () => {
  const three = [1, 2, 3].map((age) => line(age));
  const free = (quantity: number, changes: Partial<Count> = {}) =>
    counted(quantity, { basis: "free", ...changes });

  test("says by itself how much is missing, whatever else the shop has sold", () => {
    expect(waiting([free(-2)], three)).toEqual(["1", "2"]);
    expect(waiting([free(0)], three)).toEqual([]);
  });
  test("one place's surplus covers another's shortage", () => {
    expect(waiting([free(-2), free(1)], three)).toEqual(["1"]);
  });
  test("does not know of orders that were placed after it was counted", () => {
    expect(waiting([free(1, { at: hours(-2.5) })], three)).toEqual(["1"]);
  });
  test("already lacks the order that was dated a moment later: the last piece is its buyer's", () => {
    const bought = line(0, 1, { placed_at: hours(0.01) });
    expect(waiting([free(0)], [bought])).toEqual([]);
  });
});

describe("the verdict", () => {
  test("names the first day on which more is expected, if it is not over", () => {
    const days = [
      counted(0, { expected_on: "2026-11-20" }),
      counted(0, { expected_on: "2026-12-04" }),
      counted(0, { expected_on: "2026-12-01" }),
    ];
    expect(allocate(days, [line(1)], TODAY)).toMatchObject([{ available: false, expected_on: "2026-12-01" }]);
    expect(allocate(days.slice(0, 1), [line(1)], TODAY)).toMatchObject([{ expected_on: null }]);
  });
  test("of a line that is there names no day", () => {
    const days = [counted(1, { expected_on: "2026-12-04" })];
    expect(allocate(days, [line(1)], TODAY)).toMatchObject([{ available: true, expected_on: null }]);
  });
  test("is none where nobody counts, at any place or at all", () => {
    expect(allocate([], [line(1)], TODAY)).toEqual([]);
    expect(allocate([counted(0), counted(null)], [line(1)], TODAY)).toEqual([]);
    expect(shortage([], [line(1)])).toBeNull();
  });
});

const someLine = fc.record({
  age: fc.integer({ min: -5, max: 50 }),
  id: fc.integer({ min: 1, max: 4 }).map(String),
  quantity: fc.integer({ min: 0, max: 9 }),
  sent: fc.integer({ min: 0, max: 3 }),
  sent_age: fc.option(fc.integer({ min: -5, max: 50 })),
}).map(({ age, id, quantity, sent, sent_age }): WaitingLine =>
  line(age, quantity, {
    line_id: id,
    sent: sent_age === null ? 0 : sent,
    sent_at: sent_age === null ? null : hours(-sent_age),
  })
);
const lines = fc.uniqueArray(someLine, { selector: ({ order_id, line_id }) => `${order_id}/${line_id}` });
const counts = fc.tuple(
  fc.constantFrom("on_hand" as const, "free" as const),
  fc.array(
    fc.record({ quantity: fc.integer({ min: -20, max: 60 }), age: fc.integer({ min: -5, max: 50 }) }),
    {
      minLength: 1,
      maxLength: 4,
    },
  ),
).map(([basis, places]) => places.map(({ quantity, age }) => counted(quantity, { basis, at: hours(-age) })));

describe("whatever is counted and whoever waits", () => {
  test("no more is given than there is", () => {
    fc.assert(fc.property(counts, lines, (places, open) => {
      const newest = places.map(({ at }) => at).sort().at(-1)!;
      const total = places.reduce((sum, { quantity }) => sum + quantity!, 0);
      const left = open.filter(({ sent_at }) => sent_at !== null && sent_at > newest)
        .reduce((sum, { sent }) => sum + sent, 0);
      const known = open.filter(({ placed_at }) => Date.parse(placed_at) <= Date.parse(newest) + 300_000)
        .reduce((sum, { quantity }) => sum + quantity, 0);
      const there = places[0]!.basis === "on_hand" ? total - left : total + known;
      const given = allocate(places, open, TODAY).filter(({ available }) => available)
        .reduce((sum, { line: { quantity } }) => sum + quantity, 0);
      expect(given).toBeLessThanOrEqual(Math.max(0, there));
    }));
  });

  test("nobody waits while an order placed later is served, and nobody waits for nothing", () => {
    fc.assert(fc.property(counts, lines, (places, open) => {
      const verdicts = allocate(places, open, TODAY);
      const served = verdicts.filter(({ available }) => available).map(({ line: { placed_at } }) =>
        placed_at
      );
      const turned_away = verdicts.filter(({ available }) => !available);
      for (const { line: { placed_at } } of turned_away) {
        expect(served.every((other) => other <= placed_at)).toBe(true);
      }
      const missing = shortage(places, open)!;
      const waits = turned_away.reduce((sum, { line: { quantity } }) => sum + quantity, 0);
      const oldest = turned_away.at(-1)?.line.quantity ?? 0;
      expect(waits - oldest).toBeLessThan(Math.max(1, missing));
    }));
  });

  test("the order in which counts and lines are read plays no part", () => {
    const shuffled = fc.tuple(counts, lines).chain(([places, open]) =>
      fc.tuple(
        fc.constant(places),
        fc.constant(open),
        fc.shuffledSubarray([...places], { minLength: places.length }),
        fc.shuffledSubarray([...open], { minLength: open.length }),
      )
    );
    fc.assert(fc.property(shuffled, ([places, open, other_places, other_open]) => {
      expect(allocate(other_places, other_open, TODAY)).toEqual(allocate(places, open, TODAY));
    }));
  });
});
