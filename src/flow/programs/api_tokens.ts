/** Makes the tokens by which a shop's programs ask, finds who shows one, and ends them. */
import {
  type ApiTokenRow,
  deleteApiToken,
  insertApiToken,
  noteApiTokenUsed,
  readApiTokens,
  selectApiToken,
} from "../../sql/api_tokens.ts";
import type { Scope } from "../../values/scope.ts";
import type { Shop } from "../ports.ts";

/** `wbt_`, the id, the secret: the beginning tells scanners of leaked secrets what it is. */
const TOKEN = /^wbt_([\w-]{12})_[\w-]{43}$/;
const ID_BYTES = 9;
const SECRET_BYTES = 32;
const DAY_MS = 86_400_000;
/** A use is noted once in this time, so that a program's requests write no row each. */
const NOTED_MS = 3_600_000;

/** What is asked for; without `days` it does not expire. */
export interface NewToken {
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly days?: number | undefined;
  /** Twelve characters of base64url, where a form brings its own, so that a second click makes no second token. */
  readonly id?: string | undefined;
}

/** A row and the token itself, which is shown once and kept nowhere. */
export interface MadeToken {
  readonly token: string;
  readonly row: Omit<ApiTokenRow, "used_at">;
}

export async function mintToken(
  random: (count: number) => Uint8Array,
  { name, scopes, days, id = base64url(random(ID_BYTES)) }: NewToken,
  now_ms: number,
): Promise<MadeToken> {
  const token = `wbt_${id}_${base64url(random(SECRET_BYTES))}`;
  const expires_at = days === undefined ? null : now_ms + days * DAY_MS;
  return { token, row: { id, name, scopes, digest: await digestOf(token), made_at: now_ms, expires_at } };
}

/** Returns the token; null where the shop has as many as it may have, or one with this id. */
export async function makeToken(
  { db, random }: { readonly db: D1Database; readonly random: (count: number) => Uint8Array },
  shop_id: string,
  asked: NewToken,
  now_ms: number,
): Promise<MadeToken | null> {
  const made = await mintToken(random, asked, now_ms);
  const { meta } = await insertApiToken(db, shop_id, made.row).run();
  return meta.changes === 0 ? null : made;
}

/** Returns what the token is; null where it is none of this shop's, or has expired. Notes its use. */
export async function findToken(
  db: D1Database,
  { id: shop_id, is_moving, is_remembered }: Pick<Shop, "id" | "is_moving" | "is_remembered">,
  token: string,
  now_ms: number,
): Promise<ApiTokenRow | null> {
  const [, id] = TOKEN.exec(token) ?? [];
  if (id === undefined) return null;
  const [row] = readApiTokens(await selectApiToken(db, shop_id, id).all());
  const given = await digestOf(token);
  // Compared in constant time, though a digest tells nothing of the token that it is not the digest of.
  if (row === undefined || !isSame(row.digest, given)) return null;
  if (row.expires_at !== null && row.expires_at <= now_ms) return null;
  const is_written = is_moving !== true && is_remembered !== true;
  if (is_written && (row.used_at === null || row.used_at <= now_ms - NOTED_MS)) {
    await noteApiTokenUsed(db, shop_id, id, now_ms).run();
  }
  return row;
}

/** Ends the token at once. Returns what it was; null where there is none. */
export async function endToken(db: D1Database, shop_id: string, id: string): Promise<ApiTokenRow | null> {
  const [found] = await db.batch([selectApiToken(db, shop_id, id), deleteApiToken(db, shop_id, id)]);
  return readApiTokens(found!)[0] ?? null;
}

async function digestOf(token: string): Promise<string> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(token))).toHex();
}

/** Both are of one length: digests. */
function isSame(a: string, b: string): boolean {
  const encoder = new TextEncoder();
  return crypto.subtle.timingSafeEqual(encoder.encode(a), encoder.encode(b));
}

function base64url(bytes: Uint8Array): string {
  return bytes.toBase64({ alphabet: "base64url", omitPadding: true });
}
