import { describe, expect, test } from "vitest";
import { render } from "../../../src/mail/content/render.ts";
import { ORDER_KINDS } from "../../../src/messages/message.ts";
import type { OrderDetails } from "../../../src/orders/event.ts";
import { OrderPage } from "../../../templates/pages/order.tsx";
import type { OrderView } from "../../../templates/view.ts";
import { DAY_MS } from "../../../src/orders/days.ts";
import { ADAS_ORDER, BENS_ORDER, GUESTS_ORDER, NOW_MS, SHOP } from "../../support/cast.ts";
import { sampleView } from "../kind_samples.ts";
import { orderOf, PAGE_URL, pageOf, scanned, viewOf } from "../views.ts";

const ENGLISH = { ...ADAS_ORDER, locale: "en" };

function confirmation(details: OrderDetails) {
  return render("order_confirmation", viewOf(orderOf(details)));
}

function withLines(count: number): OrderDetails {
  const line = {
    ...ENGLISH.lines[0]!,
    image_url: "https://cdn.kontor.example/images/products/coffee-grinder-oak.jpg",
  };
  return { ...ENGLISH, lines: Array.from({ length: count }, (_, index) => ({ ...line, id: String(index) })) };
}

function sizeOf(html: string): number {
  return new TextEncoder().encode(html).length;
}

describe("the head of a confirmation", () => {
  const head = (details: OrderDetails, days = 0) =>
    render("order_confirmation", viewOf(orderOf(details), SHOP, NOW_MS + days * DAY_MS)).text
      .split("\n\n").slice(0, 3);

  test("thanks for an order that is paid, and says how it stands once", () => {
    const [headline, lead, standing] = head(ENGLISH);
    expect(headline).toBe("Thank you, Ada");
    expect(lead).toBe("We’ve received your order. You can follow it on your order page at any time.");
    expect(standing).toMatch(
      /^Your order now: Expected Wed, Nov 25 – Fri, Nov 27\nWe’re getting your order ready\n/,
    );
  });

  test("thanks nobody above what is unpaid, failed or late: there the situation is the headline", () => {
    expect(head({ ...ENGLISH, payment: { status: "failed" } }).slice(0, 2)).toEqual([
      "Your payment didn’t go through",
      "We’ve received your order, but not your payment yet. Your order page will show it as soon as it arrives.",
    ]);
    expect(head({ ...ENGLISH, payment: { status: "pending" } })[0]).toBe("Waiting for your payment");
    const late = head({ ...ENGLISH, promised: { until: "2026-11-23" } }, 6);
    expect(late[0]).toBe("Your order is late");
    expect(late[1]).toMatch(/^We’re sorry\. It should have arrived by Monday, November 23\./);
    expect(late[2]).toMatch(/^View your order:/);
  });
});

describe("the confirmation", () => {
  test("it holds everything that the customer bought, paid and may expect", () => {
    const { subject, html, text } = confirmation(ENGLISH);
    expect(subject).toBe("Order #1001 confirmed · Kaffeemühle „Mahlwerk“ and one more");
    for (const part of [html, text]) {
      for (
        const words of [
          "Thank you, Ada",
          "Wed, Nov 25 – Fri, Nov 27",
          PAGE_URL,
          "Espressobohnen, 1 kg",
          "2 × €24.50 · €4.90 off",
          "€44.10",
          "−€10.00",
          "Shipping (DHL Paket)",
          "€128.90",
          "Includes €20.70 tax",
          "Paid with Visa ···· 4242",
          "10119 Berlin",
          "30 days of delivery",
          "help@kontor.example",
          "#1001",
          "Speicherstadt 1",
        ]
      ) expect(part).toContain(words);
    }
  });

  test("whoever left no name is greeted without one", () => {
    const { html, text } = confirmation({ ...GUESTS_ORDER, locale: "en" });
    expect(html).toContain("Thank you for your order");
    expect(text.startsWith("Thank you for your order\n")).toBe(true);
    expect(html + text).not.toMatch(/null|undefined|Thank you, /);
  });

  test("the inbox shows the date and the total behind the subject", () => {
    expect(confirmation(ENGLISH).html).toContain(
      "Expected delivery: Wed, Nov 25 – Fri, Nov 27. 3 items, €128.90.",
    );
  });

  test("a picture has its words, and a missing one leaves a letter in its place", () => {
    expect(confirmation(withLines(1)).html).toMatch(
      /<img class="i" src="https:[^"]+" alt="Kaffeemühle [^"]+" width="64" height="64"/,
    );
    expect(confirmation(BENS_ORDER).html).toMatch(/aria-hidden="true"[^>]*>H<\/span>/);
    expect(confirmation(BENS_ORDER).html).not.toContain("<img");
  });

  test("an unpaid order is shown as unpaid", () => {
    const { html } = confirmation({ ...ENGLISH, payment: { status: "pending" } });
    expect(html).toContain("but not your payment yet");
    expect(html).toContain("Not paid yet");
  });

  test("the schema is read back as the order it is", () => {
    const [, json] = /<script type="application\/ld\+json">(.*?)<\/script>/.exec(confirmation(ENGLISH).html)!;
    expect(JSON.parse(json!)).toMatchObject({
      "@type": "Order",
      orderNumber: "#1001",
      price: "128.90",
      priceCurrency: "EUR",
      url: PAGE_URL,
      acceptedOffer: [
        { itemOffered: { name: expect.stringContaining("Kaffeemühle") } },
        { itemOffered: { name: "Espressobohnen, 1 kg" }, eligibleQuantity: { value: 2 } },
      ],
    });
  });
});

