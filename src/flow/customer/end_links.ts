/** Ends every link and session of one customer. */
import { revokeLinks } from "../../sql/customers.ts";

/** Revokes all links and sessions of `customer` that were made before `now_ms`. */
export async function endLinks(db: D1Database, customer: string, now_ms: number): Promise<void> {
  await revokeLinks(db, customer, now_ms, now_ms).run();
}
