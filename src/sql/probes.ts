/** The SQL of probes: whether the database takes a write. */

/** Writes one row, always: a database that only answers reads, or is full, refuses it. */
export function upsertProbe(db: D1Database, name: string, now_ms: number): D1PreparedStatement {
  return db.prepare(
    "insert into probes (name, at) values (?1, ?2) on conflict do update set at = excluded.at",
  )
    .bind(name, now_ms);
}
