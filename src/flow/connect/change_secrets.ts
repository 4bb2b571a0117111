/** Changes a shop's sealed secrets in one commit with what belongs to them. */
import { seal, type SealingKey, sealingRing, unseal } from "../../sealed.ts";
import { replaceSecrets, selectShop, type ShopRow } from "../../sql/shops.ts";

export type Secrets = Readonly<Record<string, readonly string[]>>;

export interface SecretPorts {
  readonly db: D1Database;
  /** Newest first. */
  readonly sealing_keys: readonly SealingKey[];
  /** Returns `count` random bytes. */
  readonly random: (count: number) => Uint8Array<ArrayBuffer>;
}

const NONCE_BYTES = 12;
const RETRIES_MAX = 3;

/**
 * Replaces the secrets by `change` of them and commits `more` in the same batch; returns the new ones, or null where
 * there is no such shop. Two changes at once: the second reads again. `more` must bear being committed twice.
 */
export async function changeSecrets(
  { db, sealing_keys, random }: SecretPorts,
  shop_id: string,
  change: (secrets: Secrets) => Secrets,
  more: readonly D1PreparedStatement[],
): Promise<Secrets | null> {
  const ring = await sealingRing(sealing_keys);
  for (let retry = 0; retry <= RETRIES_MAX; retry++) {
    const row = await selectShop(db, shop_id).first<ShopRow>();
    if (row === null) return null;
    const changed = change(JSON.parse(await unseal(ring, row.secrets, shop_id)));
    const after = await seal(ring, JSON.stringify(changed), shop_id, random(NONCE_BYTES));
    const [replaced] = await db.batch([replaceSecrets(db, shop_id, { before: row.secrets, after }), ...more]);
    if (replaced!.results.length > 0) return changed;
  }
  throw new Error(
    `Cannot change the secrets of ${shop_id} as others changed them ${RETRIES_MAX} times meanwhile`,
  );
}
