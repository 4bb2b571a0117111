/** The SQL of the tokens by which a shop's programs ask. Writes are returned as statements. */
import type { Scope } from "../values/scope.ts";

export interface ApiTokenRow {
  readonly id: string;
  readonly name: string;
  /** SHA-256 of the token, in hexadecimal. */
  readonly digest: string;
  readonly scopes: readonly Scope[];
  /** Milliseconds since the epoch. */
  readonly made_at: number;
  readonly expires_at: number | null;
  /** To the hour. */
  readonly used_at: number | null;
}

/** Most tokens of one shop. */
export const API_TOKENS_MAX = 100;

export function selectApiToken(db: D1Database, shop_id: string, id: string): D1PreparedStatement {
  return db.prepare("select * from api_tokens where shop_id = ?1 and id = ?2").bind(shop_id, id);
}

export function selectApiTokens(db: D1Database, shop_id: string): D1PreparedStatement {
  return db.prepare(`select * from api_tokens where shop_id = ?1 limit ${API_TOKENS_MAX}`).bind(shop_id);
}

export function readApiTokens({ results }: { readonly results: readonly unknown[] }): readonly ApiTokenRow[] {
  return (results as readonly (Omit<ApiTokenRow, "scopes"> & { readonly scopes: string })[]).map((row) => ({
    ...row,
    scopes: row.scopes.split(" ") as Scope[],
  }));
}

/** Adds a token unless the shop has `API_TOKENS_MAX`, or one with this id; then it changes no row. */
export function insertApiToken(
  db: D1Database,
  shop_id: string,
  { id, name, digest, scopes, made_at, expires_at }: Omit<ApiTokenRow, "used_at">,
): D1PreparedStatement {
  return db.prepare(
    `insert into api_tokens (shop_id, id, name, digest, scopes, made_at, expires_at)
     select ?1, ?2, ?3, ?4, ?5, ?6, ?7
     where (select count(*) from api_tokens where shop_id = ?1) < ${API_TOKENS_MAX}
     on conflict do nothing`,
  ).bind(shop_id, id, name, digest, scopes.join(" "), made_at, expires_at);
}

export function noteApiTokenUsed(
  db: D1Database,
  shop_id: string,
  id: string,
  at_ms: number,
): D1PreparedStatement {
  return db.prepare("update api_tokens set used_at = ?3 where shop_id = ?1 and id = ?2").bind(
    shop_id,
    id,
    at_ms,
  );
}

export function deleteApiToken(db: D1Database, shop_id: string, id: string): D1PreparedStatement {
  return db.prepare("delete from api_tokens where shop_id = ?1 and id = ?2").bind(shop_id, id);
}
