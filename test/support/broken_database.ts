/** D1 as it is in an outage: away, read-only, or full, for as long as the test says. */

export type Fault = "away" | "read_only" | "full";

const ERRORS: Readonly<Record<Fault, string>> = {
  away: "D1_ERROR: Network connection lost.",
  read_only: "D1_ERROR: database is read-only.",
  full: "D1_ERROR: Exceeded maximum DB size.",
};
const WRITES = /^\s*(?:with\b[\s\S]*?\)\s*)?(?:insert|update|replace)\b/i;
const DELETES = /^\s*delete\b/i;

/** `fault` tells what is wrong at the moment; null when nothing is. */
export function brokenDatabase(db: D1Database, fault: () => Fault | null): D1Database {
  const inner = new WeakMap<object, { readonly sql: string; readonly own: D1PreparedStatement }>();

  function refusal(sql: readonly string[]): Error | null {
    const now = fault();
    if (now === null) return null;
    const is_refused = now === "away" ||
      sql.some((text) => WRITES.test(text) || (now === "read_only" && DELETES.test(text)));
    return is_refused ? new Error(ERRORS[now]) : null;
  }
  async function called<T>(sql: readonly string[], call: () => Promise<T>): Promise<T> {
    const error = refusal(sql);
    if (error !== null) throw error;
    return await call();
  }
  function statement(sql: string, own: D1PreparedStatement): D1PreparedStatement {
    const outer = {
      bind: (...values: unknown[]) => statement(sql, own.bind(...values)),
      all: () => called([sql], () => own.all()),
      run: () => called([sql], () => own.run()),
      first: (column?: string) => called([sql], () => column === undefined ? own.first() : own.first(column)),
    };
    inner.set(outer, { sql, own });
    return outer as unknown as D1PreparedStatement;
  }
  return {
    withSession: (constraint?: string) => {
      const session = db.withSession(constraint);
      // A session has `prepare` and `batch` as the database has.
      const broken = brokenDatabase(session as unknown as D1Database, fault);
      return Object.assign(broken, { getBookmark: () => session.getBookmark() });
    },
    prepare: (sql: string) => statement(sql, db.prepare(sql)),
    batch: (all: readonly D1PreparedStatement[]) => {
      const found = all.map((one) => inner.get(one)!);
      return called(found.map(({ sql }) => sql), () => db.batch(found.map(({ own }) => own)));
    },
  } as unknown as D1Database;
}
