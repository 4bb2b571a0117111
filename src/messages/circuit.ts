/** Decides when a failing channel is paused, and for how long. Pure. */

/** State of a channel while it fails. */
export interface Circuit {
  readonly channel: string;
  /** In a row. */
  readonly failures: number;
  /** Milliseconds since the epoch; no mail goes to the channel before. */
  readonly open_until: number;
  readonly reason: string;
}

/** Fewer failures may be the fault of a single mail. */
const FAILURES_MAX = 3;
const OPEN_MIN_S = 60;
const OPEN_MAX_S = 900;

/**
 * Returns the circuit after one more failure. It opens at once when the provider names a retry time, which is
 * bounded.
 */
export function afterFailure(
  channel: string,
  before: Circuit | undefined,
  failure: { readonly reason: string; readonly retry_after_s?: number | undefined },
  now_ms: number,
): Circuit {
  const failures = (before?.failures ?? 0) + 1;
  const by_count_s = failures < FAILURES_MAX ? 0 : OPEN_MIN_S * 2 ** Math.min(failures - FAILURES_MAX, 10);
  const open_s = Math.min(Math.max(by_count_s, failure.retry_after_s ?? 0), OPEN_MAX_S);
  return { channel, failures, open_until: now_ms + open_s * 1_000, reason: failure.reason };
}

export function isOpen(circuit: Circuit | undefined, now_ms: number): boolean {
  return circuit !== undefined && circuit.open_until > now_ms;
}
