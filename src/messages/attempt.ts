/**
 * Decides what follows a receipt: the mail is sent, failed, unknown, or owed again at a time. Pure; it never sends
 * and never reads a clock.
 */
import type { Receipt } from "./receipt.ts";

/**
 * Seconds that a lease lasts. It must outlast the slowest normal send (a channel gives up after 15 s, rendering and
 * D1 take a few more), or a second worker sends the same mail. A lease that expires belongs to a worker that died.
 * Its channel may have the mail already; it is sent again, because a mail that may come twice is better than one that
 * may never come.
 */
export const LEASE_S = 60;

/**
 * Bounds the attempts. The last one comes 62 h 50 min after the first: a key that stops working on a Friday evening
 * can be fixed on Monday.
 */
export const ATTEMPTS_MAX = 16;

/** Seconds to wait for the provider event; all providers report a delivery within minutes. */
export const UNKNOWN_WAIT_S = 900;
/** Divides the remaining validity: a short-lived mail waits at most a fifth of it, since an expired code is useless. */
const UNKNOWN_WAIT_SHARE = 5;

const DELAY_MIN_S = 30;
const DELAY_MAX_S = 21_600;
const JITTER = 0.1;
// Bounds the provider's `Retry-After`, which is untrusted: one wrong header would delay a mail for years.
const RETRY_AFTER_MAX_S = 86_400;

export type NextAttempt =
  | { readonly state: "sent"; readonly due_at_ms: null; readonly reason: null }
  | { readonly state: "owed"; readonly due_at_ms: number; readonly reason: string }
  | { readonly state: "failed"; readonly due_at_ms: null; readonly reason: string }
  /**
   * `due_at_ms`: when the mail is sent again unless a provider event arrives first; null where it is not sent again.
   */
  | { readonly state: "unknown"; readonly due_at_ms: number | null; readonly reason: string };

/** Facts about a mail and its channel that decide what follows a receipt. */
export interface Asking {
  /** Number of this attempt; the first is 1. */
  readonly attempt: number;
  /** The message key as text. */
  readonly key: string;
  /** Whether the channel recognises a mail that it gets twice. */
  readonly idempotent: boolean;
  /** Whether mails of this kind are better sent twice than never. */
  readonly may_come_twice: boolean;
  /** Whether an earlier attempt ended in an unknown outcome. */
  readonly was_unknown: boolean;
  /** End of the mail's validity, in milliseconds since the epoch; null when it stays valid. */
  readonly valid_until_ms: number | null;
}

/**
 * Returns the ledger state after `receipt`. After an unknown outcome an idempotent channel is asked again. Any other
 * waits for the provider event; without one, a kind that may come twice is sent once more, and other kinds are not.
 */
export function nextAttempt(receipt: Receipt, asking: Asking, now_ms: number): NextAttempt {
  const { attempt, key, idempotent, may_come_twice, was_unknown, valid_until_ms } = asking;
  // Ends as unknown rather than failed after an earlier unknown outcome: that attempt may have arrived.
  const otherwise = was_unknown ? "unknown" : "failed";
  switch (receipt.outcome) {
    case "accepted":
      return { state: "sent", due_at_ms: null, reason: null };
    case "rejected":
      return ended(otherwise, receipt.reason);
    case "deferred": {
      if (attempt >= ATTEMPTS_MAX) return ended(otherwise, givenUp(receipt.reason));
      const asked_s = Math.min(receipt.retry_after_s ?? 0, RETRY_AFTER_MAX_S);
      return owed(now_ms, Math.max(jittered(attempt, key), asked_s), receipt.reason);
    }
    case "unknown":
      if (idempotent) {
        // Ends as unknown rather than failed: one of the attempts may have arrived.
        if (attempt >= ATTEMPTS_MAX) return ended("unknown", givenUp(receipt.reason));
        return owed(now_ms, jittered(attempt, key), receipt.reason);
      }
      return may_come_twice && !was_unknown && attempt < ATTEMPTS_MAX
        ? {
          state: "unknown",
          due_at_ms: now_ms + unknownWait(valid_until_ms, now_ms),
          reason: receipt.reason,
        }
        : ended("unknown", receipt.reason);
  }
}

function unknownWait(valid_until_ms: number | null, now_ms: number): number {
  const whole_ms = UNKNOWN_WAIT_S * 1_000;
  return valid_until_ms === null
    ? whole_ms
    : Math.max(0, Math.min(whole_ms, Math.round((valid_until_ms - now_ms) / UNKNOWN_WAIT_SHARE)));
}

/**
 * Seconds from attempt number `attempt` to the next, before jitter: min(30 s * 4^(attempt - 1), 6 h).
 *
 *     attempt   then wait   since the first
 *           1     0:00:30           0:00:30
 *           2     0:02:00           0:02:30
 *           3     0:08:00           0:10:30
 *           4     0:32:00           0:42:30
 *           5     2:08:00           2:50:30
 *           6     6:00:00           8:50:30
 *           7     6:00:00          14:50:30
 *           8     6:00:00          20:50:30
 *           9     6:00:00          26:50:30
 *          10     6:00:00          32:50:30
 *          11     6:00:00          38:50:30
 *          12     6:00:00          44:50:30
 *          13     6:00:00          50:50:30
 *          14     6:00:00          56:50:30
 *          15     6:00:00          62:50:30
 *          16     none
 */
export function delayAfter(attempt: number): number {
  return Math.min(DELAY_MIN_S * 4 ** (attempt - 1), DELAY_MAX_S);
}

/**
 * Spreads delays by ±10 %, so that mails held back by one outage do not all return in the same second. The same mail
 * always gets the same delay.
 */
function jittered(attempt: number, key: string): number {
  return delayAfter(attempt) * (1 + JITTER * (2 * fraction(`${key}#${attempt}`) - 1));
}

/**
 * Hashes `text` with FNV-1a over UTF-16 units to a number in [0, 1): spread well enough, without randomness or a
 * promise.
 */
function fraction(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash >>> 0) / 2 ** 32;
}

function owed(now_ms: number, delay_s: number, reason: string): NextAttempt {
  return { state: "owed", due_at_ms: now_ms + Math.round(delay_s * 1_000), reason };
}

function ended(state: "failed" | "unknown", reason: string): NextAttempt {
  return { state, due_at_ms: null, reason };
}

function givenUp(reason: string): string {
  return `Gave up after ${ATTEMPTS_MAX} attempts: ${reason}`;
}
