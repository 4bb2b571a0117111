/** Receives a mail provider's events about its mails: `POST /hooks/:shop/:provider`, verified before they are read. */
import type { Context } from "hono";
import { wake } from "../../flow/deliver/wake.ts";
import type { Shop } from "../../flow/ports.ts";
import {
  recordProviderEvents,
  recordProviderEventsOnce,
} from "../../flow/outcomes/record_provider_events.ts";
import { readCloudflareMessage } from "../../providers/cloudflare.ts";
import type { Provider, ProviderEvent, ProviderPorts } from "../../providers/provider.ts";
import type { Webhook } from "../../sources/source.ts";
import { selectProviderRefs } from "../../sql/outcomes.ts";
import { senderAsker } from "./ask_sender.ts";
import { logFailure } from "../log.ts";
import type { Ports } from "../ports.ts";
import { refuse, unavailable } from "./error_response.ts";
import type { WaybillHono } from "../hono.ts";

const DAY_S = 86_400;
const KEY_HOST = "api.mailchannels.net";

export async function receiveProviderEvents(
  context: Context<WaybillHono>,
  ports: Ports,
  shop: Shop,
  provider: Provider,
  webhook: Webhook,
): Promise<Response> {
  try {
    const secrets = shop.secrets[provider.name] ?? [];
    const verified = await provider.verify(webhook, secrets, providerPorts(ports.ways.fetch));
    if (!verified.ok) return refuse(context, 401, verified.reason, verified.message);
    const reading = await provider.read(webhook);
    if (!reading.ok) {
      return refuse(context, reading.reason === "unreadable" ? 400 : 422, reading.reason, reading.message);
    }
    const report = reading.value;
    if (report.type === "ignored") return context.json({ accepted: true, ignored: report.topic }, 200);
    if (report.type === "confirm") {
      await fetched(ports.ways.fetch, new URL(report.url), 0);
      return context.json({ accepted: true, confirmed: true }, 200);
    }
    for (const fault of report.refused) {
      logFailure("report_refused", { shop: shop.id, provider: provider.name }, new Error(fault));
    }
    const now_ms = webhook.received_at_ms;
    const token = report.once === undefined ? null : { provider: provider.name, value: report.once };
    const recorded = await recordProviderEventsOnce(ports, shop, report.events, token, now_ms);
    if (recorded === "duplicate") return context.json({ accepted: true, duplicate: true }, 200);
    const { known, due_keys } = recorded;
    context.executionCtx.waitUntil(
      wake(ports.wake_queue, due_keys).catch((error) => logFailure("wake_lost", {}, error)),
    );
    return context.json({ accepted: true, events: report.events.length, known }, 202);
  } catch (error) {
    // A repetition completes whatever was written in part, so the provider is asked to repeat.
    logFailure("reports_failed", { shop: shop.id, provider: provider.name }, error);
    return unavailable(context);
  }
}

/** Receives Cloudflare's events, which come from a queue and name no shop: the mail's key names it. */
export async function receiveCloudflareEvent(ports: Ports, message: unknown): Promise<void> {
  const reading = readCloudflareMessage(message);
  if (!reading.ok) throw new Error(reading.message);
  if (reading.value.type !== "events") return;
  const now_ms = ports.clock();
  for (const event of reading.value.events) {
    const shop_id = await shopOf(ports.db, event);
    const shop = shop_id === null ? null : await ports.find_shop(shop_id, now_ms);
    if (shop === null) continue; // Ignores mails that are not ours, or whose shop does not keep the ids of its mails.
    const { due_keys } = await recordProviderEvents(ports, shop, [event], now_ms);
    await wake(ports.wake_queue, due_keys);
  }
}

async function shopOf(db: D1Database, { provider, provider_id }: ProviderEvent): Promise<string | null> {
  const key = await selectProviderRefs(db, provider, [provider_id ?? ""]).first<string>("message_key");
  return key?.split("/")[0] ?? null;
}

/** Fetches public keys from the provider's own hosts only; callers have checked each address. An outage throws. */
function providerPorts(fetch: typeof globalThis.fetch): ProviderPorts {
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
