/** Decides how many bulk mails go to one domain in a minute, and at what time the rest goes. Pure. */
import type { MessageKey } from "./message.ts";

/** Bulk mail that is due. */
export interface Waiting extends MessageKey {
  readonly shop_id: string;
  /** Since when the mail is due, in milliseconds since the epoch. */
  readonly due_at: number;
  /** Domain of the reader's address; null where no pace applies or no address is known. */
  readonly domain: string | null;
  /** Mails that the shop sends to one domain in a minute; null for no limit. */
  readonly per_minute: number | null;
  /** Whether the mail was given a later turn before. */
  readonly has_turn: boolean;
}

export interface Turn {
  readonly shop_id: string;
  readonly domain: string;
  /** Milliseconds since the epoch; all turns before are taken. */
  readonly free_at: number;
}

export interface Later {
  readonly key: MessageKey;
  readonly due_at_ms: number;
  readonly reason: string;
}

const MINUTE_MS = 60_000;

/**
 * Returns in `now` the mails of this minute, earlier turns first, and in `beyond` those above the pace of their
 * domain.
 */
export function withinPace(
  waiting: readonly Waiting[],
): { readonly now: readonly Waiting[]; readonly beyond: readonly Waiting[] } {
  const now: Waiting[] = [];
  const beyond: Waiting[] = [];
  for (const of_domain of Map.groupBy(waiting, paceName).values()) {
    const most = limitOf(of_domain[0]!);
    const in_turn = of_domain.toSorted((a, b) => Number(b.has_turn) - Number(a.has_turn));
    now.push(...in_turn.slice(0, most));
    beyond.push(...in_turn.slice(most));
  }
  return { now, beyond };
}

/** Gives each mail in `beyond` a turn, evenly spaced after the turns in `given`. */
export function giveTurns(
  beyond: readonly Waiting[],
  given: readonly Turn[],
  now_ms: number,
): { readonly later: readonly Later[]; readonly turns: readonly Turn[] } {
  const later: Later[] = [];
  const turns: Turn[] = [];
  for (const of_domain of Map.groupBy(beyond, paceName).values()) {
    const { shop_id } = of_domain[0]!;
    const domain = of_domain[0]!.domain!;
    const per_minute = of_domain[0]!.per_minute!;
    const taken = given.find((turn) => turn.shop_id === shop_id && turn.domain === domain);
    const from_ms = Math.max(now_ms, taken?.free_at ?? 0);
    const turnOf = (place: number) => from_ms + Math.ceil((place * MINUTE_MS) / per_minute);
    const reason = `paced: ${per_minute} a minute to ${domain}`;
    for (const [index, { subject, kind, about }] of of_domain.entries()) {
      later.push({ key: { subject, kind, about }, due_at_ms: turnOf(index + 1), reason });
    }
    turns.push({ shop_id, domain, free_at: turnOf(of_domain.length) });
  }
  return { later, turns };
}

function limitOf({ domain, per_minute }: Waiting): number {
  return domain === null || per_minute === null ? Infinity : per_minute;
}

/** Joins shop and domain; neither contains a slash. */
function paceName({ shop_id, domain }: Waiting): string {
  return `${shop_id}/${domain ?? ""}`;
}
