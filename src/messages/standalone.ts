/** A mail that no order's state calls for: it carries what it says, to whom, and until when that is true. Pure. */
import * as v from "valibot";
import type { StandaloneKind } from "./message.ts";
import { Currency, Customer, Day, EmailAddress, Instant } from "../values/schemas.ts";

const Text = v.pipe(v.string(), v.minLength(1), v.maxLength(10_000));
const Name = v.pipe(v.string(), v.minLength(1), v.maxLength(500));
const Count = v.pipe(v.number(), v.integer(), v.minValue(0));
const Minutes = v.pipe(v.number(), v.integer(), v.minValue(1));
const HttpUrl = v.pipe(v.string(), v.url(), v.regex(/^https?:\/\//i));

/** What a code lets its holder do. */
export const CODE_USES = ["history", "unmask", "export", "erasure", "address_change"] as const;

/** What may be wrong at a shop; each has words of its own in every language. */
export const ALERT_TOPICS = [
  "mail_failed",
  "mail_bounced",
  "mails_overdue",
  "event_parked",
  "cancellation_requested",
  "customer_request",
  "complaint_rate",
  "bounce_rate",
  "channel_down",
  "refund_failed",
  "sums_differ",
] as const;

/** What a customer can do on a page that no person at the shop answers. */
export const CHOICES = [
  "delay_accepted",
  "delay_cancel",
  "preferences",
  "links_ended",
  "data_downloaded",
] as const;

const Conversation = {
  /** What it is about, in the customer's words. */
  topic: Name,
  /** The order's number as the customer sees it. */
  order_number: v.optional(Name),
};

/** By kind: what the mail says beyond its reader, its shop and its link. Amounts and dates are worded when it is written. */
export const STANDALONE_FACTS = {
  back_in_stock: v.object({
    product: v.object({
      title: Name,
      variant: v.optional(Name),
      image_url: v.optional(HttpUrl),
      url: v.optional(HttpUrl),
      price: v.optional(v.object({ amount_minor: Count, currency: Currency })),
    }),
  }),
  support_received: v.object({
    ...Conversation,
    /** The customer's own words, as they were understood. */
    question: Text,
    answer_hours: v.optional(Count),
  }),
  support_reply: v.object({
    ...Conversation,
    message: Text,
    /** Who answers, as customers may know it. */
    author: v.optional(Name),
    /** What is answered, in the customer's words. */
    question: v.optional(Text),
  }),
  support_resolved: v.object(Conversation),
  rating_received: v.object({
    order_number: Name,
    /** `title` is that of an item. */
    ratings: v.array(
      v.object({ of: v.picklist(["delivery", "shop", "item"]), title: v.optional(Name), score: Count }),
    ),
    words: v.optional(Text),
  }),
  choice_confirmed: v.object({
    choice: v.picklist(CHOICES),
    order_number: v.optional(Name),
    /** What holds now, as it is worded on the page. */
    details: v.optional(v.array(v.object({ label: Name, value: Name })), []),
  }),
  history_link: v.object({ orders: Count }),
  /** The code itself is made when the mail is written: it lies nowhere. */
  verification_code: v.object({ challenge: Name, use: v.picklist(CODE_USES), minutes: Minutes }),
  data_export_ready: v.object({ until: Instant }),
  erasure_done: v.object({
    at: Instant,
    /** What the law makes the shop keep, without the person's contact data. */
    kept: v.array(v.picklist(["invoices", "payments"])),
    kept_until: v.optional(Day),
  }),
  shop_alert: v.object({
    topic: v.picklist(ALERT_TOPICS),
    order_number: v.optional(Name),
    count: v.optional(Count),
    /** Why a cancellation is asked for: the customer's answer to a delay, or silence after the second notice. */
    cause: v.optional(v.picklist(["answered", "silence"])),
    /** The reason as the ledger or the customer words it. */
    detail: v.optional(Text),
  }),
  shop_digest: v.object({
    day: Day,
    sent: Count,
    failed: Count,
    bounced: Count,
    /** Left out where nobody counts them. */
    waiting_conversations: v.optional(Count),
    feedback: v.optional(v.object({ count: Count, average: v.number() })),
    /** Reasons against or for failure with their counts, the most frequent first. */
    reasons: v.pipe(v.array(v.object({ reason: Name, count: Count })), v.maxLength(10)),
  }),
} as const satisfies Readonly<Record<StandaloneKind, v.GenericSchema>>;

export type FactsOf<Kind extends StandaloneKind> = v.InferOutput<(typeof STANDALONE_FACTS)[Kind]>;

/** What the button of a notice opens: signed when the mail is written. */
const StandaloneLink = v.object({
  purpose: v.picklist(["order", "history", "export", "correction"]),
  subject: v.string(),
  expires_at_ms: v.number(),
});

const Reader = v.object({
  email: EmailAddress,
  name: Customer.entries.name,
  first_name: Customer.entries.first_name,
});

interface StandaloneParts<Kind extends StandaloneKind> {
  readonly to: v.InferOutput<typeof Reader>;
  /** BCP 47; the shop's where it is not known. */
  readonly locale?: string | undefined;
  readonly link?: v.InferOutput<typeof StandaloneLink> | undefined;
  readonly facts: FactsOf<Kind>;
}

type StandaloneOf<Kind extends StandaloneKind> = Kind extends StandaloneKind ? StandaloneParts<Kind> & {
    readonly kind: Kind;
    readonly about: string;
    readonly due_at_ms: number;
    /** Null when it stays true. */
    readonly valid_until_ms: number | null;
  }
  : never;

/** As it is owed. */
export type StandaloneMail<Kind extends StandaloneKind = StandaloneKind> = StandaloneOf<Kind>;

/** As it is written: what the ledger kept of it. */
export type StoredStandalone<Kind extends StandaloneKind = StandaloneKind> = StandaloneParts<Kind>;

/** Reads back what `insertStandalone` wrote. Throws where that is not what its kind needs: such a mail must not leave. */
export function readStandalone<Kind extends StandaloneKind>(
  kind: Kind,
  json: string,
): StoredStandalone<Kind> {
  const schema = v.object({
    to: Reader,
    locale: v.optional(v.string()),
    link: v.optional(StandaloneLink),
    facts: STANDALONE_FACTS[kind] as v.GenericSchema<unknown, FactsOf<Kind>>,
  });
  return v.parse(schema, JSON.parse(json)) as StoredStandalone<Kind>;
}
