/** Whose order it is: the rows by which its customer finds it, written in the order's own commit. */
import { shortSubject } from "../links/signed_link.ts";
import type { Order } from "../orders/order.ts";
import { splitOrderId } from "../orders/order_id.ts";
import { deleteCustomerOrder, insertCustomerOrder } from "../store/customers.ts";
import { insertRefs } from "../store/orders.ts";
import { parkChoices } from "../store/parked.ts";
import type { RecordPorts } from "./ports.ts";

/** Nothing where neither the buyer's address nor the order's date is another than `before`. */
export async function assignOrder(
  { db, name_customer }: Pick<RecordPorts, "db" | "name_customer">,
  order_id: string,
  order: Order,
  before: Order | null,
  now_ms: number,
): Promise<readonly D1PreparedStatement[]> {
  const is = order.details;
  const was = before?.details;
  if (was !== undefined && was.customer.email === is.customer.email && was.placed_at === is.placed_at) {
    return [];
  }
  const { store_id } = splitOrderId(order_id);
  const nameOf = async (email: string | undefined) =>
    email === undefined ? null : await name_customer(store_id, email);
  const [old, now, short] = await Promise.all([
    nameOf(was?.customer.email),
    nameOf(is.customer.email),
    was === undefined ? shortSubject(order_id) : null,
  ]);
  return [
    ...(old === null ? [] : [deleteCustomerOrder(db, old, was!.placed_at, order_id)]),
    ...(now === null ? [] : [insertCustomerOrder(db, now, is.placed_at, order_id)]),
    ...(short === null ? [] : [insertRefs(db, [short], order_id)]),
    ...(now === null || was !== undefined ? [] : [parkChoices(db, now, order_id, is.placed_at, now_ms)]),
  ];
}
