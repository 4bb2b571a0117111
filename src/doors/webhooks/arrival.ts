/** A webhook of a found shop, with what taking it needs. */
import type { Shop } from "../../flow/ports.ts";
import type { Webhook } from "../../sources/source.ts";
import type { Ports } from "../ports.ts";

/** Goes on with work that the sender does not wait for. */
export type Background = (work: Promise<unknown>) => void;

export interface Arrival {
  readonly ports: Ports;
  readonly shop: Shop;
  /** The source or the provider that the webhook's address names. */
  readonly name: string;
  readonly webhook: Webhook;
  /** The time of this try; later than `webhook.received_at_ms` for a webhook that was kept. */
  readonly now_ms: number;
  /** Present where somebody takes it again: since when its mails wait for others of its order, which it brings at once. */
  readonly waits_since_ms?: number;
  readonly background: Background;
}
