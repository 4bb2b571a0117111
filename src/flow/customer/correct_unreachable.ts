/** Gives an order an address that mail can reach, in the place of a missing or failed one. */
import { normalAddress, type RefusalReason, suppressionOf } from "../../messages/suppression.ts";
import { isReachable } from "../../orders/addressee.ts";
import { readOrder, selectOrder } from "../../sql/orders.ts";
import { readSuppressions, selectSuppressions } from "../../sql/suppressions.ts";
import { openOrder } from "../archive/open_order.ts";
import type { Shop } from "../ports.ts";
import { correctAddress } from "./correct_address.ts";
import type { RequestPorts } from "./receive_request.ts";

export type Corrected =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: "no_order" | "bad_address" | "same_address" }
  /** The new address is on the suppression list: no confirmation would reach it. */
  | { readonly ok: false; readonly reason: "refused"; readonly refusal: RefusalReason };

export async function correctUnreachable(
  ports: RequestPorts,
  shop: Shop,
  order_id: string,
  { email }: { readonly email: string },
  now_ms: number,
): Promise<Corrected> {
  const [selected, listed] = await ports.db.batch([
    selectOrder(ports.db, order_id),
    selectSuppressions(ports.db, shop.id, email),
  ]);
  const row = await openOrder(ports, readOrder(selected!));
  if (row === null || row.order.erased_at !== undefined) return { ok: false, reason: "no_order" };
  if (!isReachable({ email })) return { ok: false, reason: "bad_address" };
  const before = row.order.details.customer.email;
  if (before !== undefined && normalAddress(before) === normalAddress(email)) {
    return { ok: false, reason: "same_address" };
  }
  const refusal = suppressionOf(readSuppressions(listed!), email, "order_confirmation", now_ms);
  if (refusal !== null) return { ok: false, reason: "refused", refusal };
  await correctAddress(ports, shop, row, { party: "customer", email }, now_ms);
  return { ok: true };
}
