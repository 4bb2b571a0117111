/**
 * The SQL that moves all rows of one shop from cell to cell: every table that holds a shop's rows, with its key, and
 * the fence that lets no row of a moving shop be written.
 */

import type { RawRow } from "./insert_rows.ts";
import { shopOf } from "./shop_of.ts";

export interface ShopTable {
  readonly name: string;
  /** Columns of the primary key, in its order. */
  readonly key: readonly string[];
  /** The column that names the shop: the shop's id itself, or a name that begins with it and a slash. */
  readonly owner: string;
  readonly owned_by: "id" | "prefix";
}

function byId(name: string, ...key: readonly string[]): ShopTable {
  return { name, key: ["shop_id", ...key], owner: "shop_id", owned_by: "id" };
}

function byPrefix(name: string, owner: string, ...key: readonly string[]): ShopTable {
  return { name, key: [owner, ...key], owner, owned_by: "prefix" };
}

/** Every table that holds rows of shops. */
export const SHOP_TABLES: readonly ShopTable[] = [
  byPrefix("orders", "id"),
  byPrefix("events", "order_id", "seq"),
  byPrefix("refs", "ref"),
  byPrefix("parked", "ref", "source", "webhook_id"),
  byPrefix("messages", "subject", "kind", "about"),
  byId("stock", "sku", "location"),
  byId("stock_items", "item"),
  byId("product_pictures", "source", "item"),
  byId("open_lines", "sku", "placed_at", "order_id", "line_id"),
  byId("stock_work", "due_at", "sku"),
  byId("text_versions", "kind", "locale", "at", "id"),
  byId("text_drafts", "kind", "locale", "person"),
  byId("own_templates", "name", "at", "id"),
  byId("stock_words", "sku"),
  byId("stock_watches", "email", "sku"),
  byId("stock_notified", "sku", "notified"),
  byPrefix("customer_orders", "customer", "placed_at", "order_id"),
  byPrefix("customers", "customer"),
  byPrefix("challenges", "customer", "id"),
  byPrefix("customer_requests", "subject", "form_id"),
  byPrefix("feedback", "order_id", "about"),
  byId("cases", "id"),
  byId("case_entries", "case_id", "at", "id"),
  byId("helpdesk_threads", "case_id"),
  byId("reaches", "address"),
  byId("way_codes", "digest"),
  byId("people", "id"),
  byId("audit", "id"),
  byId("api_tokens", "id"),
  byId("api_answers", "key"),
  byId("webhook_endpoints", "id"),
  byId("webhook_deliveries", "endpoint", "id"),
  byId("notices", "service", "id"),
  byId("notice_services", "service"),
  byId("slack_posts", "channel", "ts"),
  byId("suppressions", "address", "class"),
  byId("circuits", "channel"),
  byId("quotas", "channel", "day"),
  byId("daily_stats", "day", "kind"),
  byId("figure_counts", "day", "what", "key"),
  byId("figures", "day"),
  byId("digests", "week"),
  byId("trials", "id"),
  byId("trial_orders", "trial", "order_id"),
  byId("dmarc_weeks", "week"),
  byId("dmarc_reports", "week", "reporter", "report_id"),
  byId("reconciliations", "source"),
  byId("connections", "source"),
  byId("senders_seen", "source"),
  byId("sender_counts", "source", "day"),
  byId("order_terms", "term", "placed_at", "order_id"),
  byPrefix("ended_sessions", "name"),
  byId("dead_letters", "id"),
  byId("refusals", "day", "source", "field", "rule"),
  byId("held_requests", "source"),
  byId("unreachable_orders", "order_id"),
  byId("ignored_topics", "source", "topic"),
  byId("paces", "domain"),
  byPrefix("erasures", "subject"),
  byId("retentions"),
  byId("archives"),
  byId("order_index_fills"),
  byId("dismissed_alarms", "alarm"),
  byPrefix("contradictions", "order_id", "about"),
  { name: "provider_refs", key: ["provider", "provider_id"], owner: "message_key", owned_by: "prefix" },
];

/**
 * Tables that hold no shop's rows, or nothing that must survive a move: the directory, the clock's notes, reports
 * that were counted once (a second count changes nothing), and what each cell counts for itself.
 */
