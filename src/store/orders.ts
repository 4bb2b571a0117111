/** The SQL of orders, their events and what waits for them. Writes are returned as statements: the flow commits them together. */
import type { Happening } from "../orders/event.ts";
import { NOTHING_YET, type Order } from "../orders/order.ts";

export interface OrderRow {
  readonly id: string;
  readonly number: string;
  readonly seq: number;
  readonly order: Order;
  /** When the sweep looks at it again, in milliseconds since the epoch; null when time alone changes nothing. */
  readonly deadline_at: number | null;
}

export interface EventRow {
  readonly seq: number;
  readonly source: string;
  readonly delivery_id: string;
  readonly received_at: number;
  readonly happenings: readonly Happening[];
}

export type ParkedRow = Omit<EventRow, "seq">;

/** Most deliveries that one order may have; a real one has tens. */
export const EVENTS_MAX = 1_000;
const PARKED_MAX = 100;

/** An order may be called by its id or by another of its names. */
export const RESOLVED = "coalesce((select order_id from refs where ref = ?1), ?1)";

export function selectOrder(db: D1Database, ref: string): D1PreparedStatement {
  return db.prepare(`select id, number, seq, state, deadline_at from orders where id = ${RESOLVED}`).bind(
    ref,
  );
}

export function selectEvents(db: D1Database, ref: string): D1PreparedStatement {
  return db.prepare(
    `select seq, source, delivery_id, received_at, happenings from events
     where order_id = ${RESOLVED} order by seq limit ${EVENTS_MAX}`,
  ).bind(ref);
}

/** What waits under the order's own id or under the given other names, oldest first. */
export function selectParked(db: D1Database, refs: readonly string[]): D1PreparedStatement {
  return db.prepare(
    `select source, delivery_id, received_at, happenings from parked
     where ref in (select value from json_each(?1)) order by received_at limit ${PARKED_MAX}`,
  ).bind(JSON.stringify(refs));
}

export function insertOrder(db: D1Database, row: OrderRow, now_ms: number): D1PreparedStatement {
  return db.prepare(
    "insert into orders (id, number, seq, state, updated_at, deadline_at) values (?1, ?2, ?3, ?4, ?5, ?6)",
  ).bind(row.id, row.number, row.seq, JSON.stringify(row.order), now_ms, row.deadline_at);
}

/** Leaves the deadline alone: moving it costs rows of its index, see `moveDeadline`. */
export function updateOrder(db: D1Database, row: OrderRow, now_ms: number): D1PreparedStatement {
  return db.prepare("update orders set number = ?2, seq = ?3, state = ?4, updated_at = ?5 where id = ?1")
    .bind(row.id, row.number, row.seq, JSON.stringify(row.order), now_ms);
}

/** Only while the order is still the one that was planned: an event in between has planned anew. */
export function moveDeadline(
  db: D1Database,
  { id, seq, deadline_at }: Pick<OrderRow, "id" | "seq" | "deadline_at">,
): D1PreparedStatement {
  return db.prepare("update orders set deadline_at = ?3 where id = ?1 and seq = ?2").bind(
    id,
    seq,
    deadline_at,
  );
}

/** Orders that time has reached, earliest first. */
export function selectReached(db: D1Database, now_ms: number, limit: number): D1PreparedStatement {
  return db.prepare("select id from orders where deadline_at <= ?1 order by deadline_at limit ?2")
    .bind(now_ms, limit);
}

/** Fails on the primary key when another writer took `seq`: the whole batch is undone and its maker folds again. */
export function insertEvent(db: D1Database, order_id: string, event: EventRow): D1PreparedStatement {
  return db.prepare(
    `insert into events (order_id, seq, source, delivery_id, received_at, happenings)
     values (?1, ?2, ?3, ?4, ?5, ?6)`,
  ).bind(
    order_id,
    event.seq,
    event.source,
    event.delivery_id,
    event.received_at,
    JSON.stringify(event.happenings),
  );
}

export function insertRef(db: D1Database, ref: string, order_id: string): D1PreparedStatement {
  return db.prepare("insert into refs (ref, order_id) values (?1, ?2) on conflict do nothing").bind(
    ref,
    order_id,
  );
}

export function insertParked(db: D1Database, ref: string, event: ParkedRow): D1PreparedStatement {
  return db.prepare(
    `insert into parked (ref, source, delivery_id, received_at, happenings)
     values (?1, ?2, ?3, ?4, ?5) on conflict do nothing`,
  ).bind(ref, event.source, event.delivery_id, event.received_at, JSON.stringify(event.happenings));
}

export function deleteParked(db: D1Database, refs: readonly string[], event: ParkedRow): D1PreparedStatement {
  return db.prepare(
    `delete from parked
     where ref in (select value from json_each(?1)) and source = ?2 and delivery_id = ?3`,
  ).bind(JSON.stringify(refs), event.source, event.delivery_id);
}

export function readOrder(result: D1Result): OrderRow | null {
  const row = result.results[0] as Omit<OrderRow, "order"> & { readonly state: string } | undefined;
  if (row === undefined) return null;
  const { state, ...rest } = row;
  return { ...rest, order: { ...NOTHING_YET, ...JSON.parse(state) } };
}

export function readEvents<Row extends ParkedRow>(result: D1Result): readonly Row[] {
  const rows = result.results as (Omit<Row, "happenings"> & { happenings: string })[];
  return rows.map((row) => ({ ...row, happenings: JSON.parse(row.happenings) }) as unknown as Row);
}
