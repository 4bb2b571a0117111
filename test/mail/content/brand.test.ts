import { sentShortKind } from "../../../src/messages/short_answer.ts";
import { SHORT_WAYS } from "../../../src/messages/ways.ts";
import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { mailView } from "../../../src/mail/content/mail_content.ts";
import { render } from "../../../src/mail/content/render.ts";
import { renderStandalone } from "../../../src/mail/content/standalone.ts";
import {
  MESSAGE_KINDS,
  type MessageKind,
  ORDER_KINDS,
  type OrderKind,
  SMS_KINDS,
} from "../../../src/messages/message.ts";
import { type Brand, FONTS } from "../../../src/orders/brand.ts";
import { ShopSettings } from "../../../src/orders/shop.ts";
import { ownKey } from "../../../src/mail/format/shop_wording.ts";
import { NOW_MS, SHOP } from "../../support/cast.ts";
import { sampleFor } from "../kind_samples.ts";
import { standaloneSampleView } from "../standalone_samples.ts";
import { PAGE_URL } from "../views.ts";

/** The shop of the cast, dressed otherwise. */
function dressed(brand: v.InferInput<typeof ShopSettings>["brand"]): ShopSettings {
  return v.parse(ShopSettings, { ...SHOP, brand: { ...SHOP.brand, ...brand } });
}

function written(kind: OrderKind, brand: Partial<Brand>, locale = "en") {
  const { order, message: { about }, facts_shown } = sampleFor(kind, locale);
  return render(
    kind,
    mailView(order, dressed(brand), { kind, about }, facts_shown, { page_url: PAGE_URL }, NOW_MS),
  );
}

