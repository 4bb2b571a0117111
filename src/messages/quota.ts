/** Limits how many mails a channel takes in a day: bulk mails leave room for urgent ones when few are left. Pure. */
import type { Lane } from "./kinds/definition.ts";

export interface Quota {
  /** Mails in one UTC day. */
  readonly per_day: number;
  readonly sent: number;
}

export interface ChannelQuota extends Quota {
  readonly channel: string;
}

/** Share of the quota that is reserved for urgent mails. */
const RESERVED = 0.3;
const DAY_MS = 86_400_000;

/** Returns when one more mail of `lane` has room: `now_ms`, or the time at which its share of the day comes. */
export function roomFor({ per_day, sent }: Quota, lane: Lane, now_ms: number): number {
  const midnight_ms = Math.floor(now_ms / DAY_MS) * DAY_MS;
  const tomorrow_ms = midnight_ms + DAY_MS;
  if (lane === "urgent") return sent < per_day ? now_ms : tomorrow_ms;
  const open = Math.floor(per_day * (1 - RESERVED));
  if (sent >= open) return tomorrow_ms;
  // Spreads bulk mails over the day, so that morning surveys do not use up the quota of afternoon orders.
  return Math.max(now_ms, midnight_ms + Math.floor((sent / Math.max(1, open)) * DAY_MS));
}

/** Mails a day that a domain without history may send, doubling as large receivers advise. */
const WARM_UP = [50, 100, 200, 400, 800, 1_600, 3_200, 6_400, 12_800, 25_600, 51_200, 102_400] as const;

/**
 * Returns how many mails a domain that started on `started_on` should send today over all channels; null when it is
 * warm. The limit holds back bulk mails only: a confirmation that is a day late would harm more than one mail too
 * many.
 */
export function warmUpLimit(started_on: string, now_ms: number): number | null {
  const day = Math.floor((now_ms - Date.parse(`${started_on}T00:00:00Z`)) / DAY_MS);
  return WARM_UP[Math.max(0, day)] ?? null;
}
