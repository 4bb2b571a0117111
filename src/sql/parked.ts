/**
 * The SQL of parked webhooks, whose order is not known yet: each waits under every name that its sender gave for the
 * order.
 */
import { RESOLVED } from "./orders.ts";
import type { WebhookRow } from "./volumes.ts";
import { shopOf } from "./shop_of.ts";

/** A webhook whose order may not be known yet. */
export interface ParkedRow extends Omit<WebhookRow, "seq"> {
  /** Every name under which the webhook waits for its order; the first is the sender's own id of the order. */
  readonly names: readonly string[];
}

/** Most webhooks that join an order at once; the caller repeats until none is left. */
const PARKED_MAX = 100;

/**
 * Selects webhooks that wait under any of `waiting_under` which is a name of the order of `names`, oldest first, each
 * once.
 */
export function selectParked(
  db: D1Database,
  names: readonly string[],
  waiting_under: readonly string[],
): D1PreparedStatement {
  // Rows without names were parked by a Worker older than migration 0003 while that was deployed.
  return db.prepare(
    `select source, webhook_id, received_at, coalesce(names, json_array(ref)) as names, events from parked
     where ref in (select value from json_each(?2))
       and coalesce((select order_id from refs where refs.ref = parked.ref), ref) = ${RESOLVED}
     group by source, webhook_id order by received_at limit ${PARKED_MAX}`,
  ).bind(JSON.stringify(names), JSON.stringify(waiting_under));
}

/**
 * Selects a shop's webhooks that have waited for an unknown order since before `before_ms` and that the shop was not
 * alerted about, oldest first.
 */
export function selectStaleParked(
  db: D1Database,
  shop_id: string,
  before_ms: number,
  limit: number,
): D1PreparedStatement {
  return db.prepare(
    `select source, webhook_id, received_at, names, events from parked
     where ${shopOf("ref")} = ?1 and ref = known_as and alerted_at is null and received_at < ?2
     order by received_at limit ?3`,
  ).bind(shop_id, before_ms, limit);
}

/**
 * Selects a page of the webhooks that wait for orders of one shop, each once, after `[known_as, source, webhook_id]`.
 */
export function selectParkedPage(
  db: D1Database,
  shop_id: string,
  after: readonly string[],
  limit: number,
): D1PreparedStatement {
  const [ref = `${shop_id}/`, source = "", webhook_id = ""] = after;
  return db.prepare(
    `select source, webhook_id, received_at, coalesce(names, json_array(ref)) as names, events from parked
     where (ref, source, webhook_id) > (?1, ?2, ?3) and ref < ?4 and ref = known_as
     order by ref, source, webhook_id limit ?5`,
  ).bind(ref, source, webhook_id, `${shop_id}0`, limit);
}

/** Marks the webhooks as alerted, if the previous statement of the batch changed a row. */
export function markAlertedIfChanged(
  db: D1Database,
  webhooks: readonly ParkedRow[],
  now_ms: number,
): D1PreparedStatement {
  const keys = webhooks.map(({ names, source, webhook_id }) => [names[0], source, webhook_id]);
  return db.prepare(
    `update parked set alerted_at = ?2 where changes() > 0 and (ref, source, webhook_id) in
       (select value ->> 0, value ->> 1, value ->> 2 from json_each(?1))`,
  ).bind(JSON.stringify(keys), now_ms);
}

/**
 * Inserts a row under each name; inserts none when one of the names already belongs to an order, since nothing would
 * collect it then.
 */
export function insertParked(db: D1Database, webhook: ParkedRow): D1PreparedStatement {
  return db.prepare(
    `insert into parked (ref, source, webhook_id, known_as, received_at, names, events)
     select json_each.value, ?2, ?3, ?4, ?5, ?1, ?6 from json_each(?1) where ${RESOLVED} is null
     on conflict do nothing`,
  ).bind(
    JSON.stringify(webhook.names),
    webhook.source,
    webhook.webhook_id,
    webhook.names[0],
    webhook.received_at,
    JSON.stringify(webhook.events),
  );
}

/**
 * Parks what the customer of a new order chose earlier (language, other channels) until it joins the order, as of the
 * time of the order. Writes nothing for a customer who chose nothing.
 */
export function parkChoices(
  db: D1Database,
  customer: string,
  order_id: string,
  placed_at: string,
  now_ms: number,
): D1PreparedStatement {
  return db.prepare(
    `insert into parked (ref, source, webhook_id, known_as, received_at, names, events)
     select ?2, 'page', 'chosen', ?2, ?4, json_array(?2), json_array(
         json_object('type', 'customer.ways_chosen', 'at', ?3, 'ways', json_extract(choices, '$.ways')))
       from customers where customer = ?1 and json_array_length(choices, '$.ways') > 0
     on conflict do nothing`,
  ).bind(customer, order_id, placed_at, now_ms);
}

/** Deletes the webhook's rows under all of its names. */
export function deleteParked(db: D1Database, webhook: ParkedRow): D1PreparedStatement {
  return db.prepare(
    `delete from parked
     where ref in (select value from json_each(?1)) and source = ?2 and webhook_id = ?3`,
  ).bind(JSON.stringify(webhook.names), webhook.source, webhook.webhook_id);
}

export function readParked(result: D1Result): readonly ParkedRow[] {
  const rows = result
    .results as (Omit<ParkedRow, "events" | "names"> & {
      readonly events: string;
      readonly names: string;
    })[];
  return rows.map((row) => ({
    ...row,
    events: JSON.parse(row.events),
    names: JSON.parse(row.names),
  }));
}
