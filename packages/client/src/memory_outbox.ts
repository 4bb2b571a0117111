/** An outbox in memory: what waits is gone with the process. For tests, and beneath the outbox of files. */
import {
  AHEAD_MAX_MS,
  type KeptEvent,
  type Outbox,
  type OutboxState,
  type Postponed,
  type RefusedEvent,
} from "./outbox.ts";

/** One event with everything that an outbox knows of it. */
export interface MemoryEntry<T> extends KeptEvent<T> {
  /** Position in the line; rises with each event. */
  readonly seq: number;
  readonly due_at_ms: number;
  readonly leased_until_ms: number;
  readonly error: string | null;
  /** When Waybill took or refused it; null while it waits. */
  readonly done_at_ms: number | null;
}

export interface MemoryOutboxOptions<T> {
  /** Most events that may wait at once; one more is not kept. */
  readonly size_max?: number;
  /** What waited before. */
  readonly entries?: readonly MemoryEntry<T>[];
}

const SIZE_MAX = 10_000;
/** Ids of taken events that are remembered, so that the same event is not kept again. */
const TAKEN_MAX = 10_000;

export function memoryOutbox<T>(
  { size_max = SIZE_MAX, entries = [] }: MemoryOutboxOptions<T> = {},
): Outbox<T> {
  const waiting = new Map<string, MemoryEntry<T>>();
  const refused = new Map<string, MemoryEntry<T>>();
  const taken = new Map<string, number>();
  let seq = 0;
  for (const entry of [...entries].sort((a, b) => a.seq - b.seq)) {
    (entry.done_at_ms === null ? waiting : refused).set(entry.id, entry);
    seq = Math.max(seq, entry.seq);
  }

  function change(id: string, changes: Partial<MemoryEntry<T>>): void {
    const entry = waiting.get(id);
    if (entry !== undefined) waiting.set(id, { ...entry, ...changes });
  }

  return {
    put({ id, order, event }, now_ms) {
      if (waiting.has(id) || refused.has(id) || taken.has(id)) return Promise.resolve(false);
      if (waiting.size >= size_max) {
        return Promise.reject(new Error(`Cannot keep event as at most ${size_max} may wait in memory`));
      }
      seq += 1;
      waiting.set(id, {
        id,
        order,
        event,
        seq,
        kept_at_ms: now_ms,
        attempts: 0,
        due_at_ms: now_ms,
        leased_until_ms: 0,
        error: null,
        done_at_ms: null,
      });
      return Promise.resolve(true);
    },
    claim(now_ms, limit, lease_ms) {
      const seen = new Set<string>();
      const claimed: KeptEvent<T>[] = [];
      for (const entry of waiting.values()) {
        if (claimed.length >= limit) break;
        if (seen.has(entry.order)) continue;
        seen.add(entry.order);
        if (isAhead(entry.due_at_ms, now_ms) || isAhead(entry.leased_until_ms, now_ms)) continue;
        claimed.push(entry);
      }
      for (const { id } of claimed) change(id, { leased_until_ms: now_ms + lease_ms });
      return Promise.resolve(claimed);
    },
    take(id, now_ms) {
      waiting.delete(id);
      taken.set(id, now_ms);
      if (taken.size > TAKEN_MAX) taken.delete(taken.keys().next().value!);
      return Promise.resolve();
    },
    postpone(id, { due_at_ms, attempts, error }: Postponed) {
      change(id, { due_at_ms, attempts, error, leased_until_ms: 0 });
      return Promise.resolve();
    },
    refuse(id, error, now_ms) {
      const entry = waiting.get(id);
      waiting.delete(id);
      if (entry !== undefined) refused.set(id, { ...entry, error, done_at_ms: now_ms });
      return Promise.resolve();
    },
    state(): Promise<OutboxState> {
      const [oldest] = waiting.values();
      return Promise.resolve({
        waiting: waiting.size,
        oldest_at_ms: oldest?.kept_at_ms ?? null,
        refused: refused.size,
      });
    },
    refused(limit) {
      const newest = [...refused.values()].slice(-limit).reverse();
      return Promise.resolve(
        newest.map(({ id, order, error }): RefusedEvent => ({ id, order, error: error ?? "" })),
      );
    },
    forget(before_ms) {
      for (const [id, at_ms] of taken) if (at_ms < before_ms) taken.delete(id);
      for (const [id, { done_at_ms }] of refused) if ((done_at_ms ?? 0) < before_ms) refused.delete(id);
      return Promise.resolve();
    },
  };
}

function isAhead(at_ms: number, now_ms: number): boolean {
  return at_ms > now_ms && at_ms <= now_ms + AHEAD_MAX_MS;
}
