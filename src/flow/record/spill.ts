/**
 * Keeps webhooks while D1 is unreachable: each is an object of the bucket, and a message of the spill queue brings it
 * back. Where the bucket fails, the message holds the webhook itself.
 */
import { type KeptWebhook, receivedAtOfKept, shopOfKept, sourceOfKept } from "./kept_webhook.ts";
import { type OldSpilledWebhook, type SpilledWebhook, upgradeSpilled } from "./spilled_webhook.ts";

/**
 * A message of the spill queue. `webhook` is a verified one, `delivery` its name before migration 0014, `kept` one of
 * either form.
 */
export type Spilled =
  | { readonly stored_at: string }
  | { readonly kept: KeptWebhook }
  | { readonly webhook: SpilledWebhook }
  | { readonly delivery: OldSpilledWebhook };

export interface SpillPorts {
  readonly spill: Queue<Spilled>;
  readonly mail: R2Bucket;
}

/** A queue message holds 128 KB, counted in bytes; JSON of text outside ASCII takes up to three a character. */
const INLINE_MAX_CHARACTERS = 40_000;

/** Folder of the webhooks that the queue and the clock bring back. */
export const SPILL = "spill";
/** Folder of the webhooks that could not be recorded although D1 answered: a person must look at them. */
export const SET_ASIDE = "set-aside";

/** Returns the folders of the bucket in which a shop's webhooks wait. */
export function keptFolders(shop_id: string): readonly string[] {
  return [SPILL, SET_ASIDE].map((folder) => `${folder}/${shop_id}/`);
}

/** Throws when neither bucket nor queue can keep it: then the sender must try again. */
export async function spillWebhook(ports: SpillPorts, kept: KeptWebhook): Promise<void> {
  const text = JSON.stringify(kept);
  const stored_at = `${SPILL}/${shopOfKept(kept)}/${await nameOf(kept, text)}`;
  try {
    await ports.mail.put(stored_at, text, {
      customMetadata: { source: sourceOfKept(kept), form: kept.form },
    });
  } catch (error) {
    if (text.length > INLINE_MAX_CHARACTERS) throw error;
    await ports.spill.send({ kept });
    return;
  }
  try {
    await ports.spill.send({ stored_at });
  } catch {
    // It is kept: the clock finds the object without the queue.
    console.error(JSON.stringify({ event: "spill_not_queued", stored_at }));
  }
}

/** The time of receipt comes first, so that a listing is in that order; the rest tells two webhooks of one moment apart. */
async function nameOf(kept: KeptWebhook, text: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  return `${String(receivedAtOfKept(kept)).padStart(TIME_DIGITS, "0")}-${digest.slice(0, 8).toHex()}`;
}

const TIME_DIGITS = 15;

/** Returns when a kept object's webhook was received, in milliseconds since the epoch. */
export function receivedAtIn({ key, uploaded }: Pick<R2Object, "key" | "uploaded">): number {
  const name = key.slice(key.lastIndexOf("/") + 1);
  // Waybill up to 0.2 named the object after the sender's id of the webhook.
  return /^\d{15}-[0-9a-f]{16}$/.test(name) ? Number(name.slice(0, TIME_DIGITS)) : uploaded.getTime();
}

/** The webhook that a queue message stands for; null when it was brought back before and is gone. */
export async function fetchSpilled(
  ports: Pick<SpillPorts, "mail">,
  spilled: Spilled,
): Promise<KeptWebhook | null> {
  if ("kept" in spilled) return spilled.kept;
  if ("webhook" in spilled) return readKept(spilled.webhook);
  if ("delivery" in spilled) return readKept(spilled.delivery);
  const stored = await ports.mail.get(spilled.stored_at);
  return stored === null ? null : readKept(await stored.json());
}

/** Reads what an object holds; up to 0.2 that was the verified webhook alone. */
export function readKept(stored: KeptWebhook | SpilledWebhook | OldSpilledWebhook): KeptWebhook {
  if (!("form" in stored)) return { form: "read", webhook: upgradeSpilled(stored) };
  return stored.form === "raw" ? stored : { form: "read", webhook: upgradeSpilled(stored.webhook) };
}

/** Forgets the copy in R2, once the webhook is recorded. */
export async function forgetSpilled(ports: Pick<SpillPorts, "mail">, spilled: Spilled): Promise<void> {
  if ("stored_at" in spilled) await ports.mail.delete(spilled.stored_at);
}

/** Moves a webhook to where a person must look at it, unread. Null when there is nothing left to keep. */
export async function setAside(
  ports: Pick<SpillPorts, "mail">,
  spilled: Spilled,
  id: string,
): Promise<string | null> {
  const found = await textAndShop(ports, spilled);
  if (found === null) return null;
  if ("stored_at" in spilled && spilled.stored_at.startsWith(`${SET_ASIDE}/`)) return spilled.stored_at;
  const kept_at = `${SET_ASIDE}/${found.shop_id}/${id}`;
  await ports.mail.put(kept_at, found.text, { customMetadata: found.metadata });
  await forgetSpilled(ports, spilled);
  return kept_at;
}

interface Found {
  readonly shop_id: string;
  readonly text: string;
  readonly metadata: Record<string, string>;
}

async function textAndShop({ mail }: Pick<SpillPorts, "mail">, spilled: Spilled): Promise<Found | null> {
  if ("stored_at" in spilled) {
    const stored = await mail.get(spilled.stored_at);
    const { source, form } = stored?.customMetadata ?? {};
    return stored && {
      shop_id: spilled.stored_at.split("/")[1]!,
      text: await stored.text(),
      metadata: { ...(source && { source }), ...(form && { form }) },
    };
  }
  const kept = (await fetchSpilled({ mail }, spilled))!;
  const metadata = { source: sourceOfKept(kept), form: kept.form };
  return { shop_id: shopOfKept(kept), text: JSON.stringify(kept), metadata };
}

const FIRST_RETRY_S = 5;
const LAST_RETRY_S = 3_600;

/**
 * Seconds after which the spill queue tries a webhook again: 5, 10, 20 … up to an hour. `attempts` is the number of
 * tries so far.
 */
export function spillRetryS(attempts: number): number {
  return Math.min(LAST_RETRY_S, FIRST_RETRY_S * 2 ** Math.min(attempts - 1, 20));
}
