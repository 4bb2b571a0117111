/** The SQL of the terms by which orders are found at the desk. Writes are returned as statements. */
import type { OrderRow } from "./orders.ts";

export interface TermsOf {
  readonly shop_id: string;
  readonly order_id: string;
  readonly placed_at: string;
}

/** Last order of a page; the next begins after it. */
export interface OrderAfter {
  readonly placed_at: string;
  readonly order_id: string;
}

export function insertOrderTerms(
  db: D1Database,
  { shop_id, order_id, placed_at }: TermsOf,
  terms: readonly string[],
): D1PreparedStatement {
  return db.prepare(
    `insert into order_terms (shop_id, term, placed_at, order_id)
     select ?1, value, ?2, ?3 from json_each(?4) where true on conflict do nothing`,
  ).bind(shop_id, placed_at, order_id, JSON.stringify(terms));
}

export function deleteOrderTerms(
  db: D1Database,
  { shop_id, order_id, placed_at }: TermsOf,
  terms: readonly string[],
): D1PreparedStatement {
  return db.prepare(
    `delete from order_terms where shop_id = ?1 and placed_at = ?2 and order_id = ?3
       and term in (select value from json_each(?4))`,
  ).bind(shop_id, placed_at, order_id, JSON.stringify(terms));
}

/** Selects the orders with a term, newest first, with their states. */
export function selectOrdersByTerm(
  db: D1Database,
  shop_id: string,
  term: string,
  after: OrderAfter | null,
  limit: number,
): D1PreparedStatement {
  return db.prepare(
    `select t.placed_at, o.id, o.number, o.seq, o.state, o.deadline_at, o.line, o.object
     from order_terms t join orders o on o.id = t.order_id
     where t.shop_id = ?1 and t.term = ?2 and t.placed_at <= ?3 and (t.placed_at, t.order_id) < (?3, ?4)
     order by t.placed_at desc, t.order_id desc limit ?5`,
  ).bind(shop_id, term, after?.placed_at ?? "~", after?.order_id ?? "", limit);
}

export type FoundOrder = OrderRow & { readonly placed_at: string };
