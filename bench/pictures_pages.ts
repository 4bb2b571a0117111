/** The customer's pages other than the order's own, with long names or several scripts. */
import { glance, historyView } from "../src/mail/view/history_view.ts";
import type { PageFacts } from "../src/mail/view/page_view.ts";
import { orderPageView } from "../src/mail/view/page_view.ts";
import { orderView, shopView } from "../src/mail/view/order_view.ts";
import { FormPage, type FormView } from "../templates/pages/form.tsx";
import { NewsPage } from "../templates/pages/news.tsx";
import { HistoryPage } from "../templates/pages/history.tsx";
import { MailsPage } from "../templates/pages/mails.tsx";
import { GiftPage, OrderPage } from "../templates/pages/order.tsx";
import { PrivacyPage } from "../templates/pages/privacy.tsx";
import { ReceiptPage } from "../templates/pages/receipt.tsx";
import { ARABIC_NAME, HEBREW_TITLE, LONG_TITLE } from "./mails/orders.ts";
import { NORDLICHT, NOW_MS } from "./pictures_cast.ts";
import type { Order } from "../src/orders/state.ts";

const LOCALE = "en-GB";
const SHOP = shopView(NORDLICHT, LOCALE);
const BACK = { href: "/o/token", label: "Back to your order" };

/** Returns pages by name; `facts` gives the content of an order's page. */
export function pages(
  { shipped, delivered }: { readonly shipped: Order; readonly delivered: Order },
  facts: (order: Order, changed?: Partial<PageFacts>) => PageFacts,
): Readonly<Record<string, string>> {
  const mixed = ofSeveralScripts(shipped);
  const home = ofSeveralScripts(delivered);
  const view = orderPageView(facts(mixed, { proven: true, conversations: TALKS, actions: ACTIONS }));
  const link = { page_url: "https://orders.nordlicht.example/g/token" };
  const glances = [mixed, shipped, delivered].map((order) =>
    glance(order, NORDLICHT, LOCALE, "/o/token", NOW_MS)
  );
  const list = { locale: LOCALE, shop: NORDLICHT, path: "/h/token", searched_until: null };
  return {
    page_mixed: String(OrderPage({ view })),
    page_masked: String(
      OrderPage({ view: orderPageView(facts(mixed, { conversations: TALKS, actions: ACTIONS })) }),
    ),
    page_receipt: String(
      ReceiptPage({ view: orderPageView(facts(home, { proven: true })), back: "/o/token" }),
    ),
    page_gift: String(
      GiftPage({
        view: orderView(mixed, NORDLICHT, link, NOW_MS, "recipient"),
        words: GREETING,
        shows_contents: false,
      }),
    ),
    page_orders: String(
      HistoryPage({
        view: historyView({ ...list, query: "", orders: glances, older: "/h/token?after=x", newest: null }),
      }),
    ),
    page_orders_none: String(
      HistoryPage({
        view: historyView({ ...list, query: HEBREW_TITLE, orders: [], older: null, newest: "/h/token" }),
      }),
    ),
    page_form: String(FormPage({ form: formOf(home) })),
    page_news: String(
      NewsPage({
        news: {
          ...HEAD,
          title: "Thank you, we’ve got it",
          lines: ["We’ve sent a confirmation to your inbox."],
          back: BACK,
        },
      }),
    ),
    page_end: String(
      NewsPage({
        news: {
          ...HEAD,
          mood: "needs",
          title: "Your return is approved",
          lines: [
            "Send it back by Friday 18 December.",
            "We’ll email you when it reaches us, and again when your refund is on its way.",
            "Emails about it go to a…@l….example.",
          ],
          back: BACK,
          onward: { href: "/o/token/labels/r1", label: "Get your return label", is_main: true },
        },
      }),
    ),
    page_mails: String(MailsPage({ view: { locale: LOCALE, shop: SHOP, back: BACK, mails: MAILS } })),
    page_privacy: String(
      PrivacyPage({ locale: LOCALE, shop: SHOP, path: "/o/token", tokens: { export: "x", revoke: "x" } }),
    ),
  };
}

