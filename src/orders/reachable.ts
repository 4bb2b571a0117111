/** Which address of an order failed, what replaced it, and what that leaves to be told. Pure. */
import type { Customer } from "./event.ts";
import type { Order } from "./order.ts";

/** The address failed and nobody has corrected it. */
export function hasFailed({ failed_addresses }: Order, { email }: Customer): boolean {
  return email !== undefined && failed_addresses.includes(email.toLowerCase());
}

/**
 * When the address was last corrected: what happened before is told by one mail about the state of now, and by none of the
 * mails that would have told it one by one.
 */
export function correctedAt({ corrections }: Order): string | null {
  return corrections.at(-1)?.at ?? null;
}

/** The customer with the address that was corrected by hand; a later snapshot of the storefront may still carry the wrong one. */
export function withCorrections(customer: Customer, corrections: Order["corrections"]): Customer {
  const correction = corrections.findLast(({ from }) => from === customer.email?.toLowerCase());
  return correction === undefined ? customer : { ...customer, email: correction.email };
}
