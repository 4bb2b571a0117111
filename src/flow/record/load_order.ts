/**
 * Loads the order that a webhook is about in one round trip. The commit succeeds only while nothing of it has
 * changed.
 */
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
} from "../../sql/orders.ts";
import type { WebhookRow } from "../../sql/volumes.ts";
import { type ParkedRow, readParked, selectParked } from "../../sql/parked.ts";
import { openOrder, type OpenPorts } from "../archive/open_order.ts";
import type { Fingerprinted } from "./fingerprints.ts";

export interface LoadedOrder {
  readonly row: OrderRow | null;
  /** Null where another version of the fold made the state; `webhooks` then holds all events. */
  readonly folded: Folded | null;
  /** All webhooks of the order, or none where the new events can be folded onto the state. */
  readonly webhooks: readonly WebhookRow[];
  /** Parked webhooks under the names that were asked for. */
  readonly parked: readonly ParkedRow[];
  readonly ledger: Ledger;
  /**
   * Time at which the order's customer was erased, in milliseconds since the epoch, also where it was before the
   * order; null where the customer was not erased.
   */
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

/** What to load: the names under which events may be parked, and whether all events are needed. */
export interface LoadOptions {
  readonly waiting_under: readonly string[];
  readonly whole: boolean;
  /** Most rows of webhooks; as many as an order may have where it is absent. */
  readonly rows_max?: number;
  /** The customer who may have been erased. */
  readonly customer?: string | null;
}

export async function loadOrder(
  { db, mail }: OpenPorts,
  { row: { names }, event_fingerprints }: Fingerprinted,
  { waiting_under, whole, rows_max, customer = null }: LoadOptions,
): Promise<LoadedOrder> {
  const [order, webhooks, parked, ledger, erasure] = await db.batch([
    selectOrder(db, ...names),
    selectWebhooks(db, names, whole ? null : event_fingerprints, rows_max),
    selectParked(db, names, waiting_under),
    selectLedger(db, ...names),
    selectErasure(db, customer),
  ]);
  const row = await openOrder({ mail }, readOrder(order!));
  return {
    row,
    folded: readFolded(order!, row),
    webhooks: readWebhooks(webhooks!, row),
    parked: readParked(parked!),
    ledger: readLedger(ledger!, row),
    erased_at: readErasures(erasure!)[0]?.asked_at ?? null,
  };
}
