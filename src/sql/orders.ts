/**
 * The SQL of orders, their events and their names. Writes are returned as statements: the flow commits them together.
 */
import { FOLD_VERSION } from "../orders/fold/append_events.ts";
import { NOTHING_YET } from "../orders/fold/fold.ts";
import type { Order } from "../orders/state.ts";
import type { RawRow } from "./insert_rows.ts";
import { shopOf } from "./shop_of.ts";
import { openVolumes, type StoredRow, type WebhookRow } from "./volumes.ts";

export interface OrderRow {
  readonly id: string;
  readonly number: string;
  readonly seq: number;
  /** How many rows hold its webhooks; null where these are no more than `seq`, which is less than `ROWS_MAX`. */
  readonly rows?: number | null;
  readonly order: Order;
  /** When the sweep plans the order again, in milliseconds since the epoch; null when time alone changes nothing. */
  readonly deadline_at: number | null;
  /** Name of the object that holds the order, or held it last; absent for one that never was in the archive. */
  readonly object?: string | null;
  /** What else of the order lies in its object; absent for one that is whole in D1. */
  readonly archived?: Archived;
}

/** Events and ledger of an order in the archive, and up to where its events are folded. */
export interface Archived {
  /** The row of `orders` as it was. */
  readonly order: RawRow;
  readonly events: readonly RawRow[];
  readonly messages: readonly RawRow[];
  readonly fold_version: number | null;
  readonly folded: Folded;
}

/** What D1 says of an order that lies in the archive. It names nobody. */
export interface ArchivedLine {
  readonly placed_at: string;
  readonly total_minor: number;
  readonly currency: string;
  /** How far it came, as `progressState` says it. */
  readonly state: string;
  /** Absent while its customer was not erased. */
  readonly erased_at?: string | undefined;
}

/** The line as D1 stores it: a list, since a million names of fields would be 45 MB. */
export function writeLine({ placed_at, total_minor, currency, state, erased_at }: ArchivedLine): string {
  const list = [placed_at, total_minor, currency, state];
  return JSON.stringify(erased_at === undefined ? list : [...list, erased_at]);
}

function readLine(text: string): ArchivedLine {
  const [placed_at, total_minor, currency, state, erased_at] = JSON.parse(text);
  return { placed_at, total_minor, currency, state, ...(erased_at !== undefined && { erased_at }) };
}

/** The row of an order that lies in the archive. */
export interface ArchivedRow extends Pick<OrderRow, "id" | "number" | "seq" | "deadline_at"> {
  readonly object: string;
  readonly line: ArchivedLine;
}

/** An order as D1 keeps it. `openOrder` makes one that is whole of it, wherever it lies. */
export type StoredOrder = OrderRow | ArchivedRow;

export function isArchived(row: StoredOrder): row is ArchivedRow {
  return "line" in row;
}

/** Position up to which an order's events are folded into its state, and the fingerprints of all of them. */
export interface Folded {
  readonly to: string;
  readonly fingerprints: readonly string[];
}

/**
 * Fingerprint and position of one event, to decide without the order's other events whether it is a duplicate and
 * whether it is the last.
 */
export interface EventFingerprint {
  readonly fingerprint: string;
  readonly position: string;
}

/** Most rows that hold the webhooks of one order: older ones are bound into volumes before it is reached. A real order has tens. Only the mark of an erasure may exceed it. */
export const ROWS_MAX = 1_000;

/** Id of the order that the first known name of `?1` (a JSON list) belongs to. */
export const RESOLVED = `(
  select coalesce(refs.order_id, orders.id) from json_each(?1)
  left join refs on refs.ref = json_each.value left join orders on orders.id = json_each.value
  where refs.order_id is not null or orders.id is not null order by json_each.key limit 1)`;

export function selectOrder(db: D1Database, ...names: readonly string[]): D1PreparedStatement {
  return db.prepare(
    `select id, number, seq, state, deadline_at, fold_version, folded_to, fingerprints, line, object,
       iif(seq < ${ROWS_MAX}, null, (select count(*) from events where order_id = orders.id)) as rows
     from orders where id = ${RESOLVED}`,
  ).bind(JSON.stringify(names));
}

/**
 * Selects all events of the order, but only when a webhook with these `marks` cannot be folded onto its state: the
 * state came from another version of the fold, or a new mark is not later than all its events. Without marks it
 * always selects them.
 */
