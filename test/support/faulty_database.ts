/** D1 as it is on a bad day: some calls fail with an error that may be tried again, half of them after their commit. */

/** As D1 words them: https://developers.cloudflare.com/d1/observability/debug-d1/ */
const ERRORS = [
  "D1_ERROR: Network connection lost.",
  "D1_ERROR: D1 DB storage operation exceeded timeout which caused object to be reset.",
  "D1_ERROR: D1 DB reset because its code was updated.",
  "D1_ERROR: Cannot resolve D1 DB due to transient issue on remote node.",
] as const;

export interface Faults {
  before: number;
  after: number;
  calls: number;
}

export interface FaultyDatabase {
  readonly db: D1Database;
  readonly faults: Readonly<Faults>;
}

/** `rate` of all calls fail, as `random` draws them. */
export function faultyDatabase(db: D1Database, rate: number, random: () => number): FaultyDatabase {
  const faults: Faults = { before: 0, after: 0, calls: 0 };
  const plain = new WeakMap<object, D1PreparedStatement>();

  async function called<T>(call: () => Promise<T>): Promise<T> {
    faults.calls += 1;
    const fails = random() < rate;
    const after = random() < 0.5;
    const error = () => new Error(ERRORS[Math.floor(random() * ERRORS.length)]);
    if (!fails) return await call();
    if (after) {
      await call();
      faults.after += 1;
    } else faults.before += 1;
    throw error();
  }

  function statement(inner: D1PreparedStatement): D1PreparedStatement {
    const outer = {
      bind: (...values: unknown[]) => statement(inner.bind(...values)),
      all: () => called(() => inner.all()),
      run: () => called(() => inner.run()),
      first: (column?: string) => called(() => column === undefined ? inner.first() : inner.first(column)),
    };
    plain.set(outer, inner);
    return outer as unknown as D1PreparedStatement;
  }

  const faulty = {
    prepare: (sql: string) => statement(db.prepare(sql)),
    batch: (statements: readonly D1PreparedStatement[]) =>
      called(() => db.batch(statements.map((one) => plain.get(one)!))),
  };
  return { db: faulty as unknown as D1Database, faults };
}
