/** Makes fingerprints of webhook ids and of events, by which an order recognises what it holds already. */
import type { OrderEvent } from "../../orders/event.ts";
import { positionOf } from "../../orders/fold/append_events.ts";
import type { EventFingerprint } from "../../sql/orders.ts";
import type { ParkedRow } from "../../sql/parked.ts";

/** A webhook with its fingerprints. */
export interface Fingerprinted {
  readonly row: ParkedRow;
  /**
   * Fingerprint of source and webhook id; a webhook that is sent again under the same id is a duplicate, whatever its
   * content.
   */
  readonly name: string;
  /** One fingerprint for each event of the webhook. */
  readonly event_fingerprints: readonly EventFingerprint[];
}

/**
 * Normalises the events through JSON, as D1 will return them: an `undefined` key would overwrite an earlier value
 * now, but not after a reload.
 */
export async function fingerprintWebhook(webhook: ParkedRow): Promise<Fingerprinted> {
  const jsons = webhook.events.map((event) => JSON.stringify(event));
  const row = { ...webhook, events: jsons.map((text): OrderEvent => JSON.parse(text)) };
  const [name, ...contents] = await Promise.all([
    fingerprintOf(`${row.source}\n${row.webhook_id}`),
    ...row.events.map((event, index) => fingerprintOf(contentOf(event) ?? jsons[index]!)),
  ]);
  const event_fingerprints = row.events.map((event, index) => ({
    fingerprint: contents[index]!,
    position: positionOf(event),
  }));
  return { row, name, event_fingerprints };
}

/**
 * Returns the content by which a snapshot is known again where it differs from its JSON: without the customer's kinds and
 * tags, which a storefront that is asked for the same order may leave out. Null for any other event.
 */
function contentOf(event: OrderEvent): string | null {
  if (!("order" in event) || event.order.customer.kinds === undefined) return null;
  const { kinds: _, tags: __, ...customer } = event.order.customer;
  return JSON.stringify({ ...event, order: { ...event.order, customer } });
}

/** 96 bits, enough that no two webhooks of one order share a fingerprint by chance or by attack. */
const FINGERPRINT_BYTES = 12;

async function fingerprintOf(text: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  return btoa(String.fromCharCode(...digest.subarray(0, FINGERPRINT_BYTES)));
}
