/** How many mails a channel may take a day, and who stands back when few are left: what can wait leaves room for what cannot. Pure. */
import type { Lane } from "./kinds/definition.ts";

export interface Quota {
  /** Mails a day in UTC. */
  readonly per_day: number;
  readonly sent: number;
}

export interface ChannelQuota extends Quota {
  readonly channel: string;
}

/** Of the quota, kept for what cannot wait. */
const RESERVED = 0.3;
const DAY_MS = 86_400_000;

/** When there is room for one more mail of `lane`: now, or the time at which its share of the day has come. */
export function roomFor({ per_day, sent }: Quota, lane: Lane, now_ms: number): number {
  const midnight_ms = Math.floor(now_ms / DAY_MS) * DAY_MS;
  const tomorrow_ms = midnight_ms + DAY_MS;
  if (lane === "urgent") return sent < per_day ? now_ms : tomorrow_ms;
  const open = Math.floor(per_day * (1 - RESERVED));
  if (sent >= open) return tomorrow_ms;
  // Spread over the day, so that a morning's surveys do not use up what the afternoon's orders need.
  return Math.max(now_ms, midnight_ms + Math.floor((sent / Math.max(1, open)) * DAY_MS));
}

/** Volumes a day that a domain without history may send, doubling as large receivers advise. */
const WARM_UP = [50, 100, 200, 400, 800, 1_600, 3_200, 6_400, 12_800, 25_600, 51_200, 102_400] as const;

/**
 * What a domain that began to send on `started_on` should send today, by whatever channel; null when it is warm. It holds
 * back what can wait: a confirmation that comes tomorrow would do more harm than one mail too many.
 */
export function warmUpLimit(started_on: string, now_ms: number): number | null {
  const day = Math.floor((now_ms - Date.parse(`${started_on}T00:00:00Z`)) / DAY_MS);
  return WARM_UP[Math.max(0, day)] ?? null;
}
