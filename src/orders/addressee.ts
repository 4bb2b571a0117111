/** Who a mail of an order goes to: the customer who pays, or the recipient of a present; and whether a mail can reach them. Pure. */
import type { OrderKind } from "../messages/message.ts";
import type { Party } from "./party.ts";
import type { Order } from "./state.ts";
import type { Customer } from "../values/schemas.ts";

/** A present's parcels are the recipient's news, where the recipient can be written to; all else is between shop and payer. */
export function partyFor({ details }: Pick<Order, "details">, kind: OrderKind): Party {
  return kind.startsWith("shipment_") && isReachable(details.gift?.recipient) ? "recipient" : "customer";
}

export function addressee(order: Pick<Order, "details">, kind: OrderKind): Customer {
  return personOf(order, partyFor(order, kind))!;
}

/** Undefined for the recipient of what is no present. */
export function personOf({ details }: Pick<Order, "details">, party: Party): Customer | undefined {
  return party === "recipient" ? details.gift?.recipient : details.customer;
}

/** The part before the @ must be ASCII: few providers take another (RFC 6531). The domain may be any, it has an ASCII form. */
export function isReachable(
  customer: Customer | undefined,
): customer is Customer & { readonly email: string } {
  return /^[!-~]{1,64}@[^@]*[\p{L}\p{N}]$/u.test(customer?.email ?? "");
}
