/**
 * The SQL of customers: which orders they have, what they chose, and from when their links are valid. Writes are
 * returned as statements.
 */
import { type Choices, readChoices } from "../customers/choices.ts";
import { type OrderRow, type StoredColumns, type StoredOrder, storedOrder } from "./orders.ts";

export interface CustomerRow {
  readonly choices: Choices;
  readonly links_since: number;
}

/** Last order of a page; the next page begins after it. */
export interface Cursor {
  readonly placed_at: string;
  readonly order_id: string;
}

export function insertCustomerOrder(
  db: D1Database,
  customer: string,
  placed_at: string,
  order_id: string,
): D1PreparedStatement {
  return db.prepare(
    "insert into customer_orders (customer, placed_at, order_id) values (?1, ?2, ?3) on conflict do nothing",
  ).bind(customer, placed_at, order_id);
}

export function deleteCustomerOrder(
  db: D1Database,
  customer: string,
  placed_at: string,
  order_id: string,
): D1PreparedStatement {
  return db.prepare("delete from customer_orders where customer = ?1 and placed_at = ?2 and order_id = ?3")
    .bind(customer, placed_at, order_id);
}

/** Selects a customer's orders after `after`, newest first, with their states. */
export function selectCustomerOrders(
  db: D1Database,
  customer: string,
  after: Cursor | null,
  limit: number,
): D1PreparedStatement {
  return db.prepare(
    `select c.placed_at, o.id, o.number, o.seq, o.state, o.deadline_at, o.line, o.object
     from customer_orders c join orders o on o.id = c.order_id
     where c.customer = ?1 and (c.placed_at, c.order_id) < (?2, ?3)
     order by c.placed_at desc, c.order_id desc limit ?4`,
    // Sorts after every time stamp, so that the first page begins with the newest order.
  ).bind(customer, after?.placed_at ?? "~", after?.order_id ?? "", limit);
}

/** An order of a list, with the time by which the list is ordered. */
export type Listed<Row> = Row & { readonly placed_at: string };
export type CustomerOrder = Listed<OrderRow>;

export function readOrders(result: D1Result): readonly Listed<StoredOrder>[] {
  const rows = result.results as unknown as readonly Listed<StoredColumns>[];
  return rows.map((row) => ({ ...storedOrder(row), placed_at: row.placed_at }));
}

export function selectCustomerOrderCount(db: D1Database, customer: string): D1PreparedStatement {
  return db.prepare("select count(*) as count from customer_orders where customer = ?1").bind(customer);
}

export function selectCustomer(db: D1Database, customer: string): D1PreparedStatement {
  return db.prepare("select choices, links_since from customers where customer = ?1").bind(customer);
}

export function readCustomer(result: D1Result): CustomerRow {
  const row = result.results[0] as { readonly choices: string; readonly links_since: number } | undefined;
  return { choices: readChoices(row?.choices), links_since: row?.links_since ?? 0 };
}

/** Changes only the choices that `changed` names; null removes a choice. */
export function upsertChoices(
  db: D1Database,
  customer: string,
  changed: { readonly [Name in keyof Choices]?: Choices[Name] | null },
  now_ms: number,
): D1PreparedStatement {
  return db.prepare(
    `insert into customers (customer, choices, updated_at) values (?1, json_patch('{}', ?2), ?3)
     on conflict do update set choices = json_patch(customers.choices, ?2), updated_at = ?3
     where customers.choices <> json_patch(customers.choices, ?2)`,
  ).bind(customer, JSON.stringify(changed), now_ms);
}

/** Revokes all links that were made before `since_ms`. */
export function revokeLinks(
  db: D1Database,
  customer: string,
  since_ms: number,
  now_ms: number,
): D1PreparedStatement {
  return db.prepare(
    `insert into customers (customer, choices, links_since, updated_at) values (?1, '{}', ?2, ?3)
     on conflict do update set links_since = max(customers.links_since, excluded.links_since),
       updated_at = excluded.updated_at`,
  ).bind(customer, since_ms, now_ms);
}

export function deleteCustomer(db: D1Database, customer: string): D1PreparedStatement {
  return db.prepare("delete from customers where customer = ?1").bind(customer);
}
