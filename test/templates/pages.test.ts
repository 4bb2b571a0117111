import { describe, expect, test } from "vitest";
import type { OrderEvent } from "../../src/orders/event.ts";
import { DevMailboxPage, DevMailPage, framedMail } from "../../templates/pages/dev_mailbox.tsx";
import { LinkGonePage, LinkSentPage, RootPage } from "../../templates/pages/link_gone.tsx";
import { NewsPage, type NewsView } from "../../templates/pages/news.tsx";
import { OrderPage } from "../../templates/pages/order.tsx";
import { ProblemPage } from "../../templates/pages/problem.tsx";
import { offersOf } from "../../src/customers/offers.ts";
import { ORDER_KINDS } from "../../src/messages/message.ts";
import { sampleFor } from "../mail/kind_samples.ts";
import { orderOf, pageOf, scanned } from "../mail/views.ts";
import { ADAS_ORDER, SHOP } from "../support/cast.ts";

const ENGLISH = { ...ADAS_ORDER, locale: "en" };
const MAIL = {
  id: "8204-ab",
  kind: "order_confirmation",
  to: "ada@lovelace.example",
  subject: "<b>Order</b> #1001 confirmed",
  order: "#1001",
  at: "2026-11-22T18:42:03.120Z",
};

function orderPage(...events: readonly OrderEvent[]): string {
  return String(OrderPage({ view: pageOf(orderOf(ENGLISH, ...events)) }));
}

const KONTOR = pageOf(orderOf(ENGLISH)).shop;

function newsPage(changed: Partial<NewsView>): string {
  const back = { href: "/o/token", label: "Back to your order" };
  const news = { locale: "en", shop: KONTOR, reference: "Order #1001", title: "Done", lines: [], back };
  return String(NewsPage({ news: { ...news, ...changed } }));
}

const PAGES: Readonly<Record<string, string>> = {
  order: orderPage(),
  gone: String(LinkGonePage({ locale: "de", fresh_path: "/o/tok.en/fresh" })),
  sent: String(LinkSentPage({ locale: "en" })),
  not_found: String(ProblemPage({ locale: "en", problem: "not_found" })),
  failed: String(ProblemPage({ locale: "de-AT", problem: "failed" })),
  busy: String(ProblemPage({ locale: "en", problem: "busy", again_path: "/o/token", shop: KONTOR })),
  root: String(RootPage({ locale: "en" })),
  news: newsPage({}),
  mailbox: String(DevMailboxPage({ mails: [MAIL] })),
  empty_mailbox: String(DevMailboxPage({ mails: [] })),
  mail: String(DevMailPage({ mail: MAIL, tab: "html", text: "", source: "" })),
};

describe("every page", () => {
  for (const [name, html] of Object.entries(PAGES)) {
    test(`${name} follows a policy without inline styles and scripts, is not indexed and passes its address to nobody`, () => {
      expect(html).toMatch(/^<!doctype html><html lang="[a-zA-Z-]+" dir="ltr">/);
      expect(html).not.toMatch(/<script|<style| style=| on[a-z]+=/);
      expect(html).toContain('<meta name="robots" content="noindex, nofollow"/>');
      expect(html).toContain('<meta name="referrer" content="no-referrer"/>');
      expect(html.match(/<h1/g)).toHaveLength(1);
      expect(html.match(/<main/g)).toHaveLength(1);
      expect(html).toMatch(/<title>[^<]+<\/title>/);
    });
  }
});

describe("the order's page", () => {
  test("it links to the carrier where an address is known, and shows the number where none is", () => {
    const linked = orderPage(
      scanned("shipped", 1, { tracking: [{ number: "42", carrier: "DHL", url: "https://dhl.example/42" }] }),
    );
    expect(linked).toContain('href="https://dhl.example/42"');
    expect(linked).toContain("Track with DHL");
    const numbered = orderPage(scanned("shipped", 1, { tracking: [{ number: "42", carrier: "Hermes" }] }));
    expect(numbered).toContain("<dd>Hermes</dd>");
    expect(numbered).toContain("<dd>42</dd>");
    expect(numbered).not.toContain('class="button"');
  });

  test("the present step of the order is marked for readers who cannot see it", () => {
    const [, step] = /<li class="current" aria-current="step"><span class="label">(.*?)<\/span>/.exec(
      orderPage(),
    )!;
    expect(step).toContain("Paid");
    expect(orderPage()).toContain("(Still to come)");
  });

  test("a mail from here to the shop already names the order in its subject", () => {
    expect(orderPage()).toContain("mailto:help@kontor.example?subject=%231001");
  });

  test("it has the shop's colour through its stylesheet", () => {
    const view = pageOf(orderOf(ENGLISH), { ...SHOP, brand: { accent: "#FFD400" } });
    expect(String(OrderPage({ view }))).toMatch(
      /href="\/assets\/page\.css\?v=[0-9a-f]{8}&amp;accent=ffd400"/,
    );
  });

  test("a return can be started here once the shipment has arrived", () => {
    const shop = {
      ...SHOP,
      returns: { window_days: 30, url: "https://kontor.example/returns", excluded_skus: [] },
    };
    const arrived = pageOf(orderOf(ENGLISH, scanned("delivered", 1)), shop);
    expect(String(OrderPage({ view: arrived }))).toContain('href="https://kontor.example/returns"');
    expect(orderPage()).not.toContain("Start a return");
  });
});