export function selectWebhooks(
  db: D1Database,
  names: readonly string[],
  event_fingerprints: readonly EventFingerprint[] | null,
  rows_max: number = ROWS_MAX + 1,
): D1PreparedStatement {
  return db.prepare(
    `select events.seq, source, webhook_id, received_at, events from orders join events on order_id = id
     where id = ${RESOLVED} and (?2 is null or fold_version is not ?3 or exists (
       select 1 from json_each(?2) where json_each.value ->> 'position' <= folded_to
         and json_each.value ->> 'fingerprint' not in (select value from json_each(fingerprints))))
     order by events.seq limit ?4`,
  ).bind(
    JSON.stringify(names),
    event_fingerprints === null ? null : JSON.stringify(event_fingerprints),
    FOLD_VERSION,
    rows_max,
  );
}

export function insertOrder(
  db: D1Database,
  row: OrderRow,
  folded: Folded,
  now_ms: number,
): D1PreparedStatement {
  return db.prepare(
    `insert into orders (id, number, seq, state, updated_at, deadline_at, fold_version, folded_to, fingerprints)
     values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)`,
  ).bind(
    row.id,
    row.number,
    row.seq,
    JSON.stringify(row.order),
    now_ms,
    row.deadline_at,
    FOLD_VERSION,
    folded.to,
    JSON.stringify(folded.fingerprints),
  );
}

/** Sets the deadline only when it changes: each write to an indexed column also costs rows of its index. */
export function updateOrder(
  db: D1Database,
  row: OrderRow,
  folded: Folded,
  now_ms: number,
  moves_deadline: boolean,
): D1PreparedStatement {
  const values = [
    row.id,
    row.number,
    row.seq,
    JSON.stringify(row.order),
    now_ms,
    FOLD_VERSION,
    folded.to,
    JSON.stringify(folded.fingerprints),
  ];
  return db.prepare(
    `update orders set number = ?2, seq = ?3, state = ?4, updated_at = ?5, fold_version = ?6, folded_to = ?7,
       fingerprints = ?8, line = null${moves_deadline ? ", deadline_at = ?9" : ""}
     where id = ?1`,
  ).bind(...(moves_deadline ? [...values, row.deadline_at] : values));
}

/** Moves the deadline only if the order is unchanged since it was planned: an event in between has planned it again. */
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

/** Selects a shop's orders whose deadline has passed, earliest first. */
export function selectReached(
  db: D1Database,
  shop_id: string,
  now_ms: number,
  limit: number,
): D1PreparedStatement {
  return db.prepare(
    `select id, seq from orders where ${shopOf("id")} = ?1 and deadline_at <= ?2
     order by deadline_at limit ?3`,
  ).bind(shop_id, now_ms, limit);
}

/** Selects a shop's orders after `after`, in the order of their ids. */
export function selectOrdersAfter(
  db: D1Database,
  shop_id: string,
  after: string,
  limit: number,
): D1PreparedStatement {
  return db.prepare(
    "select id, number, seq, state, deadline_at, line, object from orders where id > ?1 and id < ?2 order by id limit ?3",
  ).bind(after === "" ? `${shop_id}/` : after, `${shop_id}0`, limit);
}

/** Selects an order of any other source of the shop. */
export function selectOrderOfOthers(db: D1Database, shop_id: string, source: string): D1PreparedStatement {
  return db.prepare(
    "select id from orders where (id > ?1 and id < ?2) or (id > ?3 and id < ?4) limit 1",
  ).bind(`${shop_id}/`, `${shop_id}/${source}/`, `${shop_id}/${source}0`, `${shop_id}0`);
}

/** Selects when a shop's orders after `after` were placed and are planned next, in the order of their ids. */
export function selectUnplanned(
  db: D1Database,
  shop_id: string,
  after: string,
  limit: number,
): D1PreparedStatement {
  return db.prepare(
    `select id, seq, deadline_at,
       coalesce(line ->> 0, json_extract(state, '$.details.placed_at')) as placed_at,
       coalesce(line ->> 4, json_extract(state, '$.erased_at')) is not null as is_erased
     from orders where id > ?1 and id < ?2 order by id limit ?3`,
  ).bind(after === "" ? `${shop_id}/` : after, `${shop_id}0`, limit);
}

/** Fails on the primary key when another writer took `seq`: the whole batch is undone and its caller folds again. */
export function insertWebhook(
  db: D1Database,
  order_id: string,
  webhook: StoredRow | WebhookRow,
): D1PreparedStatement {
  return db.prepare(
    `insert into events (order_id, seq, source, webhook_id, received_at, events)
     values (?1, ?2, ?3, ?4, ?5, ?6)`,
  ).bind(
    order_id,
    webhook.seq,
    webhook.source,
    webhook.webhook_id,
    webhook.received_at,
    JSON.stringify(webhook.events),
  );
}

