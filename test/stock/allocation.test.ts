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

test("a line that needs nothing gets nothing and does not wait", () => {
  const free = counted(-5, { basis: "free" });
  expect(allocate([free], [line(1, 0, { sent: 1, sent_at: NOW })], TODAY)).toEqual([]);
});

describe("stock on hand", () => {
  const five = [1, 2, 3, 4, 5].map((age) => line(age));

  test("goes to the oldest orders, and the newest orders wait", () => {
    expect(waiting([counted(3)], five)).toEqual(["1", "2"]);
  });
  test("is enough when there is a piece for each", () => {
    expect(waiting([counted(5)], five)).toEqual([]);
  });
  test("goes to nobody when there is none, or less than none", () => {
    expect(waiting([counted(0)], five)).toEqual(["1", "2", "3", "4", "5"]);
    expect(waiting([counted(-3)], five)).toEqual(["1", "2", "3", "4", "5"]);
  });
  test("of several locations is added up", () => {
    expect(waiting([counted(2), counted(1, { at: hours(-9) })], five)).toEqual(["1", "2"]);
  });
  test("a line that cannot be sent whole waits whole, and no newer order overtakes it", () => {
    expect(waiting([counted(3)], [line(1), line(2, 3), line(3)])).toEqual(["1", "2"]);
  });
  test("does not include pieces that left after it was counted", () => {
    const shipped = line(5, 0, { sent: 1, sent_at: hours(1) });
    expect(waiting([counted(3)], [...five.slice(0, 4), shipped])).toEqual(["1", "2"]);
  });
  test("was counted without the pieces that left before", () => {
    const shipped = line(5, 0, { sent: 1, sent_at: hours(-1) });
    expect(waiting([counted(2)], [...five.slice(0, 4), shipped])).toEqual(["1", "2"]);
  });
});

describe("free stock", () => {
  const three = [1, 2, 3].map((age) => line(age));
  const free = (quantity: number, changes: Partial<Count> = {}) =>
    counted(quantity, { basis: "free", ...changes });

  test("shows directly how many pieces are missing, whatever else the shop has sold", () => {
    expect(waiting([free(-2)], three)).toEqual(["1", "2"]);
    expect(waiting([free(0)], three)).toEqual([]);
  });
  test("of one location fills the gap of another", () => {
    expect(waiting([free(-2), free(1)], three)).toEqual(["1"]);
  });
  test("does not take account of orders that were placed after it was counted", () => {
    expect(waiting([free(1, { at: hours(-2.5) })], three)).toEqual(["1"]);
  });
  test("was already reduced by an order dated a moment later, so that its buyer gets the last piece", () => {
    const bought = line(0, 1, { placed_at: hours(0.01) });
    expect(waiting([free(0)], [bought])).toEqual([]);
  });
});

describe("the result for a line", () => {
  test("names the first day on which more is expected, if that day is not over", () => {
    const days = [
      counted(0, { expected_on: "2026-11-20" }),
      counted(0, { expected_on: "2026-12-04" }),
      counted(0, { expected_on: "2026-12-01" }),
    ];
    expect(allocate(days, [line(1)], TODAY)).toMatchObject([{ available: false, expected_on: "2026-12-01" }]);
    expect(allocate(days.slice(0, 1), [line(1)], TODAY)).toMatchObject([{ expected_on: null }]);
  });
  test("that is available names no day", () => {
    const days = [counted(1, { expected_on: "2026-12-04" })];
    expect(allocate(days, [line(1)], TODAY)).toMatchObject([{ available: true, expected_on: null }]);
  });
  test("is unknown where nobody counts, at any location or at all", () => {
    expect(allocate([], [line(1)], TODAY)).toEqual([]);
    expect(allocate([counted(0), counted(null)], [line(1)], TODAY)).toEqual([]);
    expect(shortage([], [line(1)])).toBeNull();
  });
});

describe("at the moment itself", () => {
  const free = (quantity: number, changes: Partial<Count> = {}) =>
    counted(quantity, { basis: "free", ...changes });

  test("a day on which more is expected counts while it lasts", () => {
    const expected = (day: string) => allocate([counted(0, { expected_on: day })], [line(1)], TODAY);
    expect(expected("2026-11-22")).toMatchObject([{ expected_on: "2026-11-22" }]);
    expect(expected("2026-11-21")).toMatchObject([{ expected_on: null }]);
  });
  test("an order is part of a free count up to five minutes after it", () => {
    const order = line(0, 2);
    const at = (minutes: number) => new Date(Date.parse(NOW) - minutes * 60_000).toISOString();
    expect(shortage([free(1, { at: at(5) })], [order])).toBe(-1);
    expect(shortage([free(1, { at: at(5.001) })], [order])).toBe(1);
  });
  test("pieces that left as the stock was counted were not counted", () => {
    const sent = (at: string) => line(1, 0, { sent: 2, sent_at: at });
    expect(shortage([counted(5)], [sent(NOW), line(2, 3)])).toBe(-2);
    expect(shortage([counted(5)], [sent(hours(0.001)), line(2, 3)])).toBe(0);
  });
  test("of several counts the newest says on what they are based, and when", () => {
    const on_hand = counted(4, { at: hours(-3) });
    expect(shortage([on_hand, free(-1, { at: hours(-1) })], [line(2, 9)])).toBe(-3);
    expect(shortage([free(-1, { at: hours(-3) }), counted(4, { at: hours(-1) })], [line(2, 9)])).toBe(6);
  });
  test("orders of one moment wait by the names of order and line, the last first", () => {
    const at_once = ["a", "b"].flatMap((id) =>
      ["1", "2"].map((line_id) => line(1, 1, { order_id: `demo/standard/${id}`, line_id }))
    );
    const named = allocate([counted(1)], at_once, TODAY).map(({ line: { order_id, line_id }, available }) =>
      `${order_id.at(-1)}${line_id} ${available}`
    );
    expect(named).toEqual(["b2 false", "b1 false", "a2 false", "a1 true"]);
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

describe("whatever is counted and whichever orders wait", () => {
  test("no more pieces are given than there are", () => {
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

  test("nobody waits while an order placed later gets a piece, and nobody waits without a reason", () => {
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

  test("the sequence in which counts and lines are read changes nothing", () => {
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
