/** Chooses which due messages of a shop are woken now, so that those which wait in the queue are not put there again. Pure. */
import type { MessageKey } from "../../messages/message.ts";
import type { DueMessage, Woken } from "../../sql/errands.ts";

/** A shop with so few due messages has them woken each minute: that costs less than to remember them. */
const FEW = 20;
/** Milliseconds after which a message that was woken and is still due is woken again: its wake-up may be lost. */
export const WOKEN_AGAIN_MS = 600_000;

export interface Chosen {
  readonly keys: readonly MessageKey[];
  /** Up to where messages have been woken now; undefined where that need not be remembered. */
  readonly woken: Woken | undefined;
  /** Whether more are due than may wait in the queue. */
  readonly is_more: boolean;
}

/**
 * Chooses among `due`, the longest due first, so that at most `max` of them are in the queue. `before` says
 * which ones were woken earlier.
 */
export function wakeNext(
  due: readonly DueMessage[],
  before: Woken | undefined,
  max: number,
  now_ms: number,
): Chosen {
  const known = before !== undefined && now_ms - before.at < WOKEN_AGAIN_MS ? before : undefined;
  const in_order = due.toSorted((a, b) => comesAfter(a, b) ? 1 : -1);
  const fresh = known === undefined ? in_order : in_order.filter((message) => comesAfter(message, known.to));
  const room = Math.max(0, max - (due.length - fresh.length));
  const woken = fresh.slice(0, room);
  const keys = woken.map(({ subject, kind, about }) => ({ subject, kind, about }));
  const is_more = fresh.length > room;
  const last = woken.at(-1);
  if (due.length <= FEW) return { keys, woken: undefined, is_more };
  return { keys, woken: last === undefined ? known : wokenTo(last, known, now_ms), is_more };
}

/** What is remembered once every message up to `last` was woken. */
export function wokenTo(
  { due_at, subject, kind, about }: DueMessage,
  before: Woken | undefined,
  now_ms: number,
): Woken {
  return { at: before?.at ?? now_ms, to: { due_at, subject, kind, about } };
}

/** Whether `message` comes after `to`: by due time, then by key. */
function comesAfter(message: DueMessage, to: DueMessage): boolean {
  if (message.due_at !== to.due_at) return message.due_at > to.due_at;
  for (const part of ["subject", "kind", "about"] as const) {
    if (message[part] !== to[part]) return message[part] > to[part];
  }
  return false;
}
