/** Which case a customer's words on the page of an order continue, and who is there at this moment. Pure. */
import type { Case } from "./case.ts";

/** After this time a solved matter is not taken up again by new words on the page. */
const REOPENED_WITHIN_MS = 2 * 86_400_000;
/** A longer thread ends; the next words open a new case. */
export const CHAT_ENTRIES_MAX = 150;
/** Open pages say that they are open within this time. */
const HERE_MS = 90_000;
/** Whoever writes says so within this time. */
const WRITING_MS = 8_000;
/** Cases of programs and of the shop's own: nobody talks in them. */
const SILENT_KINDS: readonly string[] = ["bounce", "shortage", "dead_letter", "dispute"];

/** What a case keeps of its chat beside the words; times in milliseconds since the epoch. */
export interface ChatState {
  readonly changed_at: number;
  /** Id of the newest entry. */
  readonly newest: string | null;
  /** When the newest message of the shop was said. */
  readonly answered_at: number | null;
  /** Until when the customer's page has shown what the shop said. */
  readonly seen_at: number | null;
  readonly here_at: number | null;
  readonly writing_at: number | null;
  readonly watchers: Readonly<Record<string, readonly [here_at: number, writing_at: number]>>;
}

/** Returns the case of the order that a chat continues: the one that changed last; null where a new one is opened. */
export function chatCase(cases: readonly Case[], now_ms: number): Case | null {
  return cases.filter(({ state, proven, kind, changed_at }) =>
    proven && !SILENT_KINDS.includes(kind) &&
    (state === "open" || state === "solved" && now_ms - changed_at < REOPENED_WITHIN_MS)
  ).toSorted((a, b) => b.changed_at - a.changed_at)[0] ?? null;
}

/** Returns a name of what a page shows, by which it asks for what is new. `writers`: who is said to be writing. */
export function chatVersion({ changed_at, newest }: ChatState, writers: readonly string[]): string {
  return [String(changed_at), newest ?? "", ...writers].map(encodeURIComponent).join("/");
}

export function isCustomerHere({ here_at }: ChatState, now_ms: number): boolean {
  return here_at !== null && now_ms - here_at < HERE_MS;
}

export function isCustomerWriting({ writing_at }: ChatState, now_ms: number): boolean {
  return writing_at !== null && now_ms - writing_at < WRITING_MS;
}

/** Returns who writes at the desk, but for `self`. */
export function writersAt({ watchers }: ChatState, now_ms: number, self?: string): readonly string[] {
  return namesWhere(watchers, ([, writing_at]) => now_ms - writing_at < WRITING_MS, self);
}

/** Returns who has the case open at the desk, but for `self`. */
export function watchersAt({ watchers }: ChatState, now_ms: number, self?: string): readonly string[] {
  return namesWhere(watchers, ([here_at]) => now_ms - here_at < HERE_MS, self);
}

function namesWhere(
  watchers: ChatState["watchers"],
  is: (times: readonly [number, number]) => boolean,
  self: string | undefined,
): readonly string[] {
  return Object.entries(watchers).filter(([name, times]) => name !== self && is(times)).map(([name]) => name)
    .toSorted();
}
