/** Declares schemas of single values that events and messages share: texts, ids, times, amounts, addresses. */
import * as v from "valibot";
import { repairAddress } from "./mail_address.ts";
import { withoutTurns } from "./plain_text.ts";

/** Longest text of one field in UTF-16 units: a page of prose, far more than any name or title. */
export const TEXT_MAX = 2_000;

/** Largest amount in minor units: 100 billion in a currency of two digits. */
const AMOUNT_MAX = 10_000_000_000_000;

const QUANTITY_MAX = 1_000_000;

export const Text = v.pipe(v.string(), v.transform(withoutTurns), v.trim(), v.maxLength(TEXT_MAX));

/** Text with a visible character: invisible ones alone would leave a gap in a sentence. */
export const FilledText = v.pipe(Text, v.regex(/[\p{L}\p{N}\p{P}\p{S}]/u, "Must have a visible character"));

/** Identifier as its sender wrote it; always text, since 18-digit numbers lose digits as numbers. */
export const Id = v.pipe(
  v.string(),
  v.trim(),
  v.minLength(1),
  v.maxLength(128),
  // Refuses half a surrogate pair, which cannot be stored: two such ids would be stored as one.
  v.regex(/^[^\s/\p{Cc}\p{Cs}]+$/u, "Must hold no space and no slash"),
);

/** RFC 3339 with a zone, kept as UTC with milliseconds so that text order is time order. */
export const Instant = v.pipe(
  v.string(),
  v.isoTimestamp(),
  v.check((text) => isRealDay(text.slice(0, 10)) && isPlainTime(text), "Must be a real date"),
  v.transform((text) => new Date(text).toISOString()),
);

/** A calendar day at the customer's place: `2026-11-24`. */
export const Day = v.pipe(v.string(), v.isoDate(), v.check(isRealDay, "Must be a real date"));

/** An integer in the minor unit of the order's currency: 8999 is 89.99 USD, 8999 JPY, 8.999 KWD. */
export const Minor = v.pipe(v.number(), v.safeInteger(), v.minValue(-AMOUNT_MAX), v.maxValue(AMOUNT_MAX));

export const MinorPositive = v.pipe(Minor, v.minValue(0));

export const Currency = v.pipe(v.string(), v.regex(/^[A-Z]{3}$/, "Must be an ISO 4217 code"));

export const HttpUrl = v.pipe(
  v.string(),
  v.url(),
  v.regex(/^https?:\/\//i, "Must be an http or https address"),
  v.maxLength(TEXT_MAX),
);

/** Single address, `local@domain`; characters that could end a header or add a recipient are refused. */
export const EmailAddress = v.pipe(
  v.string(),
  v.trim(),
  v.maxLength(254),
  v.regex(
    /^[^\s@<>()[\]\\,;:"\p{Cc}\u202A-\u202E\u2066-\u2069]+@[^\s@<>()[\]\\,;:"\p{Cc}\u202A-\u202E\u2066-\u2069]+$/u,
    "Must be one mail address",
  ),
);

/** A customer's address as a storefront's form has it: repaired first (`repairAddress`), then held to `EmailAddress`. */
export const CustomerAddress = v.pipe(v.string(), v.transform(repairAddress), EmailAddress);

/**
 * Kinds of customer by which a shop decides which orders owe mails: with or without an account, a company, a reseller,
 * the shop's own people.
 */
export const CUSTOMER_KINDS = ["guest", "account", "business", "wholesale", "staff"] as const;
export type CustomerKind = (typeof CUSTOMER_KINDS)[number];

/** Name by which a shop sorts orders or customers. */
export const Tag = v.pipe(Text, v.minLength(1), v.maxLength(128));

/** Telephone number in international form. */
export const PhoneNumber = v.pipe(
  v.string(),
  v.trim(),
  v.regex(/^\+[1-9]\d{6,14}$/, "Must be a number in E.164"),
);

export const Quantity = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(QUANTITY_MAX));

export const Customer = v.object({
  id: v.optional(Id),
  /** Absent for a guest without an address: such an order is kept and owes no mail. */
  email: v.optional(CustomerAddress),
  /** What stood in the place of an address and is none; the shop reads it at its desk to correct it. */
  email_given: v.optional(v.pipe(Text, v.maxLength(254))),
  name: v.optional(Text),
  first_name: v.optional(Text),
  phone: v.optional(Text),
  /** Absent where the sender does not say. */
  kinds: v.optional(v.pipe(v.array(v.picklist(CUSTOMER_KINDS)), v.maxLength(CUSTOMER_KINDS.length))),
  /** The shop's own marks of this customer. */
  tags: v.optional(v.pipe(v.array(Tag), v.maxLength(250))),
});

export type Customer = v.InferOutput<typeof Customer>;

/** Window from the earliest to the latest expected day. */
export const Window = v.pipe(
  v.object({ from: v.optional(Day), until: Day }),
  v.check(({ from, until }) => from === undefined || from <= until, "Must not end before it begins"),
);

export type Window = v.InferOutput<typeof Window>;

/** Refuses impossible dates: JavaScript reads 31 February as 3 March, which would move a promise. */
function isRealDay(day: string): boolean {
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}

/**
 * Returns whether `text` is a valid time within the years 0 to 9999 in UTC: beyond them text order is not time order.
 */
function isPlainTime(text: string): boolean {
  const date = new Date(text);
  return !Number.isNaN(date.getTime()) && date.toISOString().length === "2026-11-22T12:00:00.000Z".length;
}
