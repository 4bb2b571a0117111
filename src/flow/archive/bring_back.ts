/** Brings an order of the archive back into D1, in one commit. Its object stays: a database that goes back in time may name it. */
import { putBack, refillOrder } from "../../sql/archive.ts";
import type { OrderRow } from "../../sql/orders.ts";
import { findOrder, type OpenPorts } from "./open_order.ts";

const RETRIES_MAX = 5;

/** Statements that an order's own commit begins with: none for one that is whole in D1. Fails where another writer was first. */
export function putBackStatements(db: D1Database, row: OrderRow | null): readonly D1PreparedStatement[] {
  return row?.archived === undefined ? [] : putBack(db, row.id, row.object!, row.archived);
}

/** Does nothing for an order that is whole in D1. For what is written to an order and is no event of it. */
export async function bringBack(ports: OpenPorts, row: OrderRow, now_ms: number): Promise<void> {
  let found: OrderRow | null = row;
  for (let retry = 0; found?.archived !== undefined; retry++) {
    try {
      await ports.db.batch([
        ...putBackStatements(ports.db, found),
        refillOrder(ports.db, found.archived.order, now_ms),
      ]);
      return;
    } catch (error) {
      const was_slower = error instanceof Error && error.message.includes("UNIQUE constraint failed");
      if (!was_slower || retry === RETRIES_MAX) throw error;
    }
    found = await findOrder(ports, row.id);
  }
}
