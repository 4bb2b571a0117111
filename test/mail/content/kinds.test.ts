import { describe, expect, test } from "vitest";
import { contrast, DARK, LIGHT } from "../../../templates/parts/accent.ts";
import { faceOf } from "../../../templates/parts/mood.ts";
import { mailView } from "../../../src/mail/content/mail_content.ts";
import { render } from "../../../src/mail/content/render.ts";
import { ORDER_KINDS, type OrderKind } from "../../../src/messages/message.ts";
import type { OrderDetails, OrderEvent } from "../../../src/orders/event.ts";
import { CATALOGUES } from "../../../templates/locales/translate.ts";
import { KIND_CASES } from "../../kinds/kind_cases.ts";
import { ADAS_ORDER, hours, NOW_MS, SHOP } from "../../support/cast.ts";
import { sampleFor, sampleView } from "../kind_samples.ts";
import { orderOf, PAGE_URL, scanned } from "../views.ts";
import type { Order } from "../../../src/orders/state.ts";

const LOCALES = Object.keys(CATALOGUES);
const TRACK_URL = "https://www.dhl.example/track?id=00340434161094042557";

function plain(text: string): string {
  return text.replace(/[\u00a0\u202f]/g, " ");
}

function sizeOf(html: string): number {
  return new TextEncoder().encode(html).length;
}

