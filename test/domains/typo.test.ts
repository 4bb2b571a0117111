import { describe, expect, test } from "vitest";
import { suggestAddress, suggestDomain } from "../../src/domains/typo.ts";

describe("a typing error in a provider's name", () => {
  test.each([
    ["gmial.com", "gmail.com"],
    ["gmai.com", "gmail.com"],
    ["GMAIL.CON", "gmail.com"],
    ["gmail.co", "gmail.com"],
    ["gmail.cm", "gmail.com"],
    ["gmail.om", "gmail.com"],
    [" gmial.com ", "gmail.com"],
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
    "orange.co",
    "libero.co",
    "gmail.net",
    "gmail.info",
    "gmail.eu",
    "gmail.biz",
    "gmail.name",
    "gmx.dk",
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

describe("an address", () => {
  test.each([
    ["Ada.L@gmial.com", "Ada.L@gmail.com"],
    [`"a@b"@gmial.com`, `"a@b"@gmail.com`],
    ["a@gmial.com", "a@gmail.com"],
  ])("%s suggests %s", (written, meant) => {
    expect(suggestAddress(written)).toBe(meant);
  });

  test.each(["ada@gmail.com", "@gmial.com", "gmial.com", "ada@", ""])("%j suggests none", (written) => {
    expect(suggestAddress(written)).toBeUndefined();
  });
});
