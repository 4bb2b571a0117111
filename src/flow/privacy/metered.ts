/**
 * Counts what an invocation asks of D1 and R2, so that a long work stops in time and goes on in the next. The platform
 * allows a thousand of each: https://developers.cloudflare.com/workers/platform/limits/#subrequests
 */
import type { ErasePorts } from "../ports.ts";

/** Statements and operations after which nothing more is begun: what was begun may take some three hundred. */
const BEGUN_UNTIL = 600;

/** The ports of an erasure, each statement and operation counted. */
export interface MeteredPorts extends ErasePorts {
  /** Whether the invocation may begin with one more order, page or folder. */
  readonly has_room: () => boolean;
}

/** Returns the same ports where they are counted already. */
export function metered(ports: ErasePorts | MeteredPorts): MeteredPorts {
  if ("has_room" in ports) return ports;
  let spent = 0;
  const add = (count: number) => void (spent += count);
  return {
    ...ports,
    db: countedDatabase(ports.db, add),
    mail: countedBucket(ports.mail, add),
    has_room: () => spent < BEGUN_UNTIL,
  };
}

/** Counts each statement of a batch as one, as the platform does. */
function countedDatabase(db: D1Database, add: (count: number) => void): D1Database {
  const plain = new WeakMap<D1PreparedStatement, D1PreparedStatement>();
  const statement = (inner: D1PreparedStatement): D1PreparedStatement => {
    const outer = countedCalls(inner, ["all", "run", "first"], add, {
      bind: (...values: unknown[]) => statement(inner.bind(...values)),
    });
    plain.set(outer, inner);
    return outer;
  };
  return countedCalls(db, [], add, {
    prepare: (sql: string) => statement(db.prepare(sql)),
    batch: (statements: D1PreparedStatement[]) => {
      add(statements.length);
      return db.batch(statements.map((one) => plain.get(one) ?? one));
    },
  });
}

function countedBucket(mail: R2Bucket, add: (count: number) => void): R2Bucket {
  return countedCalls(mail, ["get", "put", "list", "delete", "head"], add, {});
}

/** The same object; each call of `names` counts one, and `own` stands in the place of its own methods. */
function countedCalls<T extends object>(
  inner: T,
  names: readonly string[],
  add: (count: number) => void,
  own: Readonly<Record<string, unknown>>,
): T {
  return new Proxy(inner, {
    get(_, name) {
      if (typeof name === "string" && Object.hasOwn(own, name)) return own[name];
      const found = Reflect.get(inner, name, inner) as unknown;
      if (typeof found !== "function") return found;
      return (...args: unknown[]) => {
        if (names.includes(String(name))) add(1);
        return found.apply(inner, args);
      };
    },
  });
}
