import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { enhancedStatus, Moment, Recipient, Said, UnixTime } from "../../src/providers/fields.ts";
import { PROVIDER_NAMES } from "../../src/providers/provider.ts";
import { providerNamed, PROVIDERS } from "../../src/providers/table.ts";

describe("a moment", () => {
  test.each([
    ["2026-11-22T11:59:54.9070259Z", "2026-11-22T11:59:54.907Z"],
    ["2026-11-22T11:59:54Z", "2026-11-22T11:59:54.000Z"],
    ["2026-11-22T12:59:54+01:00", "2026-11-22T11:59:54.000Z"],
    ["2026-11-22T06:59:54-0500", "2026-11-22T11:59:54.000Z"],
    ["2026-11-22 11:59:54.894719+00", "2026-11-22T11:59:54.894Z"],
  ])("%s is %s", (text, iso) => {
    expect(v.parse(Moment, text)).toBe(iso);
  });

  test.each([
    "2026-11-22T11:59:54",
    "2026-11-22",
    "1795348794",
    "2026-13-22T11:59:54Z",
    "1969-12-31T00:00:00Z",
    "",
  ])(
    "%s is none",
    (text) => {
      expect(v.is(Moment, text)).toBe(false);
    },
  );

  test("may be Unix seconds with a fraction, but not after the year 9999", () => {
    expect(v.parse(UnixTime, 1_795_348_790.375_624)).toBe("2026-11-22T11:59:50.375Z");
    expect(v.parse(UnixTime, 253_402_300_799)).toBe("9999-12-31T23:59:59.000Z");
    for (const seconds of [-1, 253_402_300_800, NaN, Infinity]) expect(v.is(UnixTime, seconds)).toBe(false);
  });
});

describe("a recipient", () => {
  test.each([
    ["ada@post.example", "ada@post.example"],
    [' "Löwe, Ada" <ada@post.example> ', "ada@post.example"],
    ["<ada@post.example>", "ada@post.example"],
    ['"a b"@post.example'.replace(" ", ""), '"ab"@post.example'],
  ])("%s is %s", (text, address) => {
    expect(v.parse(Recipient, text)).toBe(address);
  });

  test.each([
    "",
    "Ada",
    "ada@",
    "@post.example",
    "ada@post.example, ben@post.example",
    `${"a".repeat(330)}@b.example`,
  ])(
    "%s is none",
    (text) => {
      expect(v.is(Recipient, text)).toBe(false);
    },
  );
});

describe("an enhanced status code", () => {
  test.each([
    ["550 5.1.1 user unknown", "5.1.1"],
    ["smtp; 550-5.7.26 This mail", "5.7.26"],
    ["smtp;550 5.4.14 Hop count", "5.4.14"],
    ["452 4.2.2 (over quota)", "4.2.2"],
    ["5.0.0", "5.0.0"],
    ["said #5.1.1: no", "5.1.1"],
    ["<5.1.1>", "5.1.1"],
    ["550 no such user", undefined],
    ["host 192.5.1.1 said no", undefined],
    ["from 5.1.1.7 we take nothing", undefined],
    ["version 5.1.1-beta.2", "5.1.1"],
    ["3.1.1 6.1.1 5.1", undefined],
    ["5.1.1234", undefined],
  ])("in %j is %s", (text, status) => {
    expect(enhancedStatus(undefined, text)).toBe(status);
  });

  test("is the first valid one of the given values", () => {
    expect(enhancedStatus("no", "550 5.1.1", "5.0.0")).toBe("5.1.1");
  });
});

test("a server's answer is kept as one line, never cut inside a character, and only if it is text", () => {
  expect(v.parse(Said, " 550\r\n 5.1.1\t user\0unknown ")).toBe("550 5.1.1 user unknown");
  expect(v.parse(Said, "x".repeat(499) + "😀")).toBe("x".repeat(499));
  expect(v.parse(Said, "\ud800")).toBe("\ufffd");
  for (const nothing of ["", " \n", null, undefined, 7, {}, []]) {
    expect(v.parse(Said, nothing)).toBeUndefined();
  }
});

test("every provider is in the table under its own name, except Cloudflare, which reports by a queue", () => {
  expect(Object.keys(PROVIDERS).sort()).toEqual(PROVIDER_NAMES.filter((name) => name !== "cloudflare"));
  for (const [name, provider] of Object.entries(PROVIDERS)) expect(provider.name).toBe(name);
  expect(providerNamed("resend")).toBe(PROVIDERS.resend);
  for (const name of ["cloudflare", "Resend", "", "__proto__", "toString"]) {
    expect(providerNamed(name)).toBeNull();
  }
});
