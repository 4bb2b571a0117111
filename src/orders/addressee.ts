/** Who a mail of an order goes to: the customer who pays, or the recipient of a present; and whether a mail can reach them. Pure. */
import { ORDER_MAILS, type OrderKind } from "../messages/message.ts";
import type { Party } from "./party.ts";
import type { Order } from "./state.ts";
import type { Customer } from "../values/schemas.ts";

/** Who reads a mail of `kind`: the recipient of a present where the kind is theirs and they can be written to, else whoever paid. */
export function partyFor({ details }: Pick<Order, "details">, kind: OrderKind): Party {
  return ORDER_MAILS[kind].reader === "recipient" && isReachable(details.gift?.recipient)
    ? "recipient"
    : "customer";
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
