import { describe, expect, test } from "vitest";
import { suggestDomain } from "../../src/domains/typo.ts";

describe("a typing error in a provider's name", () => {
  test.each([
    ["gmial.com", "gmail.com"],
    ["gmai.com", "gmail.com"],
    ["GMAIL.CON", "gmail.com"],
    ["gmail.co", "gmail.com"],
    ["hotmial.com", "hotmail.com"],
    ["yahooo.com", "yahoo.com"],
    ["outlok.com", "outlook.com"],
    ["t-onlin.de", "t-online.de"],
    ["gmx.ed", "gmx.de"],
    ["wandoo.fr", "wanadoo.fr"],
  ])("%s suggests %s", (written, meant) => {
    expect(suggestDomain(written)).toBe(meant);
  });
});

describe("nothing is suggested", () => {
  test.each([
    "gmail.com",
    "mail.com",
    "bol.com",
    "aol.de",
    "yahoo.ca",
    "hotmail.org",
    "kontor.example",
    "shop.de",
    "company.com",
  ])("for %s, which may be right", (written) => {
    expect(suggestDomain(written)).toBeUndefined();
  });

  test.each([
    "",
    "gmail",
    "gm ail.com",
    "\ud800.com",
    "gmail.c+m(",
    "a".repeat(10_000),
    ".com",
    "xn--gmil-6na.com",
  ])("for %j, which is no domain to compare", (written) => {
    expect(suggestDomain(written)).toBeUndefined();
  });
});
