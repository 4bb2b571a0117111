/**
 * Names the tables of a test's database, and deletes what `reset()` of `cloudflare:test` sometimes leaves. After a long file a database kept all of its tables and rows, so that
 * the next file of the worker found another's shops.
 */

/** Drops all tables, their triggers with them. */
export async function emptyDatabase(db: D1Database): Promise<void> {
  const { results } = await db.prepare(
    "select name from sqlite_master where type = 'table' and name not like 'sqlite\\_%' escape '\\' and name not like '\\_cf\\_%' escape '\\'",
  ).all<{ readonly name: string }>();
  if (results.length > 0) await db.batch(results.map(({ name }) => db.prepare(`drop table "${name}"`)));
}

export async function emptyBucket(bucket: R2Bucket): Promise<void> {
  for (;;) {
    const { objects, truncated } = await bucket.list();
    if (objects.length > 0) await bucket.delete(objects.map(({ key }) => key));
    if (!truncated) return;
  }
}

/** The names of our own tables: not those of SQLite, of Cloudflare and of the migrations. */
export async function ownTables(db: D1Database): Promise<readonly string[]> {
  const { results } = await db.prepare("select name from sqlite_master where type = 'table'")
    .all<{ readonly name: string }>();
  return results.map(({ name }) => name).filter((name) => !/^(_cf|sqlite_|d1_)/.test(name));
}
