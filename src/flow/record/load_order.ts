/** What is known of the order that a webhook tells of, read in one round trip; a commit holds only while it is so. */
import type { Ledger } from "../../messages/ledger.ts";
import { readErasures, selectErasure } from "../../sql/erasures.ts";
import { readLedger, selectLedger } from "../../sql/messages.ts";
import {
  type Folded,
  type OrderRow,
  readFolded,
  readOrder,
  readWebhooks,
  selectOrder,
  selectWebhooks,
  type WebhookRow,
} from "../../sql/orders.ts";
import { type ParkedRow, readParked, selectParked } from "../../sql/parked.ts";
import type { Fingerprinted } from "./fingerprints.ts";

export interface LoadedOrder {
  readonly row: OrderRow | null;
  /** Null where the order's state was made by another version of the fold: then all its events are here. */
  readonly folded: Folded | null;
  /** All of the order's events, or none where the webhook can be folded onto its state without them. */
  readonly webhooks: readonly WebhookRow[];
  /** What waits under the names that were asked for. */
  readonly parked: readonly ParkedRow[];
  readonly ledger: Ledger;
  /** When the customer was erased whose the order would be, in milliseconds since the epoch, be it before the order; null where nobody was. */
  readonly erased_at: number | null;
}

export const NOTHING_LOADED: LoadedOrder = {
  row: null,
  folded: null,
  webhooks: [],
  parked: [],
  ledger: [],
  erased_at: null,
};

/** How to look again: under which names something may wait, and whether all events are needed whatever is told. */
export interface LoadOptions {
  readonly waiting_under: readonly string[];
  readonly whole: boolean;
  /** Who may have been erased. */
  readonly customer?: string | null;
}

export async function loadOrder(
  db: D1Database,
  { row: { names }, event_fingerprints }: Fingerprinted,
  { waiting_under, whole, customer = null }: LoadOptions,
): Promise<LoadedOrder> {
  const [order, webhooks, parked, ledger, erasure] = await db.batch([
    selectOrder(db, ...names),
    selectWebhooks(db, names, whole ? null : event_fingerprints),
    selectParked(db, names, waiting_under),
    selectLedger(db, ...names),
    selectErasure(db, customer),
  ]);
  return {
    row: readOrder(order!),
    folded: readFolded(order!),
    webhooks: readWebhooks(webhooks!),
    parked: readParked(parked!),
    ledger: readLedger(ledger!),
    erased_at: readErasures(erasure!)[0]?.asked_at ?? null,
  };
}
