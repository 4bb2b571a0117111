/** What a shop has decided: the settings that its mails, links and promises obey. Stored as JSON, validated whenever read. */
import * as v from "valibot";
import { Brand } from "./brand.ts";
import { inOneLine, withoutTurns } from "../values/plain_text.ts";
import { SHORT_WAYS, type ShortWay, WAYS } from "../messages/ways.ts";
import { Day, EmailAddress, Instant } from "../values/schemas.ts";

const Text = v.pipe(v.string(), v.transform(withoutTurns), v.trim(), v.minLength(1), v.maxLength(500));
const OneLine = v.pipe(Text, v.transform(inOneLine), v.minLength(1));
const HttpUrl = v.pipe(v.string(), v.url(), v.regex(/^https?:\/\//i));
const Days = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(3_650));

const Seconds = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(86_400));
const Hour = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(23));
const Locale = v.pipe(v.string(), v.check(isLocale, "Must be a BCP 47 language tag such as de-AT"));
const TimeZone = v.pipe(v.string(), v.check(isTimeZone, "Must be an IANA time zone such as Europe/Berlin"));

const Country = v.pipe(v.string(), v.regex(/^[A-Z]{2}$/, "Must be an ISO 3166-1 alpha-2 code"));

/** One version of the shop's policy on returns. */
export const ReturnPolicy = v.object({
  /** Counted from the day on which everything was at the customer's. */
  window_days: Days,
  /** Where a return is started. */
  url: v.optional(HttpUrl),
  /** In the shop's own words, one or two sentences each. */
  conditions: v.optional(Text),
  exclusions: v.optional(Text),
  how: v.optional(Text),
  /** Who pays for the way back. */
  paid_by: v.optional(v.picklist(["shop", "customer"])),
  /** Articles that are not taken back. */
  excluded_skus: v.optional(v.pipe(v.array(Text), v.maxLength(1_000)), []),
  /** Holds for orders from then on. */
  since: v.optional(Instant),
});
export type ReturnPolicy = v.InferOutput<typeof ReturnPolicy>;

