import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { CheckedShopSettings } from "../../../src/mail/view/shop_check.ts";
import { FONTS } from "../../../src/orders/brand.ts";
import { ownKey, sectionOf } from "../../../src/mail/format/shop_wording.ts";
import { MAIL_KINDS } from "../../../src/messages/message.ts";
import { textFault } from "../../../templates/locales/shop_wording.ts";
import { CATALOGUES, type TextKey } from "../../../templates/locales/translate.ts";
import { SHOP } from "../../support/cast.ts";

const BRAND = {
  logo_url: "https://kontor.example/logo.png",
  accent: "#ffd400",
  canvas: "#fff7e0",
  font: "georgia",
  footer: { de: "Geröstet in Hamburg", en: "Roasted in Hamburg" },
  social: [{ name: "Mastodon", url: "https://social.example/@kontor" }],
  texts: { de: { order_confirmation: { subject: "Notiert: {number}", headline: "Dank dir, {name}!" } } },
};

/** Where and why these settings are refused; empty when they may be kept. */
function faults(brand: Record<string, unknown>): readonly string[] {
  const read = v.safeParse(CheckedShopSettings, { ...SHOP, brand: { ...BRAND, ...brand } });
  return (read.issues ?? []).map((issue) => `${v.getDotPath(issue)}: ${issue.message}`);
}

function texts(kind: string, own: Record<string, string>, locale = "de"): readonly string[] {
  return faults({ texts: { [locale]: { [kind]: own } } });
}

describe("settings that may be kept", () => {
  test("a whole brand", () => {
    expect(faults({})).toEqual([]);
  });

  test("any accent: it is moved where it cannot be read", () => {
    for (const accent of ["#ffffff", "#000000", "#ffff00", "#808080"]) {
      expect(faults({ accent, accent_dark: accent })).toEqual([]);
    }
  });

  test("every text of every kind as the catalogue has it, and without its variables", () => {
    const names = Object.keys(CATALOGUES["en"]!) as TextKey[];
    for (const kind of MAIL_KINDS) {
      const section = sectionOf(kind);
      for (const key of names.filter((name) => name.startsWith(`${section}.`))) {
        expect(ownKey(kind, key.slice(section.length + 1))).toBe(key);
        for (const language of Object.keys(CATALOGUES)) {
          expect(textFault(language, key, CATALOGUES[language]![key]), `${language} ${key}`).toBeNull();
          expect(textFault(language, key, "Just words")).toBeNull();
        }
      }
    }
  });

  test("a choice by what a variable is, and a plural where the catalogue has one", () => {
    expect(texts("order_link", { subject: "{number, select, a {A} other {{number}}}" })).toEqual([]);
    expect(texts("shipment_shipped", { headline: "{count, plural, one {Ein Paket} other {# Pakete}}!" }))
      .toEqual([]);
  });
});

describe("settings that are refused, each with where and why", () => {
  test("a ground on which the footer cannot be read", () => {
    expect(faults({ canvas: "#7a7a7a" })).toEqual([
      "brand.canvas: Must give the footer's #67635d a contrast of >= 4.5: has 1.39",
    ]);
    expect(faults({ canvas: "#cccccc" })[0]).toMatch(/has 3\.\d+$/);
  });

  test("a colour that is none, a font that not everybody has", () => {
    expect(faults({ accent: "green" })[0]).toMatch(/^brand\.accent: Must be a colour/);
    expect(faults({ font: "Comic Sans" })[0]).toMatch(/^brand\.font: /);
    expect(FONTS).toContain("system");
  });

  test("a link that is not https, or that nobody can see", () => {
    expect(faults({ social: [{ name: "X", url: "javascript:alert(1)" }] })[0]).toMatch(
      /^brand\.social\.0\.url/,
    );
    expect(faults({ social: [{ name: "X", url: "http://x.example" }] })).toEqual([
      "brand.social.0.url: Must be an https address",
    ]);
    expect(faults({ social: [{ name: "\u200b", url: "https://x.example" }] })[0]).toMatch(
      /visible character/,
    );
  });

  test("a language that no catalogue has", () => {
    expect(faults({ footer: { pt: "Torrado" } })).toEqual([
      "brand.footer.pt: Must be a language that mails are written in",
    ]);
    expect(texts("order_link", { subject: "Olá" }, "pt")).toEqual([
      "brand.texts.pt: Must be a language that mails are written in",
    ]);
    expect(texts("order_link", { subject: "Hallo" }, "de_AT")[0]).toMatch(/Must be a language/);
  });

  test("a kind that there is not, a text that its kind does not have", () => {
    const message = "Must be a text that messages of this kind, or this section of the catalogue, have";
    expect(texts("order_lost", { subject: "Weg" })).toEqual([
      `brand.texts.de.order_lost.subject: ${message}`,
    ]);
    expect(texts("order_link", { salutation: "Moin" })).toEqual([
      `brand.texts.de.order_link.salutation: ${message}`,
    ]);
    expect(texts("order_link", { "x.subject": "Moin" })[0]).toMatch(message);
  });

  test("a variable that the usual text does not have", () => {
    expect(texts("order_link", { subject: "{number} für {name}" })).toEqual([
      "brand.texts.de.order_link.subject: Must use no variable but {number}: has {name}",
    ]);
    expect(texts("order_link", { copy: "{url}" })[0]).toMatch(/no variable but none: has \{url\}$/);
    expect(texts("order_link", { subject: "{number, select, a {{name}} other {}}" })[0]).toMatch(
      /has \{name\}$/,
    );
    expect(texts("order_link", { subject: "{toString}" })[0]).toMatch(/has \{toString\}$/);
  });

  test("a variable shown in a way that can fail", () => {
    for (const shown of ["{number, date}", "{number, number}", "{number, plural, one {#} other {#}}"]) {
      expect(texts("order_link", { subject: shown })).toEqual([
        "brand.texts.de.order_link.subject: Must show {number} as the usual text does: a date or a plural of it can fail",
      ]);
    }
  });

  test("what is no ICU message", () => {
    for (const broken of ["{number", "{number, plural, one {x}}", "{}", "{number, magic}"]) {
      expect(texts("order_link", { subject: broken })[0], broken).toMatch(
        /^brand\.texts\.de\.order_link\.subject: Must be an ICU message: [a-z ]+$/,
      );
    }
  });

  test("a text of several lines, or without a visible sign", () => {
    expect(texts("order_link", { subject: "Bestellung\r\nBcc: x@y.example" })[0]).toMatch(
      /Must be on one line/,
    );
    expect(texts("order_link", { subject: "\u200b" })[0]).toMatch(/visible character/);
  });

  test("every fault is reported, not only the first", () => {
    expect(faults({
      canvas: "#777777",
      footer: { pt: "x" },
      texts: { de: { order_link: { subject: "{a}", lead: "{b}" } } },
    })).toHaveLength(4);
  });
});
