/**
 * Decides who gets a mail of an order, the paying customer or the recipient of a gift, and whether they have a usable
 * mail address. Pure.
 */
import { ORDER_MAILS, type OrderKind } from "../messages/message.ts";
import type { Party } from "./party.ts";
import type { Order } from "./state.ts";
import type { Customer } from "../values/schemas.ts";

/**
 * Returns the reader of a mail of `kind`: the gift's recipient where the kind is for them and they have a usable
 * address, else the customer.
 */
export function partyFor({ details }: Pick<Order, "details">, kind: OrderKind): Party {
  return ORDER_MAILS[kind].reader === "recipient" && isReachable(details.gift?.recipient)
    ? "recipient"
    : "customer";
}

export function addressee(order: Pick<Order, "details">, kind: OrderKind): Customer {
  return personOf(order, partyFor(order, kind))!;
}

/** Returns the person of `party`; undefined for the recipient of an order that is no gift. */
export function personOf({ details }: Pick<Order, "details">, party: Party): Customer | undefined {
  return party === "recipient" ? details.gift?.recipient : details.customer;
}

/**
 * Returns whether the customer has a usable mail address. The part before the @ must be ASCII, since few providers
 * accept another (RFC 6531). Any domain is possible: it has an ASCII form.
 */
export function isReachable(
  customer: Customer | undefined,
): customer is Customer & { readonly email: string } {
  const email = customer?.email ?? "";
  // Storefronts write `deleted@site.invalid` over an erased customer's address; the domain never resolves (RFC 2606).
  return /^[!-~]{1,64}@[^@]*[\p{L}\p{N}]$/u.test(email) && !/[@.]invalid$/i.test(email);
}
