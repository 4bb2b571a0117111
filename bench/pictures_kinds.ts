/**
 * One sheet for each kind of an order's mail and for each mood of its page, with the same news for several orders: one line, ten,
 * split, a present, to be collected, digital, late, failed. What a kind or a mood cannot be is left out.
 */
import { mailView } from "../src/mail/content/mail_content.ts";
import { render } from "../src/mail/content/render.ts";
import { offersOf } from "../src/customers/offers.ts";
import { shopWords } from "../src/mail/format/shop_wording.ts";
import { orderPageView } from "../src/mail/view/page_view.ts";
import { ORDER_KINDS, type OrderKind } from "../src/messages/message.ts";
import type { OrderDetails } from "../src/orders/event.ts";
import type { Order } from "../src/orders/state.ts";
import { OrderPage } from "../templates/pages/order.tsx";
import { sampleFor } from "../test/mail/kind_samples.ts";
import { ADAS_ORDER } from "../test/support/cast.ts";
import { NORDLICHT } from "./pictures_cast.ts";

const PAGE_URL = "https://orders.nordlicht.example/o/token";
const NOW_MS = Date.parse("2026-11-22T12:00:00.000Z");
const DAY_MS = 86_400_000;

type Change = (details: OrderDetails) => OrderDetails;

/** By the name that stands above it. */
const ORDERS: Readonly<Record<string, { readonly change: Change; readonly days_later?: number }>> = {
  "one line": { change: (details) => summed({ ...details, lines: details.lines.slice(0, 1) }) },
  "ten lines": {
    change: (details) =>
      summed({
        ...details,
        lines: Array.from(
          { length: 10 },
          (_, index) => ({ ...details.lines[index % 2]!, id: String(index + 1) }),
        ),
      }),
  },
  "split": { change: (details) => details },
  "present": {
    change: (details) => ({
      ...details,
      gift: { recipient: { email: "ben@okada.example", name: "Ben Okada" }, message: "Happy birthday!" },
    }),
  },
  "to be collected": {
    change: (details) => ({
      ...details,
      lines: details.lines.map((line) => ({ ...line, way: "pickup" as const })),
      pickup: { name: "Nordlicht", lines: ["Torstraße 1", "10119 Berlin"], note: "Mon–Sat 10–19" },
    }),
  },
  "digital": {
    change: (details) => ({
      ...details,
      lines: details.lines.map((line) => ({ ...line, requires_shipping: false, way: "digital" as const })),
    }),
  },
  "late": { change: (details) => ({ ...details, promised: { until: "2026-11-23" } }), days_later: 6 },
  "failed": { change: (details) => ({ ...details, payment: { status: "failed" } }) },
};

/** The order without its discount, its total that of its lines and its delivery. */
function summed({ discounts: _, ...details }: OrderDetails): OrderDetails {
  const lines_minor = details.lines.map(({ quantity, unit_price_minor, discount_minor = 0 }) =>
    quantity * unit_price_minor - discount_minor
  );
  const total_minor = lines_minor.reduce((sum, minor) => sum + minor, details.shipping?.amount_minor ?? 0);
  return { ...details, discounts: [], total_minor };
}

/** What a kind cannot be: nothing digital travels, and what is collected is not brought. */
const CANNOT_BE: Readonly<Record<string, RegExp>> = {
  "digital": /^shipment_|^delay_notice|^return_|^back/,
  "to be collected": /^shipment_(?!ready_for_pickup)|^delay_notice/,
};

/** Returns the sheets by name: `kinds_shipment_shipped`, `moods_sorry`. */
export function kindSheets(): ReadonlyMap<string, string> {
  const pages = new Map<string, Map<string, string>>();
  const sheets = new Map<string, string>();
  for (const kind of ORDER_KINDS) {
    const mails = new Map<string, string>();
    for (const [name, { change, days_later = 0 }] of Object.entries(ORDERS)) {
      if (CANNOT_BE[name]?.test(kind) === true) continue;
      const shown = written(kind, change, NOW_MS + days_later * DAY_MS);
      if (shown === null) continue;
      mails.set(name, shown.html);
      const of_mood = pages.get(shown.mood) ?? new Map<string, string>();
      pages.set(shown.mood, of_mood);
      // One page for each headline: what differs only by its lines looks alike.
      if (!of_mood.has(shown.headline)) of_mood.set(shown.headline, shown.page);
    }
    if (mails.size > 0) sheets.set(`kinds_${kind}`, sheet(kind, mails));
  }
  for (const [mood, shown] of pages) sheets.set(`moods_${mood}`, sheet(mood, shown));
  return sheets;
}

interface Written {
  readonly html: string;
  readonly page: string;
  readonly mood: string;
  readonly headline: string;
}

/** Returns null where such an order owes no such mail. */
function written(kind: OrderKind, change: Change, now_ms: number): Written | null {
  try {
    const { order: sampled, message, facts_shown } = sampleFor(kind, "en", change);
    const order = paidInFull(sampled);
    const view = mailView(order, NORDLICHT, { kind, about: message.about }, facts_shown, {
      page_url: PAGE_URL,
    }, now_ms);
    const page = pageOf(order, now_ms);
    return {
      html: render(kind, view).html,
      page: String(OrderPage({ view: page })),
      mood: page.situation.mood,
      headline: page.situation.headline,
    };
  } catch (error) {
    if (error instanceof Error && /^Cannot (?:render|show)/.test(error.message)) return null;
    throw error;
  }
}

/** What the samples pay is the total of their own two lines. */
function paidInFull(order: Order): Order {
  const { total_minor } = order.details;
  const payments = order.payments.map((payment) =>
    payment.amount_minor === ADAS_ORDER.total_minor ? { ...payment, amount_minor: total_minor } : payment
  );
  return { ...order, payments };
}

function pageOf(order: Order, now_ms: number) {
  const t = shopWords(NORDLICHT, "en");
  const offers = offersOf({ order, shop: NORDLICHT, ledger: [], now_ms });
  return orderPageView({
    order,
    shop: NORDLICHT,
    ledger: [],
    conversations: [],
    chat: null,
    locale: "en",
    proven: false,
    page_url: PAGE_URL,
    path: "/o/token",
    actions: offers.map((offer) => ({ offer, href: `/o/token/${offer}`, label: t(`act.${offer}`) })),
    now_ms,
  });
}

/** The mails or pages side by side, each in a frame as wide as a phone. */
function sheet(title: string, shown: ReadonlyMap<string, string>): string {
  const frames = [...shown].map(([name, html]) =>
    `<figure><figcaption>${name}</figcaption><iframe title="${name}" srcdoc="${
      html.replaceAll("&", "&amp;").replaceAll('"', "&quot;")
    }"></iframe></figure>`
  );
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><style>
body{margin:16px;font:15px/1.4 system-ui;background:#8884;color-scheme:light dark}main{display:flex;flex-wrap:wrap;gap:16px}h1{inline-size:100%;margin:0;overflow-wrap:anywhere}
figure{margin:0;inline-size:min(390px,100%)}figcaption{padding:0 0 6px;font-weight:600}
iframe{inline-size:100%;block-size:900px;border:0;background:Canvas;border-radius:12px}
</style></head><body><main><h1>${title}</h1>${frames.join("")}</main></body></html>`;
}