export const OTHER_TABLES: readonly string[] = [
  "shops",
  "moves",
  "errands",
  "sweeps",
  "probes",
  "provider_tokens",
  "open_counts",
];

function isOwned({ owner, owned_by }: ShopTable, place: string): string {
  return owned_by === "id"
    ? `${place}${owner} = ?1`
    : `${place}${owner} > ?1 || '/' and ${place}${owner} < ?1 || '0'`;
}

/** Whether the key begins with the shop, so that its rows lie side by side. */
function isSideBySide({ key, owner }: ShopTable): boolean {
  return key[0] === owner;
}

/**
 * Selects rows after the key `after` (null for the first), in the order of the key. Of a table whose key does not
 * begin with the shop it selects all shops' rows: `ownedRows` leaves out the others.
 */
export function selectShopRows(
  db: D1Database,
  table: ShopTable,
  shop_id: string,
  after: readonly (string | number)[] | null,
  limit: number,
): D1PreparedStatement {
  const owned = isSideBySide(table) ? isOwned(table, "") : "?1 is not null";
  const places = table.key.map((_, index) => `?${index + 3}`).join(", ");
  const later = after === null ? "" : ` and (${table.key.join(", ")}) > (${places})`;
  return db.prepare(
    `select * from ${table.name} where ${owned}${later} order by ${table.key.join(", ")} limit ?2`,
  ).bind(shop_id, limit, ...(after ?? []));
}

export function ownedRows(table: ShopTable, shop_id: string, rows: readonly RawRow[]): readonly RawRow[] {
  if (isSideBySide(table)) return rows;
  return rows.filter((row) => String(row[table.owner]).startsWith(`${shop_id}/`));
}

/** Deletes the rows of these keys. */
export function deleteShopRows(
  db: D1Database,
  table: ShopTable,
  rows: readonly RawRow[],
): D1PreparedStatement {
  const values = table.key.map((_, index) => `value ->> ${index}`).join(", ");
  return db.prepare(
    `delete from ${table.name} where (${table.key.join(", ")}) in (select ${values} from json_each(?1))`,
  ).bind(JSON.stringify(rows.map((row) => table.key.map((column) => row[column]))));
}

/** Counts what a shop has in a table. */
export function countShopRows(db: D1Database, table: ShopTable, shop_id: string): D1PreparedStatement {
  return db.prepare(`select count(*) as count from ${table.name} where ${isOwned(table, "")}`).bind(shop_id);
}

const fenceName = (shop_id: string, table: string, write: string) =>
  `fence_${shop_id.replaceAll("-", "_")}_${table}_${write}`;

type Write = "insert" | "update" | "delete";
const WRITES: readonly Write[] = ["insert", "update", "delete"];

/** Statements that let nobody write a row of the shop in this database. Its id is a `SHOP_ID`: it holds no quotes. */
export function raiseFence(db: D1Database, shop_id: string): readonly D1PreparedStatement[] {
  return SHOP_TABLES.flatMap((table) =>
    WRITES.map((write) =>
      db.prepare(
        `create trigger if not exists ${
          fenceName(shop_id, table.name, write)
        } before ${write} on ${table.name}
         when ${isOwned(table, write === "delete" ? "old." : "new.").replaceAll("?1", `'${shop_id}'`)}
         begin select raise(abort, 'the shop moves to another cell'); end`,
      )
    )
  );
}

/** Statements that let these writes through again. */
export function lowerFence(
  db: D1Database,
  shop_id: string,
  writes: readonly Write[] = WRITES,
): readonly D1PreparedStatement[] {
  return SHOP_TABLES.flatMap((table) =>
    writes.map((write) => db.prepare(`drop trigger if exists ${fenceName(shop_id, table.name, write)}`))
  );
}

/** Selects a message of the shop that a worker holds, or held when it died less than a lease ago. */
export function selectHeldMessage(db: D1Database, shop_id: string, now_ms: number): D1PreparedStatement {
  return db.prepare(
    `select subject from messages
     where ${
      shopOf("subject")
    } = ?1 and lane in (0, 1) and due_at is not null and state = 'sending' and lease_until > ?2 limit 1`,
  ).bind(shop_id, now_ms);
}
