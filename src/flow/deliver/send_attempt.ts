/** Context and result of one attempt to send one message. */
import type { Circuit } from "../../messages/circuit.ts";
import type { MessageKey } from "../../messages/message.ts";
import { warmUpLimit } from "../../messages/quota.ts";
import type { Suppression } from "../../messages/suppression.ts";
import { localTime } from "../../orders/quiet_hours.ts";
import type { ShopSettings } from "../../orders/shop.ts";
import type { AttemptOutcome, Claimed } from "../../sql/messages.ts";
import type { DeliverPorts, Shop } from "../ports.ts";
import type { PlannedMessage } from "../../orders/plan/plan_input.ts";

export interface SendContext {
  readonly ports: DeliverPorts;
  readonly key: MessageKey;
  readonly claimed: Claimed;
  /** True where an earlier worker's lease ran out: the message may have been sent. */
  readonly is_taken_over: boolean;
  readonly shop: Shop;
  readonly circuits: readonly Circuit[];
  readonly sent_today: readonly SentToday[];
  readonly suppressions: readonly Suppression[];
  readonly now_ms: number;
}

export interface SentToday {
  readonly channel: string;
  readonly sent: number;
}

export interface AttemptResult {
  readonly outcome: AttemptOutcome;
  /** The bytes that the channel accepted; null where no copy is kept. */
  readonly copy: string | null;
  readonly circuits: readonly Circuit[];
  /** Time of the channel's answer in milliseconds since the epoch; absent where no channel was asked. */
  readonly answered_at_ms?: number | undefined;
  /** True where a channel that is not idempotent accepted it although an earlier attempt may have arrived. */
  readonly is_repeated?: boolean | undefined;
  /** The recipient's domain, of a mail that a channel was asked to send. */
  readonly domain?: string | undefined;
  /** The language of a mail about an order. */
  readonly locale?: string | undefined;
  /** It was to come in the place of this message and cannot be sent: the other is owed after all. */
  readonly owed_instead?: PlannedMessage | undefined;
  /** What goes in the place of a short message that no order owes, as its row keeps it. */
  readonly mail_instead?: {
    readonly key: MessageKey;
    readonly facts: unknown;
    /** Milliseconds since the epoch; null where it stays true. */
    readonly valid_until: number | null;
  } | undefined;
  /** A number, or an address of another short way, whose owner wants no more of it. */
  readonly silenced_address?: string | undefined;
  /** Where the mail would have gone, were the address not known to take none: its order does not know that yet. */
  readonly failed_address?: string | undefined;
}

/** Channels of which something must be counted. */
export function limitedChannels(shop: ShopSettings, now_ms: number): readonly string[] {
  const is_warm = warmUpToday(shop, now_ms) === null;
  return shop.channels.filter((channel) => !is_warm || shop.quotas[channel] !== undefined);
}

/** What the shop's new domain should send today; null where it is none. */
export function warmUpToday({ warm_up }: ShopSettings, now_ms: number): number | null {
  return warm_up === undefined ? null : warmUpLimit(warm_up.started_on, now_ms);
}

/** The day in the shop's zone, by which its own figures are kept. */
export function shopDayOf({ settings }: Pick<Shop, "settings">, now_ms: number): string {
  return localTime(settings.time_zone, now_ms).day;
}

/** The day in UTC, by which providers count. */
export function dayOf(now_ms: number): string {
  return new Date(now_ms).toISOString().slice(0, "2026-11-22".length);
}
