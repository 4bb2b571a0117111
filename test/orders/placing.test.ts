import { expect, test } from "vitest";
import { orderedAt } from "../../src/orders/placing.ts";
import { hours, NOW } from "../support/cast.ts";

test.each([
  ["a draft that was ordered later", hours(72), hours(72)],
  ["an order in one step", undefined, NOW],
  ["an order in the same moment", NOW, NOW],
  ["a time before the order began", hours(-1), NOW],
])("%s is as old as its placing", (_, ordered_at, expected) => {
  expect(orderedAt({ placed_at: NOW, ordered_at })).toBe(expected);
});
