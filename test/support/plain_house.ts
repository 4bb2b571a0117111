/**
 * The Worker's bindings in this process: SQLite of the runtime for D1, a map for R2, queues and limits that let everything pass. For tests
 * that go through the whole door a thousand times; what is D1's or R2's own is tested in workerd.
 */
import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import type { Env } from "../../src/config.ts";

const MIGRATIONS = import.meta.glob("../../migrations/*.sql", {
  query: "?raw",
  import: "default",
  eager: true,
}) as Record<string, string>;

export interface PlainHouse {
  readonly env: Env;
  /** A request's context; `settled` waits for what was left to it. */
  readonly context: () => ExecutionContext & { readonly settled: () => Promise<void> };
}

/** A house with migrated tables and nothing in them. */
export function plainHouse(): PlainHouse {
  const database = new DatabaseSync(":memory:");
  for (const [, sql] of Object.entries(MIGRATIONS).sort()) database.exec(sql);
  const queue = { send: () => Promise.resolve(), sendBatch: () => Promise.resolve() };
  const limit = { limit: () => Promise.resolve({ success: true }) };
  const env = {
    DB: databaseOf(database),
    MAIL: bucket(),
    EMAIL: { send: () => Promise.reject(new Error("no mail leaves a test")) },
    NUDGES: queue,
    BULK_NUDGES: queue,
    ERRANDS: queue,
    SPILL: queue,
    LINKS_BY_ADDRESS: limit,
    LINKS_BY_NETWORK: limit,
    RAW_BY_SHOP: limit,
    RAW_OF_ALL: limit,
    RAW_LARGE: limit,
    HEALTH_LOOKS: limit,
    API_BY_TOKEN: limit,
    ENVIRONMENT: "development",
    PUBLIC_URL: "https://waybill.test",
    LINK_KEYS: "1:dGVzdC1saW5rLWtleS10ZXN0LWxpbmsta2V5LTAwMDE=",
    SEALING_KEY: "dGVzdC1zZWFsaW5nLWtleS10ZXN0LXNlYWxpbmctMDA=",
  } as unknown as Env;
  return { env, context };
}

function context(): ExecutionContext & { readonly settled: () => Promise<void> } {
  const left: Promise<unknown>[] = [];
  return {
    waitUntil: (work: Promise<unknown>) => void left.push(work),
    passThroughOnException: () => undefined,
    settled: async () => void await Promise.all(left),
  } as unknown as ExecutionContext & { readonly settled: () => Promise<void> };
}

interface Statement {
  bind(...values: readonly unknown[]): Statement;
  /** Runs at once, as part of a batch. */
  readonly now: () => D1Result;
}

function databaseOf(database: DatabaseSync): D1Database {
  const prepared = new Map<string, StatementSync>();
  const statement = (sql: string, values: readonly SQLInputValue[] = []): Statement => {
    const now = () => {
      const known = prepared.get(sql) ?? database.prepare(sql);
      prepared.set(sql, known);
      const before = changesOf(database, prepared);
      const results = known.all(...values) as Record<string, unknown>[];
      return { success: true, results, meta: { changes: changesOf(database, prepared) - before } };
    };
    const later = async () => await now();
    return {
      bind: (...given: readonly unknown[]) => statement(sql, given.map(bound)),
      now,
      all: later,
      run: later,
      raw: async () => (await later()).results.map((row) => Object.values(row)),
      first: async (column?: string) => {
        const [row] = (await later()).results;
        if (row === undefined) return null;
        return column === undefined ? row : row[column];
      },
    } as unknown as Statement;
  };
  const batch = async (statements: readonly Statement[]) => {
    database.exec("begin immediate");
    try {
      const results = statements.map(({ now }) => now());
      database.exec("commit");
      return await Promise.resolve(results);
    } catch (error) {
      database.exec("rollback");
      throw error;
    }
  };
  return {
    prepare: (sql: string) => statement(sql),
    batch,
    exec: async (sql: string) => await Promise.resolve(database.exec(sql)),
  } as unknown as D1Database;
}

function changesOf(database: DatabaseSync, prepared: Map<string, StatementSync>): number {
  const sql = "select total_changes() as changes";
  const known = prepared.get(sql) ?? database.prepare(sql);
  prepared.set(sql, known);
  return (known.get() as { readonly changes: number }).changes;
}

/** As D1 takes values: it throws at what it does not know. */
function bound(value: unknown): SQLInputValue {
  if (typeof value === "boolean") return value ? 1 : 0;
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  if (value === undefined) throw new Error("D1_TYPE_ERROR: Type 'undefined' not supported");
  return value as SQLInputValue;
}

function bucket(): R2Bucket {
  const objects = new Map<string, Uint8Array<ArrayBuffer>>();
  const object = (key: string, bytes: Uint8Array<ArrayBuffer>) => ({
    key,
    size: bytes.byteLength,
    arrayBuffer: () => Promise.resolve(bytes.slice().buffer),
    text: () => Promise.resolve(new TextDecoder().decode(bytes)),
    json: () => Promise.resolve(JSON.parse(new TextDecoder().decode(bytes))),
  });
  const found = (key: string) => {
    const bytes = objects.get(key);
    return Promise.resolve(bytes === undefined ? null : object(key, bytes));
  };
  return {
    put: (key: string, value: string | Uint8Array) => {
      objects.set(key, new Uint8Array(typeof value === "string" ? new TextEncoder().encode(value) : value));
      return Promise.resolve();
    },
    get: found,
    head: found,
    delete: (keys: string | readonly string[]) => {
      for (const key of [keys].flat()) objects.delete(key as string);
      return Promise.resolve();
    },
    list: ({ prefix = "" }: { readonly prefix?: string } = {}) =>
      Promise.resolve({
        objects: [...objects].filter(([key]) => key.startsWith(prefix)).map(([key, bytes]) =>
          object(key, bytes)
        ),
        truncated: false,
      }),
  } as unknown as R2Bucket;
}
