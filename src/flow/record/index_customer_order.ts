/** Returns the rows by which a customer finds an order, written in the order's own commit. */
import { shortSubject } from "../../links/signed_link.ts";
import { splitOrderId } from "../../orders/order_id.ts";
import { deleteCustomerOrder, insertCustomerOrder } from "../../sql/customers.ts";
import { refuseErased } from "../../sql/erasures.ts";
import { insertRefs } from "../../sql/orders.ts";
import { parkChoices } from "../../sql/parked.ts";
import { wakeSuppressions } from "../../sql/suppressions.ts";
import type { RecordPorts } from "../ports.ts";
import type { Order } from "../../orders/state.ts";

/** Statements for the commit. `customer` is null where the order has no address, or its customer did not change. */
export interface CustomerIndex {
  readonly statements: readonly D1PreparedStatement[];
  readonly customer: string | null;
}

/**
 * Returns no statements where address and date are the same as in `before`. The commit fails where the customer was
 * erased after the order was placed; the order must then be erased as it is recorded.
 */
export async function indexCustomerOrder(
  { db, name_customer }: Pick<RecordPorts, "db" | "name_customer">,
  order_id: string,
  order: Order,
  before: Order | null,
  now_ms: number,
): Promise<CustomerIndex> {
  const is = order.details;
  const was = before?.details;
  if (was !== undefined && was.customer.email === is.customer.email && was.placed_at === is.placed_at) {
    return { statements: [], customer: null };
  }
  const { shop_id } = splitOrderId(order_id);
  const nameOf = async (email: string | undefined) =>
    email === undefined ? null : await name_customer(shop_id, email);
  const [old, now, short] = await Promise.all([
    nameOf(was?.customer.email),
    nameOf(is.customer.email),
    was === undefined ? shortSubject(order_id) : null,
  ]);
  const statements = [
    ...(old === null ? [] : [deleteCustomerOrder(db, old, was!.placed_at, order_id)]),
    ...(now === null ? [] : [
      refuseErased(db, now, Date.parse(is.placed_at)),
      insertCustomerOrder(db, now, is.placed_at, order_id),
      wakeSuppressions(db, shop_id, now, is.customer.email!),
    ]),
    ...(short === null ? [] : [insertRefs(db, [short], order_id)]),
    ...(now === null || was !== undefined ? [] : [parkChoices(db, now, order_id, is.placed_at, now_ms)]),
  ];
  return { statements, customer: now };
}