/** Deletes rows of an order whose webhooks newer ones have overtaken, or which lie in a volume now. */
export function deleteWebhooks(
  db: D1Database,
  order_id: string,
  seqs: readonly number[],
): D1PreparedStatement {
  return db.prepare("delete from events where order_id = ?1 and seq in (select value from json_each(?2))")
    .bind(order_id, JSON.stringify(seqs));
}

/** Inserts names of an order; a name that another order already has stays with that order. */
export function insertRefs(db: D1Database, refs: readonly string[], order_id: string): D1PreparedStatement {
  return db.prepare(
    `insert into refs (ref, order_id) select value, ?2 from json_each(?1) where true on conflict do nothing`,
  ).bind(JSON.stringify(refs), order_id);
}

/** Selects the numbers of these orders, as their customers see them. */
export function selectNumbers(db: D1Database, order_ids: readonly string[]): D1PreparedStatement {
  const marks = order_ids.map(() => "?").join(", ");
  return db.prepare(`select id, number from orders where id in (${marks})`).bind(...order_ids);
}

/** Most orders that one webhook is said to name. */
const NAMED_MAX = 20;

/** Selects the orders that go by any of these names, each once. */
export function selectNamed(db: D1Database, names: readonly string[]): D1PreparedStatement {
  return db.prepare(
    `select distinct orders.id, orders.number from json_each(?1) left join refs on refs.ref = json_each.value
     join orders on orders.id = coalesce(refs.order_id, json_each.value) limit ${NAMED_MAX}`,
  ).bind(JSON.stringify(names));
}

/** Selects these orders of a shop. */
export function selectOrdersOf(
  db: D1Database,
  order_ids: readonly string[],
  limit: number,
): D1PreparedStatement {
  return db.prepare(
    `select id, number, seq, state, deadline_at, line, object from orders
     where id in (select value from json_each(?1)) limit ?2`,
  ).bind(JSON.stringify(order_ids), limit);
}

export function readOrderRows(result: D1Result): readonly StoredOrder[] {
  return (result.results as unknown as readonly StoredColumns[]).map(storedOrder);
}

export function readNumbers(result: D1Result): ReadonlyMap<string, string> {
  const rows = result.results as unknown as readonly { readonly id: string; readonly number: string }[];
  return new Map(rows.map(({ id, number }) => [id, number]));
}

/** Selects the subject that a further name leads to. */
export function selectRef(db: D1Database, ref: string): D1PreparedStatement {
  return db.prepare("select order_id from refs where ref = ?1").bind(ref);
}

export function readOrder(result: D1Result): StoredOrder | null {
  const row = result.results[0] as OrderColumns | undefined;
  return row === undefined ? null : storedOrder(row);
}

/** Returns the order of a row that has at least the columns of `OrderColumns` up to `object`. */
export function storedOrder(
  { id, number, seq, rows = null, state, deadline_at, line, object }: StoredColumns,
): StoredOrder {
  if (line !== null) return { id, number, seq, deadline_at, object: object!, line: readLine(line) };
  return { id, number, seq, rows, order: { ...NOTHING_YET, ...JSON.parse(state) }, deadline_at, object };
}

/**
 * Returns up to where the events of `row` are folded; null when the order is not known, or was folded by another version
 * of the fold.
 */
export function readFolded(result: D1Result, row: OrderRow | null): Folded | null {
  if (row?.archived !== undefined) {
    return row.archived.fold_version === FOLD_VERSION ? row.archived.folded : null;
  }
  const columns = result.results[0] as OrderColumns | undefined;
  if (columns === undefined || columns.fold_version !== FOLD_VERSION) return null;
  return { to: columns.folded_to, fingerprints: JSON.parse(columns.fingerprints) };
}

export type StoredColumns = Omit<OrderRow, "order" | "archived" | "object"> & {
  readonly state: string;
  readonly line: string | null;
  readonly object: string | null;
};

type OrderColumns = StoredColumns & {
  readonly fold_version: number | null;
  readonly folded_to: string;
  readonly fingerprints: string;
};

/** Returns the webhooks of `row`: those of one in the archive are not in the result. */
export function readWebhooks(result: D1Result, row: OrderRow | null): readonly WebhookRow[] {
  const rows = (row?.archived?.events ?? result.results) as readonly (Omit<StoredRow, "events"> & {
    readonly events: string;
  })[];
  return openVolumes(rows.map(({ seq, source, webhook_id, received_at, events }) => ({
    seq,
    source,
    webhook_id,
    received_at,
    events: JSON.parse(events),
  })));
}
