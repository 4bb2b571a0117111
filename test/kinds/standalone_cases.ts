/** All that the tests know of each kind of a standalone mail. */
import type { StandaloneKind } from "../../src/messages/message.ts";
import type { FactsOf, StoredStandalone } from "../../src/messages/standalone.ts";
import { NOW, NOW_MS } from "../support/cast.ts";

export const ACTION_URL = "https://waybill.test/h/token";
export const CODE = "042817";

interface StandaloneCase<Kind extends StandaloneKind> {
  /** With all that the kind may hold. */
  readonly facts: FactsOf<Kind>;
  readonly link?: NonNullable<StoredStandalone["link"]>;
  /** What a reader of the text part must find. */
  readonly says: readonly string[];
}

export const STANDALONE_CASES: { readonly [Kind in StandaloneKind]: StandaloneCase<Kind> } = {
  sent_code: {
    facts: { template: "two_factor_code", code: CODE, minutes: 10 },
    says: [CODE, "to sign in at Kontor & Söhne", "It expires in 10 minutes", "will ever ask you"],
  },
  sent_mail: {
    facts: {
      template: "invoice",
      url: "https://kontor.example/invoices/7",
      number: "RE-7",
      total: { amount_minor: 8_990, currency: "EUR" },
      due: "2026-12-06",
      files: [{ name: "RE-7.pdf", type: "application/pdf", base64: "JVBERi0xLjQK" }],
    },
    says: ["Invoice RE-7", "€89.90", "Due", "December 6", "https://kontor.example/invoices/7"],
  },
  sent_notice: {
    facts: {
      template: "reminder",
      title: "Your trial ends on Friday",
      words: "Hello Ada,\n\nyour trial ends on Friday.",
      url: "https://kontor.example/trial",
      button: "Keep it",
    },
    says: [
      "Your trial ends on Friday",
      "your trial ends on Friday.",
      "Keep it",
      "https://kontor.example/trial",
    ],
  },
  back_in_stock: {
    facts: {
      product: {
        title: "Kaffeemühle „Mahlwerk“",
        variant: "Eiche",
        image_url: "https://cdn.kontor.example/images/grinder.jpg",
        url: "https://kontor.example/products/grinder",
        price: { amount_minor: 8_990, currency: "EUR" },
      },
    },
    says: ["It’s back, Ada", "Kaffeemühle „Mahlwerk“", "Eiche", "€89.90", "You asked us to let you know"],
  },
  support_received: {
    facts: {
      topic: "Re: Where is my grinder?",
      order_number: "#1001",
      question: "Hello,\n\nmy grinder was due on Friday. Where is it?\n\nAda",
      answer_hours: 24,
    },
    link: link("order", "demo/standard/1001"),
    says: ["Thank you, Ada", "within 24 hours", "my grinder was due on Friday", "Just reply"],
  },
  support_answered: {
    facts: {
      topic: "Re: Where is my grinder?",
      order_number: "#1001",
      asked: "where",
      lines: ["On its way to you.", "Expected: Tuesday, 24 November", "DHL JD014600003SE"],
      question: "Where is my grinder?",
      in_reply_to: "<1@lovelace.example>",
      references: "<1@lovelace.example>",
    },
    link: link("order", "demo/standard/1001"),
    says: [
      "Where your order is",
      "On its way to you",
      "DHL JD014600003SE",
      "came automatically",
      "/unhelped",
    ],
  },
  support_reply: {
    facts: {
      topic: "Where is my grinder?",
      order_number: "#1001",
      message:
        "Dear Ada,\n\nit left Leipzig yesterday evening.\nIt should be with you tomorrow.\n\nBest wishes",
      author: "Juna",
      question: "My grinder was due on Friday. Where is it?",
    },
    says: [
      "it left Leipzig yesterday evening",
      "Juna · Kontor & Söhne",
      "Just reply",
      "was due on Friday",
    ],
  },
  request_news: {
    facts: {
      news: "claim_declined",
      order_number: "#1001",
      reason: "The parcel was signed for at your door",
    },
    link: link("order", "demo/standard/1001"),
    says: ["We couldn’t agree to your request", "Reason: The parcel was signed for at your door"],
  },
  support_resolved: {
    facts: { topic: "Where is my grinder?", order_number: "#1001" },
    link: link("order", "demo/standard/1001"),
    says: ["Is everything sorted, Ada?", "Your question: Where is my grinder?", "Just reply"],
  },
  rating_received: {
    facts: {
      order_number: "#1001",
      ratings: [
        { of: "delivery", score: 4 },
        { of: "item", title: "Kaffeemühle „Mahlwerk“", score: 5 },
        { of: "shop", score: 9 },
      ],
      words: "It grinds so quietly.\n\nThank you!",
    },
    says: [
      "Thank you, Ada",
      "Delivery: 4 of 5",
      "Mahlwerk“: 5 of 5",
      "9 of 10",
      "grinds so quietly",
    ],
  },
  choice_confirmed: {
    facts: {
      choice: "preferences",
      order_number: "#1001",
      details: [{ label: "Delivery updates", value: "Yes" }, { label: "Language", value: "English" }],
    },
    says: [
      "Your preferences are saved",
      "Delivery updates: Yes",
      "Language: English",
      "Wasn’t this you?",
    ],
  },
  history_link: {
    facts: { orders: 3 },
    link: link("history", "demo/~customer/1"),
    says: ["all 3 of your orders", "Kontor & Söhne", ACTION_URL],
  },
  verification_code: {
    facts: { challenge: "3f0c", use: "unmask", minutes: 10 },
    says: [CODE, "It expires in 10 minutes", "will ever ask you", "Was this you?"],
  },
  data_export_ready: {
    facts: { until: "2026-11-29T12:00:00.000Z" },
    link: link("export", "demo/~customer/1"),
    says: ["Available until: November 29, 2026", ACTION_URL, "Didn’t ask for "],
  },
  erasure_done: {
    facts: { at: NOW, kept: ["invoices", "payments"], kept_until: "2036-12-31" },
    says: ["on November 22, 2026", "Invoices", "Payment records", "Until December 31, 2036"],
  },
  shop_alert: {
    facts: {
      topic: "mail_failed",
      order_number: "#1001",
      count: 3,
      detail: "Cannot write the mail: To must be one mail address",
    },
    link: link("order", "demo/standard/1001"),
    says: ["An email couldn’t be sent", "Order: #1001", "To must be one mail address", "Check the reason"],
  },
  shop_digest: {
    facts: {
      day: "2026-11-21",
      sent: 2_311,
      failed: 2,
      bounced: 1,
      waiting_conversations: 4,
      feedback: { count: 12, average: 3.75 },
      reasons: [{ reason: "overtaken", count: 11 }, { reason: "mailbox is full", count: 3 }],
    },
    says: [
      "Saturday, November 21 in numbers",
      "Emails sent: 2,311",
      "Rating out of 5, from 12 customers: 3.8",
      "11 × Replaced by a newer update",
      "3 × mailbox is full",
      "Start with the oldest question",
      "Read what customers wrote",
    ],
  },
};

function link(purpose: "order" | "history" | "export", subject: string) {
  return { purpose, subject, expires_at_ms: NOW_MS + 86_400_000 };
}
