/**
 * Keeps verified webhooks that could not be recorded (dead letters): the body in R2, a row in D1, a count, and an alert
 * to the shop at most once an hour. It never reads what is inside.
 */
import {
  countRefusal,
  type DeadLetterRow,
  deleteDeadLetters,
  deleteOldRefusals,
  LETTER_AGE_MAX_MS,
  LETTERS_MAX,
  LETTERS_MAX_BYTES,
  markTried,
  selectDeadLetter,
  selectDeadLetters,
  upsertDeadLetter,
} from "../../sql/dead_letters.ts";
import { afterWorkingHours } from "../../cases/clocks.ts";
import { insertActOf, raiseCase, solveLetterCases } from "../../sql/cases.ts";
import { matterId } from "../cases/note_matters.ts";
import { deleteObjects } from "../delete_objects.ts";
import { shopDayOf } from "../deliver/send_attempt.ts";
import type { Shop } from "../ports.ts";
import { insertShopAlert } from "../shop_alert.ts";

export interface DeadLetterPorts {
  readonly db: D1Database;
  readonly mail: R2Bucket;
}

/** Where the letter breaks a rule: the field, the rule and the shape of the value, never the value. */
export type LetterFault = Pick<DeadLetterRow, "field" | "rule" | "got">;

export interface DeadLetter {
  readonly source: string;
  readonly topic: string;
  readonly reason: string;
  readonly fault: LetterFault;
  /** The headers that the source reads, by their names in small letters. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  readonly received_at_ms: number;
}

const FOLDER = "dead";
const TOPIC_MAX_CHARS = 128;
const TEXT_MAX_CHARS = 500;

export function deadLetterFolder(shop_id: string): string {
  return `${FOLDER}/${shop_id}/`;
}

function pathOf(shop_id: string, id: string): string {
  return `${deadLetterFolder(shop_id)}${id}`;
}

/** Keeps the letter and returns its id. Throws where it cannot be kept: then the sender must send it again. */
export async function keepDeadLetter(
  { db, mail }: DeadLetterPorts,
  shop: Shop,
  { source, topic, reason, fault, headers, body, received_at_ms }: DeadLetter,
  now_ms: number,
): Promise<string> {
  const row: DeadLetterRow = {
    ...cut({ reason, ...fault }),
    id: await letterId(source, topic, body),
    source,
    topic: topic.slice(0, TOPIC_MAX_CHARS).toWellFormed(),
    headers: JSON.stringify(headers),
    bytes: body.byteLength,
    received_at: received_at_ms,
    last_at: now_ms,
    count: 1,
    tried_at: null,
  };
  // The body first: a row without its body would promise what nobody can show.
  await mail.put(pathOf(shop.id, row.id), body);
  // All webhooks that break one rule are one matter: what mends one of them mends the others.
  const case_id = await matterId("dead_letter", shop.id, source, withoutPositions(row.field), row.rule);
  const detail = `${source} ${row.topic}: ${row.field} ${row.rule}`.slice(0, TEXT_MAX_CHARS);
  const results = await db.batch([
    upsertDeadLetter(db, shop.id, row),
    countRefusal(db, shop.id, shopDayOf(shop, now_ms), {
      source,
      field: withoutPositions(row.field),
      rule: row.rule,
    }),
    deleteOldRefusals(db, shop.id, shopDayOf(shop, now_ms - LETTER_AGE_MAX_MS)),
    raiseCase(db, {
      shop_id: shop.id,
      id: case_id,
      kind: "dead_letter",
      topic: detail,
      next: "shop",
      due_at: afterWorkingHours(shop.settings, now_ms, shop.settings.support.first_answer_hours),
      order_id: null,
      customer: null,
      proven: true,
      reader: null,
    }, now_ms),
    insertActOf(db, shop.id, case_id, { id: `letter-${row.id}`, act: "dead_letter", words: detail }, now_ms),
    insertShopAlert(db, shop, { topic: "dead_letter", detail, case_id }, now_ms),
    selectDeadLetters(db, shop.id, null, LETTERS_MAX + 1),
  ]);
  const over = beyondBounds(results.at(-1)!.results as unknown as readonly DeadLetterRow[]);
  if (over.length > 0) await deleteLetters({ db, mail }, shop.id, over);
  console.warn(JSON.stringify({
    event: "dead_letter",
    shop: shop.id,
    source,
    letter: row.id,
    field: row.field,
    rule: row.rule,
  }));
  return row.id;
}

/** Returns the ids of the oldest letters that are too many or too large together; `rows` are the newest first. */
function beyondBounds(rows: readonly DeadLetterRow[]): readonly string[] {
  let bytes = 0;
  return rows.filter((row, at) => {
    bytes += row.bytes;
    return at > 0 && (at >= LETTERS_MAX || bytes > LETTERS_MAX_BYTES);
  }).map(({ id }) => id);
}

export interface KeptLetter {
  readonly row: DeadLetterRow;
  readonly body: Uint8Array;
}

/** Returns the row and the body of a letter; null where there is none. */
export async function fetchDeadLetter(
  { db, mail }: DeadLetterPorts,
  shop_id: string,
  id: string,
): Promise<KeptLetter | null> {
  const row = await selectDeadLetter(db, shop_id, id).first<DeadLetterRow>();
  if (row === null) return null;
  const body = await fetchLetterBody(mail, shop_id, id);
  return body === null ? null : { row, body };
}

/** Returns the body of a letter by the bucket alone; null where there is none. */
export async function fetchLetterBody(
  mail: R2Bucket,
  shop_id: string,
  id: string,
): Promise<Uint8Array | null> {
  const stored = await mail.get(pathOf(shop_id, id));
  return stored === null ? null : new Uint8Array(await stored.arrayBuffer());
}

/** Deletes letters: rows first, since a body without a row is found by its folder and a row without a body by nobody. */
export async function deleteLetters(
  { db, mail }: DeadLetterPorts,
  shop_id: string,
  ids: readonly string[],
): Promise<void> {
  await deleteDeadLetters(db, shop_id, ids).run();
  await deleteObjects(mail, ids.map((id) => pathOf(shop_id, id)));
}

/** Deletes letters that are done with, and solves the cases that were about them and no others. */
export async function closeLetters(
  ports: DeadLetterPorts,
  shop_id: string,
  ids: readonly string[],
  now_ms: number,
): Promise<void> {
  await deleteLetters(ports, shop_id, ids);
  await ports.db.batch([...solveLetterCases(ports.db, shop_id, now_ms)]);
}

/** Notes that a replay was refused again. */
export async function noteReplay(
  db: D1Database,
  shop_id: string,
  id: string,
  refusal: { readonly reason: string; readonly fault: LetterFault },
  now_ms: number,
): Promise<void> {
  await markTried(db, shop_id, id, cut({ reason: refusal.reason, ...refusal.fault }), now_ms).run();
}

function cut<T extends Readonly<Record<"reason" | "field" | "rule" | "got", string>>>(
  { reason, field, rule, got }: T,
): Pick<DeadLetterRow, "reason" | "field" | "rule" | "got"> {
  const short = (text: string) => text.slice(0, TEXT_MAX_CHARS).toWellFormed();
  return { reason, field: short(field), rule: short(rule), got: short(got) };
}

/** `line_items.12.price` → `line_items.*.price`: positions would make each refusal a rule of its own. */
function withoutPositions(field: string): string {
  return field.replace(/(^|\.)\d+(?=\.|$)/g, "$1*");
}

async function letterId(source: string, topic: string, body: Uint8Array): Promise<string> {
  const head = new TextEncoder().encode(`${source}\n${topic}\n`);
  const bytes = new Uint8Array(head.byteLength + body.byteLength);
  bytes.set(head);
  bytes.set(body, head.byteLength);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return digest.slice(0, 16).toHex();
}
