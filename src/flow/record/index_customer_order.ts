/** Whose order it is: the rows by which its customer finds it, written in the order's own commit. */
import { shortSubject } from "../../links/signed_link.ts";
import { splitOrderId } from "../../orders/order_id.ts";
import { deleteCustomerOrder, insertCustomerOrder } from "../../sql/customers.ts";
import { refuseErased } from "../../sql/erasures.ts";
import { insertRefs } from "../../sql/orders.ts";
import { parkChoices } from "../../sql/parked.ts";
import { wakeSuppressions } from "../../sql/suppressions.ts";
import type { RecordPorts } from "../ports.ts";
import type { Order } from "../../orders/state.ts";

/** What the commit adds, and whose the order is; null where it is nobody's, or whose it was before. */
export interface CustomerIndex {
  readonly statements: readonly D1PreparedStatement[];
  readonly customer: string | null;
}

/**
 * Nothing where neither the buyer's address nor the order's date is another than `before`. The commit fails where the order is
 * that of a customer who was erased after it was placed: then it must be erased as it comes.
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