describe("buttons of the order's page", () => {
  test.each(ORDER_KINDS)("one is filled at most where %s is the news", (kind) => {
    const { order } = sampleFor(kind);
    const now_ms = Date.parse(ADAS_ORDER.placed_at) + 5 * 86_400_000;
    const actions = offersOf({ order, shop: SHOP, ledger: [], now_ms }).map((offer) => ({
      offer,
      href: `/o/token/${offer}`,
      label: offer,
    }));
    const html = String(OrderPage({ view: pageOf(order, SHOP, { actions, now_ms }) }));
    expect(html.match(/class="button"/g)?.length ?? 0).toBeLessThanOrEqual(1);
  });

  test("a label to get is the filled one above, and a quiet one beside its return", () => {
    const html = String(OrderPage({ view: pageOf(sampleFor("return_approved").order) }));
    expect(html).toMatch(/<a class="button" href="[^"]+"[^>]*>Get your return label</);
    expect(html).toMatch(/<a class="button quiet" href="[^"]+"[^>]*>Return label</);
  });
});

describe("a link that does not open", () => {
  test("one button asks for a new link at the link's own path", () => {
    expect(PAGES["gone"]).toContain('<form method="post" action="/o/tok.en/fresh">');
    expect(PAGES["gone"]).toContain("Neuen Link zusenden");
  });

  test("neither page shows whether such an order exists", () => {
    for (const html of [PAGES["gone"], PAGES["sent"]]) {
      expect(html).not.toMatch(/#1001|Kontor|expired|invalid|abgelaufen|ungültig/i);
    }
  });
});

describe("a page without an order", () => {
  test("at the root says how to come to one, and leads in no circle", () => {
    expect(PAGES["root"]).toContain("<h1>Where is your order?</h1>");
    expect(PAGES["root"]).toContain("Open the newest email about your order.");
    expect(PAGES["root"]).not.toMatch(/<main.*href=|class="button/);
  });

  test("for a moment of change stands in the shop's look and has one button, to the same page", () => {
    expect(PAGES["busy"]).toContain("<h1>Back in a moment</h1>");
    expect(PAGES["busy"]).toContain("Kontor &amp; Söhne");
    expect(PAGES["busy"]!.match(/class="button[^>]*>/g)).toEqual(['class="button" href="/o/token">']);
  });
});

describe("the last page of a form", () => {
  test("has the face of the order's situation, the fact first and then each step", () => {
    const html = newsPage({
      mood: "sorry",
      lines: ["We received it.", "We’ll email you.", "To a…@l….example."],
    });
    expect(html).toContain('class="hero end mood-sorry"');
    expect(html).toContain(
      '<p class="lead">We received it.</p><ol class="then"><li>We’ll email you.</li><li>To a…@l….example.</li></ol>',
    );
    expect(newsPage({ lines: ["We received it."] })).not.toContain("<ol");
  });

  test("fills the one button that the customer should press now", () => {
    const label = { href: "/o/token/label", label: "Get your return label" };
    const filled = (html: string) => html.match(/class="button" href="[^"]+"/g);
    expect(filled(newsPage({}))).toEqual(['class="button" href="/o/token"']);
    expect(filled(newsPage({ onward: label }))).toEqual(['class="button" href="/o/token"']);
    expect(filled(newsPage({ onward: { ...label, is_main: true } }))).toEqual([
      'class="button" href="/o/token/label"',
    ]);
    expect(newsPage({ back: null })).not.toContain("acts-first");
  });
});

describe("the developer's mailbox", () => {
  test("a mail is listed with everything that makes it different from the next one", () => {
    for (
      const stated of ["/dev/mail/8204-ab", "ada@lovelace.example", "order_confirmation", "#1001", "18:42:03"]
    ) {
      expect(PAGES["mailbox"]).toContain(stated);
    }
    expect(PAGES["mailbox"]).toContain("&lt;b&gt;Order&lt;/b&gt;");
  });

  test("an empty mailbox says what to try next", () => {
    expect(PAGES["empty_mailbox"]).toContain("deno task demo");
  });

  test("the mail's HTML is shown in a frame that may run nothing", () => {
    const [frame] = /<iframe[^>]*>/.exec(PAGES["mail"]!)!;
    expect(frame).toContain('src="/dev/mail/8204-ab/html"');
    expect(frame).toContain('sandbox="allow-popups allow-popups-to-escape-sandbox"');
    expect(framedMail("<html><head></head></html>")).toContain('<base target="_blank">');
  });

  test("text and source are shown as they are", () => {
    const shown = { mail: MAIL, text: "Danke & <Gruß>", source: "Subject: <x>" };
    expect(String(DevMailPage({ ...shown, tab: "text" }))).toContain("Danke &amp; &lt;Gruß&gt;");
    expect(String(DevMailPage({ ...shown, tab: "source" }))).toContain("Subject: &lt;x&gt;");
  });
});
