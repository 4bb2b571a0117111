/** Shows which addresses a mail may bear, and how they are written. */
import { expect, test } from "vitest";
import { asciiAddress } from "../../../src/mail/mime/ascii_address.ts";
import { HeaderRefused } from "../../../src/mail/mime/header_refused.ts";

test("an international domain is written in punycode", () => {
  expect(asciiAddress("ada@bücher.example", "To")).toBe("ada@xn--bcher-kva.example");
  expect(asciiAddress("ben@例え.テスト", "To")).toBe("ben@xn--r8jz45g.xn--zckzah");
});

test("a local part with stray dots is quoted, which names the same mailbox", () => {
  expect(asciiAddress("a..b@example.org", "To")).toBe('"a..b"@example.org');
  expect(asciiAddress("ben.@example.org", "To")).toBe('"ben."@example.org');
});

test("unusual but legal addresses are written as they are", () => {
  const long = `${"l".repeat(64)}@${"d".repeat(63)}.${"d".repeat(63)}.example.org`;
  for (
    const email of ["o'brien@example.org", "a+b=c#d@example.org", "x@localhost", "Ada@Example.ORG", long]
  ) {
    expect(asciiAddress(email, "To")).toBe(email);
  }
});

const REFUSED = {
  "a line break": "ada@example.org\r\nBcc: eve@evil.example",
  "a line break before the at sign": "ada\n@example.org",
  "a line break at the end": "ada@example.org\n",
  "a NUL": "ada\0@example.org",
  "a tab in the domain": "ada@exam\tple.org",
  "a tab in an international domain": "ada@büch\ter.example",
  "a second address": "ada@example.org, eve@evil.example",
  "a bracket": "ada@example.org> <eve@evil.example",
  "two at signs": "ada@evil.example@example.org",
  "no at sign": "ada.example.org",
  "nothing before the at sign": "@example.org",
  "nothing after the at sign": "ada@",
  "a space": "ada lovelace@example.org",
  "a quote": '"ada"@example.org',
  "an encoded word": "=?utf-8?q?eve=40evil.example=2C?=@example.org",
  "a local part beyond ASCII": "アダ@example.org",
  "a lone surrogate": "ada@b\ud800cher.example",
  "a domain that turns into a path": "ada@℀.example",
  "a domain that turns into an address": "ada@ü＠evil.example",
  "an escaped bracket in its domain": "ada@ü%3e.example",
  "a line separator in its domain": "ada@exam\u2028ple.org",
  "a number for a domain": "ada@１２７.0.0.1",
  "an empty label": "ada@example..org",
  "a hyphen before a dot": "ada@example-.org",
  "a label of 64 characters": `ada@${"d".repeat(64)}.org`,
  "a local part of 65 characters": `${"l".repeat(65)}@example.org`,
  "255 characters": `${"l".repeat(60)}@${"d".repeat(63)}.${"d".repeat(63)}.${"d".repeat(62)}.org`,
};
for (const [what, email] of Object.entries(REFUSED)) {
  test(`an address with ${what} is refused, and the refusal does not repeat it`, () => {
    const { field, message } = refusal(email);
    expect(field).toBe("To");
    expect(message).toMatch(/^Cannot compose the mail as To must [ -~]+$/);
    expect(message).not.toContain(email);
  });
}

function refusal(email: string): HeaderRefused {
  try {
    asciiAddress(email, "To");
  } catch (error) {
    if (error instanceof HeaderRefused) return error;
    throw error;
  }
  throw new Error("The address was not refused");
}
