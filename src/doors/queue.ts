/** The queues: a wake-up sends a due message, the spill brings kept webhooks back, and each queue has its dead letters. */
import type { Env } from "../config.ts";
import { deliverMessage } from "../flow/deliver/deliver_message.ts";
import { wake } from "../flow/deliver/wake.ts";
import { recordAndAllocate } from "../flow/record/record_and_allocate.ts";
import { recordStock } from "../flow/stock/record_stock.ts";
import { fetchSpilled, forgetSpilled, setAside, type Spilled } from "../flow/record/spill.ts";
import { keyText, type MessageKey } from "../messages/message.ts";
import { logFailure } from "./log.ts";
import { type Ports, portsOf } from "./ports.ts";
import { receiveCloudflareEvent } from "./webhooks/provider_events.ts";

export async function receiveBatch(batch: MessageBatch, env: Env): Promise<void> {
  const ports = portsOf(env);
  const consume = CONSUMERS[inProduction(batch.queue)];
  if (consume === undefined) {
    throw new Error(`Cannot consume ${batch.queue} as it must be a queue of wrangler.toml`);
  }
  await Promise.all(batch.messages.map((message) => consume(ports, message)));
}

/** Removes the prefix that another installation puts before each queue's name: `staging-waybill-spill`. */
function inProduction(queue: string): string {
  return queue.slice(Math.max(0, queue.indexOf("waybill-")));
}

type Consumer = (ports: Ports, message: Message) => Promise<void>;

const CONSUMERS: Readonly<Record<string, Consumer>> = {
  "waybill-nudges": deliver,
  "waybill-nudges-bulk": deliver,

  "waybill-mail-events": (ports, message) =>
    carefully(message, "provider_event_failed", () => receiveCloudflareEvent(ports, message.body)),

  // The outcome of this one mail stays unknown. The event contains an address, so only its id is logged.
  "waybill-mail-events-dead": (_ports, message) => {
    console.error(JSON.stringify({ event: "provider_event_dead", id: message.id }));
    message.ack();
    return Promise.resolve();
  },

  // The mail is still owed in D1, and each sweep wakes it again; a dead wake-up only shows that something is wrong.
  "waybill-nudges-dead": (_ports, message) => {
    console.error(JSON.stringify({ event: "wake_dead", key: keyText(message.body as MessageKey) }));
    message.ack();
    return Promise.resolve();
  },

  "waybill-spill": (ports, message) =>
    carefully(message, "spill_not_recorded", () => bringBack(ports, message.body as Spilled)),

  "waybill-spill-dead": (ports, message) =>
    carefully(message, "spill_not_set_aside", async () => {
      const kept_at = await setAside(ports, message.body as Spilled, message.id);
      console.error(JSON.stringify({ event: "spill_dead", kept_at }));
    }),
};

function deliver(ports: Ports, message: Message): Promise<void> {
  return carefully(message, "wake_failed", async () => {
    await deliverMessage(ports, message.body as MessageKey, ports.clock());
  });
}

/** Acknowledges or retries each message separately, so that one failure does not repeat the others. */
async function carefully(message: Message, event: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
    message.ack();
  } catch (error) {
    logFailure(event, { attempt: message.attempts }, error);
    message.retry();
  }
}

async function bringBack(ports: Ports, spilled: Spilled): Promise<void> {
  const spilled_webhook = await fetchSpilled(ports, spilled);
  if (spilled_webhook === null) return;
  const now_ms = ports.clock();
  const shop = await ports.find_shop(spilled_webhook.shop_id, now_ms);
  if (shop === null) throw new Error("Cannot record a kept webhook as its shop must exist");
  for (const webhook of spilled_webhook.orders) {
    const recorded = await recordAndAllocate(ports, shop, webhook, now_ms);
    if (!recorded.ok) throw new Error(recorded.message);
    await wake(ports.wake_queue, recorded.value.due_keys);
  }
  if (spilled_webhook.stock !== undefined) await recordStock(ports, shop, spilled_webhook.stock, now_ms);
  await forgetSpilled(ports, spilled);
}
