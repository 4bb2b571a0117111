/** Takes a kept webhook again: records a verified one, verifies and takes one that was kept as it came. */
import { wake } from "../../flow/deliver/wake.ts";
import type { Shop } from "../../flow/ports.ts";
import type { KeptWebhook, RawWebhook } from "../../flow/record/kept_webhook.ts";
import { recordAndAllocate } from "../../flow/record/record_and_allocate.ts";
import { fetchSpilled, forgetSpilled, type Spilled } from "../../flow/record/spill.ts";
import { recordPictures } from "../../flow/record/record_pictures.ts";
import type { SpilledWebhook } from "../../flow/record/spilled_webhook.ts";
import { recordStock } from "../../flow/stock/record_stock.ts";
import { logFailure } from "../log.ts";
import type { Ports } from "../ports.ts";
import { writableIn } from "../shop_moves.ts";
import { takeWebhook } from "./take_webhook.ts";

/**
 * Throws where it must be tried again. Forgets what was recorded, and what turns out not to be genuine. `waits_since_ms`:
 * since when its mails wait for the others of its order, in the place of the time at which it was received.
 */
export async function bringBack(ports: Ports, spilled: Spilled, waits_since_ms?: number): Promise<void> {
  const kept = await fetchSpilled(ports, spilled);
  if (kept === null) return;
  await takeKept(ports, kept, waits_since_ms);
  await forgetSpilled(ports, spilled);
}

async function takeKept(ports: Ports, kept: KeptWebhook, waits_since_ms?: number): Promise<void> {
  const now_ms = ports.clock();
  const shop_id = kept.form === "raw" ? kept.raw.shop_id : kept.webhook.shop_id;
  const shop = await ports.find_shop(shop_id, now_ms);
  // A remembered shop is no proof: neither that its secrets are today's, nor that the database answers.
  if (shop?.is_remembered === true) {
    throw new Error("Cannot bring a kept webhook back as the database must answer");
  }
  if (kept.form === "raw") {
    if (shop !== null) writableIn(ports, shop);
    return await takeRaw(ports, shop, kept.raw, now_ms, waits_since_ms);
  }
  if (shop === null) throw new Error("Cannot record a kept webhook as its shop must exist");
  const { orders, stock } = kept.webhook;
  const timed = waits_since_ms === undefined ? orders : orders.map((one) => ({ ...one, waits_since_ms }));
  await recordRead(writableIn(ports, shop), shop, { ...kept.webhook, orders: timed, stock }, now_ms);
}

async function recordRead(ports: Ports, shop: Shop, webhook: SpilledWebhook, now_ms: number): Promise<void> {
  for (const one of webhook.orders) {
    const recorded = await recordAndAllocate(ports, shop, one, now_ms);
    if (!recorded.ok) throw new Error(recorded.message);
    await wake(ports.wake_queue, recorded.value.due_keys);
  }
  if (webhook.stock !== undefined) await recordStock(ports, shop, webhook.stock, now_ms);
  if (webhook.pictures !== undefined) await recordPictures(ports, shop, webhook.pictures);
}

async function takeRaw(
  ports: Ports,
  shop: Shop | null,
  raw: RawWebhook,
  now_ms: number,
  waits_since_ms: number | undefined,
): Promise<void> {
  const about = { shop: raw.shop_id, source: raw.source };
  // The sender was told 202 without proof: what no shop or no secret knows was nobody's.
  if (shop === null) return logFailure("raw_of_no_shop", about, new Error("There is no such shop"));
  const { source: name, received_at_ms, headers, token, body_base64 } = raw;
  const webhook = {
    headers: new Headers(headers.map(([name, value]): [string, string] => [name, value])),
    body: Uint8Array.fromBase64(body_base64),
    received_at_ms,
    token,
  };
  const background: Promise<unknown>[] = [];
  const answer = await takeWebhook({
    ports,
    shop,
    name,
    webhook,
    now_ms,
    ...(waits_since_ms !== undefined && { waits_since_ms }),
    background: (work) => void background.push(work),
  });
  await Promise.all(background);
  if (answer.status === 503) throw new Error("Cannot take a kept webhook: it must be tried again");
  if (answer.status >= 400) {
    logFailure("raw_refused", { ...about, status: answer.status }, new Error(String(answer.body["error"])));
  }
}
