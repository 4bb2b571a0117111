/** Takes a mail provider's verified events about its mails, and Cloudflare's, which come from a queue. */
import { wake } from "../../flow/deliver/wake.ts";
import {
  recordProviderEvents,
  recordProviderEventsOnce,
} from "../../flow/outcomes/record_provider_events.ts";
import { readCloudflareMessage } from "../../providers/cloudflare.ts";
import type { Provider, ProviderEvent, ProviderPorts } from "../../providers/provider.ts";
import { faultIn } from "../../sources/read/parse_error.ts";
import { selectProviderRefs } from "../../sql/outcomes.ts";
import { senderAsker } from "./ask_sender.ts";
import { logFailure } from "../log.ts";
import type { Ports } from "../ports.ts";
import { writableIn } from "../shop_moves.ts";
import { accept, type Answer, UNAVAILABLE } from "./answer.ts";
import type { Arrival } from "./arrival.ts";
import type { Refused } from "./bury.ts";

const DAY_S = 86_400;
const KEY_HOST = "api.mailchannels.net";

/** Takes a verified report. Throws in an outage: a repetition completes whatever was written in part. */
export async function takeProviderEvents(
  { ports, shop, webhook, now_ms, background }: Arrival,
  provider: Provider,
): Promise<Answer | Refused> {
  const reading = await provider.read(webhook);
  if (!reading.ok) {
    const { reason, message } = reading;
    return reason === "unavailable" ? UNAVAILABLE : { reason, message, fault: faultIn(message) };
  }
  const report = reading.value;
  if (report.type === "ignored") return accept(200, { ignored: report.topic });
  if (report.type === "confirm") {
    await fetched(ports.ways.fetch, new URL(report.url), 0);
    return accept(200, { confirmed: true });
  }
  const token = report.once === undefined ? null : { provider: provider.name, value: report.once };
  const recorded = await recordProviderEventsOnce(ports, shop, report.events, token, now_ms);
  if (recorded === "duplicate") return accept(200, { duplicate: true });
  const { known, due_keys } = recorded;
  background(
    wake(ports.wake_queue, due_keys).catch((error) => logFailure("wake_lost", {}, error)),
  );
  const said = { events: report.events.length, known };
  const [message] = report.refused;
  // The reports that could be read are recorded; the whole delivery is kept for the others.
  return message === undefined
    ? accept(202, said)
    : { reason: "invalid", message, fault: faultIn(message), rest: said };
}

/** Receives Cloudflare's events, which come from a queue and name no shop: the mail's key names it. */
export async function receiveCloudflareEvent(ports: Ports, message: unknown): Promise<void> {
  const reading = readCloudflareMessage(message);
  if (!reading.ok) throw new Error(reading.message);
  if (reading.value.type !== "events") return;
  const now_ms = ports.clock();
  for (const event of reading.value.events) {
    const shop_id = await shopOf(ports, event);
    const shop = shop_id === null ? null : await ports.find_shop(shop_id, now_ms);
    if (shop === null) continue; // Ignores mails that are not ours, or whose shop does not keep the ids of its mails.
    const { due_keys } = await recordProviderEvents(writableIn(ports, shop), shop, [event], now_ms);
    await wake(ports.wake_queue, due_keys);
  }
}

/** Asks cell after cell: the event names a mail by the provider's id alone. */
async function shopOf({ cells }: Ports, { provider, provider_id }: ProviderEvent): Promise<string | null> {
  for (const { db } of cells) {
    const key = await selectProviderRefs(db, provider, [provider_id ?? ""]).first<string>("message_key");
    if (key !== null) return key.split("/")[0]!;
  }
  return null;
}

/** Fetches public keys from the provider's own hosts only; callers have checked each address. An outage throws. */
export function providerPorts(fetch: typeof globalThis.fetch): ProviderPorts {
  return {
    sns_certificate: (url) => fetched(fetch, new URL(url), DAY_S),
    mailchannels_key: async (id) => {
      const url = new URL(`https://${KEY_HOST}/tx/v1/webhook/public-key`);
      url.searchParams.set("id", id);
      const text = await fetched(fetch, url, DAY_S);
      return text === null ? null : keyIn(text);
    },
  };
}

function keyIn(text: string): string | null {
  try {
    const { key } = JSON.parse(text) as { readonly key?: unknown };
    return typeof key === "string" ? key : null;
  } catch {
    return null; // The answer is not JSON, so it is not a key.
  }
}

async function fetched(fetch: typeof globalThis.fetch, url: URL, keep_s: number): Promise<string | null> {
  const answer = await senderAsker(fetch, [url.host])(url, { keep_s });
  if (!answer.ok) throw new Error(answer.message);
  return answer.value.status === 200 ? new TextDecoder().decode(answer.value.body) : null;
}
