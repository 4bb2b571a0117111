/** Text messages say the order's situation, in two segments where the language is within GSM-7. */
import { describe, expect, test } from "vitest";
import { bounceSms, shipmentSms } from "../../../src/mail/content/sms.ts";
import { beyondGsm7, segments } from "../../../src/mail/format/gsm7.ts";
import type { OrderEvent } from "../../../src/orders/event.ts";
import { SHORT_NEWS, type ShortNews } from "../../../src/orders/plan/short_news.ts";
import { CATALOGUES } from "../../../templates/locales/translate.ts";
import { ADAS_ORDER, hours, NOW_MS, SHOP } from "../../support/cast.ts";
import { orderOf, scanned, viewOf } from "../views.ts";

/** As long as a signed link is. */
const URL = `https://shop.example/o/${"x".repeat(75)}`;
const LANGUAGES = Object.keys(CATALOGUES);
const GSM7 = ["de", "en", "es", "fr", "it"];
const LONG_NAME = { ...SHOP, name: "Manufaktur für schöne Dinge im Norden" };

/** A parcel with this news, in an order told in `locale`. */
function told(what: ShortNews, locale: string, ...later: readonly OrderEvent[]) {
  const scan = what === "updated" || what === "stalled" || what === "back_on_track" ? [] : [scanned(what, 2)];
  return orderOf({ ...ADAS_ORDER, locale }, scanned("shipped", 1), ...scan, ...later);
}

const sms = (order: ReturnType<typeof told>, what: ShortNews, shop = SHOP, now_ms = NOW_MS) =>
  shipmentSms(order, shop, { what, shipment_id: "s1" }, URL, now_ms);

describe.each(LANGUAGES)("in %s", (locale) => {
  test.each(SHORT_NEWS)("%s costs two segments of GSM-7, or three of another script", (what) => {
    for (const shop of [SHOP, LONG_NAME]) {
      for (
        const later of [[], [scanned("exception", 3, { id: "s2", lines: [{ line_id: "2", quantity: 1 }] })]]
      ) {
        const message = sms(told(what, locale, ...later), what, shop);
        if (GSM7.includes(locale)) expect(beyondGsm7(message), message).toEqual([]);
        expect(segments(message), message).toBeLessThanOrEqual(GSM7.includes(locale) ? 2 : 3);
        expect(message.endsWith(URL)).toBe(true);
        expect(message).not.toMatch(/ {2}|\{|none/);
      }
    }
  });

  test("that the address takes no mail does as well", () => {
    const message = bounceSms(orderOf({ ...ADAS_ORDER, locale }), LONG_NAME, URL, NOW_MS);
    expect(segments(message), message).toBeLessThanOrEqual(GSM7.includes(locale) ? 2 : 3);
  });
});

describe("a text message", () => {
  const TOLD_BY_PAGE = SHORT_NEWS.filter((what) => !["updated", "stalled", "back_on_track"].includes(what));
  test.each(TOLD_BY_PAGE)("of %s says the headline of the order's page, and its fact", (what) => {
    const order = told(what, "en");
    const { headline, fact } = viewOf(order).situation;
    const message = sms(order, what);
    expect(message).toContain(
      `Kontor & Söhne, order #1001: ${headline.replace("’", "'").replaceAll("–", "-")}`,
    );
    if (fact !== null) expect(message).toContain(fact.replaceAll("’", "'").slice(0, 60));
  });

  const parcel = { tracking: [{ carrier: "DHL", number: "0034/7" }] };
  const moved: OrderEvent = {
    type: "shipment.promise_changed",
    at: hours(2),
    shipment: { id: "p1" },
    promised: { until: "2026-12-02" },
  };

  test.each<readonly [string, ShortNews, string, readonly OrderEvent[], string]>([
    [
      "a new number",
      "updated",
      "p1:0034%2F7",
      [scanned("shipped", 1, parcel)],
      "Tracking number for your parcel from order #1001: 0034/7. Your order now: ",
    ],
    [
      "a new day",
      "updated",
      "p1:2026-12-02",
      [scanned("shipped", 1), moved],
      "New delivery date for your parcel from order #1001: Wednesday, December 2. http",
    ],
    [
      "a parcel without news",
      "stalled",
      `p1:${hours(1)}`,
      [scanned("shipped", 1)],
      "There's no news of your parcel from order #1001. Most still arrive. Your order now: ",
    ],
    [
      "goods that are back",
      "back_on_track",
      hours(1),
      [],
      "Everything in your order #1001 is back in stock. Your order now: ",
    ],
    ["an order that comes sooner", "back_on_track", "sooner:2026-11-24", [
      { ...moved, shipment: undefined, promised: { until: "2026-11-24" } } as OrderEvent,
    ], "Your order #1001 will arrive sooner: Tuesday, November 24. http"],
  ])("says %s in its own words, and how the order stands", (_, what, shipment_id, events, said) => {
    const order = orderOf({ ...ADAS_ORDER, locale: "en" }, ...events);
    expect(shipmentSms(order, SHOP, { what, shipment_id }, URL, NOW_MS)).toContain(`Kontor & Söhne: ${said}`);
  });

  test("names the situation where it is the news of something else", () => {
    const claim: OrderEvent = {
      type: "conversation.opened",
      at: hours(3),
      conversation: { id: "c1", about: "not_arrived" },
    };
    expect(sms(told("delivered", "en", claim), "delivered")).toBe(
      `Kontor & Söhne: Your parcel from order #1001 has been delivered. Your order now: We're looking for your parcel. ${URL}`,
    );
  });

  test("tells whom mails do not reach how the order stands", () => {
    const order = orderOf({ ...ADAS_ORDER, locale: "en" });
    expect(bounceSms(order, SHOP, URL, NOW_MS)).toContain(
      `Your order now: ${viewOf(order).situation.headline.replace("–", "-")}. Please give us`,
    );
  });

  test("leaves out accents that would make it cost more, but not those of another script", () => {
    const at = (place: string) =>
      sms(
        orderOf(
          { ...ADAS_ORDER, locale: "en" },
          scanned("shipped", 1),
          { ...scanned("ready_for_pickup", 2), pickup: { name: place, lines: [], hours: [] } } as OrderEvent,
        ),
        "ready_for_pickup",
      );
    expect(at("Café Peña, Évora")).toContain("Café Peña, Évora");
    expect(at("Kiosk Dvořák")).toContain("Kiosk Dvorak");
    expect(at("Łódź 12")).toContain("Łódź 12");
  });
});
