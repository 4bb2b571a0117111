/** Finds a shop's orders for its people: by a list, or by what somebody typed. */
import { hasWords, type OrderList, soughtTerms } from "../orders/search_terms.ts";
import { splitOrderId } from "../orders/order_id.ts";
import { type Reference, referenceNames } from "../orders/reference.ts";
import { type Listed, readOrders, selectCustomerOrders } from "../sql/customers.ts";
import { type FoundOrder, type OrderAfter, selectOrdersByTerm } from "../sql/order_terms.ts";
import type { StoredOrder } from "../sql/orders.ts";
import { findOrder, openOrders } from "./archive/open_order.ts";
import type { RecordPorts, Shop } from "./ports.ts";
import { hashed } from "./record/index_order_terms.ts";

type FindPorts = Pick<RecordPorts, "db" | "mail" | "name_customer">;

/** Kinds of number by which every shop's orders are found. */
const SOUGHT_BY: readonly Reference["by"][] = ["number", "tracking", "payment", "order_id"];
/** Most orders of one search. */
const FOUND_MAX = 50;

/** Returns a page of a list, newest first, as D1 keeps it; empty for a shop without `order_index`. */
export async function listOrders(
  { db }: Pick<FindPorts, "db">,
  shop: Shop,
  list: OrderList,
  after: OrderAfter | null,
  limit: number,
): Promise<readonly Listed<StoredOrder>[]> {
  return readOrders(await selectOrdersByTerm(db, shop.id, list, after, limit).all());
}

/** Returns the orders that the text may mean, newest first: by a number at once, otherwise by every term at once. */
export async function findOrders(
  ports: FindPorts,
  shop: Shop,
  text: string,
): Promise<readonly FoundOrder[]> {
  const sought = text.trim().slice(0, 128);
  if (sought === "") return [];
  const names = SOUGHT_BY.flatMap((by) => referenceNames(shop.id, { by, value: sought }));
  const exact = await findOrder(ports, ...names);
  if (exact !== null && splitOrderId(exact.id).shop_id === shop.id) {
    return [{ ...exact, placed_at: exact.order.details.placed_at }];
  }
  if (sought.includes("@")) {
    const customer = await ports.name_customer(shop.id, sought);
    return await openOrders(
      ports,
      readOrders(await selectCustomerOrders(ports.db, customer, null, FOUND_MAX).all()),
    );
  }
  if (!shop.settings.order_index) return [];
  const terms = await hashed(ports, shop.id, soughtTerms(sought));
  const results = await ports.db.batch(
    terms.map((term) => selectOrdersByTerm(ports.db, shop.id, term, null, FOUND_MAX)),
  );
  const found = new Map(results.flatMap(readOrders).map((row) => [row.id, row]));
  const newest = [...found.values()].toSorted((a, b) => a.placed_at < b.placed_at ? 1 : -1).slice(
    0,
    FOUND_MAX,
  );
  return (await openOrders(ports, newest)).filter(({ order }) => hasWords(order, sought));
}
