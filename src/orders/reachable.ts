/** Which address of an order failed, what replaced it, and what that leaves to be told. Pure. */
import { personOf } from "./addressee.ts";
import type { OrderDetails, OrderEvent } from "./event.ts";
import { PARTIES, type Party } from "./party.ts";
import type { Correction, Order } from "./state.ts";
import type { Customer } from "../values/schemas.ts";

/** The address failed and nobody has corrected it. */
export function hasFailed(
  { failed_addresses }: Pick<Order, "failed_addresses">,
  { email }: Pick<Customer, "email">,
): boolean {
  return email !== undefined && failed_addresses.includes(email.toLowerCase());
}

/** Who cannot be reached, and where they could not; whoever pays comes first. */
export function failedParties(order: Order): readonly { readonly party: Party; readonly email: string }[] {
  return PARTIES.flatMap((party) => {
    const person = personOf(order, party);
    return person?.email !== undefined && hasFailed(order, person) ? [{ party, email: person.email }] : [];
  });
}

/**
 * When the party's address was last corrected. What the customer would have been told before is told by one mail about the
 * state of now; the recipient of a present hears of parcels alone, and each of their mails is about the state of now.
 */
export function correctedAt({ corrections }: Order, party: Party): string | null {
  return corrections.findLast(({ of = ["customer"] }) => of.includes(party))?.at ?? null;
}

/** What a mail is about that goes once more after a correction: its key must be another than that of the mail that came back. */
export function aboutAgain(about: string, corrected_at: string): string {
  return `${about}~${corrected_at}`;
}

/** What such a mail was about the first time; any other text as it is. */
export function aboutAtFirst(about: string): string {
  return about.replace(/~\d{4}-\d\d-\d\dT[\d:.]+Z$/, "");
}

/** The order with an address that somebody corrected by hand. The new one is trusted until it fails itself. */
export function withCorrection(
  order: Order,
  { at, from, email }: Extract<OrderEvent, { type: "customer.address_corrected" }>,
): Order {
  const replaced = from.toLowerCase();
  const of = PARTIES.filter((party) => personOf(order, party)?.email?.toLowerCase() === replaced);
  const corrections = [...order.corrections, { at, from: replaced, email, of }];
  return {
    ...order,
    corrections,
    failed_addresses: order.failed_addresses.filter((failed) => failed !== email.toLowerCase()),
    details: withCorrections(order.details, corrections),
  };
}

/** A snapshot of the storefront may still carry an address that was corrected by hand since. */
export function withCorrections(details: OrderDetails, corrections: Order["corrections"]): OrderDetails {
  if (corrections.length === 0) return details;
  const { customer, gift } = details;
  return {
    ...details,
    customer: corrected(customer, corrections),
    ...(gift === undefined ? {} : { gift: { ...gift, recipient: corrected(gift.recipient, corrections) } }),
  };
}

/** What replaced an address may have been replaced as well. */
function corrected(person: Customer, corrections: readonly Correction[]): Customer {
  let email = person.email;
  for (const { from, email: next } of corrections) {
    if (from === email?.toLowerCase()) email = next;
  }
  return email === person.email ? person : { ...person, email };
}
