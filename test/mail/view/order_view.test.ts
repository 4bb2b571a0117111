import { describe, expect, test } from "vitest";
import { momentText } from "../../../src/mail/format/dates.ts";
import { orderView } from "../../../src/mail/view/order_view.ts";
import { ADAS_ORDER, BENS_ORDER, GUESTS_ORDER, hours, NOW_MS, SHOP } from "../../support/cast.ts";
import { orderOf, PAGE_URL, scanned, viewOf } from "../views.ts";

/** Intl writes no-break blanks; a test is read by people. */
function plain(text: string | null): string | null {
  return text?.replace(/[\u00a0\u202f]/g, " ") ?? null;
}

describe("the locale of a view", () => {
  test("a regional tag takes its language's words and its own formats", () => {
    const swiss = viewOf(orderOf({ ...ADAS_ORDER, locale: "de-CH" }));
    expect(swiss.locale).toBe("de-CH");
    expect(plain(swiss.total)).toBe("CHF 128.90".replace("CHF", "EUR"));
    expect(swiss.sums[0]!.label).toBe("Zwischensumme");
    const austrian = viewOf(orderOf({ ...ADAS_ORDER, locale: "de_AT" }));
    expect(austrian.locale).toBe("de-AT");
    expect(plain(austrian.total)).toBe("€ 128,90");
  });

  test("a language without a catalogue takes the shop's locale, words and formats together", () => {
    const view = viewOf(orderOf({ ...BENS_ORDER, locale: "ko-KR" }), { ...SHOP, locale: "de" });
    expect(view.locale).toBe("de");
    expect(view.placed_on).toBe("22. November 2026");
  });

  test("English is used where neither has a catalogue", () => {
    expect(viewOf(orderOf({ ...BENS_ORDER, locale: "ko-KR" }), { ...SHOP, locale: "pt" }).locale).toBe("en");
  });

  test("a calendar hidden in the tag does not change the dates", () => {
    expect(viewOf(orderOf({ ...ADAS_ORDER, locale: "de-DE-u-ca-buddhist" })).placed_on).toBe(
      "22. November 2026",
    );
  });
});

describe("money in a view", () => {
  test("a currency without decimals is shown without decimals, in the text and in the schema", () => {
    const view = viewOf(orderOf({ ...BENS_ORDER, locale: "en" }));
    expect(view.total).toBe("¥14,400");
    expect(view.lines[0]!.pricing).toBe("3 × ¥4,800");
    expect(JSON.parse(view.json_ld).price).toBe("14400");
  });

  test("shipping that costs nothing is free, and shipping without a given price is not shown", () => {
    const labels = (details: typeof ADAS_ORDER) =>
      viewOf(orderOf(details)).sums.map(({ label, amount }) => [label, amount]);
    const english = { ...BENS_ORDER, locale: "en" };
    expect(labels(english)).toContainEqual(["Shipping", "Free"]);
    const { shipping: _, ...unshipped } = english;
    expect(labels(unshipped).map(([label]) => label)).not.toContain("Shipping");
  });

  test("a line shows its price after the discount and says how it came about", () => {
    const [, beans] = viewOf(orderOf({ ...ADAS_ORDER, locale: "en" })).lines;
    expect(beans).toMatchObject({ pricing: "2 × €24.50 · €4.90 off", total: "€44.10" });
  });

  test("an order's discount is taken off with a true minus and named", () => {
    expect(viewOf(orderOf({ ...ADAS_ORDER, locale: "en" })).sums).toContainEqual({
      label: "Discount (WILLKOMMEN)",
      amount: "−€10.00",
    });
  });

  test("tax on top is a row, tax inside is a remark", () => {
    const added = viewOf(
      orderOf({ ...BENS_ORDER, locale: "en", tax: { amount_minor: 1_440, included: false } }),
    );
    expect(added.sums).toContainEqual({ label: "Tax", amount: "¥1,440" });
    expect(added.included_tax).toBeNull();
    const inside = viewOf(orderOf({ ...ADAS_ORDER, locale: "en" }));
    expect(inside.sums.map(({ label }) => label)).not.toContain("Tax");
    expect(inside.included_tax).toBe("Includes €20.70 tax");
  });

  test("a refund is shown in the payment and under the total", () => {
    const refund = { id: "r", amount_minor: 2_000, lines: [] };
    const view = viewOf(
      orderOf({ ...ADAS_ORDER, locale: "en" }, { type: "payment.refunded", at: hours(9), refund }),
    );
    expect(view.payment.sentence).toBe("€20.00 refunded");
    expect(view.payment.refunded).toEqual({ label: "Refunded", amount: "−€20.00" });
  });
});

