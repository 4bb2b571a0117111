import { describe, expect, test } from "vitest";
import { readJson } from "../../../src/sources/read/json.ts";

const read = (text: string) => readJson(new TextEncoder().encode(text));

describe("reading a body as JSON", () => {
  test("an 18-digit id is read as text with all its digits", () => {
    expect(read(`{"id": 820982911946154508, "small": 1001}`)).toEqual({
      ok: true,
      value: { id: "820982911946154508", small: 1_001 },
    });
  });

  test("the largest integer that a number holds stays a number", () => {
    expect(read("[9007199254740991, -9007199254740991]")).toEqual({
      ok: true,
      value: [9_007_199_254_740_991, -9_007_199_254_740_991],
    });
    expect(read("[9007199254740992]")).toEqual({ ok: true, value: ["9007199254740992"] });
  });

  test("long digits inside text and after a point are left alone", () => {
    expect(read(`["820982911946154508", 1.1234567890123456]`)).toEqual({
      ok: true,
      value: ["820982911946154508", 1.1234567890123456],
    });
  });

  test("a byte order mark is skipped", () => {
    expect(read(`\ufeff{"a":1}`)).toEqual({ ok: true, value: { a: 1 } });
  });

  test("64 levels are read, with brackets inside text not counted", () => {
    expect(read(`${"[".repeat(64)}"[[[\\"[["${"]".repeat(64)}`).ok).toBe(true);
  });

  test("65 levels are refused", () => {
    expect(read("[".repeat(65) + "]".repeat(65))).toEqual({
      ok: false,
      reason: "unreadable",
      message: "Cannot read body as it must be nested <= 64 deep: got 130 bytes that are not",
    });
  });

  test("a million open brackets are refused and do not overflow the stack", () => {
    expect(read("[".repeat(1_000_000))).toMatchObject({ ok: false, reason: "unreadable" });
  });

  test.each(["", "{", "webhook_id=12", "{'a':1}", "[1,]", "NaN"])("%j is no JSON", (text) => {
    expect(read(text)).toMatchObject({ ok: false, reason: "unreadable" });
  });

  test("the error message contains nothing of the body", () => {
    expect(read(`{"email": ada@lovelace.example}`)).toEqual({
      ok: false,
      reason: "unreadable",
      message: "Cannot read body as it must be JSON: got 31 bytes that are not",
    });
  });

  test("bytes that are no UTF-8 are refused, not replaced", () => {
    expect(readJson(new Uint8Array([0x22, 0xff, 0x22]))).toEqual({
      ok: false,
      reason: "unreadable",
      message: "Cannot read body as it must be UTF-8: got 3 bytes that are not",
    });
  });
});
