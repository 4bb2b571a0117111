import { describe, expect, test } from "vitest";
import {
  bytesFromBase64,
  bytesFromHex,
  hexFromBytes,
  hmacMatches,
  isRecent,
} from "../../../src/sources/verify/signature.ts";
import { NOW_MS } from "../../support/cast.ts";

const SIGNED = new TextEncoder().encode("what do ya want for nothing?");
const KEY = new TextEncoder().encode("Jefe");
/** RFC 4231, test case 2. */
const SIGNATURE = bytesFromHex("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")!;

describe("an HMAC", () => {
  test("matches the published vector", async () => {
    expect(await hmacMatches({ keys: [KEY], signatures: [SIGNATURE], signed: SIGNED })).toBe(true);
  });

  test("matches when any of two keys made one of the signatures", async () => {
    const other = new Uint8Array(32);
    const rotating = { keys: [other, KEY], signatures: [other, SIGNATURE], signed: SIGNED };
    expect(await hmacMatches(rotating)).toBe(true);
  });

  test("does not match another body", async () => {
    expect(await hmacMatches({ keys: [KEY], signatures: [SIGNATURE], signed: SIGNED.slice(1) })).toBe(false);
  });

  test("does not match when cut short", async () => {
    expect(await hmacMatches({ keys: [KEY], signatures: [SIGNATURE.slice(0, 31)], signed: SIGNED })).toBe(
      false,
    );
  });

  test("does not match without a key or without a signature", async () => {
    expect(await hmacMatches({ keys: [], signatures: [SIGNATURE], signed: SIGNED })).toBe(false);
    expect(await hmacMatches({ keys: [KEY], signatures: [], signed: SIGNED })).toBe(false);
  });

  test("is never accepted under an empty key, because anybody could compute that", async () => {
    // HMAC fills a key up with zeros: the empty key and one zero byte sign alike.
    const zero = new Uint8Array(1);
    const key = await crypto.subtle.importKey("raw", zero, { name: "HMAC", hash: "SHA-256" }, false, [
      "sign",
    ]);
    const signature = new Uint8Array(await crypto.subtle.sign("HMAC", key, SIGNED));
    expect(await hmacMatches({ keys: [zero], signatures: [signature], signed: SIGNED })).toBe(true);
    expect(await hmacMatches({ keys: [new Uint8Array(0)], signatures: [signature], signed: SIGNED })).toBe(
      false,
    );
  });

  test("is looked for among the first eight signatures only", async () => {
    const noise = Array.from({ length: 8 }, () => new Uint8Array(32));
    expect(await hmacMatches({ keys: [KEY], signatures: [...noise, SIGNATURE], signed: SIGNED })).toBe(false);
    expect(await hmacMatches({ keys: [KEY], signatures: [...noise.slice(1), SIGNATURE], signed: SIGNED }))
      .toBe(true);
  });
});

describe("the signed moment", () => {
  const now_s = NOW_MS / 1_000;

  test.each([0, 300, -300])("of %i s ago is recent", (age_s) => {
    expect(isRecent(now_s - age_s, NOW_MS).ok).toBe(true);
  });

  test("of too long ago is refused with the rule and the age", () => {
    expect(isRecent(now_s - 912, NOW_MS)).toEqual({
      ok: false,
      reason: "signature",
      message: "Cannot verify webhook as its age must be <= 300 s: current age is 912 s",
    });
  });

  test("of a clock that is ahead is refused too", () => {
    expect(isRecent(now_s + 301, NOW_MS)).toMatchObject({
      ok: false,
      message: "Cannot verify webhook as its age must be >= -300 s: current age is -301 s",
    });
  });
});

describe("decoding", () => {
  test.each([["", []], ["AA==", [0]], ["/+8=", [255, 239]], ["AQID", [1, 2, 3]]])(
    "base64 %j",
    (text, bytes) => {
      expect(bytesFromBase64(text)).toEqual(Uint8Array.from(bytes));
    },
  );

  test.each(["A", "AA", "AA=", "AA== ", " AA==", "AA\n==", "_-8=", "====", "é==="])(
    "%j is no base64",
    (text) => {
      expect(bytesFromBase64(text)).toBe(null);
    },
  );

  test("hexadecimal text is read in upper and lower case, and written in one of them", () => {
    expect(bytesFromHex("00fFA0")).toEqual(Uint8Array.from([0, 255, 160]));
    expect(hexFromBytes(Uint8Array.from([0, 255, 160]))).toBe("00ffa0");
  });

  test.each(["0", "0g", " 00", "0x00"])("%j is no hexadecimal text", (text) => {
    expect(bytesFromHex(text)).toBe(null);
  });
});
