import { describe, expect, test } from "vitest";
import { atLeast, wilson } from "../../src/figures/chance.ts";

describe("the interval of a rate", () => {
  // Newcombe 1998, table I, method 3.
  test.each([[81, 263, 0.2553, 0.3662], [15, 148, 0.0624, 0.1605], [0, 20, 0, 0.1611], [
    1,
    29,
    0.0061,
    0.1718,
  ]])(
    "of %d in %d is that of the textbook",
    (cases, of, from, to) => {
      expect(wilson(cases, of).from).toBeCloseTo(from, 4);
      expect(wilson(cases, of).to).toBeCloseTo(to, 4);
    },
  );

  test("of no cases says nothing", () => {
    expect(wilson(0, 0)).toEqual({ from: 0, to: 1 });
  });
});

describe("the chance of so many or more", () => {
  test.each([[1, 1, 0.5, 0.5], [2, 3, 0.5, 0.5], [5, 5, 0.1, 1e-5], [0, 9, 0.3, 1], [3, 2, 0.9, 0]])(
    "%d of %d at %d",
    (cases, tries, chance, expected) => {
      expect(atLeast(cases, tries, chance)).toBeCloseTo(expected, 10);
    },
  );

  test("is exact for many tries", () => {
    // The median of a binomial distribution with a whole mean is its mean.
    expect(atLeast(500, 10_000, 0.05)).toBeGreaterThan(0.5);
    expect(atLeast(501, 10_000, 0.05)).toBeLessThan(0.5);
  });
});
