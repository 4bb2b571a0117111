/**
 * Sample mails without an order: one ordinary reader for every kind, and those that break layouts, charsets and
 * sentences.
 */
import type { StandaloneKind } from "../../src/messages/message.ts";
import { CHOICES, CODE_USES } from "../../src/messages/kinds/customer.ts";
import { REQUEST_NEWS } from "../../src/messages/kinds/support.ts";
import { ALERT_TOPICS } from "../../src/messages/kinds/shop.ts";
import type { FactsOf, StoredStandalone } from "../../src/messages/standalone.ts";
import { STANDALONE_CASES } from "../../test/kinds/standalone_cases.ts";
import { standaloneSample } from "../../test/mail/standalone_samples.ts";
import { ARABIC_NAME, HEBREW_TITLE, LONG_NAME, LONG_TITLE, PICTURES_AT } from "./orders.ts";

export interface StandaloneSample {
  readonly name: string;
  readonly standalone: StoredStandalone;
}

/** Returns the kind for every sample reader in `locale`. */
export function standalonesFor(kind: StandaloneKind, locale: string): readonly StandaloneSample[] {
  const usual = standaloneSample(kind, locale);
  const said = (name: string, changed: Partial<StoredStandalone>): StandaloneSample => ({
    name,
    standalone: { ...usual, facts: usualFacts(kind), ...changed } as StoredStandalone,
  });
  return [
    said("usual", {}),
    said("long_names", {
      to: { email: `${"a.very.long.name.".repeat(3)}x@names.example`, name: `Hubert Blaine ${LONG_NAME}` },
      facts: worded(kind, LONG_TITLE),
    }),
    said("right_to_left", {
      to: { email: "aisha@example.org", first_name: "عائشة", name: ARABIC_NAME },
      facts: worded(kind, HEBREW_TITLE),
    }),
    said("guest", { to: { email: "guest@example.org" } }),
    said("bare", { facts: BARE[kind] ?? usualFacts(kind) }),
    ...(FURTHER[kind] ?? []).map(([name, facts]) => said(name, { facts })),
  ];
}

/** Returns the facts of a usual mail, with a picture that the files contain. */
function usualFacts(kind: StandaloneKind): StoredStandalone["facts"] {
  const { back_in_stock } = STANDALONE_CASES;
  return kind === "back_in_stock"
    ? {
      product: {
        ...back_in_stock.facts.product,
        title: "Stoneware teapot",
        image_url: `${PICTURES_AT}teapot.jpg`,
      },
    }
    : STANDALONE_CASES[kind].facts;
}

/** Facts without any optional field. */
const BARE: Partial<{ readonly [Kind in StandaloneKind]: FactsOf<Kind> }> = {
  back_in_stock: { product: { title: "Stoneware teapot" } },
  support_received: { topic: "Hello", question: "Are you open on Saturdays?" },
  support_answered: { topic: "Hello", asked: "return", lines: [], question: "How do I return it?" },
  support_reply: { topic: "Hello", message: "Yes, from ten to six." },
  support_resolved: { topic: "Hello" },
  request_news: { news: "refund_granted", order_number: "#1001" },
  rating_received: { order_number: "#1001", ratings: [{ of: "delivery", score: 5 }] },
  choice_confirmed: { choice: "delay_accepted", details: [] },
  history_link: { orders: 1 },
  erasure_done: { at: STANDALONE_CASES.erasure_done.facts.at, kept: [] },
  sent_mail: { template: "activation", url: "https://kontor.example/activate" },
  sent_notice: { template: "notification", title: "A word from us", words: "We close on Friday." },
  shop_alert: { topic: "channel_down" },
  shop_digest: {
    ...STANDALONE_CASES.shop_digest.facts,
    failed: 0,
    bounced: 0,
    waiting_conversations: undefined,
    feedback: undefined,
    reasons: [],
  },
};

/** What a digest's alert holds: what it names, with cases behind one of them. */
const WEEK: StoredStandalone["facts"] = {
  topic: "week_stands_out",
  count: 2,
  desk: "figures",
  found: [
    {
      words: "Arrived later than promised, carrier DPD: 180 of 600. 30 %, usual is 4 %. Since 2026-11-16.",
      name: "Arrived later than promised",
    },
    { words: "Emails that bounced, domain kontor.example: 40 of 200. 20 %, usual is 1 %. Since 2026-11-18." },
  ],
};

/** Kinds whose text depends on what they are about. */
const FURTHER: Partial<
  Readonly<Record<StandaloneKind, readonly (readonly [string, StoredStandalone["facts"]])[]>>
> = {
  verification_code: CODE_USES.map((use) => [use, { ...STANDALONE_CASES.verification_code.facts, use }]),
  request_news: REQUEST_NEWS.map((news) => [news, { news, order_number: "#1001", until: "2026-12-01" }]),
  choice_confirmed: CHOICES.map((choice) => [choice, { choice, order_number: "#1001", details: [] }]),
  shop_alert: ALERT_TOPICS.map((topic) => [
    topic,
    topic === "week_stands_out" ? WEEK : { ...STANDALONE_CASES.shop_alert.facts, topic },
  ]),
};

/** Fields that people fill in. */
const WRITTEN = ["title", "variant", "question", "message", "author", "detail"];

/** Returns facts with `words` in every field that a person fills in. */
function worded(kind: StandaloneKind, words: string): StoredStandalone["facts"] {
  const written = kind.startsWith("support_") ? [...WRITTEN, "topic"] : WRITTEN;
  const fill = (facts: object): object =>
    Object.fromEntries(
      Object.entries(facts).map(([name, value]) => [
        name,
        written.includes(name) ? words : name === "product" ? fill(value) : value,
      ]),
    );
  return fill(usualFacts(kind)) as StoredStandalone["facts"];
}
