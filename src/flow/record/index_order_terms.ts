/** Returns the rows by which the desk finds an order, written in the order's own commit where the shop wants them. */
import { DUE_TERM, dueOn, searchTerms } from "../../orders/search_terms.ts";
import { splitOrderId } from "../../orders/order_id.ts";
import type { Order } from "../../orders/state.ts";
import { deleteOrderTerms, insertOrderTerms } from "../../sql/order_terms.ts";
import type { RecordPorts, Shop } from "../ports.ts";

type Named = Pick<RecordPorts, "db" | "name_customer">;

/** Writes only what changed since `before`; a changed date moves every row. */
export async function indexOrderTerms(
  ports: Named,
  shop: Shop,
  order_id: string,
  order: Order,
  before: Order | null,
): Promise<readonly D1PreparedStatement[]> {
  if (!shop.settings.order_index) return [];
  const moved = before !== null && before.details.placed_at !== order.details.placed_at;
  const old = before === null ? [] : searchTerms(before);
  const now = searchTerms(order);
  const gone = moved ? old : old.filter((term) => !now.includes(term));
  const fresh = moved ? now : now.filter((term) => !old.includes(term));
  const of = (state: Order) => ({ shop_id: shop.id, order_id, placed_at: state.details.placed_at });
  const was_due = before === null ? null : dueOn(before, shop.settings);
  const is_due = dueOn(order, shop.settings);
  return [
    ...(was_due === null || was_due === is_due
      ? []
      : [deleteOrderTerms(ports.db, { shop_id: shop.id, order_id, placed_at: was_due }, [DUE_TERM])]),
    ...(is_due === null || was_due === is_due
      ? []
      : [insertOrderTerms(ports.db, { shop_id: shop.id, order_id, placed_at: is_due }, [DUE_TERM])]),
    ...(gone.length === 0
      ? []
      : [deleteOrderTerms(ports.db, of(before!), await hashed(ports, shop.id, gone))]),
    ...(fresh.length === 0
      ? []
      : [insertOrderTerms(ports.db, of(order), await hashed(ports, shop.id, fresh))]),
  ];
}

/** Removes the rows by which an order is no more to be found once it is erased: `after`. */
export async function eraseOrderTerms(
  ports: Named,
  order_id: string,
  before: Order,
  after: Order,
): Promise<readonly D1PreparedStatement[]> {
  const { shop_id } = splitOrderId(order_id);
  const kept = searchTerms(after);
  const terms = searchTerms(before).filter((term) => !kept.includes(term));
  if (terms.length === 0) return [];
  const of = { shop_id, order_id, placed_at: before.details.placed_at };
  return [deleteOrderTerms(ports.db, of, await hashed(ports, shop_id, terms))];
}

/** A list stands as it is; of anything else only a keyed hash is stored. */
export async function hashed(
  { name_customer }: Pick<Named, "name_customer">,
  shop_id: string,
  terms: readonly string[],
): Promise<readonly string[]> {
  return await Promise.all(
    terms.map(async (term) =>
      term.startsWith("~") ? term : (await name_customer(shop_id, `term ${term}`)).split("/").at(-1)!
    ),
  );
}