describe("colours", () => {
  test("the accent is moved until it can be read, and each scheme may have its own", () => {
    const { html } = written("order_confirmation", { accent: "#ffd400", accent_dark: "#003300" });
    expect(html).toContain("background:#ffd400");
    expect(html).toContain("color:#000000");
    const [, dark] = /\.a\{color:(#\w{6})!important\}/.exec(html)!;
    expect(dark).not.toBe("#003300");
  });

  test("the ground around the sheet is the shop's in daylight and the usual one in the dark", () => {
    const { html } = written("order_confirmation", { canvas: "#fff7e0" });
    expect(html).toContain('<body class="c" style="margin:0;padding:0;background:#fff7e0">');
    expect(html).toContain('bgcolor="#fff7e0"');
    expect(html).toContain(".c{background:#131211!important}");
  });
});

describe("the logo", () => {
  test("stands for the shop's name and says it where pictures are off", () => {
    const { html } = written("payment_receipt", { logo_url: "https://kontor.example/logo.png" });
    expect(html).toContain('<img src="https://kontor.example/logo.png" alt="Kontor &amp; Söhne" height="28"');
  });
});

describe("fonts", () => {
  test.each(FONTS)(
    "%s needs no quotes, ends in a family that every system has, and reaches Outlook",
    (font) => {
      const { html } = written("order_link", { font });
      const stacks = [...html.matchAll(/font:\d+px\/[\d.]+ ([^;]+);/g)].map(([, stack]) => stack!);
      expect(stacks).toHaveLength(2);
      for (const stack of stacks) expect(stack).toMatch(/^[\w\- ,]+,(sans-serif|serif|monospace)$/);
      expect(html).toMatch(/font-family:[\w ]+,(sans-serif|serif|monospace)!important/);
    },
  );

  test("headlines may have another", () => {
    expect(written("order_link", { heading_font: "georgia" }).html).toContain("h1,h2{font-family:Georgia,");
    expect(written("order_link", { font: "georgia" }).html).not.toContain("h1,h2{font-family");
  });
});

describe("the foot of a mail", () => {
  const social = [{ name: "Mastodon", url: "https://social.example/@kontor" }, {
    name: "Video & mehr",
    url: "https://video.example/?kontor&x=1",
  }];

  test("every kind of an order's mail has the shop's words, links by name and the legal lines, in both parts", () => {
    for (const kind of ORDER_KINDS) {
      const { html, text } = written(kind, { footer: "Roasted in Hamburg.\nOn Mondays.", social });
      expect(html, kind).toContain("Roasted in Hamburg.<br/>On Mondays.");
      expect(html, kind).toContain('<a href="https://video.example/?kontor&amp;x=1"');
      expect(html, kind).toContain(">Video &amp; mehr</a>");
      const [, foot] = text.split("\n-- \n");
      expect(foot!.trimEnd().split("\n").slice(1), kind).toEqual([
        `View your order: ${PAGE_URL}`,
        `Email preferences: ${PAGE_URL}/preferences`,
        "Roasted in Hamburg.",
        "On Mondays.",
        "Mastodon https://social.example/@kontor",
        "Video & mehr https://video.example/?kontor&x=1",
        "Kontor & Söhne GmbH, Speicherstadt 1, 20457 Hamburg",
      ]);
    }
  });

  test("each reader gets their own language, else the shop's, and never a third", () => {
    const footer = {
      de: "Geröstet in Hamburg",
      "de-AT": "Geröstet in Hamburg, gebracht nach Wien",
      en: "Roasted",
    };
    const foot = (locale: string, shown: Brand["footer"]) =>
      written("order_link", { footer: shown }, locale).text;
    expect(foot("de-AT", footer)).toContain("gebracht nach Wien");
    expect(foot("de-DE", footer)).toMatch(/Geröstet in Hamburg$/m);
    expect(foot("fr", footer)).toContain("Roasted");
    expect(foot("fr", { de: "Geröstet" })).not.toContain("Geröstet");
  });

  test("a person's answer has no advertising, and still says who writes", () => {
    const view = standaloneSampleView("support_reply", "en", {}, dressed({ footer: "Sale!", social }));
    const { html, text } = renderStandalone("support_reply", view);
    expect(html + text).not.toMatch(/Sale!|Mastodon/);
    expect(text).toContain("Speicherstadt 1");
  });

  test("a code's mail has no link there either", () => {
    const view = standaloneSampleView("verification_code", "en", {}, dressed({ social }));
    const { html, text } = renderStandalone("verification_code", view);
    expect(html + text).not.toContain("social.example");
  });
});

describe("the shop's own words", () => {
  const texts = {
    de: {
      order_confirmation: {
        subject: "Moin! {number} ist notiert",
        headline: "Dank dir, {name}!",
        lead: "Wir packen's ein.",
      },
      order_changed: { line_added: "Dazu: {title}", quantity: "{title}: {after}" },
      support_reply: { again: "Noch was? Schreib einfach." },
    },
    "de-AT": { order_confirmation: { lead: "Wir packen's ein, gell." } },
  };

  test("stand in the place of the catalogue's, in their language and their kind alone", () => {
    const { subject, html, text } = written(
      "order_confirmation",
      { texts, form_of_address: "informal" },
      "de",
    );
    expect(subject).toBe("Moin! #1001 ist notiert");
    for (const part of [html.replaceAll("&#39;", "'"), text]) {
      expect(part).toContain("Dank dir, Ada!");
      expect(part).toContain("Wir packen's ein.");
    }
    expect(written("order_confirmation", { texts }, "en").subject).toMatch(/^Order #1001 confirmed/);
    expect(written("order_link", { texts }, "de").subject).toBe("Ihr Link zur Bestellung #1001");
  });

  test("of a region come before those of its language, and leave the others of that language", () => {
    const { subject, text } = written("order_confirmation", { texts }, "de-AT");
    expect(subject).toBe("Moin! #1001 ist notiert");
    expect(text).toContain("Wir packen's ein, gell.");
  });

  test("also apply to what is worded before the template, and to standalone mails", () => {
    expect(written("order_changed", { texts }, "de").text).toContain("Kaffeemühle „Mahlwerk“: 2\n");
    const view = standaloneSampleView("support_reply", "de", {}, dressed({ texts }));
    expect(renderStandalone("support_reply", view).text).toContain("Noch was? Schreib einfach.");
  });

  test("are escaped like everybody's", () => {
    const evil = { en: { order_link: { headline: "<b>{name}</b>", headline_nameless: "<b>" } } };
    expect(written("order_link", { texts: evil }).html).toContain("&lt;b&gt;Ada&lt;/b&gt;");
  });

  test("that ask for what the mail does not have stop it, rather than leave a hole", () => {
    const holed = (subject: string) => written("order_link", { texts: { en: { order_link: { subject } } } });
    expect(() => holed("For you, {nobody}")).toThrow("it must be given nobody");
    expect(() => holed("{count, plural, one {#} other {#}} for {nobody}")).toThrow();
    expect(() => holed("{number")).toThrow();
  });

  test("that an older release had and this one has not are left aside", () => {
    const { subject } = written("order_link", { texts: { en: { order_link: { salutation: "Hi" } } } });
    expect(subject).toBe("Your link to order #1001");
  });

  test("every kind has a subject that can be replaced", () => {
    // Some have several, and a text message has none.
    const other: readonly MessageKind[] = [
      "shop_alert",
      "sent_mail",
      "sent_notice",
      "shipment_shipped",
      "shipment_updated",
      ...SMS_KINDS,
      "support_short",
      ...SHORT_WAYS.map(sentShortKind),
    ];
    for (const kind of MESSAGE_KINDS.filter((one) => !other.includes(one))) {
      expect(ownKey(kind, "subject"), kind).not.toBeNull();
    }
    expect(ownKey("shipment_shipped", "subject_all")).toBe("shipped.subject_all");
    expect(ownKey("constructor", "name")).toBeNull();
  });
});
