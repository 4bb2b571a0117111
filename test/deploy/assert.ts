/** Node's assertions under the names that tests use. */
import { deepStrictEqual, doesNotMatch, match, ok } from "node:assert/strict";

export const assert: (value: unknown, message?: string) => asserts value = ok;

export function assertEquals(actual: unknown, expected: unknown, message?: string): void {
  deepStrictEqual(actual, expected, message);
}

export function assertMatch(text: string, pattern: RegExp): void {
  match(text, pattern);
}

export function assertNotMatch(text: string, pattern: RegExp): void {
  doesNotMatch(text, pattern);
}
