/** A shop's settings and secrets, remembered in the isolate for a bounded time so that a delivery need not ask D1 for them. */
import * as v from "valibot";
import { ShopSettings } from "../orders/shop.ts";
import { sealingKey, unseal } from "../sealed.ts";
import { selectShop, type ShopRow } from "../sql/shops.ts";
import type { FindShop, Shop } from "./ports.ts";

/** How long a change of settings or a rotated secret may take to be seen. */
export const FRESH_MS = 30_000;
/** How long what is remembered may serve while D1 cannot be asked. */
const STALE_MS = 24 * 3_600_000;
const REMEMBERED_MAX = 500;

const Secrets = v.record(v.string(), v.array(v.pipe(v.string(), v.nonEmpty())));

/** A finder with a memory of its own. Make one per isolate. */
export function shopFinder(db: D1Database, sealing_key: Uint8Array<ArrayBuffer>): FindShop {
  const remembered = new Map<string, { readonly shop: Shop; readonly at_ms: number }>();
  const key = sealingKey(sealing_key);

  return async function findShop(shop_id, now_ms) {
    const known = remembered.get(shop_id);
    const age_ms = known === undefined ? Infinity : now_ms - known.at_ms;
    if (known !== undefined && age_ms < FRESH_MS) return known.shop;
    let row: ShopRow | null;
    try {
      row = await selectShop(db, shop_id).first<ShopRow>();
    } catch (error) {
      // D1 is away: what was true a while ago still verifies a delivery, which the spill then keeps.
      if (known !== undefined && age_ms < STALE_MS) return known.shop;
      throw error;
    }
    if (row === null) return null;
    const shop = await openShop(row, await key);
    if (remembered.size >= REMEMBERED_MAX) remembered.clear();
    remembered.set(shop_id, { shop, at_ms: now_ms });
    return shop;
  };
}

async function openShop(row: ShopRow, key: CryptoKey): Promise<Shop> {
  return {
    id: row.id,
    settings: v.parse(ShopSettings, JSON.parse(row.settings)),
    secrets: v.parse(Secrets, JSON.parse(await unseal(key, row.secrets, row.id))),
  };
}