describe.each(LOCALES)("every kind of mail in %s", (locale) => {
  test.each(ORDER_KINDS)("%s reads whole", (kind) => {
    const { subject, html, text } = render(kind, sampleView(kind, locale));
    expect(subject).toContain("#1001");
    expect(html).toMatch(new RegExp(`^<!doctype html><html lang="${locale}"`));
    for (const part of [subject, text]) {
      expect(part).not.toMatch(/undefined|\bnull\b|NaN|\{|\[object/);
      expect(part.trim()).not.toBe("");
    }
    expect(html.replace(/<style>[^]*?<\/style>|<script[^]*?<\/script>/g, "")).not.toMatch(
      /undefined|\bnull\b|\{/,
    );
    expect(text.split("\n")).toContain(PAGE_URL);
    expect(text).not.toMatch(/\n{4}/);
  });
});

describe("what a mail says", () => {
  test.each(ORDER_KINDS)("%s holds its facts in the text and in the HTML", (kind) => {
    const { html, text } = render(kind, sampleView(kind));
    const written = html.replaceAll("&amp;", "&").replaceAll("&#39;", "'");
    for (const fact of KIND_CASES[kind].says) {
      expect(plain(text)).toContain(fact);
      // Labels and values stand in cells of their own there, and so do a step and its number.
      for (const part of fact.split(/: |^\d\. /).filter((said) => said !== "")) {
        expect(plain(written)).toContain(part);
      }
    }
  });

  test.each(ORDER_KINDS)("%s stays below 20 KB at ten lines", (kind) => {
    const line = ADAS_ORDER.lines[0]!;
    const ten = (details: OrderDetails) => ({
      ...details,
      lines: Array.from({ length: 10 }, (_, index) => ({
        ...line,
        id: String(index + 1),
        image_url: "https://cdn.kontor.example/images/products/coffee-grinder-oak.jpg",
      })),
    });
    expect(sizeOf(render(kind, sampleView(kind, "de", ten)).html)).toBeLessThan(20_000);
  });

  test.each(ORDER_KINDS)("%s turns nothing that strangers wrote into markup", (kind) => {
    const EVIL = `"><script>alert('x')</script><img src=x onerror=alert(1)>`;
    const evil = (details: OrderDetails): OrderDetails => ({
      ...details,
      number: EVIL,
      customer: { ...details.customer, first_name: EVIL.slice(0, 40) },
      shipping_address: { ...details.shipping_address, name: EVIL, lines: [EVIL], city: EVIL },
      lines: details.lines.map((line) => ({ ...line, title: EVIL, variant: EVIL })),
      shipping: { label: EVIL, amount_minor: 1 },
    });
    const html = render(kind, sampleView(kind, "en", evil)).html;
    expect(html).not.toMatch(/<script>|<img src=x/);
    expect(html).toContain("&lt;script&gt;");
  });

  test("what carriers, banks and shops wrote is text as well", () => {
    const EVIL = "<b onclick=alert(1)>now</b>";
    const order = orderOf(
      { ...ADAS_ORDER, locale: "en" },
      {
        ...scanned("exception", 5, { tracking: [{ carrier: EVIL, number: EVIL }] }),
        place: EVIL,
        description: EVIL,
      },
    );
    const { html } = shown("shipment_exception", order, "p1:1");
    expect(html).not.toContain("<b onclick");
    expect(html).toContain("&lt;b onclick");
  });
});

function shown(kind: OrderKind, order: Order, about: string, facts_shown = {}) {
  return render(kind, mailView(order, SHOP, { kind, about }, facts_shown, { page_url: PAGE_URL }, NOW_MS));
}

describe("a present", () => {
  const gift = { recipient: { email: "ben@okada.example", name: "Ben Okada" }, message: "Happy birthday!" };
  const given = (details: OrderDetails): OrderDetails => ({ ...details, gift });
  const SHIPMENT_KINDS = ORDER_KINDS.filter((kind) => kind.startsWith("shipment_"));

  test.each(SHIPMENT_KINDS)(
    "%s shows its recipient neither a price, nor what is inside, and links to their own page alone",
    (kind) => {
      const { subject, html, text } = render(kind, sampleView(kind, "en", given));
      expect(subject + html + text).not.toMatch(/[€$£]|128|89[.,]90|"price"|Espresso|Kaffeem/);
      expect(text).toMatch(
        /^(?:See when it arrives|Open your gift page): https:\/\/waybill\.test\/o\/token$/m,
      );
      expect(html + text).not.toContain(`${PAGE_URL}/`);
      expect(text).toContain("Ada Lovelace ordered a gift for you");
    },
  );

  test("the first mail brings the giver's words", () => {
    const { subject, text } = render("shipment_shipped", sampleView("shipment_shipped", "en", given));
    expect(subject).toBe("A gift is on its way to you");
    expect(text).toContain("Ada Lovelace picked it out for you at Kontor & Söhne.");
    expect(text).toContain("Happy birthday!");
  });

  test("a recipient without an address is not the reader: the payer reads the usual mail", () => {
    const unreachable = (details: OrderDetails) => ({
      ...details,
      gift: { recipient: { name: "Ben Okada" } },
    });
    const { text } = render("shipment_delivered", sampleView("shipment_delivered", "en", unreachable));
    expect(text).toContain(PAGE_URL);
    expect(text).not.toContain("present");
  });

  test("the payer gets every mail that is not about a shipment, with prices", () => {
    const { text } = render("payment_receipt", sampleView("payment_receipt", "en", given));
    expect(text).toContain("€128.90");
  });
});

describe("a fact that the order does not have", () => {
  const order = orderOf({ ...ADAS_ORDER, payment: { status: "paid" } });
  const kinds = ORDER_KINDS.filter((kind) => KIND_CASES[kind].suits_any_order !== true);

  test.each(kinds)("%s throws instead of leaving a hole", (kind) => {
    for (const about of ["", "nothing", "p1:9", "missed:2001-01-01"]) {
      expect(() => shown(kind, order, about), about).toThrow(/^Cannot render \w+ as its order must hold/);
    }
  });

  test("a reminder for what is paid throws", () => {
    const paid = sampleFor("payment_receipt").order;
    expect(() => shown("payment_reminder", paid, "1")).toThrow("an open amount");
  });
});

describe("true at that moment", () => {
  const english = { ...ADAS_ORDER, locale: "en" };
  const part = (id: string, line_id: string, quantity: number, hour: number) =>
    scanned("shipped", hour, { id, lines: [{ line_id, quantity }] });

  test("the first shipment of several is some of the order, the last one the rest, one with everything the order", () => {
    const both = orderOf(english, part("a", "1", 1, 1), part("b", "2", 2, 30));
    expect(shown("shipment_shipped", both, "a").subject).toMatch(
      /^Part of order #1001 is on its way · Kaffeemühle/,
    );
    const last = shown("shipment_shipped", both, "b");
    expect(last.subject).toMatch(/^The rest of order #1001 is on its way/);
    expect(last.text).toContain("Your whole order has now shipped");
    expect(last.text).not.toContain("Still to come");
    const whole = orderOf(english, scanned("shipped", 1));
    expect(shown("shipment_shipped", whole, "p1").subject).toMatch(/^Order #1001 is on its way/);
  });

  test("shipments that leave together share a mail, each with its number and its own button", () => {
    const track = (number: string) => [{ carrier: "DHL", number, url: `https://dhl.example/${number}` }];
    const order = orderOf(
      english,
      scanned("shipped", 1, { id: "a", lines: [{ line_id: "1", quantity: 1 }], tracking: track("111") }),
      scanned("shipped", 1.01, { id: "b", lines: [{ line_id: "2", quantity: 2 }], tracking: track("222") }),
    );
    const { html, text } = shown("shipment_shipped", order, "a");
    expect(text).toContain("Your 2 parcels are on their way");
    expect(text).toContain("Parcel 2 of 2: DHL 222");
    expect(html).toContain(">Track parcel 1 of 2</a>");
    expect(html).toContain(">Track parcel 2 of 2</a>");
    expect(() => shown("shipment_shipped", order, "b")).toThrow("first of those");
  });

  test("a shipment of two packages has a button for each", () => {
    const tracking = ["111", "222"].map((number) => ({ number, url: `https://dhl.example/${number}` }));
    const { html, text } = shown(
      "shipment_shipped",
      orderOf(english, scanned("shipped", 1, { tracking })),
      "p1",
    );
    expect(text).toContain("Parcel 2 of 2: 222");
    expect(html).toContain('href="https://dhl.example/111"');
    expect(html).toContain('href="https://dhl.example/222"');
  });

  test("a shipment without a tracking link links to the order's page and to nothing else", () => {
    const { html } = shown("shipment_shipped", orderOf(english, scanned("shipped", 1)), "p1");
    const links = [...html.matchAll(/<a\b[^>]*href="(https:\/\/waybill[^"]*)"/g)].map(([, url]) => url);
    expect(links).toEqual([PAGE_URL, PAGE_URL, `${PAGE_URL}/preferences`]);
    expect(html).not.toMatch(/href=""|Track/);
  });

  test("a delivered shipment of several says that more is to come", () => {
    const order = orderOf(
      english,
      scanned("delivered", 20, { id: "a", lines: [{ line_id: "1", quantity: 1 }] }),
    );
    expect(shown("shipment_delivered", order, "a").text).toContain(
      "The rest of your order is still to come.",
    );
  });

  test("an earlier date is good news, and a date that is sent once more is read as that day", () => {
    const promisedFor = (until: string): OrderEvent => ({
      type: "shipment.promise_changed",
      at: hours(1),
      promised: { until },
    });
    const facts_shown = { expected: { until: "2026-12-05" } };
    const sooner = shown(
      "back_on_track",
      orderOf(english, promisedFor("2026-11-26")),
      "sooner:2026-11-26",
      facts_shown,
    );
    expect(sooner.subject).toBe("Order #1001 will arrive sooner");
    expect(sooner.text).toContain("New delivery date: Thursday, November 26");
    expect(sooner.text).toContain("Previous date: Saturday, December 5");
    const again = { expected: { until: "2026-11-26" } };
    const later = shown("delay_notice", orderOf(english, promisedFor("2026-12-05")), "2026-12-05:2", again);
    expect(later.text).toContain("Now expected Saturday, December 5");
  });

  test("a promise that passed is reported without a new date", () => {
    const { subject, text } = shown("delay_notice", orderOf(english), "missed:2026-11-27", {
      expected: { from: "2026-11-25", until: "2026-11-27" },
    });
    expect(subject).toMatch(/^Order #1001 is late/);
    expect(text).toContain("Previous date: Wed, Nov 25 – Fri, Nov 27");
    expect(text).not.toContain("New delivery date");
  });

  test("a cancelled order says what becomes of the money", () => {
    const cancelled = (details: OrderDetails, reason?: string) =>
      shown(
        "order_cancelled",
        orderOf(details, { type: "order.cancelled", at: hours(3), reason }),
        "",
      ).text;
    const paying = (status: "pending" | "authorized" | "paid") => ({ ...english, payment: { status } });
    expect(cancelled(paying("pending"))).toContain("You haven’t been charged, and there’s nothing to pay.");
    expect(cancelled(paying("authorized"))).toContain("You haven’t been charged");
    expect(cancelled(paying("paid"), "customer")).toContain("As you asked, we cancelled it");
    expect(cancelled(paying("paid"), "Our kiln broke")).toContain("Our kiln broke");
    expect(cancelled(paying("paid"), "fraud")).not.toMatch(/fraud/i);
  });

  test("an order that goes ahead after all is shown as it stands, with what changed where something did", () => {
    const back: readonly OrderEvent[] = [
      { type: "order.cancelled", at: hours(1) },
      { type: "order.restored", at: hours(2) },
    ];
    const alone = shown("order_changed", orderOf(english, ...back), "restored:1", { changes: 0 });
    expect(alone.subject).toBe("Order #1001 is going ahead after all");
    expect(alone.text).toContain("Kaffeemühle");
    expect(alone.text).not.toContain("What changed");
    const fewer: OrderEvent = {
      type: "order.changed",
      at: hours(3),
      order: { ...english, lines: english.lines.slice(1) },
    };
    const changed = shown("order_changed", orderOf(english, ...back, fewer), "restored:1", { changes: 0 });
    expect(changed.text).toContain("Removed: 1 × Kaffeemühle");
    expect(() => shown("order_changed", orderOf(english, back[0]!), "restored:1")).toThrow("not cancelled");
  });

  test("codes that only machines read are not repeated to a customer", () => {
    const failed = (reason: string) =>
      shown(
        "payment_failed",
        orderOf({ ...english, payment: { status: "pending" } }, {
          type: "payment.failed",
          at: hours(1),
          payment: { id: "a:b", amount_minor: 1_000 },
          reason,
        }),
        `a:b:${hours(1)}`,
      ).text;
    expect(failed("card_declined")).not.toContain("card_declined");
    expect(failed("Insufficient funds")).toContain("Insufficient funds");
  });

  test.each([
    ["Held by customs for inspection", "Your parcel is at customs"],
    ["Sendung beschädigt", "Your parcel was damaged on the way"],
    ["Package lost in transit", "The carrier can’t find your parcel"],
    ["Adresse incomplète", "There’s a problem with the delivery address"],
    ["Customer requested a later day", "Your parcel is delayed"],
  ])("a carrier's “%s” is told as “%s”", (description, headline) => {
    const order = orderOf(english, { ...scanned("exception", 5), description });
    expect(shown("shipment_exception", order, "p1:1").text.split("\n")[0]).toBe(headline);
  });
});

test("a shipment's schema is a ParcelDelivery with its number, link and day, and never a price", () => {
  const { html } = render("shipment_shipped", sampleView("shipment_shipped"));
  const [, json] = /<script type="application\/ld\+json">(.*?)<\/script>/.exec(html)!;
  expect(JSON.parse(json!)).toMatchObject({
    "@type": "ParcelDelivery",
    carrier: { name: "DHL" },
    trackingNumber: "00340434161094042557",
    trackingUrl: TRACK_URL,
    expectedArrivalUntil: "2026-11-26",
    partOfOrder: { orderNumber: "#1001" },
  });
  expect(json).not.toContain("price");
});

describe("the face of a mail", () => {
  const FACES_OF_MOODS = (["needs", "money", "sorry"] as const).map((mood) => faceOf(mood)!);
  const GROUNDS = Object.fromEntries(FACES_OF_MOODS.map(({ fill, ground }) => [fill.light, ground.light]));
  const BANDS: Readonly<Record<string, string>> = {
    payment_failed: "#2b4a87",
    payment_reminder: "#2b4a87",
    delay_notice: "#893154",
    shipment_exception: "#893154",
    shipment_returned_to_sender: "#893154",
    shipment_attempted: "#85480a",
    shipment_ready_for_pickup: "#85480a",
  };

  test.each(ORDER_KINDS)(
    "%s has the band and the buttons of its mood, and good news the shop's own colour",
    (kind) => {
      const { html } = render(kind, sampleView(kind));
      const band = /<td height="6" class="g" bgcolor="(#\w{6})"/.exec(html)?.[1];
      if (kind in BANDS) expect(band).toBe(BANDS[kind]);
      if (
        ["order_confirmation", "shipment_shipped", "shipment_delivered", "payment_receipt"].includes(kind)
      ) {
        expect(band).toBeUndefined();
      }
    },
  );

  test.each(ORDER_KINDS)("%s begins on the ground of its mood, and goes on in white", (kind) => {
    const { html } = render(kind, sampleView(kind));
    const grounds = [...html.matchAll(/<td[^>]* class="p t n"[^>]* bgcolor="(#\w{6})"/g)].map((found) =>
      found[1]
    );
    const band = BANDS[kind];
    if (band !== undefined) expect(grounds).toEqual([GROUNDS[band]]);
    const face = FACES_OF_MOODS.find(({ ground }) => ground.light === grounds[0]);
    if (face === undefined) {
      expect(grounds).toEqual([]);
      return;
    }
    // The dark ground is named in the style that dark mode applies, and what follows has no ground of its own.
    expect(html).toContain(`.n{background:${face.ground.dark}!important}`);
    expect(html).toMatch(/<tr><td class="p t"/);
  });

  test.each(FACES_OF_MOODS)(
    "text and button of $fill.light are readable on its ground, in light and dark",
    (face) => {
      for (const ink of [LIGHT.ink, LIGHT.muted, face.fill.light]) {
        expect(contrast(ink, face.ground.light)).toBeGreaterThanOrEqual(4.5);
      }
      for (const ink of [DARK.ink, DARK.muted, face.fill.dark]) {
        expect(contrast(ink, face.ground.dark)).toBeGreaterThanOrEqual(4.5);
      }
    },
  );

  test("a fact that stands below its label makes all do so, and a short one keeps to its line", () => {
    const { html } = render("shipment_shipped", sampleView("shipment_shipped"));
    expect(html).toContain('<span class="m">Carrier</span><br/>DHL');
    expect(render("payment_receipt", sampleView("payment_receipt")).html).toMatch(
      /white-space:nowrap">Visa ···· 4242</,
    );
  });

  test("a shipment's mails show how far the order is, and whoever receives it as a present reads nothing of ordering and paying", () => {
    const view = sampleView("shipment_shipped");
    expect(render("shipment_shipped", view).html).toContain("line-height:5px");
    const gift = { recipient: { email: "ben@okada.example" } };
    const present = sampleView("shipment_shipped", "en", (details) => ({ ...details, gift }));
    expect(present.timeline.map(({ label }) => label)).toEqual(["Shipped", "Out for delivery", "Delivered"]);
    expect(render("shipment_shipped", present).text).not.toMatch(/order(?:ed)? (?!a gift)|paid|confirmed/i);
  });
});
