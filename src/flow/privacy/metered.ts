/**
 * Counts what an invocation asks of D1 and R2, so that a long work stops in time and goes on in the next. The platform
 * allows a thousand of each: https://developers.cloudflare.com/workers/platform/limits/#subrequests
 */
import { countedDatabase } from "../../sql/counted_database.ts";
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

const OPERATIONS: readonly string[] = ["get", "put", "list", "delete", "head"];

/** The same bucket, each operation counted. */
function countedBucket(mail: R2Bucket, add: (count: number) => void): R2Bucket {
  return new Proxy(mail, {
    get(_, name) {
      const found = Reflect.get(mail, name, mail) as unknown;
      if (typeof found !== "function") return found;
      return (...args: unknown[]) => {
        if (OPERATIONS.includes(String(name))) add(1);
        return found.apply(mail, args);
      };
    },
  });
}
