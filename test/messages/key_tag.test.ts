import { describe, expect, test } from "vitest";
import {
  isReportedWithoutKey,
  keyOfPlainTag,
  keyOfSafeTag,
  plainTag,
  safeTag,
} from "../../src/messages/key_tag.ts";

const KEY = "demo/shopify/1001/shipment_shipped/parcel-1";

describe("a key on its way through a provider", () => {
  test.each([KEY, "demo/standard/#9001/order_confirmation/", "demo/standard/ご注文-1/order_changed/2"])(
    "comes back as it went: %s",
    (key) => {
      expect(keyOfPlainTag(plainTag(key, 100))).toBe(key);
      expect(keyOfSafeTag(safeTag(key, 256))).toBe(key);
      expect(safeTag(key, 256)).toMatch(/^[A-Za-z0-9_-]+$/);
    },
  );

  test("is not read from a tag with anything before or after it, or that is too long", () => {
    const tag = safeTag(KEY, 256)!;
    expect(keyOfSafeTag(` ${tag}`)).toBeUndefined();
    expect(keyOfSafeTag(`${tag}\n`)).toBeUndefined();
    const long = (about: number) => `demo/standard/1/order_changed/${"ü".repeat(about)}`;
    expect(keyOfSafeTag(safeTag(long(360), 2_000))).toBe(long(360));
    expect(safeTag(long(361), 2_000)).toHaveLength(1_003);
    expect(keyOfSafeTag(safeTag(long(361), 2_000))).toBeUndefined();
    expect(plainTag("k".repeat(482) + long(0), 2_000)).toHaveLength(512);
    expect(plainTag("k".repeat(483) + long(0), 2_000)).toBeUndefined();
  });

  test("is left out where it does not fit; it is never cut", () => {
    expect(plainTag(KEY, KEY.length)).toBe(KEY);
    expect(plainTag(KEY, KEY.length - 1)).toBeUndefined();
    expect(safeTag(KEY, 58)).toHaveLength(58);
    expect(safeTag(KEY, 57)).toBeUndefined();
  });

  test.each([
    ["cloudflare", KEY, true],
    ["mailchannels", KEY, false],
    ["mailchannels", `${KEY}-of-three`, true],
    ["postmark", `${KEY}-of-three`, false],
    ["postmark", KEY + "1".repeat(80), true],
    ["resend", KEY + "1".repeat(80), false],
    ["ses", KEY + "1".repeat(250), true],
    ["sendgrid", KEY + "1".repeat(250), false],
    ["capture", KEY, false],
    ["twilio", KEY, false],
    ["toString", KEY, false],
  ])("is missing from the reports of %s: %s", (channel, key, missing) => {
    expect(isReportedWithoutKey(channel, key)).toBe(missing);
  });

  test.each(["", "order_confirmation", "a b/c/d/e/f", "demo/standard/1\ud800/order_changed/", "a/b/c/d/e/f"])(
    "is none of ours: %j",
    (text) => {
      expect(plainTag(text, 100)).toBeUndefined();
      expect(safeTag(text, 100)).toBeUndefined();
      expect(keyOfPlainTag(text)).toBeUndefined();
    },
  );

  test.each([undefined, null, 7, {}, "", "A", "====", "_-_-", "-".repeat(2_000), "YWJj"])(
    "is not read from %j",
    (tag) => {
      expect(keyOfSafeTag(tag)).toBeUndefined();
      expect(keyOfPlainTag(tag)).toBeUndefined();
    },
  );
});
