/** An outbox in the shop's own database: SQLite, D1 or PostgreSQL, through whatever the shop runs its SQL with. */
import { AHEAD_MAX_MS, type KeptEvent, type Outbox, type RefusedEvent } from "./outbox.ts";

/** Runs one statement and resolves to its rows; `?` stands for a parameter. */
export type RunSql = (
  sql: string,
  parameters: readonly (string | number | null)[],
) => Promise<readonly Record<string, unknown>[]>;

export interface SqlOutboxOptions {
  readonly run: RunSql;
  readonly table?: string;
}

const TABLE = "waybill_outbox";

/** The statements that make the table; each may run again. Types that SQLite and PostgreSQL both know. */
export function createOutboxTable(table = TABLE): readonly string[] {
  return [
    `CREATE TABLE IF NOT EXISTS ${named(table)} (
  id TEXT NOT NULL PRIMARY KEY,
  order_key TEXT NOT NULL,
  seq BIGINT NOT NULL,
  state TEXT NOT NULL,
  event TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  kept_at_ms BIGINT NOT NULL,
  due_at_ms BIGINT NOT NULL,
  leased_until_ms BIGINT NOT NULL,
  done_at_ms BIGINT,
  error TEXT
)`,
    `CREATE INDEX IF NOT EXISTS ${table}_line ON ${table} (state, seq)`,
    `CREATE INDEX IF NOT EXISTS ${table}_order ON ${table} (order_key, state, seq)`,
  ];
}

/** Several processes may share the table. Its rows keep no event once Waybill has it, only the id. */
export function sqlOutbox<T>({ run, table = TABLE }: SqlOutboxOptions): Outbox<T> {
  named(table);
  const nextSeq = risingSeq();
  return {
    async put({ id, order, event }, now_ms) {
      const rows = await run(
        `INSERT INTO ${table} (id, order_key, seq, state, event, attempts, kept_at_ms, due_at_ms, leased_until_ms)
VALUES (?, ?, ?, 'waiting', ?, 0, ?, ?, 0) ON CONFLICT (id) DO NOTHING RETURNING id`,
        [id, order, nextSeq(now_ms), JSON.stringify(event), now_ms, now_ms],
      );
      return rows.length > 0;
    },
    async claim(now_ms, limit, lease_ms) {
      const ahead = now_ms + AHEAD_MAX_MS;
      const rows = await run(
        `UPDATE ${table} SET leased_until_ms = ?
WHERE state = 'waiting' AND (leased_until_ms <= ? OR leased_until_ms > ?) AND id IN (
  SELECT one.id FROM ${table} one WHERE one.state = 'waiting'
  AND (one.due_at_ms <= ? OR one.due_at_ms > ?) AND (one.leased_until_ms <= ? OR one.leased_until_ms > ?)
  AND NOT EXISTS (SELECT 1 FROM ${table} older
    WHERE older.order_key = one.order_key AND older.state = 'waiting' AND older.seq < one.seq)
  ORDER BY one.seq LIMIT ?)
RETURNING id, order_key, event, kept_at_ms, attempts, seq`,
        [now_ms + lease_ms, now_ms, ahead, now_ms, ahead, now_ms, ahead, limit],
      );
      return [...rows].sort((a, b) => Number(a["seq"]) - Number(b["seq"])).map((row): KeptEvent<T> => ({
        id: String(row["id"]),
        order: String(row["order_key"]),
        event: JSON.parse(String(row["event"])) as T,
        // PostgreSQL hands out a BIGINT as text.
        kept_at_ms: Number(row["kept_at_ms"]),
        attempts: Number(row["attempts"]),
      }));
    },
    async take(id, now_ms) {
      await run(
        `UPDATE ${table} SET state = 'taken', event = '', done_at_ms = ?, error = NULL WHERE id = ?`,
        [
          now_ms,
          id,
        ],
      );
    },
    async postpone(id, { due_at_ms, attempts, error }) {
      await run(
        `UPDATE ${table} SET due_at_ms = ?, attempts = ?, error = ?, leased_until_ms = 0 WHERE id = ? AND state = 'waiting'`,
        [due_at_ms, attempts, error, id],
      );
    },
    async refuse(id, error, now_ms) {
      await run(`UPDATE ${table} SET state = 'refused', error = ?, done_at_ms = ? WHERE id = ?`, [
        error,
        now_ms,
        id,
      ]);
    },
    async state() {
      const [row] = await run(
        `SELECT (SELECT COUNT(*) FROM ${table} WHERE state = 'waiting') AS waiting,
(SELECT MIN(kept_at_ms) FROM ${table} WHERE state = 'waiting') AS oldest_at_ms,
(SELECT COUNT(*) FROM ${table} WHERE state = 'refused') AS refused`,
        [],
      );
      const oldest = row?.["oldest_at_ms"];
      return {
        waiting: Number(row?.["waiting"] ?? 0),
        oldest_at_ms: oldest === null || oldest === undefined ? null : Number(oldest),
        refused: Number(row?.["refused"] ?? 0),
      };
    },
    async refused(limit) {
      const rows = await run(
        `SELECT id, order_key, error FROM ${table} WHERE state = 'refused' ORDER BY seq DESC LIMIT ?`,
        [limit],
      );
      return rows.map((row): RefusedEvent => ({
        id: String(row["id"]),
        order: String(row["order_key"]),
        error: String(row["error"] ?? ""),
      }));
    },
    async forget(before_ms) {
      await run(`DELETE FROM ${table} WHERE state <> 'waiting' AND done_at_ms < ?`, [before_ms]);
    },
  };
}

/** Rises within a process even where the clock stands or goes back; among processes it follows their clocks. */
function risingSeq(): (now_ms: number) => number {
  let last = 0;
  return (now_ms) => last = Math.max(now_ms * 1_000, last + 1);
}

function named(table: string): string {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(table)) {
    throw new Error("Cannot use table as its name must be letters, digits and _");
  }
  return table;
}
