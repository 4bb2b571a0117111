/** Every mail and page that is photographed, by name: the worker's answers for the orders of the pictures. */
import { mailView } from "../src/mail/content/mail_content.ts";
import { orderPageView, type PageFacts } from "../src/mail/view/page_view.ts";
import { orderView, shopView } from "../src/mail/view/order_view.ts";
import { render } from "../src/mail/content/render.ts";
import type { FactsShown } from "../src/messages/ledger.ts";
import type { OrderKind } from "../src/messages/message.ts";
import type { ShopSettings } from "../src/orders/shop.ts";
import { chooseLocale } from "../templates/locales/translate.ts";
import { type DevMail, DevMailboxPage, DevMailPage, framedMail } from "../templates/pages/dev_mailbox.tsx";
import { LinkGonePage, LinkSentPage, RootPage } from "../templates/pages/link_gone.tsx";
import { OrderPage } from "../templates/pages/order.tsx";
import { ProblemPage } from "../templates/pages/problem.tsx";
import { pages } from "./pictures_pages.ts";
import { cast, INK, NORDLICHT, NOW_MS, YELLOW } from "./pictures_cast.ts";
import type { Order } from "../src/orders/state.ts";

const PAGE_URL = "https://orders.nordlicht.example/o/1.8hP3kQm2vX7aJtR5wZc9LfYd6SgBn4Ue0oKiTqMxVb.3f9c";

export function sheets(origin: string): ReadonlyMap<string, string> {
  const orders = cast(origin);
  const view = (order: Order, shop: ShopSettings) => orderView(order, shop, { page_url: PAGE_URL }, NOW_MS);
  const confirmation = (order: Order, shop: ShopSettings) => render("order_confirmation", view(order, shop));
  const news = (kind: OrderKind, order: Order, about: string, facts_shown: FactsShown = {}) =>
    render(kind, mailView(order, NORDLICHT, { kind, about }, facts_shown, { page_url: PAGE_URL }, NOW_MS))
      .html;
  const page = (order: Order, shop: ShopSettings, changed: Partial<PageFacts> = {}) =>
    String(OrderPage({ view: orderPageView(facts(order, shop, changed)) }));
  const english = confirmation(orders.english, NORDLICHT);
  return new Map(Object.entries({
    mail_ada: confirmation(orders.ada, NORDLICHT).html,
    mail_english: framedMail(english.html),
    mail_ben: confirmation(orders.ben, INK).html,
    mail_long: confirmation(orders.long, YELLOW).html,
    mail_images_off: confirmation(orders.ada, NORDLICHT).html.replaceAll(
      /src="[^"]+"/g,
      'src="data:image/png;base64,"',
    ),
    mail_rtl: render("order_confirmation", { ...view(orders.ada, NORDLICHT), dir: "rtl" }).html,
    mail_arabic: confirmation(inLocale(orders.ada, "ar-EG"), NORDLICHT).html,
    mail_arabic_shipped: news("shipment_shipped", inLocale(orders.partly, "ar-EG"), "p1"),
    mail_italian: confirmation(inLocale(orders.ada, "it-IT"), NORDLICHT).html,
    page_arabic: page(inLocale(orders.shipped, "ar-EG"), NORDLICHT),
    mail_link: render("order_link", view(orders.ada, NORDLICHT)).html,
    mail_link_yellow: render("order_link", view(orders.long, YELLOW)).html,
    mail_shipped: news("shipment_shipped", orders.partly, "p1"),
    mail_delay: news("delay_notice", orders.shipped, "2026-11-25", { expected: { until: "2026-11-23" } }),
    mail_refund: news("refund_issued", orders.refunded, "r1"),
    mail_feedback: news("feedback_request", orders.delivered, ""),
    page_preparing: page(orders.ada, NORDLICHT),
    page_shipped: page(orders.shipped, NORDLICHT),
    page_history: page(orders.shipped, NORDLICHT).replace("<details", "<details open"),
    page_partly: page(orders.partly, INK),
    page_delivered: page(orders.delivered, YELLOW),
    page_refunded: page(orders.refunded, NORDLICHT),
    page_cancelled: page(orders.cancelled, NORDLICHT),
    page_unpaid: page(orders.ben, INK),
    page_long: page(orders.long, NORDLICHT),
    ...pages(orders, (order, changed) => facts(order, NORDLICHT, changed)),
    gone: String(LinkGonePage({ locale: "de", fresh_path: "/o/token/fresh" })),
    gone_sent: String(LinkSentPage({ locale: "en" })),
    gone_root: String(RootPage({ locale: "en" })),
    problem_not_found: String(ProblemPage({ locale: "en", problem: "not_found" })),
    problem_failed: String(ProblemPage({ locale: "de", problem: "failed" })),
    problem_busy: String(
      ProblemPage({
        locale: "en",
        problem: "busy",
        again_path: "/o/token",
        shop: shopView(NORDLICHT, "en"),
        find_path: "/s/nordlicht/orders",
      }),
    ),
    dev_empty: String(DevMailboxPage({ mails: [] })),
    dev_list: String(DevMailboxPage({ mails: MAILS })),
    dev_html: String(DevMailPage({ mail: MAILS[0]!, tab: "html", text: "", source: "" })),
    dev_phone: String(DevMailPage({ mail: MAILS[0]!, tab: "phone", text: "", source: "" })),
    dev_sms: String(DevMailPage({ mail: MAILS[0]!, tab: "text", text: english.text, source: "" })),
    dev_source: String(DevMailPage({ mail: MAILS[0]!, tab: "source", text: "", source: SOURCE })),
  }));
}

