/** Counts a program's requests by the minute, in the isolate alone: a request writes no row and makes no trip for it. */

/** Requests a minute that one token may make. */
export const REQUESTS_MAX = 600;
export const WINDOW_S = 60;
/** Windows that are remembered; beyond them all are forgotten, which allows more and never less. */
const WINDOWS_MAX = 5_000;

/** Counts of the present minute by token. */
export type RateWindows = Map<string, { readonly minute: number; readonly count: number }>;

export interface Rate {
  readonly limit: number;
  /** Requests that are left in this minute. */
  readonly remaining: number;
  /** Seconds until the next minute begins. */
  readonly reset_s: number;
  readonly is_over: boolean;
}

/** Counts one request of `key`. */
export function countRequest(windows: RateWindows, key: string, now_ms: number): Rate {
  const minute = Math.floor(now_ms / (WINDOW_S * 1_000));
  const before = windows.get(key);
  const count = (before?.minute === minute ? before.count : 0) + 1;
  if (windows.size >= WINDOWS_MAX && before === undefined) windows.clear();
  windows.set(key, { minute, count });
  return {
    limit: REQUESTS_MAX,
    remaining: Math.max(0, REQUESTS_MAX - count),
    reset_s: Math.ceil(((minute + 1) * WINDOW_S * 1_000 - now_ms) / 1_000),
    is_over: count > REQUESTS_MAX,
  };
}
