import { describe, expect, test } from "vitest";
import { codeFor, isCodeFor } from "../../src/links/code.ts";

const KEY = { id: 1, bytes: new Uint8Array(32).fill(7) };
const NEWER = { id: 2, bytes: new Uint8Array(32).fill(8) };
const CHALLENGE = "demo/~customer/1/2026-11-22T12:00:00Z";

describe("a code", () => {
  test("is six digits, leading zeros included, and the same each time", async () => {
    const codes = await Promise.all(Array.from({ length: 300 }, (_, index) => codeFor([KEY], String(index))));
    for (const code of codes) expect(code).toMatch(/^\d{6}$/);
    expect(codes.some((code) => code.startsWith("0"))).toBe(true);
    expect(await codeFor([KEY], "17")).toBe(codes[17]);
  });

  test("opens its own challenge and no other", async () => {
    const code = await codeFor([KEY], CHALLENGE);
    expect(await isCodeFor([KEY], CHALLENGE, code)).toBe(true);
    for (const other of ["", `${CHALLENGE} `, CHALLENGE.slice(0, -1), CHALLENGE.toLowerCase()]) {
      expect(await isCodeFor([KEY], other, code), other).toBe(false);
    }
  });

  test("is refused with any one digit changed, added, taken away or dressed up", async () => {
    const code = await codeFor([KEY], CHALLENGE);
    for (let at = 0; at < code.length; at++) {
      const other = String((Number(code[at]) + 1) % 10);
      expect(await isCodeFor([KEY], CHALLENGE, code.slice(0, at) + other + code.slice(at + 1))).toBe(false);
    }
    for (const wrong of ["", "0", `${code}0`, code.slice(1), ` ${code}`, `+${code}`, "é".repeat(6)]) {
      expect(await isCodeFor([KEY], CHALLENGE, wrong), wrong).toBe(false);
    }
  });

  test("holds while its key is in use, also once a newer one makes the codes", async () => {
    const code = await codeFor([KEY], CHALLENGE);
    expect(await codeFor([NEWER, KEY], CHALLENGE)).not.toBe(code);
    expect(await isCodeFor([NEWER, KEY], CHALLENGE, code)).toBe(true);
    expect(await isCodeFor([NEWER], CHALLENGE, code)).toBe(false);
  });

  test("cannot be made without a key, and no code is right then", async () => {
    await expect(codeFor([], CHALLENGE)).rejects.toThrow("there must be >= 1 link key");
    expect(await isCodeFor([], CHALLENGE, "000000")).toBe(false);
  });
});
