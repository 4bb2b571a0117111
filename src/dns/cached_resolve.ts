/**
 * Caches DNS answers, so that each sender's key is queried once an hour and not once per mail. It never queries or
 * judges itself.
 */
import { type Answer, questionKey } from "../domains/dns_answers.ts";
import type { Resolve } from "./over_https.ts";

export interface KeptAnswer {
  readonly answer: Answer;
  readonly until_ms: number;
}

/** The store of the answers: the Worker's memory, its Cache or KV. */
export interface AnswerCache {
  read(key: string): Promise<KeptAnswer | undefined>;
  write(key: string, kept: KeptAnswer): Promise<void>;
}

const HOUR_MS = 3_600_000;
/** A published key is rotated over days; a missing key may be published within minutes. */
const KEEP_MS = { found: HOUR_MS, absent: HOUR_MS / 12 };

/** Caches `resolve`'s answers; never an outage. */
export function cachedResolve(resolve: Resolve, cache: AnswerCache, now_ms: number): Resolve {
  return async (question) => {
    const key = questionKey(question);
    const kept = await cache.read(key);
    if (kept !== undefined && kept.until_ms > now_ms) return kept.answer;
    const answer = await resolve(question);
    if (answer.status !== "failed") {
      await cache.write(key, { answer, until_ms: now_ms + KEEP_MS[answer.status] });
    }
    return answer;
  };
}

/** Keeps up to `entries_max` answers in one Worker's memory and drops the oldest first. */
export function memoryCache(entries_max = 500): AnswerCache {
  const entries = new Map<string, KeptAnswer>();
  return {
    read: (key) => Promise.resolve(entries.get(key)),
    write: (key, kept) => {
      entries.delete(key);
      if (entries.size >= entries_max) entries.delete(entries.keys().next().value!);
      entries.set(key, kept);
      return Promise.resolve();
    },
  };
}
