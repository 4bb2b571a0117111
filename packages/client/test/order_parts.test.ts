import { describe, expect, test } from "vitest";
import {
  addressOf,
  countryOf,
  emailOf,
  gapOf,
  localeOf,
  minorOf,
  type OrderDetails,
  pricedLine,
  roundingOf,
  titleOf,
  urlOf,
} from "../src/order_parts.ts";
import { addedUp, readByWaybill } from "../../support/read_by_waybill.ts";

test.each([
  ["EUR", "89.90", 8_990],
  ["EUR", 1.005, 101],
  ["EUR", 325.843, 32_584],
  ["JPY", 500, 500],
  ["KWD", 5.12, 5_120],
  ["IQD", 12.5, 12_500],
  ["HUF", 10.45, 1_045],
  ["COP", 45_000, 4_500_000],
])("%s %s is %i in the minor unit", (currency, amount, minor) => {
  expect(minorOf(amount, currency)).toBe(minor);
});

describe("sums", () => {
  test.each([[3, 1_000], [7, 1], [1, 0], [12, 99_999]])(
    "%i pieces for %i in all come to exactly that",
    (quantity, total) => {
      const line = pricedLine(quantity, total);
      expect(line.quantity * line.unit_price_minor - line.discount_minor).toBe(total);
    },
  );

  test("what rounding leaves over is called rounding", () => {
    const order = { lines: [{ id: "1", title: "Mill", ...pricedLine(3, 1_000) }], total_minor: 999 };
    expect(roundingOf(order)).toEqual({ rounding_minor: -1 });
    expect(addedUp({ ...order, ...roundingOf(order) })).toBe(999);
  });

  const order = {
    lines: [{ id: "1", title: "Mill", ...pricedLine(2, 10_000) }],
    discounts: [{ label: "WELCOME", amount_minor: 500 }],
    fees: [{ label: "Gift wrap", amount_minor: 500 }],
    gift_cards: [{ amount_minor: 1_000 }],
    shipping: { amount_minor: 490 },
  };

  test.each([
    [9_490, 0, {}],
    [9_491, 1, { rounding_minor: 1 }],
    [9_489, -1, { rounding_minor: -1 }],
    [9_492, 2, {}],
    [9_488, -2, {}],
    [12_000, 2_510, {}],
    [8_000, -1_490, {}],
  ])(
    "a total of %i is %i above its parts: rounding is %j, and no part is invented",
    (total_minor, gap, named) => {
      expect(gapOf({ ...order, total_minor })).toBe(gap);
      expect(roundingOf({ ...order, total_minor })).toEqual(named);
    },
  );
});

describe("what is merely helpful and not fit is left out", () => {
  test.each([
    ["ada@lovelace.example", "ada@lovelace.example"],
    [" ada@lovelace.example ", "ada@lovelace.example"],
    ["ada@lovelace.example, ben@okada.example", undefined],
    ["none", undefined],
    [null, undefined],
  ])("mail address %j is %j", (text, email) => expect(emailOf(text)).toBe(email));

  test.each([["de", "DE"], ["Germany", undefined], ["", undefined]])("country %j is %j", (text, code) => {
    expect(countryOf(text)).toBe(code);
  });

  test.each([["de_AT", "de-AT"], ["DE_AT", "de-AT"], ["zh_hant_TW", "zh-Hant-TW"], ["en", "en"], [
    "",
    undefined,
  ], ["e!", undefined]])(
    "locale %j is %j",
    (text, locale) => expect(localeOf(text)).toBe(locale),
  );

  test.each([["https://shop.example/mill.jpg", "https://shop.example/mill.jpg"], [
    "/assets/mill.jpg",
    undefined,
  ], ["http://", undefined]])(
    "picture %j is %j",
    (text, url) => expect(urlOf(text)).toBe(url),
  );

  test("a line without any name that a reader could see still has one", () => {
    expect(titleOf("\u200b", "", null, "Mill")).toBe("Mill");
    expect(titleOf("\u200b", undefined)).toBe("–");
  });

  test("an address of more lines than four keeps the first ones, an empty one is none", () => {
    expect(addressOf({ lines: ["1", "2", "3", "4", "5"], city: "Berlin", country: "de" }))
      .toMatchObject({ lines: ["1", "2", "3", "4"], country: "DE" });
    expect(addressOf({ lines: ["", null], country: "DE" })).toBeUndefined();
  });
});

test("an order made of these parts is read by Waybill", async () => {
  const order: OrderDetails = {
    id: "T3SCS8QJ2V",
    number: "T3SCS8QJ2V",
    placed_at: "2026-11-22T11:00:00Z",
    currency: "EUR",
    locale: localeOf("de_AT"),
    customer: { email: emailOf("ada@lovelace.example") },
    shipping_address: addressOf({ lines: ["Torstraße 1"], city: "Berlin", country: "de" }),
    lines: [{ id: "1", title: titleOf(""), image_url: urlOf("/mill.jpg"), ...pricedLine(3, 1_000) }],
    total_minor: 1_000,
  };
  const read = await readByWaybill({
    id: "placed_T3SCS8QJ2V",
    type: "order.placed",
    timestamp: "2026-11-22T11:00:00Z",
    data: { order },
  });
  expect(read).toMatchObject({ id: "placed_T3SCS8QJ2V" });
});