function inLocale(order: Order, locale: string): Order {
  return { ...order, details: { ...order.details, locale } };
}

function facts(order: Order, shop: ShopSettings, changed: Partial<PageFacts> = {}): PageFacts {
  return {
    order,
    shop,
    ledger: [],
    conversations: [],
    chat: null,
    locale: chooseLocale(order.details.locale, shop.locale),
    proven: false,
    page_url: PAGE_URL,
    path: "/o/token",
    actions: [],
    now_ms: NOW_MS,
    ...changed,
  };
}

const MAILS: readonly DevMail[] = [
  mail(
    "1",
    "order_confirmation",
    "ada@lovelace.example",
    "Order #1001 confirmed",
    "#1001",
    "2026-11-22T18:42:03.120Z",
  ),
  mail(
    "2",
    "order_link",
    "ben@okada.example",
    "Your link to order #2002",
    "#2002",
    "2026-11-22T18:40:47.004Z",
  ),
  mail(
    "3",
    "order_confirmation",
    "a.very.long.address.that.somebody.really.has@department.of.long.names.example",
    "Vielen Dank für Ihre Bestellung #NL-2026-11-0000003003",
    "#NL-2026-11-0000003003",
    "2026-11-22T18:12:00.900Z",
  ),
  mail(
    "4",
    "order_confirmation",
    "ben@okada.example",
    "Order #2002 confirmed",
    "#2002",
    "2026-11-22T17:59:31.000Z",
  ),
];

const SOURCE = [
  "Message-ID: <demo.1001.order_confirmation@orders.nordlicht.example>",
  "From: Nordlicht <hallo@nordlicht.example>",
  "To: Ada Lovelace <ada@lovelace.example>",
  "Subject: Order #1001 confirmed",
  "Date: Sun, 22 Nov 2026 18:42:03 +0000",
  "MIME-Version: 1.0",
  'Content-Type: multipart/alternative; boundary="=_waybill"',
  "",
  "--=_waybill",
  "Content-Type: text/plain; charset=utf-8",
  "Content-Transfer-Encoding: base64",
  "",
  "VGhhbmsgeW91LCBBZGEuCgpZb3VyIG9yZGVyIGlzIGluIGFuZCB3ZeKAmXJlIGdldHRpbmcgaXQgcmVhZHku",
].join("\r\n");

function mail(id: string, kind: string, to: string, subject: string, order: string, at: string): DevMail {
  return { id, kind, to, subject, order, at };
}
