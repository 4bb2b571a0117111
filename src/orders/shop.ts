/** Declares the settings of a shop for its mails, links and promises. Stored as JSON, validated at every read. */
import * as v from "valibot";
import { Brand } from "./brand.ts";
import { REMEDIES } from "./event.ts";
import type { Learnt } from "./learnt.ts";
import { ReturnLabels } from "./return_label.ts";
import { MailSettings } from "./mail_settings.ts";
import type { PublicHolidays } from "./public_holidays.ts";
import type { RunningTrial } from "./running_trial.ts";
import { inOneLine, withoutTurns } from "../values/plain_text.ts";
import { SHORT_WAYS, type ShortWay, WAYS } from "../messages/ways.ts";
import { Day, EmailAddress, Instant } from "../values/schemas.ts";

const Text = v.pipe(v.string(), v.transform(withoutTurns), v.trim(), v.minLength(1), v.maxLength(500));
const OneLine = v.pipe(Text, v.transform(inOneLine), v.minLength(1));
const HttpUrl = v.pipe(v.string(), v.url(), v.regex(/^https?:\/\//i));
const Days = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(3_650));

/** As long as a database can go back in time: an object that it may name is then still there. */
const ARCHIVE_DAYS_MIN = 30;
const Seconds = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(86_400));
const Hour = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(23));
const Locale = v.pipe(v.string(), v.check(isLocale, "Must be a BCP 47 language tag such as de-AT"));
const TimeZone = v.pipe(v.string(), v.check(isTimeZone, "Must be an IANA time zone such as Europe/Berlin"));

const Country = v.pipe(v.string(), v.regex(/^[A-Z]{2}$/, "Must be an ISO 3166-1 alpha-2 code"));

const DomainName = v.pipe(
  v.string(),
  v.trim(),
  v.toLowerCase(),
  v.regex(
    /^(?=.{4,190}$)(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)+[a-z\d-]{2,63}$/,
    "Must be a domain name such as reply.kontor.example",
  ),
);

/** An answer that is written once: `{name}`, `{order}`, `{status}`, `{tracking}`, `{me}` and `{shop}` are filled in. */
const CannedAnswer = v.object({
  title: v.pipe(OneLine, v.maxLength(80)),
  /** For readers of this language; absent for all. */
  locale: v.optional(Locale),
  words: v.pipe(v.string(), v.transform(withoutTurns), v.trim(), v.minLength(1), v.maxLength(5_000)),
});

/** Days on which nobody works at the shop: one, or all from `from` to `until`. */
const Closed = v.pipe(
  v.object({
    from: Day,
    until: v.optional(Day),
    /** What for: an inventory, the summer. */
    name: v.optional(v.pipe(OneLine, v.maxLength(80))),
  }),
  v.check(({ from, until = from }) => from <= until, "Must not end before it begins"),
);

/** How the shop's people answer their customers. */
const Support = v.object({
  /** When somebody is there, in the shop's time zone; `days` from 1 (Monday) to 7. Holidays are `rest_days`. */
  hours: v.optional(
    v.object({
      days: v.optional(
        v.pipe(v.array(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(7))), v.minLength(1)),
        [1, 2, 3, 4, 5],
      ),
      from_hour: v.optional(Hour, 9),
      until_hour: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(24)), 17),
    }),
    {},
  ),
  /** Working hours within which a customer hears from a person first, and again after each further message. */
  first_answer_hours: v.optional(v.pipe(v.number(), v.minValue(0.25), v.maxValue(200)), 8),
  next_answer_hours: v.optional(v.pipe(v.number(), v.minValue(0.25), v.maxValue(200)), 8),
  /** Days of a customer's silence after an answer until the case is taken for solved. */
  solved_after_days: v.optional(v.pipe(Days, v.minValue(1)), 7),
  /** Whether questions that are recognised are answered at once with what the order itself says. */
  answers_at_once: v.optional(v.boolean(), true),
  /** Whether the page of an order lets its customer write with the shop, once they have proven their mailbox. */
  live_chat: v.optional(v.boolean(), true),
  /** Minutes after which an answer in the live chat goes by mail, unless the customer's open page has shown it. */
  mail_after_minutes: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(120)), 5),
  /** Below each answer. */
  signature: v.optional(Text),
  canned: v.optional(v.pipe(v.array(CannedAnswer), v.maxLength(200)), []),
});

/**
 * `cancel` pays back what was paid; `address` changes it until goods leave; `returns`: what the desk decides of the
 * storefront's returns.
 */
export const STOREFRONT_ACTS = ["cancel", "address", "returns"] as const;

