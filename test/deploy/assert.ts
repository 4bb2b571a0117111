/** Node's assertions under the names that tests use. */
import { deepStrictEqual, doesNotMatch, match, ok } from "node:assert/strict";

export function assert(value: unknown, message = "It must be so"): asserts value {
  ok(value, message);
}

export function assertEquals(actual: unknown, expected: unknown, message?: string): void {
  if (message === undefined) deepStrictEqual(actual, expected);
  else deepStrictEqual(actual, expected, message);
}

export function assertMatch(text: string, pattern: RegExp): void {
  match(text, pattern);
}

export function assertNotMatch(text: string, pattern: RegExp): void {
  doesNotMatch(text, pattern);
}
