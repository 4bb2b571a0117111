import { expect, test } from "vitest";
import { AWAY, backoffMs, FAILED } from "../src/backoff.ts";

test("waits rise to their most and come in time again for days", () => {
  expect([1, 2, 3, 4, 7, 100].map((tries) => backoffMs(AWAY, tries, 0))).toEqual([
    1_000,
    2_000,
    4_000,
    8_000,
    60_000,
    60_000,
  ]);
  expect([1, 2, 3, 20].map((tries) => backoffMs(FAILED, tries, 0))).toEqual([
    5_000,
    10_000,
    20_000,
    3_600_000,
  ]);
});

test("shops that failed in one second come back within half of the wait, not in one second", () => {
  expect([0, 0.5, 0.999].map((random) => backoffMs(AWAY, 4, random))).toEqual([8_000, 6_000, 4_004]);
});
