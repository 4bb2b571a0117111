/** The prints by which an order knows again what it holds already: of each webhook's name, and of each event's content. */
import type { OrderEvent } from "../../orders/event.ts";
import { positionOf } from "../../orders/fold/append_events.ts";
import type { EventFingerprint } from "../../sql/orders.ts";
import type { ParkedRow } from "../../sql/parked.ts";

/** A webhook with its prints. */
export interface Fingerprinted {
  readonly row: ParkedRow;
  /** Of the sender's webhook id: what is sent again under it says nothing new, whatever it says. */
  readonly name: string;
  /** One for each of the webhook's events. */
  readonly event_fingerprints: readonly EventFingerprint[];
}

/** The webhook as it will be read again: what is undefined would hide what another event told, once and never more. */
export async function fingerprintWebhook(webhook: ParkedRow): Promise<Fingerprinted> {
  const jsons = webhook.events.map((event) => JSON.stringify(event));
  const row = { ...webhook, events: jsons.map((text): OrderEvent => JSON.parse(text)) };
  const [name, ...contents] = await Promise.all([
    fingerprintOf(`${row.source}\n${row.webhook_id}`),
    ...jsons.map(fingerprintOf),
  ]);
  const event_fingerprints = row.events.map((event, index) => ({
    fingerprint: contents[index]!,
    position: positionOf(event),
  }));
  return { row, name, event_fingerprints };
}

/** 96 bits: of an order's thousand webhooks no two share one by chance, and none can be made to. */
const FINGERPRINT_BYTES = 12;

async function fingerprintOf(text: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  return btoa(String.fromCharCode(...digest.subarray(0, FINGERPRINT_BYTES)));
}
