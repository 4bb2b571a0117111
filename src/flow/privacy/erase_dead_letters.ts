/**
 * Deletes dead letters with an erased customer, order or shop. A letter could not be read, so it is searched as raw
 * text and deleted whole.
 */
import type { Identifiers } from "../../customers/identifiers.ts";
import { type OrderName, rawSpeaksOf } from "../../customers/raw_text.ts";
import {
  type DeadLetterRow,
  LETTER_AGE_MAX_MS,
  LETTERS_MAX,
  selectDeadLetters,
  selectOldDeadLetters,
  selectOldDeadLettersOf,
} from "../../sql/dead_letters.ts";
import { type DeadLetterPorts, deleteLetters, fetchLetterBody } from "../record/dead_letters.ts";

/** Deletes the letters received until `received_until_ms` that mention one of the identifiers or one of the orders. */
export async function eraseDeadLetters(
  ports: DeadLetterPorts,
  shop_id: string,
  { identifiers, orders = [], received_until_ms }: {
    readonly identifiers: Identifiers;
    readonly orders?: readonly OrderName[];
    readonly received_until_ms: number;
  },
): Promise<void> {
  const { results } = await selectDeadLetters(ports.db, shop_id, null, LETTERS_MAX).all<DeadLetterRow>();
  const theirs: string[] = [];
  for (const { id, received_at } of results) {
    if (received_at > received_until_ms) continue;
    const body = await fetchLetterBody(ports.mail, shop_id, id);
    if (body !== null && rawSpeaksOf(body, identifiers, orders)) theirs.push(id);
  }
  if (theirs.length > 0) await deleteLetters(ports, shop_id, theirs);
}

/** Deletes all letters of a shop, or those of one source. */
export async function eraseAllDeadLetters(
  ports: DeadLetterPorts,
  shop_id: string,
  source: string | null,
): Promise<void> {
  const { results } = await selectDeadLetters(ports.db, shop_id, null, LETTERS_MAX).all<DeadLetterRow>();
  const ids = results.filter((row) => source === null || row.source === source).map(({ id }) => id);
  if (ids.length > 0) await deleteLetters(ports, shop_id, ids);
}

/** Deletes the letters of a shop that are older than `before_ms`, some at a time. */
export async function deleteOldLetters(
  ports: DeadLetterPorts,
  shop_id: string,
  before_ms: number,
): Promise<void> {
  const { results } = await selectOldDeadLettersOf(ports.db, shop_id, before_ms, LETTERS_MAX)
    .all<{ readonly id: string }>();
  if (results.length > 0) await deleteLetters(ports, shop_id, results.map(({ id }) => id));
}

/** Deletes the letters that nobody took again in time, of all shops, some at a time. */
export async function deleteExpiredLetters(ports: DeadLetterPorts, now_ms: number): Promise<void> {
  const { results } = await selectOldDeadLetters(ports.db, now_ms - LETTER_AGE_MAX_MS, LETTERS_MAX)
    .all<{ readonly shop_id: string; readonly id: string }>();
  for (const [shop_id, letters] of Map.groupBy(results, (row) => row.shop_id)) {
    await deleteLetters(ports, shop_id, letters.map(({ id }) => id));
  }
}
