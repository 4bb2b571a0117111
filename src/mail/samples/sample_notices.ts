/** What a notice of each kind that belongs to no order says as a sample. Pure. */
import type { StandaloneKind } from "../../messages/message.ts";
import type { FactsOf, StoredStandalone } from "../../messages/standalone.ts";

const DAY_MS = 86_400_000;
const NUMBER = "#1499";
const READER = { email: "mara@example.com", name: "Mara Lindqvist", first_name: "Mara" };

type FactsMaker<Kind extends StandaloneKind> = (now_ms: number) => FactsOf<Kind>;

/** Links of a sample lead nowhere: nobody signed them. */
export const SAMPLE_URL = "https://example.com/sample";
export const SAMPLE_CODE = "042817";

export function sampleNotice<Kind extends StandaloneKind>(
  kind: Kind,
  locale: string,
  now_ms: number,
): StoredStandalone<Kind> {
  const facts = (FACTS[kind] as FactsMaker<Kind>)(now_ms);
  const link = { purpose: "order", subject: "sample/sample/1", expires_at_ms: now_ms + DAY_MS } as const;
  return { to: READER, locale, link, facts } as StoredStandalone<Kind>;
}

const iso = (now_ms: number, days: number) => new Date(now_ms + days * DAY_MS).toISOString();

const FACTS: { readonly [Kind in StandaloneKind]: FactsMaker<Kind> } = {
  back_in_stock: () => ({
    product: {
      title: "Storm Lantern",
      variant: "Brass",
      url: "https://example.com/lantern",
      price: { amount_minor: 7_900, currency: "EUR" },
    },
  }),
  support_received: () => ({
    topic: "Where is my lantern?",
    order_number: NUMBER,
    question: "Hello,\n\nwhere is my lantern?\n\nMara",
    answer_hours: 4,
  }),
  support_answered: () => ({
    topic: "Where is my lantern?",
    order_number: NUMBER,
    asked: "where",
    lines: ["DHL 00340434161094042557"],
    question: "Where is my lantern?",
  }),
  support_reply: () => ({
    topic: "Where is my lantern?",
    order_number: NUMBER,
    message: "Dear Mara,\n\nit left Leipzig yesterday evening.",
    author: "Kaja",
    question: "Where is my lantern?",
  }),
  request_news: () => ({ news: "claim_declined", order_number: NUMBER, reason: "–" }),
  support_resolved: () => ({ topic: "Where is my lantern?", order_number: NUMBER }),
  rating_received: () => ({
    order_number: NUMBER,
    ratings: [{ of: "delivery", score: 4 }, { of: "item", title: "Storm Lantern", score: 5 }],
    words: "It shines!",
  }),
  choice_confirmed: () => ({ choice: "preferences", order_number: NUMBER, details: [] }),
  history_link: () => ({ orders: 3 }),
  verification_code: () => ({ challenge: "sample", use: "unmask", minutes: 10 }),
  data_export_ready: (now_ms) => ({ until: iso(now_ms, 7) }),
  erasure_done: (now_ms) => ({
    at: iso(now_ms, 0),
    kept: ["invoices", "payments"],
    kept_until: iso(now_ms, 3_650).slice(0, 10),
  }),
  sent_code: () => ({ template: "two_factor_code", code: SAMPLE_CODE, minutes: 10 }),
  sent_mail: () => ({ template: "password_reset", url: SAMPLE_URL, minutes: 60 }),
  sent_notice: (now_ms) => ({ template: "statement", period: iso(now_ms, 0).slice(0, 7), url: SAMPLE_URL }),
  shop_alert: () => ({ topic: "mail_failed", order_number: NUMBER, count: 3 }),
  shop_digest: (now_ms) => ({
    day: iso(now_ms, -1).slice(0, 10),
    sent: 1_204,
    failed: 2,
    bounced: 1,
    waiting_conversations: 4,
    feedback: { count: 12, average: 4.25 },
    reasons: [{ reason: "overtaken", count: 11 }],
  }),
};
