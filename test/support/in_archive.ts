/**
 * Whether the orders of a test lie in the archive. They do where a test file imports `all_in_archive.ts` before anything
 * else.
 */
import { env } from "cloudflare:workers";
import { archiveOrder } from "../../src/flow/archive/archive_order.ts";
import { cellOf } from "./cells_in_use.ts";
import { DEMO } from "./house.ts";

let are_archived = false;

export function allInArchive(): void {
  are_archived = true;
}

/** As every test file begins. */
export function noneInArchive(): void {
  are_archived = false;
}

/** Puts these orders into the archive where the test file wants that, whatever is open about them. */
export async function archiveWhereWanted(order_ids: readonly string[], now_ms: number): Promise<void> {
  if (!are_archived) return;
  for (const id of order_ids) {
    const shop = { ...DEMO, id: id.split("/")[0]! };
    const ports = { db: cellOf(shop.id), mail: env.MAIL };
    if (!await archiveOrder(ports, shop, id, () => true, now_ms)) {
      throw new Error(`Cannot test in the archive as ${id} must go`);
    }
  }
}
