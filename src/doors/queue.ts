/**
 * The queues: a wake-up sends a due message, an errand does a share of the clock's work, the spill brings kept webhooks
 * back, and each queue has its dead letters.
 */
import type { Env } from "../config.ts";
import type { Errand } from "../flow/clock/errand.ts";
import { serveErrand } from "../flow/clock/serve_errand.ts";
import { deliverMessage } from "../flow/deliver/deliver_message.ts";
import { probeDatabase } from "../flow/clock/probe_database.ts";
import { type Spilled, spillRetryS } from "../flow/record/spill.ts";
import { keyText, type MessageKey } from "../messages/message.ts";
import { splitOrderId } from "../orders/order_id.ts";
import { logFailure } from "./log.ts";
import { inCell, type Ports, portsOf } from "./ports.ts";
import { bringBack } from "./webhooks/bring_back.ts";
import { giveUp } from "./webhooks/give_up.ts";
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

  // One message an invocation: each errand may take all statements of its own.
  "waybill-errands": (ports, message) =>
    carefully(message, "errand_failed", () => {
      const errand = message.body as Errand;
      return serveErrand(inCell(ports, { id: errand.work, ...errand }), errand, ports.clock());
    }),

  // The clock finds again what the errand was to do; a dead one only shows that something is wrong.
  "waybill-errands-dead": (_ports, message) => {
    const { work } = message.body as Errand;
    console.error(JSON.stringify({ event: "errand_dead", work }));
    message.ack();
    return Promise.resolve();
  },

  "waybill-mail-events": (ports, message) =>
    carefully(
      message,
      "provider_event_failed",
      () => receiveCloudflareEvent(ports, message.body),
      spillRetryS,
    ),

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
    carefully(message, "spill_not_recorded", () => bringBack(ports, message.body as Spilled), spillRetryS),

  // Some hundred tries are over. Where D1 is still away the object stays for the clock; otherwise a person must look at it.
  "waybill-spill-dead": (ports, message) =>
    carefully(message, "spill_not_set_aside", () => endOfTries(ports, message), spillRetryS),
};

async function endOfTries(ports: Ports, message: Message): Promise<void> {
  const spilled = message.body as Spilled;
  const is_away = (await probeDatabase(ports.db, "spill", ports.clock())).state === "refuses_writes";
  if (is_away && "stored_at" in spilled) return;
  if (is_away) throw new Error("Cannot set a webhook aside as the database must answer first");
  await giveUp(ports, spilled, nameIn(spilled) ?? message.id);
}

function nameIn(spilled: Spilled): string | null {
  return "stored_at" in spilled ? spilled.stored_at.split("/").at(-1)! : null;
}

function deliver(ports: Ports, message: Message): Promise<void> {
  return carefully(message, "wake_failed", async () => {
    const key = message.body as MessageKey;
    const now_ms = ports.clock();
    const shop = await ports.find_shop(splitOrderId(key.subject).shop_id, now_ms);
    // The clock wakes the message again where the shop lives then.
    if (shop?.is_moving) return;
    const cells = shop === null ? ports.cells : [inCell(ports, shop)];
    for (const here of cells) await deliverMessage(here, key, now_ms);
  });
}

/** Acknowledges or retries each message separately, so that one failure does not repeat the others. */
async function carefully(
  message: Message,
  event: string,
  work: () => Promise<void>,
  retry_s?: (attempts: number) => number,
): Promise<void> {
  try {
    await work();
    message.ack();
  } catch (error) {
    logFailure(event, { attempt: message.attempts }, error);
    message.retry(retry_s === undefined ? undefined : { delaySeconds: retry_s(message.attempts) });
  }
}
