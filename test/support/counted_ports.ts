/** Counts what one invocation asks of D1 and R2, apart from the count that the Worker itself keeps. */

export interface Spent {
  statements: number;
  operations: number;
  /** Keys of the largest deletion. */
  keys_max: number;
}

export interface Counted {
  readonly db: D1Database;
  readonly mail: R2Bucket;
  /** Of the invocation that runs; whoever begins one sets it to nothing. */
  readonly spent: Spent;
}

export function countedPorts(db: D1Database, mail: R2Bucket): Counted {
  const spent: Spent = { statements: 0, operations: 0, keys_max: 0 };
  const inner = new WeakMap<object, D1PreparedStatement>();
  const statement = (own: D1PreparedStatement): D1PreparedStatement => {
    const call = <T>(run: () => Promise<T>) => {
      spent.statements += 1;
      return run();
    };
    const outer = {
      bind: (...values: unknown[]) => statement(own.bind(...values)),
      all: () => call(() => own.all()),
      run: () => call(() => own.run()),
      first: (column?: string) => call(() => column === undefined ? own.first() : own.first(column)),
    };
    inner.set(outer, own);
    return outer as unknown as D1PreparedStatement;
  };
  const counted = <A extends readonly unknown[], R>(run: (...args: A) => R) => (...args: A): R => {
    spent.operations += 1;
    return run(...args);
  };
  return {
    db: {
      prepare: (sql: string) => statement(db.prepare(sql)),
      batch: (all: D1PreparedStatement[]) => {
        spent.statements += all.length;
        return db.batch(all.map((one) => inner.get(one)!));
      },
    } as unknown as D1Database,
    mail: {
      get: counted((key: string) => mail.get(key)),
      head: counted((key: string) => mail.head(key)),
      put: counted((...args: Parameters<R2Bucket["put"]>) => mail.put(...args)),
      list: counted((options: R2ListOptions) => mail.list(options)),
      delete: counted((keys: string | string[]) => {
        spent.keys_max = Math.max(spent.keys_max, [keys].flat().length);
        return mail.delete(keys);
      }),
    } as unknown as R2Bucket,
    spent,
  };
}
