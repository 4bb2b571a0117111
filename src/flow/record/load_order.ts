/** What is known of the order that a delivery tells of, read in one round trip; a commit holds only while it is so. */
import type { Ledger } from "../../messages/ledger.ts";
import { readErasures, selectErasure } from "../../sql/erasures.ts";
import { readLedger, selectLedger } from "../../sql/messages.ts";
import {
  type EventRow,
  type Folded,
  type OrderRow,
  readEvents,
  readFolded,
  readOrder,
  selectEvents,
  selectOrder,
} from "../../sql/orders.ts";
import { type ParkedRow, readParked, selectParked } from "../../sql/parked.ts";
import type { Printed } from "./fingerprints.ts";

export interface Known {
  readonly row: OrderRow | null;
  /** Null where the order's state was made by another version of the fold: then all its events are here. */
  readonly folded: Folded | null;
  /** All of the order's events, or none where the delivery can be folded onto its state without them. */
  readonly events: readonly EventRow[];
  /** What waits under the names that were asked for. */
  readonly parked: readonly ParkedRow[];
  readonly ledger: Ledger;
  /** When the customer was erased whose the order would be, in milliseconds since the epoch, be it before the order; null where nobody was. */
  readonly erased_at: number | null;
}

export const NOTHING: Known = {
  row: null,
  folded: null,
  events: [],
  parked: [],
  ledger: [],
  erased_at: null,
};

/** How to look again: under which names something may wait, and whether all events are needed whatever is told. */
export interface Look {
  readonly waiting_under: readonly string[];
  readonly whole: boolean;
  /** Who may have been erased. */
  readonly customer?: string | null;
}

export async function lookUp(
  db: D1Database,
  { row: { names }, marks }: Printed,
  { waiting_under, whole, customer = null }: Look,
): Promise<Known> {
  const [order, events, parked, ledger, erasure] = await db.batch([
    selectOrder(db, ...names),
    selectEvents(db, names, whole ? null : marks),
    selectParked(db, names, waiting_under),
    selectLedger(db, ...names),
    selectErasure(db, customer),
  ]);
  return {
    row: readOrder(order!),
    folded: readFolded(order!),
    events: readEvents(events!),
    parked: readParked(parked!),
    ledger: readLedger(ledger!),
    erased_at: readErasures(erasure!)[0]?.asked_at ?? null,
  };
}
