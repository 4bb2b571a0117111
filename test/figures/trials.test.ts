import { describe, expect, test } from "vitest";
import { playTrial, stoppedBy, USUAL } from "../../bench/trials/play.ts";
import { coinEvidence, FALSE_STOPS, judge, ordersNeeded, type TrialOrder } from "../../src/figures/trials.ts";
import { runs } from "../support/runs.ts";

const order = (tried: boolean, more: Partial<TrialOrder> = {}): TrialOrder => ({
  tried,
  asked: false,
  clicked: false,
  stars: null,
  ...more,
});
const pairs = (count: number, usual: Partial<TrialOrder>, tried: Partial<TrialOrder>) =>
  Array.from({ length: count }, () => [order(false, usual), order(true, tried)]).flat();

describe("two versions side by side", () => {
  test("say nothing where both did the same, however often", () => {
    const judged = judge(
      pairs(5_000, { asked: true, clicked: true, stars: 4 }, { asked: true, clicked: true, stars: 4 }),
    );
    for (const measure of Object.values(judged)) {
      expect(measure).toMatchObject({ better: 0, worse: 0, verdict: "unsure" });
    }
    expect(judged.questions.usual).toEqual({ of: 5_000, value: 1 });
  });

  test("are judged by each measure in its own direction", () => {
    expect(judge(pairs(20, { asked: false }, { asked: true })).questions.verdict).toBe("worse");
    expect(judge(pairs(20, { asked: true }, { asked: false })).questions.verdict).toBe("better");
    expect(judge(pairs(20, { clicked: true }, { clicked: false })).clicks.verdict).toBe("worse");
    expect(judge(pairs(20, { stars: 4 }, { stars: 5 })).stars.verdict).toBe("better");
    expect(judge(pairs(3, { asked: false }, { asked: true })).questions.verdict).toBe("unsure");
  });

  test("count an order only where its days are over", () => {
    const judged = judge([
      ...pairs(20, { asked: null }, { asked: null }),
      order(true),
      order(false, { asked: true }),
    ]);
    expect(judged.questions).toMatchObject({ usual: { of: 1 }, tried: { of: 1 }, better: 1, worse: 0 });
  });
});

test("the evidence of a fair coin is at most 1 in the mean, whenever one stops", () => {
  for (const coins of [1, 10, 100]) {
    let chance = 0.5 ** coins;
    let mean = 0;
    for (let heads = 0; heads <= coins; heads++) {
      mean += chance * coinEvidence(heads, coins);
      chance *= (coins - heads) / (heads + 1);
    }
    expect(mean).toBeCloseTo(1, 6);
  }
});

test("of equal versions that are looked at each day, no more are stopped than is said", () => {
  const count = runs({ commit: 200, full: 1_000 });
  const trial = { usual: USUAL, tried: USUAL, orders: 4_000, a_day: 200 };
  const stopped = Array.from({ length: count }, (_, seed) => playTrial(seed + 1, trial))
    .filter(({ stopped_after }) => stopped_after !== null).length;
  expect(stopped / count).toBeLessThanOrEqual(FALSE_STOPS);
});

test("a worse version is stopped by the orders that were said before, in four of five trials", () => {
  const count = runs({ commit: 60, full: 400 });
  const needed = ordersNeeded(0.05, "questions", 2)!;
  const trial = { usual: USUAL, tried: { ...USUAL, asked: 0.1 }, orders: 8_000, a_day: 50 };
  const played = Array.from({ length: count }, (_, seed) => playTrial(seed + 1, trial));
  const within = played.filter(({ stopped_after }) => stopped_after !== null && stopped_after <= needed + 50);
  expect(within.length / count).toBeGreaterThan(0.75);
  expect(stoppedBy(played, 0.9)).toBeLessThan(2 * needed);
});

describe("the orders that a difference takes", () => {
  test("are fewer where it is larger, or the rate higher", () => {
    const needed = (rate: number, difference: number) => ordersNeeded(rate, "questions", difference)!;
    expect(needed(0.05, 2)).toBeLessThan(needed(0.05, 1.5));
    expect(needed(0.1, 2)).toBeLessThan(needed(0.05, 2));
  });

  test("are none where the rate is not known, or such a difference cannot be", () => {
    expect(ordersNeeded(0, "questions", 2)).toBeNull();
    expect(ordersNeeded(0.6, "questions", 2)).toBeNull();
    expect(ordersNeeded(0.6, "clicks", 2)).not.toBeNull();
  });
});
