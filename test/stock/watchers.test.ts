import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { backInStock, watchersToNotify } from "../../src/stock/watchers.ts";
import { hours, NOW, NOW_MS } from "../support/cast.ts";

const watch = (asked: number, email = `a${asked}@example.com`) => ({ email, asked_at: hours(asked) });
const THREE = [watch(3), watch(1), watch(2)];
const notified = (free: number, before: number) =>
  watchersToNotify({ free, notified: before }, THREE).map(({ email }) => email);

describe("watchersToNotify", () => {
  test("returns no more watchers than there are pieces, the earliest first", () => {
    expect(notified(2, 0)).toEqual(["a1@example.com", "a2@example.com"]);
  });
  test("counts the customers who already got a mail and may be about to buy", () => {
    expect(notified(2, 2)).toEqual([]);
    expect(notified(3, 2)).toEqual(["a1@example.com"]);
  });
  test("returns nobody when there are no pieces", () => {
    expect(notified(0, 0)).toEqual([]);
    expect(notified(-4, 0)).toEqual([]);
  });
  test("returns the same watchers in whatever sequence they are read", () => {
    const all = fc.shuffledSubarray([...THREE, watch(1, "b@example.com")], { minLength: 4 });
    fc.assert(fc.property(all, fc.integer({ min: -1, max: 6 }), (watches, free) => {
      expect(watchersToNotify({ free, notified: 0 }, watches)).toEqual(
        watchersToNotify({ free, notified: 0 }, [...THREE, watch(1, "b@example.com")]),
      );
    }));
  });
});

test("the mail's key names the SKU and this request, without a slash, and the mail is valid for two days", () => {
  const product = { title: "Mill", price: { amount_minor: 8_990, currency: "EUR" } };
  const standalone = backInStock("MILL/2", { email: "ada@lovelace.example", product, asked_at: NOW }, NOW_MS);
  expect(standalone).toMatchObject({
    kind: "back_in_stock",
    about: `MILL%2F2@${NOW}`,
    valid_until_ms: NOW_MS + 172_800_000,
    facts: { product },
  });
});

test("the mail goes to whoever asked, under their name and in their language", () => {
  const product = { title: "Mill" };
  const watch = { email: "ada@lovelace.example", name: "Ada", locale: "de", product, asked_at: NOW };
  expect(backInStock("a/b/c", watch, NOW_MS)).toEqual({
    kind: "back_in_stock",
    about: `a%2Fb%2Fc@${NOW}`,
    due_at_ms: NOW_MS,
    valid_until_ms: NOW_MS + 2 * 86_400_000,
    to: { email: "ada@lovelace.example", name: "Ada" },
    locale: "de",
    facts: { product },
  });
});
