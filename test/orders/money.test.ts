import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decimalFromMinor, digits, formatMinor, minorFromDecimal } from "../../src/orders/money.ts";

const CURRENCY = fc.constantFrom("EUR", "JPY", "KWD", "CLF", "IQD", "RSD", "XXX");

describe("digits of a currency", () => {
  test.each([["EUR", 2], ["USD", 2], ["JPY", 0], ["KRW", 0], ["KWD", 3], ["CLF", 4], ["UYW", 4]])(
    "%s has %i",
    (currency, count) => {
      expect(digits(currency)).toBe(count);
    },
  );

  test.each(["AFN", "ALL", "IRR", "KPW", "LAK", "LBP", "MGA", "MMK", "RSD", "SOS", "SYP", "YER"])(
    "%s has 2, whatever Intl says",
    (currency) => {
      expect(digits(currency)).toBe(2);
    },
  );

  test("IQD has 3 digits, whatever Intl says", () => {
    expect(digits("IQD")).toBe(3);
  });

  test("a name that every JavaScript object has is not a currency", () => {
    expect(digits("constructor")).toBe(2);
  });
});

describe("decimal text to minor units", () => {
  test.each([
    ["89.99", "EUR", 8_999],
    [89.99, "EUR", 8_999],
    ["-5.00", "EUR", -500],
    ["-0.05", "EUR", -5],
    ["0.00", "EUR", 0],
    ["-0.00", "EUR", 0],
    ["12", "EUR", 1_200],
    ["12.5", "EUR", 1_250],
    ["007.10", "EUR", 710],
    ["10.00000", "EUR", 1_000],
    ["8999", "JPY", 8_999],
    ["8999.00", "JPY", 8_999],
    ["8.999", "KWD", 8_999],
    ["0.0001", "CLF", 1],
    ["90071992547409.91", "EUR", Number.MAX_SAFE_INTEGER],
    [0.07, "EUR", 7],
    [1.1, "EUR", 110],
  ])("%s %s is %i", (amount, currency, minor) => {
    expect(minorFromDecimal(amount, currency)).toEqual({ ok: true, value: minor });
  });

  test.each([
    "",
    " ",
    "1e3",
    "1,50",
    "12.",
    ".5",
    "+5",
    "0x10",
    "--5",
    "5 ",
    "NaN",
    "１２",
    NaN,
    Infinity,
    1e300,
    1e-7,
    "9".repeat(41),
  ])(
    "%s is no decimal amount",
    (amount) => {
      expect(minorFromDecimal(amount, "EUR")).toMatchObject({
        ok: false,
        reason: "amount",
        message: "Must be a decimal amount",
      });
    },
  );

  test("an amount with more digits than the currency has is refused, not rounded", () => {
    expect(minorFromDecimal("89.991", "EUR")).toMatchObject({
      ok: false,
      reason: "amount",
      message: "Must have <= 2 digits after the point, as EUR has",
    });
    expect(minorFromDecimal("0.5", "JPY")).toMatchObject({ ok: false });
  });

  test("an amount beyond the safe integers is refused", () => {
    expect(minorFromDecimal("90071992547409.92", "EUR")).toMatchObject({
      ok: false,
      reason: "amount",
      message: "Must be <= 2^53 - 1 in minor units",
    });
    expect(minorFromDecimal("90071992547409.93", "EUR").ok).toBe(false);
    expect(minorFromDecimal("-90071992547409.91", "EUR")).toEqual({
      ok: true,
      value: -Number.MAX_SAFE_INTEGER,
    });
    expect(minorFromDecimal("-90071992547409.92", "EUR").ok).toBe(false);
  });

  test("what is written as decimal text is read back as the same amount", () => {
    fc.assert(fc.property(fc.maxSafeInteger(), CURRENCY, (amount_minor, currency) => {
      expect(minorFromDecimal(decimalFromMinor(amount_minor, currency), currency)).toEqual({
        ok: true,
        value: amount_minor,
      });
    }));
  });
});

describe("minor units to text", () => {
  test.each([
    [8_999, "EUR", "89.99"],
    [-5, "EUR", "-0.05"],
    [0, "EUR", "0.00"],
    [8_999, "JPY", "8999"],
    [1, "KWD", "0.001"],
    [12_345, "CLF", "1.2345"],
  ])("%i %s is %s", (amount_minor, currency, text) => {
    expect(decimalFromMinor(amount_minor, currency)).toBe(text);
  });

  test("an amount that is no safe integer is a bug", () => {
    expect(() => decimalFromMinor(0.5, "EUR")).toThrow(RangeError);
    expect(() => decimalFromMinor(2 ** 53, "EUR")).toThrow(RangeError);
  });

  test.each([
    [8_999, "EUR", "de-DE", "89,99\u00a0€"],
    [8_999, "JPY", "ja-JP", "￥8,999"],
    [8_999, "USD", "en", "$89.99"],
    [123_450, "RSD", "en", "RSD\u00a01,234.50"],
    [1_500, "IQD", "en", "IQD\u00a01.500"],
    [-500, "EUR", "en", "-€5.00"],
    [Number.MAX_SAFE_INTEGER, "EUR", "en", "€90,071,992,547,409.91"],
  ])("%i %s reads in %s as %s", (amount_minor, currency, locale, text) => {
    expect(formatMinor(amount_minor, currency, locale)).toBe(text);
  });

  test("a locale with an underscore is the one with a hyphen", () => {
    expect(formatMinor(8_999, "EUR", "de_DE")).toBe(formatMinor(8_999, "EUR", "de-DE"));
  });

  test("an amount for a locale that Intl does not accept is written in English", () => {
    expect(formatMinor(8_999, "EUR", "de-1")).toBe("€89.99");
  });
});