/** How an address fills the shop's cart: `https://kontor.example/cart?add={items}`. */
const Reorder = v.object({
  url: v.pipe(
    v.string(),
    v.maxLength(500),
    v.regex(/^https:\/\/[^\s{]+\{items\}\S*$/i, "Must be an https address with {items} in it"),
  ),
  /** One item of it, with `{sku}` and `{quantity}`. */
  item: v.optional(
    v.pipe(v.string(), v.maxLength(100), v.regex(/^[^\s]*\{sku\}[^\s]*$/, "Must have {sku} in it")),
    "{sku}:{quantity}",
  ),
  /** What stands between two items. */
  between: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(10)), ","),
});

/** What the shop does about parcels that are missing, and items that are missing, damaged or wrong. */
const Claims = v.object({
  /** Days for which a parcel that counts as delivered may still turn up, before its customer is asked again. */
  wait_days: v.optional(v.pipe(Days, v.maxValue(60)), 2),
  /** What a customer may ask for instead. */
  remedies: v.optional(v.pipe(v.array(v.picklist(REMEDIES)), v.minLength(1)), [...REMEDIES]),
  /** Whether a claim is granted at once, or a person decides. */
  decided: v.optional(v.picklist(["at_once", "by_shop"]), "by_shop"),
  /** Largest value of the claimed items that is granted at once, in minor units of the order; any value without it. */
  at_once_up_to_minor: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
});

/** Version of the shop's return policy. */
export const ReturnPolicy = v.object({
  /** Days count from the day on which everything reached the customer. */
  window_days: Days,
  /** Page where a return is started. */
  url: v.optional(HttpUrl),
  /** Texts of the shop, one or two sentences each. */
  conditions: v.optional(Text),
  exclusions: v.optional(Text),
  how: v.optional(Text),
  /** Days from the arrival of a return at the shop by which its money is paid back or its exchange is sent. */
  refund_days: v.optional(v.pipe(Days, v.minValue(1), v.maxValue(60))),
  /** Payer of the return shipping. */
  paid_by: v.optional(v.picklist(["shop", "customer"])),
  /** SKUs that cannot be returned. */
  excluded_skus: v.optional(v.pipe(v.array(Text), v.maxLength(1_000)), []),
  /** Time from which the policy applies to orders. */
  since: v.optional(Instant),
});
export type ReturnPolicy = v.InferOutput<typeof ReturnPolicy>;

/** Carrier names are compared without regard to case. */
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

const SourceName = v.pipe(v.string(), v.regex(/^[a-z0-9]{1,32}$/, "Must be the name of a source"));
const StoreDomain = v.pipe(
  v.string(),
  v.toLowerCase(),
  v.maxLength(255),
  v.regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, "Must be a domain such as nordlicht.example"),
);

const App = v.object({
  /** Client id that the storefront gave to the app. */
  client_id: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{8,64}$/, "Must be the app's client id")),
  /** Version of the storefront's API; where it is absent, the one that Waybill was written for. */
  api_version: v.optional(
    v.pipe(v.string(), v.regex(/^20\d{2}-(?:01|04|07|10)$/, "Must be a version such as 2026-10")),
  ),
  /** Whether Waybill subscribes to the topics at the store, or the app's own file declares them. */
  topics: v.optional(v.picklist(["registered", "declared"]), "registered"),
});

const DeskReader = v.pipe(
  v.string(),
  v.trim(),
  v.toLowerCase(),
  v.maxLength(254),
  v.regex(/^[^\s@,;<>]*@[^\s@,;<>]+$/, "Must be an address, or @ and a domain"),
);

/** Mail channels that a shop may name in order of preference. */
export const CHANNELS = WAYS.mail.channels;

/** Settings by which customers may choose shipment news by each short way: `shipment_sms`. */
function offersOfWays() {
  return Object.fromEntries(SHORT_WAYS.map((way) => [`shipment_${way}`, v.optional(v.boolean(), false)])) as {
    readonly [Of in ShortWay as `shipment_${Of}`]: v.OptionalSchema<v.BooleanSchema<undefined>, false>;
  };
}

