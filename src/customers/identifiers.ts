/** By what a customer would be found again in something that names no order of theirs: addresses, names, telephones. Pure. */
import type { Address, OrderEvent } from "../orders/event.ts";
import type { Customer } from "../values/schemas.ts";

/** Whom an erasure looks for. */
export interface Identifiers {
  /** Mail addresses of everybody that the orders were about, as they were spelt, and numbers that texts went to. */
  readonly emails: readonly string[];
  /** Everything else that stands for a person, lower case. */
  readonly traces: readonly string[];
}

export const NO_IDENTIFIERS: Identifiers = { emails: [], traces: [] };

/** What is shorter stands in too many words that are somebody else's. */
const TRACE_MIN = 5;
/** A customer has a handful of addresses; what goes beyond was not typed by a person. */
const TRACES_MAX = 500;

/** Whom these events are about, beside those who are known already. */
export function identifiersIn(events: readonly OrderEvent[], known: Identifiers): Identifiers {
  const emails = new Set(known.emails);
  const traces = new Set(known.traces);
  const person = ({ email, name, phone }: Customer) => {
    if (email !== undefined) emails.add(email);
    for (const text of [name, phone]) add(traces, text);
  };
  const place = (address: Address | undefined) => {
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
      for (const one of [event.from, event.email]) emails.add(one);
    }
    if (event.type === "customer.ways_chosen") { for (const { to } of event.ways) emails.add(to); }
    if (event.type === "order.withdrawn") add(traces, event.withdrawal.name);
  }
  return {
    emails: [...emails].filter((email) => !email.endsWith("@invalid")).slice(0, TRACES_MAX),
    traces: [...traces].slice(0, TRACES_MAX),
  };
}

/** Whether `told`, anything that can be written as JSON, speaks of one of them, in whole words of what it says. */
export function speaksOf({ emails, traces }: Identifiers, content: unknown): boolean {
  const texts = textsIn(content).map(plain);
  const addresses = emails.map(plain);
  return texts.some((text) =>
    addresses.some((address) => stands(address, text, ADDRESS_BEFORE, ADDRESS_AFTER)) ||
    traces.some((trace) => stands(trace, text, WORD_BEFORE, WORD_AFTER))
  );
}

/** The names of fields and the types of events are Waybill's own words. */
function textsIn(content: unknown): readonly string[] {
  if (typeof content === "string") return [content];
  if (typeof content !== "object" || content === null) return [];
  return Object.entries(content).flatMap(([name, value]) => name === "type" ? [] : textsIn(value));
}

/** These scripts set no space between words, so that any character of theirs may begin one. */
const UNSPACED = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]$/u;
const WORD_BEFORE = /[\p{L}\p{M}\p{N}]$/u;
const WORD_AFTER = /^[\p{L}\p{M}\p{N}]/u;
/** `xada@a.example`, `x.ada@a.example` and `ada@a.example.org` are other people's. */
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
