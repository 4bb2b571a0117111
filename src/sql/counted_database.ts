/** The same database, each statement counted. */

type Call = "all" | "run" | "first";

/** Hands the number of statements of each call to `add`: each of a batch counts as one, as the platform does. */
export function countedDatabase(db: D1Database, add: (count: number) => void): D1Database {
  const plain = new WeakMap<object, D1PreparedStatement>();
  const statement = (inner: D1PreparedStatement): D1PreparedStatement => {
    const counted = (call: Call) => (...args: [string?]) => {
      add(1);
      return (inner[call] as (...args: [string?]) => unknown).apply(inner, args);
    };
    const outer = {
      bind: (...values: unknown[]) => statement(inner.bind(...values)),
      all: counted("all"),
      run: counted("run"),
      first: counted("first"),
    };
    plain.set(outer, inner);
    return outer as unknown as D1PreparedStatement;
  };
  return {
    prepare: (sql: string) => statement(db.prepare(sql)),
    batch: (statements: readonly D1PreparedStatement[]) => {
      add(statements.length);
      return db.batch(statements.map((one) => plain.get(one) ?? one));
    },
  } as unknown as D1Database;
}