export const ShopSettings = v.object({
  name: OneLine,
  url: v.optional(HttpUrl),
  /** Sender of all mails. */
  from: v.object({ name: v.optional(OneLine), email: EmailAddress }),
  support_email: EmailAddress,
  /**
   * Domain whose mail reaches this Worker by Email Routing: answers of customers go to signed addresses there and become
   * cases. Without it they go to `support_email`.
   */
  reply_domain: v.optional(DomainName),
  support: v.optional(Support, {}),
  /** Address for alerts to the shop; defaults to `support_email`. */
  alerts_email: v.optional(EmailAddress),
  /**
   * Readers that Cloudflare Access may admit to this shop's desk: addresses, or `@kontor.example` for a whole domain.
   * If absent, nobody.
   */
  desk: v.optional(
    v.object({
      emails: v.pipe(v.array(DeskReader), v.minLength(1), v.maxLength(200)),
    }),
  ),
  /** Country of the shop, whose law decides the choices for a late order. */
  country: v.optional(Country),
  locale: v.optional(Locale, "en"),
  /** IANA time zone in which days and hours are shown. */
  time_zone: v.optional(TimeZone, "UTC"),
  brand: v.optional(Brand, {}),
  /** Legal lines at the foot of every mail: company, address, register. */
  legal_lines: v.optional(v.pipe(v.array(OneLine), v.maxLength(8)), []),
  /** Mail channels; the first is preferred. */
  channels: v.optional(v.pipe(v.array(v.picklist(CHANNELS)), v.minLength(1)), ["cloudflare"]),
  /** Account for transfers, one entry for each line: bank, IBAN, BIC. */
  pay_to: v.optional(v.pipe(v.array(OneLine), v.maxLength(8))),
  /** Which mails the shop wants, for which orders, who gets copies, and shadow mode. */
  mails: v.optional(MailSettings, {}),
  /** Whether orders of marketplaces are written to at the relay address of their buyer; most marketplaces forbid it. */
  marketplace_relays: v.optional(v.boolean(), false),
  /** Whether provider events arrive; where they do not carry the message key, each mail costs one more row. */
  provider_reports: v.optional(v.boolean(), false),
  /** Whether a customer whose confirmation bounced gets an SMS, if there is a number. */
  bounce_sms: v.optional(v.boolean(), false),
  ...offersOfWays(),
  /** Whether a mail with the previous day's figures is sent every morning. Counting costs one row for each mail. */
  digest: v.optional(v.boolean(), false),
  /** Whether sent mails and their duration are counted by kind, at one row for each mail. `digest` counts them too. */
  figures: v.optional(v.boolean(), false),
  /**
   * Whether the desk lists orders and finds them by name, mail address, telephone, postal code and SKU, at some ten rows
   * an order. Without it, orders are found by their numbers.
   */
  order_index: v.optional(v.boolean(), false),
  /** Most mails of a channel in a day (UTC). */
  quotas: v.optional(v.record(v.picklist(CHANNELS), v.pipe(v.number(), v.integer(), v.minValue(1))), {}),
  /** Day on which a new domain began to send: its allowed volume grows from then. */
  warm_up: v.optional(v.object({ started_on: Day })),
  claims: v.optional(Claims, {}),
  reorder: v.optional(Reorder),
  /** How the label of an approved return is made; without it the shop sends one itself. */
  return_labels: v.optional(ReturnLabels),
  /** What Waybill does at the storefront itself when a customer asks for it, with the shop's token there. */
  storefront_acts: v.optional(v.pipe(v.array(v.picklist(STOREFRONT_ACTS)), v.maxLength(3)), []),
  returns: v.optional(ReturnPolicy),
  /** Earlier policies: each order keeps the one in force when it was placed. */
  earlier_returns: v.optional(v.pipe(v.array(ReturnPolicy), v.maxLength(50)), []),
  /** Tracking pages by carrier, for numbers without a URL: `{"DPD": "https://…/{number}"}`. */
  tracking_urls: v.optional(TrackingUrls, {}),
  /**
   * Further names of the field for a line's first shipping day, beside "Ships on", "Available on", "Release date" and
   * the like: a line property at Shopify, the meta of a line at WooCommerce.
   */
  date_names: v.optional(v.pipe(v.array(v.pipe(Text, v.minLength(1))), v.maxLength(20)), []),
  /** Delivery time in working days from order to door, shown when an order has no date of its own. */
  delivery: v.optional(v.object({ days_min: Days, days_max: Days })),
  /**
   * Whether an order without a date is told what the shop's own history says of its carrier, service and country, once
   * there are cases enough; `delivery` holds for all others. Only with `figures`.
   */
  learns_delivery: v.optional(v.boolean(), true),
  /**
   * Mails sent by the clock; null disables one. Days count from delivery; for payment reminders from the order or its
   * invoice's due day.
   */
  schedule: v.optional(
    v.object({
      payment_reminder_days: v.optional(v.pipe(v.array(Days), v.maxLength(5)), [3, 7]),
      stalled_days: v.optional(v.nullable(Days), 5),
      follow_up_days: v.optional(v.nullable(Days), 3),
      /** Disabled by default: 7 is usual. */
      feedback_days: v.optional(v.nullable(Days), null),
      /** Days before the end of the return period. */
      return_window_closing_days: v.optional(v.nullable(Days), 5),
    }),
    {},
  ),
  /**
   * Days after the second delay mail until silence counts as a request to cancel; only where the law gives that
   * choice.
   */
  delay_answer_days: v.optional(Days, 7),
  /** Days of rest. What can wait goes by weekends and holidays of the customer's country, work by those of the shop's. */
  rest_days: v.optional(
    v.object({
      weekends: v.optional(v.boolean(), false),
      holidays: v.optional(v.record(Country, v.pipe(v.array(Day), v.maxLength(500))), {}),
      /** Whether each country's public holidays count without being listed in `holidays`. */
      public_holidays: v.optional(v.boolean(), false),
      /** The shop's own closed days: no working days of its promise and none of its answers. */
      closed: v.optional(v.pipe(v.array(Closed), v.maxLength(100)), []),
    }),
    {},
  ),
  pace: v.optional(
    v.object({
      /** Seconds within which departing shipments share one mail. */
      shipments_share_s: v.optional(Seconds, 300),
      /** Seconds to wait for a tracking number. */
      tracking_wait_s: v.optional(Seconds, 120),
      /** Most bulk mails a minute to the mailboxes of one domain; null for no limit. */
      domain_per_minute: v.optional(
        v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000))),
        null,
      ),
    }),
    {},
  ),
  /** Whether stock from the shop's senders is tracked. If not, none is stored and no order depends on it. */
  stock: v.optional(
    v.object({
      track: v.optional(v.boolean(), false),
      /** Seconds until a changed stock level affects orders, so that a brief fall and rise causes no mail. */
      settle_s: v.optional(v.pipe(Seconds, v.minValue(2)), 300),
    }),
    {},
  ),
  /** Hours in the customer's zone without bulk mail; equal hours disable this. */
  quiet_hours: v.optional(v.object({ from_hour: v.optional(Hour, 21), until_hour: v.optional(Hour, 8) }), {}),
  /**
   * Days after delivery in which a customer may withdraw from the contract, 14 in the EU; null where the law gives no
   * such right.
   */
  withdrawal_days: v.optional(v.nullable(Days), null),
  /** Whether a return within the policy is approved at once or by the shop. */
  returns_approved: v.optional(v.picklist(["at_once", "by_shop"]), "by_shop"),
  /** Days after an order until its customer is erased; null keeps the data until the customer asks. */
  retention_days: v.optional(v.nullable(Days), null),
  /**
   * Days after the last news of an order until it goes into the archive, once it is over: its goods have left, its money
   * is settled, and no return, request or case is open. It stays where everybody finds it and comes back with the next
   * news. Most disputed payments come within the default; null keeps every order in the database.
   */
  archive_after_days: v.optional(
    v.nullable(v.pipe(v.number(), v.integer(), v.minValue(ARCHIVE_DAYS_MIN), v.maxValue(3_650))),
    120,
  ),
  /** Years for which the law obliges the shop to keep purchases and payments, without the customer. */
  books_kept_years: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(30)), 10),
  /**
   * Turnstile check of the "email me my link" form; its secret is sealed with the senders' secrets, under
   * `turnstile`.
   */
  turnstile: v.optional(v.object({ site_key: Text })),
  /**
   * Domains of the shop's stores, by source: only a request of that store may erase the source's orders. Where there is
   * none, that of the store's token counts.
   */
  stores: v.optional(v.record(SourceName, StoreDomain), {}),
  /** Apps by which storefronts are connected, by source; `stores` names the only store that may install each. */
  apps: v.optional(v.record(SourceName, App), {}),
  /** Days for which a link in a mail works. */
  link_days: v.optional(Days, 180),
  /**
   * Age in days above which a newly arrived order is recorded without mails: an import must not write to last year's
   * customers.
   */
  mail_max_age_days: v.optional(Days, 7),
});
export type ShopSettings = v.InferOutput<typeof ShopSettings> & {
  /** What the shop's own history says of its delivery days. It stands beside the settings and is none of them. */
  readonly learnt?: Learnt | undefined;
  /** The public holidays of all countries, where they count. They stand beside the settings too. */
  readonly public_holidays?: PublicHolidays | undefined;
  /**
   * Whether any of its senders tells of parcels on their way. It stands beside the settings too; where it is absent, one may.
   */
  readonly hears_of_parcels?: boolean | undefined;
  /** Versions of mails that are tried side by side. They stand beside the settings too: see src/orders/trial.ts. */
  readonly trials?: readonly RunningTrial[] | undefined;
};

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false; // Intl throws for an unknown zone; it has no other check.
  }
}

function isLocale(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false; // Intl throws for an invalid tag.
  }
}
