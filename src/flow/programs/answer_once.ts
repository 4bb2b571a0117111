/** Makes a request with an `Idempotency-Key` act once: what it was answered is kept for a day and given again. */
import { seal, type SealingKey, sealingRing, unseal } from "../../sealed.ts";
import {
  type ApiAnswerRow,
  claimApiAnswer,
  deleteApiAnswer,
  deleteOldApiAnswers,
  keepApiAnswer,
  selectApiAnswer,
} from "../../sql/api_answers.ts";

export const KEPT_MS = 24 * 3_600_000;
/** A request that has not answered within this time has died: the next with its key is done anew. */
const LEASE_MS = 60_000;
const NONCE_BYTES = 12;

export interface AnswerPorts {
  readonly db: D1Database;
  readonly sealing_keys: readonly SealingKey[];
  readonly random: (count: number) => Uint8Array<ArrayBuffer>;
}

/** A request by its key and its body, both as digests. */
export interface Keyed {
  readonly key: string;
  readonly body: string;
}

/**
 * `mine`: the request is to be done, and its answer kept or let go. `answered`: it was done before. `other`: the key was
 * given with another body. `busy`: another request with this key is at work.
 */
export type Claim =
  | { readonly is: "mine" | "other" | "busy" }
  | { readonly is: "answered"; readonly status: number; readonly text: string };

export async function claimAnswer(
  { db, sealing_keys }: AnswerPorts,
  shop_id: string,
  { key, body }: Keyed,
  now_ms: number,
): Promise<Claim> {
  const results = await db.batch<ApiAnswerRow>([
    deleteOldApiAnswers(db, shop_id, now_ms - KEPT_MS),
    claimApiAnswer(db, shop_id, { key, body, at: now_ms }, now_ms - LEASE_MS),
    selectApiAnswer(db, shop_id, key),
  ]);
  if (results[1]!.meta.changes > 0) return { is: "mine" };
  const row = results[2]!.results[0];
  // Older than a day, and not among the rows that were just taken away: another asks at this moment too.
  if (row === undefined) return { is: "busy" };
  if (row.body !== body) return { is: "other" };
  if (row.status === null || row.answer === null) return { is: "busy" };
  const text = await unseal(await sealingRing(sealing_keys), row.answer, boundTo(shop_id, key));
  return { is: "answered", status: row.status, text };
}

/** Keeps the answer of a request that acted. */
export async function keepAnswer(
  { db, sealing_keys, random }: AnswerPorts,
  shop_id: string,
  key: string,
  { status, text }: { readonly status: number; readonly text: string },
): Promise<void> {
  const ring = await sealingRing(sealing_keys);
  const answer = await seal(ring, text, boundTo(shop_id, key), random(NONCE_BYTES));
  await keepApiAnswer(db, shop_id, { key, status, answer }).run();
}

/** Gives the key back: the request was refused and did nothing. */
export async function dropClaim(
  { db }: Pick<AnswerPorts, "db">,
  shop_id: string,
  key: string,
): Promise<void> {
  await deleteApiAnswer(db, shop_id, key).run();
}

function boundTo(shop_id: string, key: string): string {
  return `answer/${shop_id}/${key}`;
}
