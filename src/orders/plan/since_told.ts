/**
 * Decides when a mail is due that follows some days after a fact: an order or a delivery that became known late must not be
 * reminded of in the same hour in which its customer first reads of it. Pure.
 */
import { hasLeft, type LedgerEntry } from "../../messages/ledger.ts";
import type { Window } from "../../values/schemas.ts";
import { DAY_MS } from "../days.ts";
import { missedAt } from "../promise.ts";
import type { PlanInput } from "./plan_input.ts";

/** What is told within this time of its fact is not told late: its days count from the fact itself. */
const LATE_MS = DAY_MS / 2;

/** Returns the fact's time, or that of its telling where it was told late; both in milliseconds since the epoch. */
export function countedFrom(since_ms: number, told_ms: number): number {
  return told_ms - since_ms > LATE_MS ? told_ms : since_ms;
}

/**
 * Returns `since_ms` plus `wait_ms`, but counted from the order's confirmation where that left later or is still to leave. Null where no
 * confirmation was sent and the time had passed before: what fell due before the order was known is not made up for.
 */
export function dueSinceConfirmed(
  { ledger, now_ms }: PlanInput,
  since_ms: number,
  wait_ms: number,
): number | null {
  const confirmations = ledger.filter(({ kind }) => kind === "order_confirmation");
  const left = confirmations.filter(hasLeft);
  if (left.length > 0) return countedFrom(since_ms, lastClosed(left)) + wait_ms;
  const is_coming = confirmations.length === 0 || confirmations.some(({ closed_at }) => closed_at === null);
  if (is_coming) return countedFrom(since_ms, now_ms) + wait_ms;
  return since_ms + wait_ms > lastClosed(confirmations) ? since_ms + wait_ms : null;
}

/**
 * Returns when the last of the mails left; `now_ms` where one is planned and is still to leave; 0 where none tells of the fact, or the
 * shop holds it back.
 */
export function toldAt(mails: readonly LedgerEntry[], isPlanned: () => boolean, now_ms: number): number {
  const left = mails.filter(hasLeft);
  if (left.length > 0) return lastClosed(left);
  const is_settled = mails.length > 0 && mails.every(({ closed_at }) => closed_at !== null);
  return !is_settled && isPlanned() ? now_ms : 0;
}

/**
 * Returns when a promised window counts as missed, in milliseconds since the epoch. Where the mail that showed it left after that, a day
 * later: the mail itself said that the day had passed.
 */
export function missedSinceShown({ order, shop, ledger }: PlanInput, shown: Window): number {
  const missed_ms = missedAt(shown, order, shop);
  const shown_ms = lastClosed(
    ledger.filter((entry) => hasLeft(entry) && entry.facts_shown?.expected !== undefined),
  );
  return shown_ms > missed_ms ? shown_ms + DAY_MS : missed_ms;
}

function lastClosed(mails: readonly LedgerEntry[]): number {
  return Math.max(0, ...mails.map(({ closed_at }) => closed_at ?? 0));
}