describe("the text part", () => {
  test("a link has its line to itself, nothing is markup, no line is blank at its end", () => {
    for (const kind of ORDER_KINDS) {
      const { text } = render(kind, sampleView(kind));
      expect(text.split("\n")).toContain(PAGE_URL);
      expect(text).not.toMatch(/[<>]|&\w+;/);
      expect(text).not.toMatch(/\n{4}/);
      expect(text.endsWith("\n")).toBe(true);
      expect(text.split("\n").filter((line) => line !== line.trimEnd())).toEqual(["-- "]);
    }
  });
});

describe("a new link", () => {
  test("it says which order it opens, as a button and as an address to copy", () => {
    const { subject, html, text } = render("order_link", viewOf(orderOf(ENGLISH)));
    expect(subject).toBe("Your link to order #1001");
    expect(html).toContain(">Open order #1001</a>");
    expect(html).toContain(`>${PAGE_URL}</a>`);
    expect(text).toContain("It opens your order #1001 from November 22, 2026.");
  });

  test("it shows nothing of what was bought, since somebody else may have asked for it", () => {
    const { html, text } = render("order_link", viewOf(orderOf(ENGLISH)));
    expect(html + text).not.toMatch(/Espresso|Torstraße|128\.90|ld\+json/);
  });
});

describe("what strangers wrote", () => {
  const EVIL = `"><script>alert('x')</script><img src=x onerror=alert(1)>`;
  const address = {
    name: EVIL,
    company: EVIL,
    lines: [EVIL],
    city: EVIL,
    region: EVIL,
    postal_code: EVIL,
    country: "US",
  };
  const evil: OrderDetails = {
    ...ENGLISH,
    number: EVIL,
    customer: { name: EVIL, first_name: EVIL.slice(0, 40) },
    billing_address: address,
    shipping_address: { ...address, name: `${EVIL}2` },
    lines: [{
      ...ENGLISH.lines[0]!,
      title: EVIL,
      variant: EVIL,
      sku: EVIL,
      image_url: `https://x.example/"><script>`,
    }],
    discounts: [{ label: EVIL, amount_minor: 1 }],
    shipping: { label: EVIL, amount_minor: 1 },
    fees: [{ label: EVIL, amount_minor: 1 }],
    payment: { status: "paid", method: { brand: EVIL, wallet: EVIL } },
  };
  const shop = { ...SHOP, name: EVIL, legal_lines: [EVIL] };
  const scan = {
    ...scanned("shipped", 1, { lines: [], tracking: [{ number: EVIL, carrier: EVIL }] }),
    place: EVIL,
    description: EVIL,
  };
  const order = orderOf(evil, scan, { ...scan, type: "shipment.in_transit" });
  const view: OrderView = viewOf(order, shop);

  test("no field of it becomes markup in a mail or on the page", () => {
    const documents = [
      render("order_confirmation", view).html,
      render("order_link", view).html,
      String(OrderPage({ view: pageOf(order, shop) })),
    ];
    for (const html of documents) {
      expect(html).not.toContain("<script>");
      expect(html).not.toContain("<img src=x");
      expect(html).toContain("&lt;script&gt;");
    }
  });

  test("nothing in the schema can end its element, and it still reads as it was written", () => {
    expect(view.json_ld).not.toMatch(/[<>]/);
    expect(JSON.parse(view.json_ld).acceptedOffer[0].itemOffered.name).toBe(EVIL);
  });
});

describe("size", () => {
  test("ten lines stay below 13 KB and forty below 30 KB, far from where Gmail cuts", () => {
    expect(sizeOf(confirmation(withLines(10)).html)).toBeLessThan(13_000);
    expect(sizeOf(confirmation(withLines(40)).html)).toBeLessThan(30_000);
  });

  test("a thousand lines, each with an endless picture address, still fit, and the mail says where the rest is", () => {
    const order = withLines(1_000);
    const long = order.lines.map((line) => ({
      ...line,
      image_url: `https://cdn.example/${"x".repeat(1_900)}`,
    }));
    const { html, text } = confirmation({ ...order, lines: long });
    expect(sizeOf(html)).toBeLessThan(90_001);
    expect(html).toMatch(/\d+ more items are on your order page/);
    expect(text).toContain("920 more items are");
    expect(html).toContain("Total");
  });
});

describe("the shape of a mail's HTML", () => {
  test("every table is for layout only, and the language and direction are set", () => {
    for (const kind of ORDER_KINDS) {
      const { html } = render(kind, sampleView(kind, "de-DE"));
      expect(html).toMatch(/^<!doctype html><html lang="de-DE" dir="ltr">/);
      for (const [table] of html.matchAll(/<table[^>]*>/g)) expect(table).toContain('role="presentation"');
      expect(html).toContain('<meta name="color-scheme" content="light dark"/>');
      expect(html).toContain("@media(prefers-color-scheme:dark)");
      expect(html).toContain("[data-ogsc]");
    }
  });

  test("text that runs from right to left puts prices on the left", () => {
    const { html } = render("order_confirmation", { ...viewOf(orderOf(ENGLISH)), dir: "rtl" });
    expect(html).toContain('dir="rtl"');
    expect(html).toContain('<td style="padding:0 0 20px 16px"><b>');
    expect(html).toContain('<td align="left" nowrap>');
    expect(html).not.toContain('<td align="right" nowrap>');
  });
});
