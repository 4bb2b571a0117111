/** Keeps a verified delivery that D1 could not take, and brings it back. The queue holds it; R2 holds what is too large for a queue. */
import type { Report } from "./record_event.ts";
import type { StockReport } from "../stock/record_stock.ts";

/** A delivery that has been verified and read, and is not recorded yet. */
export interface SpilledDelivery {
  readonly store_id: string;
  readonly reports: readonly Report[];
  /** Absent when it tells nothing of stock. */
  readonly stock?: StockReport | undefined;
}

/** What lies in the queue. */
export type Spilled = { readonly delivery: SpilledDelivery } | { readonly stored_at: string };

export interface SpillPorts {
  readonly spill: Queue<Spilled>;
  readonly mail: R2Bucket;
}

/** A queue message holds 128 KB, counted in bytes; JSON of text outside ASCII takes up to three a character. */
const INLINE_MAX_CHARACTERS = 40_000;

const SPILL = "spill";
const SET_ASIDE = "set-aside";

/** Where in the bucket deliveries of a store wait. */
export function keptFolders(store_id: string): readonly string[] {
  return [SPILL, SET_ASIDE].map((folder) => `${folder}/${store_id}/`);
}

/** Throws when neither can keep it: then the sender must try again. */
export async function spillDelivery(ports: SpillPorts, delivery: SpilledDelivery): Promise<void> {
  const text = JSON.stringify(delivery);
  if (text.length <= INLINE_MAX_CHARACTERS) {
    await ports.spill.send({ delivery });
    return;
  }
  const { source, delivery_id } = (delivery.reports[0] ?? delivery.stock)!;
  const stored_at = `${SPILL}/${delivery.store_id}/${source}/${encodeURIComponent(delivery_id)}`;
  await ports.mail.put(stored_at, text);
  await ports.spill.send({ stored_at });
}

/** The delivery that a queue message stands for; null when it was brought back before and is gone. */
export async function fetchSpilled(ports: SpillPorts, spilled: Spilled): Promise<SpilledDelivery | null> {
  if ("delivery" in spilled) return spilled.delivery;
  const stored = await ports.mail.get(spilled.stored_at);
  return stored === null ? null : await stored.json<SpilledDelivery>();
}

/** Forgets the copy in R2, once the delivery is recorded. */
export async function forgetSpilled(ports: SpillPorts, spilled: Spilled): Promise<void> {
  if ("stored_at" in spilled) await ports.mail.delete(spilled.stored_at);
}

/**
 * Where a delivery is set aside that could not be recorded for as long as the queue tries: a person must look at it.
 * Null when there is nothing left to keep.
 */
export async function setAside(ports: SpillPorts, spilled: Spilled, id: string): Promise<string | null> {
  const delivery = await fetchSpilled(ports, spilled);
  if (delivery === null) return null;
  const kept_at = `${SET_ASIDE}/${delivery.store_id}/${id}`;
  await ports.mail.put(kept_at, JSON.stringify(delivery));
  await forgetSpilled(ports, spilled);
  return kept_at;
}
