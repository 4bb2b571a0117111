/** Brings all tables and objects back to how they were: several times faster than to record a house anew for each test. */
import { env } from "cloudflare:workers";
import { forgetPorts } from "../../src/doors/ports.ts";
import { cellsInUse } from "./cells_in_use.ts";
import { ownTables } from "./empty_storage.ts";
import { forgetLeft } from "./left_running.ts";

type Row = Readonly<Record<string, string | number | null>>;

/** The rows of every table, by its name. */
type Tables = ReadonlyMap<string, readonly Row[]>;

interface KeptObject {
  readonly etag: string;
  readonly bytes: ArrayBuffer;
  readonly options: R2PutOptions;
}

/** Returns what opens a house as `open` does: by `open` the first time, from what stood there then every other time. */
export function openedOnce(open: () => Promise<void>): () => Promise<void> {
  let bring_back: (() => Promise<void>) | undefined;
  return async () => {
    if (bring_back !== undefined) return await bring_back();
    await open();
    bring_back = await remember();
  };
}

/** Remembers the rows of every cell in use and the objects of the bucket; what it returns brings them back. */
async function remember(): Promise<() => Promise<void>> {
  const cells = await Promise.all(cellsInUse().map(tablesOf));
  const objects = new Map<string, KeptObject>();
  for (const { key } of (await env.MAIL.list()).objects) {
    const object = (await env.MAIL.get(key))!;
    const { etag, httpMetadata = {}, customMetadata = {} } = object;
    objects.set(key, {
      etag,
      bytes: await object.arrayBuffer(),
      options: { httpMetadata, customMetadata },
    });
  }
  return async () => {
    // What an earlier test still has in a queue would change what is brought back.
    await forgetLeft();
    await Promise.all(cellsInUse().map((db, at) => bringBack(db, cells[at]!)));
    await bringObjectsBack(objects);
    forgetPorts();
  };
}

async function tablesOf(db: D1Database): Promise<Tables> {
  const tables = await ownTables(db);
  const rows = await db.batch<Row>(tables.map((name) => db.prepare(`select * from "${name}"`)));
  return new Map(tables.map((name, at) => [name, rows[at]!.results]));
}

async function bringBack(db: D1Database, tables: Tables): Promise<void> {
  const statements = [...await tablesOf(db)].flatMap(([name, rows]) => {
    const kept = tables.get(name) ?? [];
    if (JSON.stringify(rows) === JSON.stringify(kept)) return [];
    return [
      db.prepare(`delete from "${name}"`),
      ...kept.map((row) => {
        const columns = Object.keys(row);
        return db.prepare(
          `insert into "${name}" (${columns.map((column) => `"${column}"`).join(", ")})
           values (${columns.map(() => "?").join(", ")})`,
        ).bind(...Object.values(row));
      }),
    ];
  });
  if (statements.length > 0) await db.batch(statements);
}

async function bringObjectsBack(kept: ReadonlyMap<string, KeptObject>): Promise<void> {
  const { objects } = await env.MAIL.list();
  const there = new Map(objects.map(({ key, etag }) => [key, etag]));
  const new_keys = [...there.keys()].filter((key) => !kept.has(key));
  if (new_keys.length > 0) await env.MAIL.delete(new_keys);
  for (const [key, { etag, bytes, options }] of kept) {
    if (there.get(key) !== etag) await env.MAIL.put(key, bytes, options);
  }
}