const HEAD = { locale: LOCALE, shop: SHOP, reference: "Order #1001" };
const GREETING = `كل عام وأنتم بخير!\n\nHappy birthday, ${ARABIC_NAME}.`;
const ACTIONS = ([
  ["problem", "Report a problem"],
  ["ask", "Ask a question"],
  ["address", "Change the delivery address"],
  ["cancel", "Request cancellation"],
  ["return", "Return or exchange items"],
  ["rate", "Rate your order"],
  ["withdraw", "Withdraw from contract here"],
] as const).map(([offer, label]) => ({ offer, href: `/o/token/${offer}`, label }));
const MAILS = ["Delivered", "Out for delivery", "On its way", "Order confirmation"].map((name) => ({
  name,
  at: "24 Nov, 09:12",
  href: "/o/token/mails/x",
}));
const TALKS: PageFacts["conversations"] = [{
  id: "1",
  topic: "Something is damaged",
  is_open: true,
  messages: [
    {
      at_ms: NOW_MS - 7_200_000,
      asks: false,
      author: "customer",
      person: null,
      words: `הקומקום נשבר (Sand).\n${HEBREW_TITLE}`,
    },
    {
      at_ms: NOW_MS - 3_600_000,
      asks: false,
      author: "shop",
      person: "Anna",
      words: "We’re sorry. A new one leaves today.",
    },
  ],
}];

function ofSeveralScripts(order: Order): Order {
  const { lines } = order.details;
  const titles = [HEBREW_TITLE, LONG_TITLE];
  const address = {
    name: ARABIC_NAME,
    lines: ["شارع الملك فيصل ١٢", "Apt 4"],
    postal_code: "11511",
    city: "القاهرة",
    country: "EG",
  };
  const details = {
    ...order.details,
    locale: LOCALE,
    lines: lines.map((line, index) => ({ ...line, title: titles[index] ?? line.title })),
    shipping_address: address,
    billing_address: address,
  };
  return { ...order, details };
}

/** Returns a form with every kind of field. */
function formOf({ details }: Order): FormView {
  return {
    ...HEAD,
    title: "Return or exchange",
    lead: ["Unworn, with its label."],
    error: "Please fill in what’s missing.",
    saved: null,
    action: "/o/token/return",
    hidden: {},
    fields: [
      {
        type: "quantities",
        name: "lines",
        label: "What would you like to return?",
        items: details.lines.map(({ id, title, quantity }) => ({
          name: `line-${id}`,
          title,
          detail: `Ordered: ${quantity}`,
          max: quantity,
          value: 0,
        })),
      },
      {
        type: "one",
        name: "why",
        label: "Why?",
        required: true,
        options: ["Too big", "Too small", HEBREW_TITLE].map((label, index) => ({
          value: String(index),
          label,
          checked: index === 1,
        })),
      },
      {
        type: "many",
        name: "class",
        label: "Send me",
        options: [{
          value: "progress",
          label: "Delivery updates",
          hint: "Shipped, delivered",
          checked: true,
        }],
      },
      scale("delivery", "The delivery", 1, 5, "4"),
      scale("nps", "How likely are you to recommend us?", 0, 10, null),
      { type: "text", name: "name", label: "Your name", value: ARABIC_NAME, required: true },
      { type: "code", name: "code", label: "Six-digit code" },
      { type: "long", name: "words", label: "Anything else we should know? (optional)", value: "" },
      {
        type: "pictures",
        name: "pictures",
        label: "Photos",
        hint: "Up to four photos if something is damaged or wrong.",
      },
      { type: "lines", lines: ["I hereby withdraw from my contract.", ARABIC_NAME] },
    ],
    submit: "Send",
    back: BACK,
  };
}

function scale(name: string, label: string, from: number, to: number, chosen: string | null) {
  const values = Array.from({ length: to - from + 1 }, (_, index) => String(from + index));
  const options = values.map((value) => ({ value, label: value, checked: value === chosen }));
  return { type: "score" as const, name, label, hint: null, options };
}