/** A carrier may be written as its senders write it, in capitals or not. */
const TrackingUrls = v.pipe(
  v.record(
    v.pipe(v.string(), v.minLength(1), v.maxLength(64)),
    v.pipe(
      v.string(),
      v.maxLength(500),
      v.regex(/^https:\/\/[^\s{]+\{number\}\S*$/i, "Must be an https address with {number} in it"),
    ),
  ),
  v.check((urls) => Object.keys(urls).length <= 50, "Must name <= 50 carriers"),
);

const DeskReader = v.pipe(
  v.string(),
  v.trim(),
  v.toLowerCase(),
  v.maxLength(254),
  v.regex(/^[^\s@,;<>]*@[^\s@,;<>]+$/, "Must be an address, or @ and a domain"),
);

/** Channels of mail, in the order that a shop names them. */
export const CHANNELS = WAYS.mail.channels;

/** Whether customers may choose news of their shipments by each short way: `shipment_sms`. */
function offersOfWays() {
  return Object.fromEntries(SHORT_WAYS.map((way) => [`shipment_${way}`, v.optional(v.boolean(), false)])) as {
    readonly [Of in ShortWay as `shipment_${Of}`]: v.OptionalSchema<v.BooleanSchema<undefined>, false>;
  };
}

export const ShopSettings = v.object({
  name: OneLine,
  url: v.optional(HttpUrl),
  /** Sender of every mail. */
  from: v.object({ name: v.optional(OneLine), email: EmailAddress }),
  support_email: EmailAddress,
  /** Where the shop itself is told what went wrong; its support where this is not given. */
  alerts_email: v.optional(EmailAddress),
  /** Whom Cloudflare Access may let in to this shop's desk: addresses, or `@kontor.example` for all of a domain. Everybody whom it lets in where this is not given. */
  desk: v.optional(
    v.object({
      emails: v.pipe(v.array(DeskReader), v.minLength(1), v.maxLength(200)),
    }),
  ),
  /** Where the shop is at home: its law decides what a late order may offer. */
  country: v.optional(Country),
  locale: v.optional(Locale, "en"),
  /** IANA name: days and hours are told in it. */
  time_zone: v.optional(TimeZone, "UTC"),
  brand: v.optional(Brand, {}),
  /** Legal lines at the foot of every mail: company, address, register. */
  legal_lines: v.optional(v.pipe(v.array(OneLine), v.maxLength(8)), []),
  /** Ways out; the first is the one that is used. */
  channels: v.optional(v.pipe(v.array(v.picklist(CHANNELS)), v.minLength(1)), ["cloudflare"]),
  /** Where customers send a transfer, a line each: bank, IBAN, BIC. */
  pay_to: v.optional(v.pipe(v.array(OneLine), v.maxLength(8))),
  /** Whether the channels' own reports come in; where they do not bring our key back, each mail costs one row more. */
  provider_reports: v.optional(v.boolean(), false),
  /** Whether a customer whose confirmation came back is told by a text message, where there is a number. */
  bounce_sms: v.optional(v.boolean(), false),
  ...offersOfWays(),
  /** A mail every morning with the figures of the day before. Counting what was sent costs one row a mail. */
  digest: v.optional(v.boolean(), false),
  /** Whether what was sent, and how long it took, is counted by kind: one row a mail. `digest` counts as well. */
  figures: v.optional(v.boolean(), false),
  /** Mails that a channel may take in a day (UTC). */
  quotas: v.optional(v.record(v.picklist(CHANNELS), v.pipe(v.number(), v.integer(), v.minValue(1))), {}),
  /** The day on which a new domain began to send: its volume grows from there. */
  warm_up: v.optional(v.object({ started_on: Day })),
  returns: v.optional(ReturnPolicy),
  /** Policies that held before: each order keeps the one under which it was placed. */
  earlier_returns: v.optional(v.pipe(v.array(ReturnPolicy), v.maxLength(50)), []),
  /** Where parcels can be followed, by carrier, for numbers that come without an address: `{"DPD": "https://…/{number}"}`. */
  tracking_urls: v.optional(TrackingUrls, {}),
  /**
   * Further names of the field in which a line says from when it can leave, beside "Ships on", "Available on", "Release date"
   * and their like: a line property at Shopify, the meta of a line at WooCommerce.
   */
  date_names: v.optional(v.pipe(v.array(v.pipe(Text, v.minLength(1))), v.maxLength(20)), []),
  /** Told when an order brings no date of its own: working days from the order to the door. */
  delivery: v.optional(v.object({ days_min: Days, days_max: Days })),
  /** What comes by the clock. Null switches a mail off. Days are counted from delivery, reminders of payment from the order or from the day on which its invoice is due. */
  schedule: v.optional(
    v.object({
      payment_reminder_days: v.optional(v.pipe(v.array(Days), v.maxLength(5)), [3, 7]),
      stalled_days: v.optional(v.nullable(Days), 5),
      follow_up_days: v.optional(v.nullable(Days), 3),
      /** Off unless the shop asks for it: 7 is usual. */
      feedback_days: v.optional(v.nullable(Days), null),
      /** So many days before the time for returns ends. */
      return_window_closing_days: v.optional(v.nullable(Days), 5),
    }),
    {},
  ),
  /** So many days after the second notice of a delay, silence is a wish to cancel; only where the law gives that choice. */
  delay_answer_days: v.optional(Days, 7),
  /** Days on which nobody works and no mail that can wait is sent. Holidays by country of the customer. */
  rest_days: v.optional(
    v.object({
      weekends: v.optional(v.boolean(), false),
      holidays: v.optional(v.record(Country, v.pipe(v.array(Day), v.maxLength(500))), {}),
    }),
    {},
  ),
  pace: v.optional(
    v.object({
      /** Parcels that leave within this time share one mail. */
      shipments_share_s: v.optional(Seconds, 300),
      /** How long a tracking number that is on its way is waited for. */
      tracking_wait_s: v.optional(Seconds, 120),
      /** What can wait goes to the mailboxes of one domain at most so often; null sets no bound. */
      domain_per_minute: v.optional(
        v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000))),
        null,
      ),
    }),
    {},
  ),
  /** Whether the shop's senders tell of stock. Off, nothing is kept of it and no order is judged by it. */
  stock: v.optional(
    v.object({
      track: v.optional(v.boolean(), false),
      /** How long a level may still move before orders are judged by it: what fell and rose again is nobody's news. */
      settle_s: v.optional(v.pipe(Seconds, v.minValue(2)), 300),
    }),
    {},
  ),
  /** What can wait does not come between these hours at the customer's; equal hours switch it off. */
  quiet_hours: v.optional(v.object({ from_hour: v.optional(Hour, 21), until_hour: v.optional(Hour, 8) }), {}),
  /** So many days after the parcels came a customer may withdraw from the contract, 14 in the Union; null where the law gives no such right. */
  withdrawal_days: v.optional(v.nullable(Days), null),
  /** Whether a return that keeps to the policy is approved at once, or waits for the shop. */
  returns_approved: v.optional(v.picklist(["at_once", "by_shop"]), "by_shop"),
  /** So many days after an order its customer is forgotten; null keeps it until the customer asks. */
  retention_days: v.optional(v.nullable(Days), null),
  /** How long the law makes the shop keep what was bought and paid, without the customer. */
  books_kept_years: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(30)), 10),
  /** Where "email me my link" asks whether a person is there; its secret is sealed with the senders', under `turnstile`. */
  turnstile: v.optional(v.object({ site_key: Text })),
  /** How long a link in a mail opens its page. */
  link_days: v.optional(Days, 180),
  /** An order older than this when it first arrives is recorded and owes no mail: an import must not write to last year's customers. */
  mail_max_age_days: v.optional(Days, 7),
});
export type ShopSettings = v.InferOutput<typeof ShopSettings>;

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false; // Intl has no other way to say that it does not know a zone.
  }
}

function isLocale(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false; // As above: what is no tag throws.
  }
}
