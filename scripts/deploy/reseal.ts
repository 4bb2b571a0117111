/** Seals the secrets of all shops with the newest key. May be stopped and run again; changes nothing that is done. */
import { seal, sealingKeyOf, type SealingRing, unseal } from "../../src/sealed.ts";
import * as shops from "../../src/sql/shops.ts";
import type { Run } from "../shop/run_sql.ts";

const PAGE_SHOPS = 50;
/** Somebody may change a shop's secrets at the same moment. */
const TRIES_MAX = 3;

export interface Resealed {
  readonly shops: number;
  readonly resealed: number;
  /** Shops whose secrets no key of the ring opens. */
  readonly closed: readonly string[];
}

export async function reseal(
  run: Run,
  ring: SealingRing,
  nonce: () => Uint8Array<ArrayBuffer>,
): Promise<Resealed> {
  let count = 0;
  let resealed = 0;
  const closed: string[] = [];
  for await (const row of allShops(run)) {
    count++;
    try {
      if (await resealShop(run, ring, row, nonce)) resealed++;
    } catch {
      closed.push(row.id); // No key of the ring opens it: the caller says so.
    }
  }
  return { shops: count, resealed, closed };
}

async function resealShop(
  run: Run,
  ring: SealingRing,
  { id, secrets }: shops.ShopRow,
  nonce: () => Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  let before = secrets;
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    const plain = await unseal(ring, before, id);
    if (sealingKeyOf(before) === ring[0]!.id) return tries > 0;
    const after = await seal(ring, plain, id, nonce());
    const changed = await run((db) => shops.replaceSecrets(db, id, { before, after }));
    if (changed.length > 0) return true;
    const [row] = await run<shops.ShopRow>((db) => shops.selectShop(db, id));
    if (row === undefined) return false;
    before = row.secrets;
  }
  throw new Error(`Cannot reseal ${id} as its secrets must stay the same for a moment`);
}

/** Returns the shops whose secrets this key sealed, or may have: those of 0.2 name no key. */
export async function sealedBy(run: Run, id: number): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const row of allShops(run)) {
    const by = sealingKeyOf(row.secrets);
    if (by === null || by === id) found.push(row.id);
  }
  return found;
}

async function* allShops(run: Run): AsyncGenerator<shops.ShopRow> {
  let after = "";
  for (;;) {
    const rows = await run<shops.ShopRow>((db) => shops.selectShopPage(db, after, PAGE_SHOPS));
    yield* rows;
    if (rows.length < PAGE_SHOPS) return;
    after = rows.at(-1)!.id;
  }
}
