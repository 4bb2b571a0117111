import { expect, test } from "vitest";
import { mayUse } from "../../src/values/scope.ts";

test.each(
  [
    [["read"], "read", true],
    [["read"], "act", false],
    [["act"], "read", true],
    [["act"], "send", false],
    [["send"], "send", true],
    [["send"], "read", false],
    [["read", "send"], "read", true],
    [["act", "send"], "admin", false],
    [["admin"], "send", true],
    [[], "read", false],
  ] as const,
)("a token with %j may use what needs %s: %s", (scopes, needed, may) => {
  expect(mayUse(scopes, needed)).toBe(may);
});
