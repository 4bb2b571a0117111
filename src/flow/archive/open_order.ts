/**
 * Opens orders wherever they lie: the one place through which a reader gets an order whole. An order of the archive costs
 * one read of the bucket and comes with its events and its ledger. It writes nothing.
 */
import { NOTHING_YET } from "../../orders/fold/fold.ts";
import type { Listed } from "../../sql/customers.ts";
import type { ArchivedOrder } from "../../sql/archive.ts";
import {
  type ArchivedRow,
  isArchived,
  type OrderRow,
  readOrder,
  selectOrder,
  type StoredOrder,
} from "../../sql/orders.ts";
import { fetchArchived } from "./archived_orders.ts";

export interface OpenPorts {
  readonly db: D1Database;
  readonly mail: R2Bucket;
}

/** Most objects that are read at the same time. */
const AT_ONCE = 6;

/** Returns the order that one of the names leads to; null where there is none. */
export async function findOrder(
  { db, mail }: OpenPorts,
  ...names: readonly string[]
): Promise<OrderRow | null> {
  return await openOrder({ mail }, readOrder(await selectOrder(db, ...names).all()));
}

export async function openOrder(
  { mail }: Pick<OpenPorts, "mail">,
  stored: StoredOrder | null,
): Promise<OrderRow | null> {
  if (stored === null || !isArchived(stored)) return stored;
  return orderOf(stored, await fetchArchived(mail, stored.id, stored.object));
}

/** Opens the orders of a list, in its order. */
export async function openOrders(
  ports: Pick<OpenPorts, "mail">,
  rows: readonly Listed<StoredOrder>[],
): Promise<readonly Listed<OrderRow>[]> {
  const opened: Listed<OrderRow>[] = [];
  for (let at = 0; at < rows.length; at += AT_ONCE) {
    const group = rows.slice(at, at + AT_ONCE);
    opened.push(
      ...await Promise.all(
        group.map(async (row) => ({ ...(await openOrder(ports, row))!, placed_at: row.placed_at })),
      ),
    );
  }
  return opened;
}

/** Numbers, sequence and deadline are those of the row; a deadline may have moved since. */
function orderOf({ id, number, seq, deadline_at, object }: ArchivedRow, whole: ArchivedOrder): OrderRow {
  const { state, fold_version, folded_to, fingerprints } = whole.order;
  return {
    id,
    number,
    seq,
    deadline_at,
    object,
    // One more is the number that the order took as it went.
    rows: whole.events.length + 1,
    order: { ...NOTHING_YET, ...JSON.parse(String(state)) },
    archived: {
      order: whole.order,
      events: whole.events,
      messages: whole.messages,
      fold_version: fold_version as number | null,
      folded: { to: String(folded_to ?? ""), fingerprints: JSON.parse(String(fingerprints ?? "[]")) },
    },
  };
}
