/** Keeps answers of DNS for a while, so that each sender's key is asked for once an hour and not once a mail. It asks and judges nothing itself. */
import { type Answer, questionKey } from "../domains/dns_answers.ts";
import type { Resolve } from "./over_https.ts";

export interface KeptAnswer {
  readonly answer: Answer;
  readonly until_ms: number;
}

/** Where answers are kept: memory of the Worker, its Cache or KV. */
export interface AnswerCache {
  read(key: string): Promise<KeptAnswer | undefined>;
  write(key: string, kept: KeptAnswer): Promise<void>;
}

const HOUR_MS = 3_600_000;
/** A key that is there is rotated in days; one that is missing may be published the next minute. */
const KEEP_MS = { found: HOUR_MS, absent: HOUR_MS / 12 };

/** An outage is never kept. */
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

/** Keeps so many answers in the memory of one Worker, the oldest going first. */
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
