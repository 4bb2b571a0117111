/** One telling notice of every kind: what it says, to whom, with the link it carries. */
import { type StandaloneContentOf, standaloneView } from "../../src/mail/content/standalone.ts";
import type { StandaloneKind } from "../../src/messages/message.ts";
import type { FactsOf, StoredStandalone } from "../../src/messages/standalone.ts";
import type { ShopSettings } from "../../src/orders/shop.ts";
import type { StandaloneView } from "../../templates/standalone_view.ts";
import { NOW, NOW_MS, SHOP } from "../support/cast.ts";

export const ACTION_URL = "https://waybill.test/h/token";
export const CODE = "042817";
const READER = { email: "ada@lovelace.example", name: "Ada Lovelace", first_name: "Ada" };

/** With all that a kind may hold. */
export const FACTS: { readonly [Kind in StandaloneKind]: FactsOf<Kind> } = {
  back_in_stock: {
    product: {
      title: "Kaffeemühle „Mahlwerk“",
      variant: "Eiche",
      image_url: "https://cdn.kontor.example/images/grinder.jpg",
      url: "https://kontor.example/products/grinder",
      price: { amount_minor: 8_990, currency: "EUR" },
    },
  },
  support_received: {
    topic: "Re: Where is my grinder?",
    order_number: "#1001",
    question: "Hello,\n\nmy grinder was due on Friday. Where is it?\n\nAda",
    answer_hours: 24,
  },
  support_reply: {
    topic: "Where is my grinder?",
    order_number: "#1001",
    message:
      "Dear Ada,\n\nit left Leipzig yesterday evening.\nIt should be with you tomorrow.\n\nBest wishes",
    author: "Juna",
    question: "My grinder was due on Friday. Where is it?",
  },
  support_resolved: { topic: "Where is my grinder?", order_number: "#1001" },
  rating_received: {
    order_number: "#1001",
    ratings: [
      { of: "delivery", score: 4 },
      { of: "item", title: "Kaffeemühle „Mahlwerk“", score: 5 },
      { of: "shop", score: 9 },
    ],
    words: "It grinds so quietly.\n\nThank you!",
  },
  choice_confirmed: {
    choice: "preferences",
    order_number: "#1001",
    details: [{ label: "News of the parcel", value: "Yes" }, { label: "Language", value: "English" }],
  },
  history_link: { orders: 3 },
  verification_code: { challenge: "3f0c", use: "unmask", minutes: 10 },
  data_export_ready: { until: "2026-11-29T12:00:00.000Z" },
  erasure_done: { at: NOW, kept: ["invoices", "payments"], kept_until: "2036-12-31" },
  shop_alert: {
    topic: "mail_failed",
    order_number: "#1001",
    count: 3,
    detail: "Cannot write the mail: To must be one mail address",
  },
  shop_digest: {
    day: "2026-11-21",
    sent: 2_311,
    failed: 2,
    bounced: 1,
    waiting_conversations: 4,
    feedback: { count: 12, average: 3.75 },
    reasons: [{ reason: "overtaken", count: 11 }, { reason: "mailbox is full", count: 3 }],
  },
};

const LINKS: Partial<Readonly<Record<StandaloneKind, NonNullable<StoredStandalone["link"]>>>> = {
  history_link: link("history", "demo/~customer/1"),
  data_export_ready: link("export", "demo/~customer/1"),
  support_received: link("order", "demo/standard/1001"),
  support_resolved: link("order", "demo/standard/1001"),
  shop_alert: link("order", "demo/standard/1001"),
};

/** The sample of `kind`; `changed` is what a test wants different about what it says or to whom. */
export function standaloneSample<Kind extends StandaloneKind>(
  kind: Kind,
  locale = "en",
  changed: Partial<StoredStandalone<Kind>> = {},
): StoredStandalone<Kind> {
  return { to: READER, locale, link: LINKS[kind], facts: FACTS[kind], ...changed };
}

/** What the sample notice of `kind` shows. */
export function standaloneSampleView<Kind extends StandaloneKind>(
  kind: Kind,
  locale?: string,
  changed: Partial<StoredStandalone<Kind>> = {},
  shop: ShopSettings = SHOP,
): StandaloneView<StandaloneContentOf<Kind>> {
  const sample = standaloneSample(kind, locale, changed);
  return standaloneView(kind, sample, shop, linksOf(kind, sample));
}

/** As a delivery makes them, signed by nobody. */
export function linksOf(kind: StandaloneKind, { link }: Pick<StoredStandalone, "link">) {
  return {
    action_url: link === undefined ? null : ACTION_URL,
    code: kind === "verification_code" ? CODE : null,
  };
}

function link(purpose: "order" | "history" | "export", subject: string) {
  return { purpose, subject, expires_at_ms: NOW_MS + 86_400_000 };
}
