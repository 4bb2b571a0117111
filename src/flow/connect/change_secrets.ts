/** Changes a shop's sealed secrets, in one commit with what belongs to them where the shop lives in the first cell. */
import { derivedBytes, seal, type SealingKey, sealingRing, unseal } from "../../sealed.ts";
import { replaceSecrets, selectShop, type ShopRow } from "../../sql/shops.ts";

export type Secrets = Readonly<Record<string, readonly string[]>>;

export interface SecretPorts {
  readonly db: D1Database;
  /** The first cell, where all shops are listed. */
  readonly directory: D1Database;
  /** Newest first. */
  readonly sealing_keys: readonly SealingKey[];
  /** Returns `count` random bytes. */
  readonly random: (count: number) => Uint8Array<ArrayBuffer>;
}

const NONCE_BYTES = 12;
const SECRET_BYTES = 32;
const RETRIES_MAX = 3;

/**
 * Replaces the secrets by `change` of them and commits `more` in the same batch, or right after it where the shop's cell
 * is not the directory; returns the new ones, or null where
 * there is no such shop. Two changes at once: the second reads again. `more` must bear being committed twice.
 */
export async function changeSecrets(
  { db, directory, sealing_keys, random }: SecretPorts,
  shop_id: string,
  change: (secrets: Secrets) => Secrets,
  more: readonly D1PreparedStatement[],
): Promise<Secrets | null> {
  const ring = await sealingRing(sealing_keys);
  for (let retry = 0; retry <= RETRIES_MAX; retry++) {
    const row = await selectShop(directory, shop_id).first<ShopRow>();
    if (row === null) return null;
    const changed = change(JSON.parse(await unseal(ring, row.secrets, shop_id)));
    const after = await seal(ring, JSON.stringify(changed), shop_id, random(NONCE_BYTES));
    const replace = replaceSecrets(directory, shop_id, { before: row.secrets, after });
    const is_one = db === directory;
    const [replaced] = await directory.batch([replace, ...(is_one ? more : [])]);
    if (replaced!.results.length === 0) continue;
    if (!is_one && more.length > 0) await db.batch([...more]);
    return changed;
  }
  throw new Error(
    `Cannot change the secrets of ${shop_id} as others changed them ${RETRIES_MAX} times meanwhile`,
  );
}

/**
 * Returns the 32 bytes of a new secret of `whose`; with `request`, the id of a form, the same request has the same ones, so that
 * the second of two clicks shows what the first has made.
 */
export async function secretBytes(
  { sealing_keys, random }: Pick<SecretPorts, "sealing_keys" | "random">,
  whose: readonly string[],
  request: string | undefined,
): Promise<Uint8Array> {
  if (request === undefined) return random(SECRET_BYTES);
  return await derivedBytes(sealing_keys, [...whose, request].join("\n"));
}