describe("who and where", () => {
  test("a first name is taken as given, or from a name where it is plain which word it is", () => {
    const first = (customer: typeof ADAS_ORDER.customer) =>
      viewOf(orderOf({ ...ADAS_ORDER, locale: "en", customer })).greeting_name;
    expect(first({ name: "Ada Lovelace", first_name: "Augusta Ada" })).toBe("Augusta Ada");
    expect(first({ name: "Ada Lovelace", first_name: " " })).toBe("Ada");
    expect(first({ name: "岡田 勉" })).toBeNull();
    expect(first({ name: "Dr. Ada Lovelace" })).toBeNull();
    expect(first({})).toBeNull();
  });

  test("an address reads as its country writes it", () => {
    const lines = (country: string, rest: object) =>
      viewOf(
        orderOf({ ...ADAS_ORDER, locale: "en", shipping_address: { lines: ["1 Street"], country, ...rest } }),
      )
        .delivery_address;
    expect(lines("DE", { postal_code: "10119", city: "Berlin", region: "Berlin" })).toEqual([
      "1 Street",
      "10119 Berlin",
      "Germany",
    ]);
    expect(lines("US", { postal_code: "78701", city: "Austin", region: "TX" })).toEqual([
      "1 Street",
      "Austin, TX 78701",
      "United States",
    ]);
    expect(lines("GB", { postal_code: "NW1 6XE", city: "London" })).toEqual([
      "1 Street",
      "London",
      "NW1 6XE",
      "United Kingdom",
    ]);
    expect(lines("CA", { postal_code: "M5V 2T6", city: "Toronto", region: "ON" })).toEqual([
      "1 Street",
      "Toronto ON M5V 2T6",
      "Canada",
    ]);
  });

  test("a Japanese address in Japanese begins with what is largest", () => {
    expect(viewOf(orderOf(BENS_ORDER)).delivery_address).toEqual([
      "〒530-0001",
      "大阪市梅田1-1",
      "Ben Okada",
      "日本",
    ]);
  });

  test("an empty address and an empty part of one leave no empty line", () => {
    const view = viewOf(orderOf({
      ...ADAS_ORDER,
      shipping_address: { name: " ", company: "", lines: [""] },
      billing_address: { lines: ["", "Torstraße 1"], city: "Berlin" },
    }));
    expect(view.delivery_address).toBeNull();
    expect(view.billing_address).toEqual(["Torstraße 1", "Berlin"]);
  });

  test("two addresses that print the same are shown as one", () => {
    expect(viewOf(orderOf(ADAS_ORDER)).same_address).toBe(true);
  });
});

describe("dates in a view", () => {
  test.each([
    ["de", "25. Nov., 03:42"],
    ["fr", "25 nov., 03:42"],
    ["es", "25 nov, 03:42"],
    ["ja", "11月25日 03:42"],
    ["en", "Nov 25, 3:42 AM"],
    ["en-GB", "25 Nov, 03:42"],
  ])("an early hour in %s is %s", (locale, text) => {
    const shown = momentText(locale, "Europe/Berlin", "2026-11-25T02:42:00.000Z");
    expect(shown.replaceAll("\u202f", " ")).toBe(text);
  });

  test("the promise is shown in the customer's language", () => {
    expect(viewOf(orderOf(ADAS_ORDER)).expected).toBe("Mi., 25. – Fr., 27. Nov.");
    expect(viewOf(orderOf({ ...ADAS_ORDER, locale: "en-US" })).expected).toBe("Wed, Nov 25 – Fri, Nov 27");
    expect(viewOf(orderOf({ ...ADAS_ORDER, locale: "en-US", promised: { until: "2026-11-27" } })).expected)
      .toBe("Friday, November 27");
  });

  test("days are the shop's days", () => {
    const late = { ...ADAS_ORDER, placed_at: "2026-11-22T23:30:00.000Z", locale: "en" };
    expect(viewOf(orderOf(late)).placed_on).toBe("November 23, 2026");
    expect(viewOf(orderOf(late), { ...SHOP, time_zone: "UTC" }).placed_on).toBe("November 22, 2026");
  });

  test("an unpaid order repeats a promise that was made, and makes none of its own", () => {
    const { promised: _, ...unpromised } = { ...ADAS_ORDER, payment: { status: "pending" as const } };
    expect(viewOf(orderOf(unpromised)).expected).toBeNull();
    expect(viewOf(orderOf({ ...unpromised, promised: { until: "2026-11-27" } })).expected).not.toBeNull();
  });

  test("what the carrier expects of the only shipment is shown instead of the promise", () => {
    const order = orderOf(
      { ...ADAS_ORDER, locale: "en" },
      scanned("shipped", 5, { expected: { until: "2026-11-24" } }),
    );
    expect(viewOf(order).expected).toBe("Tuesday, November 24");
  });

  test("the return window counts from delivery, has a last day, and closes", () => {
    const order = { ...ADAS_ORDER, locale: "en" };
    expect(viewOf(orderOf(order)).returns?.sentence).toContain("30 days of delivery");
    const arrived = orderOf(order, scanned("delivered", 48));
    expect(viewOf(arrived).returns?.sentence).toContain("until Thursday, December 24");
    expect(viewOf(arrived, SHOP, NOW_MS + 33 * 86_400_000).returns?.sentence).toContain(
      "closed on Thursday, December 24",
    );
  });
});

describe("links in a view", () => {
  test("an address that is not a web page leads nowhere", () => {
    const hostile = "javascript:alert(1)";
    const view = viewOf(
      orderOf(
        { ...ADAS_ORDER, lines: [{ ...ADAS_ORDER.lines[0]!, image_url: hostile, url: hostile }] },
        scanned("shipped", 1, { tracking: [{ number: "1", url: hostile }] }),
      ),
      { ...SHOP, url: hostile, brand: { logo_url: hostile, accent: "#000000" } },
    );
    expect(JSON.stringify(view)).not.toContain("javascript:");
  });

  test("a page that is not on the web is a bug and throws", () => {
    const order = orderOf(ADAS_ORDER);
    expect(() => orderView(order, SHOP, { page_url: "javascript:0" }, NOW_MS)).toThrow(
      "must be http or https",
    );
    expect(orderView(order, SHOP, { page_url: PAGE_URL }, NOW_MS).page_url).toBe(PAGE_URL);
  });
});

test("a guest without a name has a view like everybody", () => {
  expect(viewOf(orderOf(GUESTS_ORDER))).toMatchObject({
    greeting_name: null,
    number: "#3003",
    item_count: 3,
  });
});

test("a number with a line break stays on one line, as a subject must", () => {
  expect(viewOf(orderOf({ ...ADAS_ORDER, number: "#1001\r\nBcc: eve@example.org" })).number)
    .toBe("#1001 Bcc: eve@example.org");
});
