/** By what a customer would be found again in something that names no order of theirs: addresses, names, telephones. Pure. */
import type { Address, Customer, Happening } from "../orders/event.ts";

/** Whom an erasure looks for. */
export interface Whom {
  /** Mail addresses of everybody that the orders were about, as they were spelt, and numbers that texts went to. */
  readonly emails: readonly string[];
  /** Everything else that stands for a person, lower case. */
  readonly traces: readonly string[];
}

export const NOBODY_YET: Whom = { emails: [], traces: [] };

/** What is shorter stands in too many words that are somebody else's. */
const TRACE_MIN = 5;
/** A customer has a handful of addresses; what goes beyond was not typed by a person. */
const TRACES_MAX = 500;

/** Whom these events are about, beside those who are known already. */
export function whomIn(happenings: readonly Happening[], known: Whom): Whom {
  const emails = new Set(known.emails);
  const traces = new Set(known.traces);
  const person = ({ email, name, phone }: Customer) => {
    if (email !== undefined) emails.add(email);
    for (const text of [name, phone]) add(traces, text);
  };
  const place = (address: Address | undefined) => {
    for (const text of [address?.name, address?.company, ...(address?.lines ?? [])]) add(traces, text);
  };
  for (const event of happenings) {
    if ("order" in event) {
      const { customer, gift, billing_address, shipping_address } = event.order;
      for (const one of [customer, ...(gift === undefined ? [] : [gift.recipient])]) person(one);
      for (const one of [billing_address, shipping_address]) place(one);
    }
    if (event.type === "customer.address_failed") emails.add(event.email);
    if (event.type === "customer.address_corrected") {
      for (const one of [event.from, event.email]) emails.add(one);
    }
    if (event.type === "customer.texts_chosen" && event.texts !== null) emails.add(event.texts.number);
    if (event.type === "order.withdrawn") add(traces, event.withdrawal.name);
  }
  return {
    emails: [...emails].filter((email) => !email.endsWith("@invalid")).slice(0, TRACES_MAX),
    traces: [...traces].slice(0, TRACES_MAX),
  };
}

/** Whether `told`, anything that can be written as JSON, speaks of one of them. */
export function speaksOf({ emails, traces }: Whom, told: unknown): boolean {
  const text = JSON.stringify(told).normalize("NFC").toLowerCase();
  return [...emails, ...traces].some((trace) => text.includes(asWritten(trace)));
}

function add(traces: Set<string>, text: string | undefined): void {
  const plain = text?.trim().normalize("NFC").toLowerCase() ?? "";
  if (plain.length >= TRACE_MIN) traces.add(plain);
}

/** As JSON has it, without the quotation marks around it. */
function asWritten(trace: string): string {
  return JSON.stringify(trace.normalize("NFC").toLowerCase()).slice(1, -1);
}
