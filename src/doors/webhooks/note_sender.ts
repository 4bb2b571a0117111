/** Notes in the background that a sender was heard: once in five minutes, as this isolate remembers it. */
import { noteSender } from "../../flow/connect/senders.ts";
import type { Source } from "../../sources/source.ts";
import { logFailure } from "../log.ts";
import type { Arrival } from "./arrival.ts";
import { sourcePortsOf } from "./sender.ts";
import { topicOf } from "./topic.ts";

/** Milliseconds for which one note is enough, and while several secrets are live, of which another may verify the next. */
const ENOUGH_MS = 300_000;
const ENOUGH_OF_SEVERAL_MS = 60_000;
const REMEMBERED_MAX = 2_000;

/** Looks at a webhook that was verified. While several secrets are live, it also says whether the newest verified it. */
export function watchSender(arrival: Arrival, source: Source): void {
  const { ports, shop, name, webhook, now_ms, waits_since_ms, background } = arrival;
  if (waits_since_ms !== undefined || shop.is_moving === true) return;
  const secrets = shop.secrets[name] ?? [];
  const key = `${shop.id}\n${name}\n${secrets.length}`;
  const age_ms = Math.abs(now_ms - (ports.noted_senders.get(key) ?? -Infinity));
  if (age_ms < (secrets.length < 2 ? ENOUGH_MS : ENOUGH_OF_SEVERAL_MS)) return;
  if (ports.noted_senders.size >= REMEMBERED_MAX) ports.noted_senders.clear();
  ports.noted_senders.set(key, now_ms);
  background(
    note().catch((error) => {
      ports.noted_senders.delete(key);
      logFailure("sender_not_noted", { shop: shop.id, source: name }, error);
    }),
  );

  async function note(): Promise<void> {
    const topic = topicOf({ source }, webhook);
    await noteSender(ports.db, shop.id, {
      source: name,
      topic: topic === "unknown" ? null : topic,
      at: webhook.received_at_ms,
      by: secrets.length < 2 ? null : await isByNewest() ? "newest" : "older",
    });
  }

  async function isByNewest(): Promise<boolean> {
    return (await source.verify(webhook, secrets.slice(0, 1), sourcePortsOf(ports, shop, source))).ok;
  }
}
