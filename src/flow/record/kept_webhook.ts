/**
 * What the spill holds of a webhook: as it was read, where it could be verified; as it came, where it could not. Pure.
 */
import type { SpilledWebhook } from "./spilled_webhook.ts";

/** A webhook as it came. Nothing in it is verified, the shop's existence included. */
export interface RawWebhook {
  readonly shop_id: string;
  /** The source or the provider that its address names. */
  readonly source: string;
  readonly received_at_ms: number;
  /** Names in lower case. */
  readonly headers: readonly (readonly [string, string])[];
  /** The token of its address. */
  readonly token?: string | undefined;
  readonly body_base64: string;
}

export type KeptWebhook =
  | { readonly form: "read"; readonly webhook: SpilledWebhook }
  | { readonly form: "raw"; readonly raw: RawWebhook };

/** Bound of all header names and values of a raw webhook, in characters. Senders use a tenth of it. */
const HEADERS_MAX_CHARACTERS = 16_000;
/** Headers that no sender signs and that may identify a person's browser. */
const LEFT_OUT = new Set(["cookie", "x-forwarded-for", "x-real-ip", "true-client-ip", "cf-connecting-ip"]);

/** Returns null where the headers are too large to keep. */
export function rawHeaders(headers: Headers): RawWebhook["headers"] | null {
  const kept = [...headers].filter(([name]) => !LEFT_OUT.has(name));
  const characters = kept.reduce((sum, [name, value]) => sum + name.length + value.length, 0);
  return characters > HEADERS_MAX_CHARACTERS ? null : kept;
}

export function shopOfKept(kept: KeptWebhook): string {
  return kept.form === "raw" ? kept.raw.shop_id : kept.webhook.shop_id;
}

export function sourceOfKept(kept: KeptWebhook): string {
  if (kept.form === "raw") return kept.raw.source;
  return (kept.webhook.orders[0] ?? kept.webhook.stock)!.source;
}

export function receivedAtOfKept(kept: KeptWebhook): number {
  if (kept.form === "raw") return kept.raw.received_at_ms;
  return (kept.webhook.orders[0] ?? kept.webhook.stock)!.received_at_ms;
}
