/**
 * Keeps a verified webhook while D1 is unreachable, in a queue or, where it is too large, in R2, and returns it for
 * recording.
 */
import { type OldSpilledWebhook, type SpilledWebhook, upgradeSpilled } from "./spilled_webhook.ts";

/** A message of the spill queue; `delivery` is the name of `webhook` before migration 0014. */
export type Spilled =
  | { readonly webhook: SpilledWebhook }
  | { readonly delivery: OldSpilledWebhook }
  | { readonly stored_at: string };

export interface SpillPorts {
  readonly spill: Queue<Spilled>;
  readonly mail: R2Bucket;
}

/** A queue message holds 128 KB, counted in bytes; JSON of text outside ASCII takes up to three a character. */
const INLINE_MAX_CHARACTERS = 40_000;

const SPILL = "spill";
const SET_ASIDE = "set-aside";

/** Returns the folders of the bucket in which a shop's webhooks wait. */
export function keptFolders(shop_id: string): readonly string[] {
  return [SPILL, SET_ASIDE].map((folder) => `${folder}/${shop_id}/`);
}

/** Throws when neither can keep it: then the sender must try again. */
export async function spillWebhook(ports: SpillPorts, webhook: SpilledWebhook): Promise<void> {
  const text = JSON.stringify(webhook);
  if (text.length <= INLINE_MAX_CHARACTERS) {
    await ports.spill.send({ webhook });
    return;
  }
  const { source, webhook_id } = (webhook.orders[0] ?? webhook.stock)!;
  const stored_at = `${SPILL}/${webhook.shop_id}/${source}/${encodeURIComponent(webhook_id)}`;
  await ports.mail.put(stored_at, text);
  await ports.spill.send({ stored_at });
}

/** The webhook that a queue message stands for; null when it was brought back before and is gone. */
export async function fetchSpilled(ports: SpillPorts, spilled: Spilled): Promise<SpilledWebhook | null> {
  if ("webhook" in spilled) return spilled.webhook;
  if ("delivery" in spilled) return upgradeSpilled(spilled.delivery);
  const stored = await ports.mail.get(spilled.stored_at);
  return stored === null ? null : upgradeSpilled(await stored.json());
}

/** Forgets the copy in R2, once the webhook is recorded. */
export async function forgetSpilled(ports: SpillPorts, spilled: Spilled): Promise<void> {
  if ("stored_at" in spilled) await ports.mail.delete(spilled.stored_at);
}

/**
 * Where a webhook is set aside that could not be recorded for as long as the queue tries: a person must look at it.
 * Null when there is nothing left to keep.
 */
export async function setAside(ports: SpillPorts, spilled: Spilled, id: string): Promise<string | null> {
  const webhook = await fetchSpilled(ports, spilled);
  if (webhook === null) return null;
  const kept_at = `${SET_ASIDE}/${webhook.shop_id}/${id}`;
  await ports.mail.put(kept_at, JSON.stringify(webhook));
  await forgetSpilled(ports, spilled);
  return kept_at;
}
