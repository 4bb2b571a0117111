/** Decides which address of an order failed, what replaced it, and which mails that leaves to be sent. Pure. */
import { isReachable, personOf } from "./addressee.ts";
import type { OrderDetails, OrderEvent } from "./event.ts";
import { PARTIES, type Party } from "./party.ts";
import type { Correction, Order } from "./state.ts";
import type { Customer } from "../values/schemas.ts";

/** Returns whether the address failed and was not corrected. */
export function hasFailed(
  { failed_addresses }: Pick<Order, "failed_addresses">,
  { email }: Pick<Customer, "email">,
): boolean {
  return email !== undefined && failed_addresses.includes(email.toLowerCase());
}

/** Returns the parties with a failed address and that address; the payer first. */
export function failedParties(order: Order): readonly { readonly party: Party; readonly email: string }[] {
  return PARTIES.flatMap((party) => {
    const person = personOf(order, party);
    return person?.email !== undefined && hasFailed(order, person) ? [{ party, email: person.email }] : [];
  });
}

/** Returns the parties whose address failed, and the customer where there is none at all; the payer first. */
export function correctableParties(
  order: Order,
): readonly { readonly party: Party; readonly email: string | undefined }[] {
  const { customer } = order.details;
  const is_missing = !isReachable(customer) && order.erased_at === undefined;
  return [
    ...(is_missing ? [{ party: "customer" as const, email: customer.email }] : []),
    ...failedParties(order),
  ];
}

/**
 * Returns when the party's address was last corrected. Events before it get no mails of their own: one fresh
 * confirmation replaces them. A gift's recipient gets only shipment mails, which always show the present state.
 */
export function correctedAt(order: Pick<Order, "corrections">, party: Party): string | null {
  return lastCorrection(order, party)?.at ?? null;
}

export function lastCorrection(
  { corrections }: Pick<Order, "corrections">,
  party: Party,
): Correction | undefined {
  return corrections.findLast(({ of = ["customer"] }) => of.includes(party));
}

/**
 * Returns `about` for a mail that is sent again after a correction: its key must differ from that of the bounced
 * mail.
 */
export function aboutAgain(about: string, corrected_at: string): string {
  return `${about}~${corrected_at}`;
}

/** Returns the original `about` of such a mail; any other text unchanged. */
export function aboutAtFirst(about: string): string {
  return about.replace(/~\d{4}-\d\d-\d\dT[\d:.]+Z$/, "");
}

/** Returns the order with an address corrected by hand. The new one is trusted until it fails. */
export function withCorrection(
  order: Order,
  { at, from, email }: Extract<OrderEvent, { type: "customer.address_corrected" }>,
): Order {
  const replaced = from?.toLowerCase();
  const of = PARTIES.filter((party) => personOf(order, party)?.email?.toLowerCase() === replaced);
  const corrections = [...order.corrections, { at, from: replaced, email, of }];
  return {
    ...order,
    corrections,
    failed_addresses: order.failed_addresses.filter((failed) => failed !== email.toLowerCase()),
    details: withCorrections(order.details, corrections),
  };
}

/**
 * Returns the corrections after a snapshot `details`, in which the storefront may have put another address in the place
 * of a wrong or missing one.
 */
export function correctionsAfter(before: Order, at: string, details: OrderDetails): Order["corrections"] {
  const corrected = PARTIES.flatMap((party): readonly Correction[] => {
    const from = personOf(before, party)?.email?.toLowerCase();
    const person = personOf({ details }, party);
    const has_changed = isReachable(person) && person.email.toLowerCase() !== from &&
      personOf(before, party) !== undefined;
    return has_changed ? [{ at, from, email: person.email, of: [party], by: "storefront" }] : [];
  });
  return corrected.length === 0 ? before.corrections : [...before.corrections, ...corrected];
}

/** Applies corrections by hand to a snapshot, which may still carry the old address. */
export function withCorrections(details: OrderDetails, corrections: Order["corrections"]): OrderDetails {
  if (corrections.length === 0) return details;
  const { customer, gift } = details;
  return {
    ...details,
    customer: corrected(customer, corrections),
    ...(gift === undefined ? {} : { gift: { ...gift, recipient: corrected(gift.recipient, corrections) } }),
  };
}

/** Follows chains: a corrected address may have been corrected again. */
function corrected(person: Customer, corrections: readonly Correction[]): Customer {
  let email = person.email;
  for (const { from, email: next, by } of corrections) {
    if (by === undefined && from === email?.toLowerCase()) email = next;
  }
  return email === person.email ? person : { ...person, email };
}
