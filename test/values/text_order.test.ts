import { expect, test } from "vitest";
import { textOrder } from "../../src/values/text_order.ts";

test.each([
  ["a", "b", -1],
  ["b", "a", 1],
  ["a", "a", 0],
  ["", "a", -1],
  // By units, not by language.
  ["Z", "a", -1],
  ["2026-11-22T12:00:00.000Z", "2026-11-22T12:00:00.001Z", -1],
])("%j and %j are ordered by %i", (a, b, order) => {
  expect(textOrder(a, b)).toBe(order);
});
