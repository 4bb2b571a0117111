import { expect, test } from "vitest";
import { countRequest, type RateWindows, REQUESTS_MAX } from "../../../src/doors/api/rate.ts";
import { scopeOf } from "../../../src/doors/api/scope_of.ts";

const MINUTE_MS = 60_000;

test("the limit holds for each token and minute of its own", () => {
  const windows: RateWindows = new Map();
  const at = 100 * MINUTE_MS + 15_000;
  for (let count = 1; count <= REQUESTS_MAX; count++) {
    expect(countRequest(windows, "demo a", at)).toEqual({
      limit: REQUESTS_MAX,
      remaining: REQUESTS_MAX - count,
      reset_s: 45,
      is_over: false,
    });
  }
  expect(countRequest(windows, "demo a", at + 44_999)).toMatchObject({
    remaining: 0,
    reset_s: 1,
    is_over: true,
  });
  expect(countRequest(windows, "demo b", at)).toMatchObject({ remaining: REQUESTS_MAX - 1, is_over: false });
  expect(countRequest(windows, "demo a", at + 45_000)).toMatchObject({ reset_s: 60, is_over: false });
});

test.each([
  ["GET", "cases", "read"],
  ["HEAD", "audit", "admin"],
  ["GET", "tokens", "admin"],
  ["GET", "what/comes/next", "read"],
  ["POST", "orders/find", "read"],
  ["POST", "orders/cancel", "act"],
  ["POST", "cases/1/answer", "act"],
  ["DELETE", "suppressions", "act"],
  ["POST", "send", "send"],
  ["GET", "send/1", "send"],
  ["PUT", "settings", "admin"],
  ["POST", "erasures/stop", "admin"],
  ["POST", "what/comes/next", "admin"],
  ["POST", "", "admin"],
])("%s %s needs %s", (method, path, scope) => {
  expect(scopeOf(method, `/api/shops/demo/${path}`)).toBe(scope);
});
