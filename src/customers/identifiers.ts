/**
 * Collects the identifiers (addresses, names, phone numbers) by which an erasure finds a customer in data without an
 * order id. Pure.
 */
import type { Address, OrderEvent } from "../orders/event.ts";
import { ownId } from "../messages/ways.ts";
import type { Customer } from "../values/schemas.ts";

/** Identifiers that an erasure searches for. */
export interface Identifiers {
  /** Mail addresses of every person in the orders, as spelt, and the addresses of the ways that they chose. */
  readonly emails: readonly string[];
  /** Other identifying text of a person, in lower case. */
  readonly traces: readonly string[];
  /** Countries of their addresses (ISO 3166-1), in which a telephone number without its country's code may be meant. */
  readonly countries?: readonly string[];
}

export const NO_IDENTIFIERS: Identifiers = { emails: [], traces: [] };

/** Shorter traces would match too many words that belong to other people. */
const TRACE_MIN = 5;
/** Bounds the traces: a customer has a handful of addresses, and more were not typed by a person. */
const TRACES_MAX = 500;
/** Bounds the countries, each of which is tried with each number. */
const COUNTRIES_MAX = 20;

/** Returns `known` and the identifiers of the persons in `events`. */
export function identifiersIn(events: readonly OrderEvent[], known: Identifiers): Identifiers {
  const emails = new Set(known.emails);
  const traces = new Set(known.traces);
  const person = ({ email, email_given, name, phone }: Customer) => {
    if (email !== undefined) emails.add(email);
    for (const text of [email_given, name, phone]) add(traces, text);
  };
  const countries = new Set(known.countries);
  const place = (address: Address | undefined) => {
    if (address?.country !== undefined) countries.add(address.country);
    for (const text of [address?.name, address?.company, ...(address?.lines ?? [])]) add(traces, text);
  };
  for (const event of events) {
    if ("order" in event) {
      const { customer, gift, billing_address, shipping_address } = event.order;
      for (const one of [customer, ...(gift === undefined ? [] : [gift.recipient])]) person(one);
      for (const one of [billing_address, shipping_address]) place(one);
    }
    if (event.type === "customer.address_failed") emails.add(event.email);
    if (event.type === "customer.address_corrected") {
      for (const one of [event.from, event.email]) if (one !== undefined) emails.add(one);
    }
    if (event.type === "customer.ways_chosen") {
      for (const { to } of event.ways) {
        emails.add(to);
        // A service's own webhook names the chat alone.
        if (to.includes(":")) add(traces, ownId(to));
      }
    }
    if (event.type === "order.withdrawn") add(traces, event.withdrawal.name);
  }
  return {
    emails: [...emails].filter((email) => !email.endsWith("@invalid")).slice(0, TRACES_MAX),
    traces: [...traces].slice(0, TRACES_MAX),
    ...(countries.size === 0 ? {} : { countries: [...countries].slice(0, COUNTRIES_MAX) }),
  };
}

/** Returns whether `content`, any JSON value, contains one of the identifiers as whole words of its text values. */
export function speaksOf({ emails, traces }: Identifiers, content: unknown): boolean {
  const texts = textsIn(content).map(plain);
  const addresses = emails.map(plain);
  return texts.some((text) =>
    addresses.some((address) => stands(address, text, ADDRESS_BEFORE, ADDRESS_AFTER)) ||
    traces.some((trace) => stands(trace, text, WORD_BEFORE, WORD_AFTER))
  );
}

/** Skips field names and event types, which are Waybill's own words. */
function textsIn(content: unknown): readonly string[] {
  if (typeof content === "string") return [content];
  if (typeof content !== "object" || content === null) return [];
  return Object.entries(content).flatMap(([name, value]) => name === "type" ? [] : textsIn(value));
}

/** Scripts without spaces between words: any character may begin a word. */
const UNSPACED = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]$/u;
const WORD_BEFORE = /[\p{L}\p{M}\p{N}]$/u;
const WORD_AFTER = /^[\p{L}\p{M}\p{N}]/u;
/** Rejects longer addresses: `xada@a.example`, `x.ada@a.example` and `ada@a.example.org` belong to other people. */
const ADDRESS_BEFORE = /[\p{L}\p{M}\p{N}._+-]$/u;
const ADDRESS_AFTER = /^[.-]?[\p{L}\p{M}\p{N}]/u;

function isWord(character: string): boolean {
  return WORD_AFTER.test(character) && !UNSPACED.test(character);
}

function stands(trace: string, text: string, before: RegExp, after: RegExp): boolean {
  const [first, last] = [Array.from(trace).at(0)!, Array.from(trace).at(-1)!];
  for (let at = text.indexOf(trace); at >= 0; at = text.indexOf(trace, at + 1)) {
    const end = at + trace.length;
    const begins = !isWord(first) || !before.test(text.slice(Math.max(0, at - 2), at));
    const ends = !isWord(last) || !after.test(text.slice(end, end + 3));
    if (begins && ends) return true;
  }
  return false;
}

function add(traces: Set<string>, text: string | undefined): void {
  const trace = plain(text?.trim() ?? "");
  if (trace.length >= TRACE_MIN) traces.add(trace);
}

function plain(text: string): string {
  return text.normalize("NFC").toLowerCase();
}
