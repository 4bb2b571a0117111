import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { mailView } from "../../../src/mail/content/mail_content.ts";
import { render } from "../../../src/mail/content/render.ts";
import { codeSms, shipmentSms } from "../../../src/mail/content/sms.ts";
import { renderStandalone } from "../../../src/mail/content/standalone.ts";
import { ORDER_KINDS, type OrderKind, STANDALONE_KINDS } from "../../../src/messages/message.ts";
import type { Brand } from "../../../src/orders/brand.ts";
import { CheckedShopSettings } from "../../../src/mail/view/shop_check.ts";
import { OrderPage } from "../../../templates/pages/order.tsx";
import { ADAS_ORDER, NOW_MS, SHOP } from "../../support/cast.ts";
import { sampleFor } from "../kind_samples.ts";
import { standaloneSampleView } from "../standalone_samples.ts";
import { orderOf, PAGE_URL, pageOf, scanned } from "../views.ts";

const FORMAL_GERMAN = /(?<!\p{L})(?:Sie|Ihnen|Ihr(?:e[mnrs]?)?)(?!\p{L})/u;
const FAMILIAR_GERMAN = /(?<!\p{L})(?:du|dir|dich|dein\p{L}*)(?!\p{L})/iu;

function shopWith(brand: Partial<Brand>) {
  return v.parse(CheckedShopSettings, { ...SHOP, brand: { ...SHOP.brand, ...brand } });
}

function written(kind: OrderKind, brand: Partial<Brand>): string {
  const { order, message: { about }, facts_shown } = sampleFor(kind, "de");
  const { subject, text } = render(
    kind,
    mailView(order, shopWith(brand), { kind, about }, facts_shown, { page_url: PAGE_URL }, NOW_MS),
  );
  return `${subject}\n${text}`;
}

const shipped = () => orderOf({ ...ADAS_ORDER, locale: "de" }, scanned("shipped", 1));

function page(brand: Partial<Brand>): string {
  return String(OrderPage({ view: pageOf(shipped(), shopWith(brand)) }));
}

describe("a shop that says du", () => {
  const informal = { form_of_address: "informal" } as const;

  test.each(ORDER_KINDS)("says so in %s", (kind) => {
    expect(written(kind, informal)).not.toMatch(FORMAL_GERMAN);
    expect(written(kind, {})).not.toMatch(FAMILIAR_GERMAN);
  });

  test.each(STANDALONE_KINDS.filter((kind) => !kind.startsWith("shop_")))("says so in %s", (kind) => {
    const { subject, text } = renderStandalone(
      kind,
      standaloneSampleView(kind, "de", {}, shopWith(informal)),
    );
    expect(`${subject}\n${text}`).not.toMatch(FORMAL_GERMAN);
  });

  test("says so on the order's page and in text messages", () => {
    expect(page(informal)).not.toMatch(FORMAL_GERMAN);
    expect(page(informal)).toContain("Unterwegs zu dir");
    expect(page({})).toContain("Unterwegs zu Ihnen");
    expect(codeSms(shopWith(informal), "de", "123456")).toContain("dein Bestätigungscode");
  });

  test("says what every other does in a language with one form", () => {
    expect(codeSms(shopWith(informal), "en", "123456")).toBe(codeSms(shopWith({}), "en", "123456"));
  });
});

describe("the shop's own words", () => {
  const texts = {
    de: {
      shipment_shipped: { subject_some: "Ab die Post: {number}" },
      status: { shipped: "Rollt" },
      page: { next_shipped: "Und dann: nichts." },
      text: { shipped: "{shop}: rollt. {url}" },
    },
  };

  test("stand in subjects, on pages and in text messages, whatever the form of address", () => {
    for (const form_of_address of ["formal", "informal"] as const) {
      const brand = { texts, form_of_address };
      expect(written("shipment_shipped", brand)).toContain("Ab die Post: #1001");
      expect(page(brand)).toContain("Rollt");
      expect(page(brand)).toContain("Und dann: nichts.");
      const news = { what: "shipped", shipment_id: "s1" } as const;
      expect(shipmentSms(shipped(), shopWith(brand), news, "https://w.example/o/1", NOW_MS)).toBe(
        "Kontor & Söhne: rollt. https://w.example/o/1",
      );
    }
  });

  test("and the shop's name keep a text message within GSM-7", () => {
    const shop = { ...shopWith({}), name: "L’Atelier – „Nº1“" };
    expect(codeSms(shop, "de", "123456")).toContain("L'Atelier - \"N");
  });

  test("are refused under a section or name that the catalogue does not have", () => {
    for (
      const group of [{ pages: { next: "x" } }, { page: { nexts: "x" } }, { text: { shipped: "{nobody}" } }]
    ) {
      expect(() => shopWith({ texts: { de: group as never } })).toThrow();
    }
  });
});
