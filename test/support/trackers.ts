/** Deliveries as trackers send them, signed in their ways, for tests that ask what one says. */
import { NO_PORTS } from "./source_ports.ts";
import type { OrderEvent } from "../../src/orders/event.ts";
import type { OrderEvents, Source, Webhook } from "../../src/sources/source.ts";
import { NOW_MS } from "./cast.ts";

/** When a tracker's delivery comes in: after all that the fixtures tell. */
export const RECEIVED_MS = NOW_MS + 4 * 86_400_000;

export function trackerWebhook(
  payload: unknown,
  headers: Record<string, string> = {},
  token?: string,
): Webhook {
  const body = new TextEncoder().encode(typeof payload === "string" ? payload : JSON.stringify(payload));
  return { headers: new Headers(headers), body, received_at_ms: RECEIVED_MS, token };
}

/** What a delivery that must be told tells. */
export async function readByTracker(source: Source, payload: unknown): Promise<OrderEvents & { id: string }> {
  const reading = await source.read(trackerWebhook(payload), NO_PORTS);
  if (!reading.ok) throw new Error(reading.message);
  if (reading.value.type !== "events") throw new Error(`not told: ${JSON.stringify(reading.value)}`);
  return { ...reading.value.orders[0]!, id: reading.value.id };
}

/** `[what, when, where]` of each event. */
export function wayOf({ events }: Pick<OrderEvents, "events">): readonly (readonly unknown[])[] {
  return events.map((event: OrderEvent) => [
    event.type,
    event.at,
    "place" in event ? event.place : "promised" in event ? event.promised : undefined,
  ]);
}

/** HMAC-SHA256 of the parts under a key that is text. HMAC fills its key up with zeros, so that none and one zero are the same. */
export async function hmacOf(
  secret: string,
  ...parts: readonly (string | Uint8Array)[]
): Promise<Uint8Array> {
  const encoder = new TextEncoder();
  const hmac = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", encoder.encode(secret || "\0"), hmac, false, ["sign"]);
  const bytes = parts.flatMap((part) => [...typeof part === "string" ? encoder.encode(part) : part]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", key, new Uint8Array(bytes)));
}
