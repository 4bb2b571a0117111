/** How long to wait after a try that failed. Pure. */

export interface Backoff {
  readonly first_ms: number;
  readonly most_ms: number;
}

/** After a try that did not reach Waybill, before anything else is tried: 1, 2, 4 … 60 s, less up to half. */
export const AWAY: Backoff = { first_ms: 1_000, most_ms: 60_000 };
/** After Waybill failed at one event, before that one is tried again: 5, 10, 20 … s, at most an hour, less up to half. */
export const FAILED: Backoff = { first_ms: 5_000, most_ms: 3_600_000 };

/** `tries` counts from 1; `random` lies in [0, 1). Full steps would let all shops come back in the same second. */
export function backoffMs({ first_ms, most_ms }: Backoff, tries: number, random: number): number {
  const whole_ms = Math.min(most_ms, first_ms * 2 ** Math.min(tries - 1, 30));
  return Math.round(whole_ms * (1 - random / 2));
}
