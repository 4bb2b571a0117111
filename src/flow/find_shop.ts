/**
 * Finds a shop's settings and secrets, and remembers them in the isolate for a bounded time, so that most webhooks
 * need no query for them.
 */
import * as v from "valibot";
import { Learnt } from "../orders/learnt.ts";
import { RunningTrials } from "../orders/running_trial.ts";
import { ShopSettings } from "../orders/shop.ts";
import { type SealingKey, type SealingRing, sealingRing, unseal } from "../sealed.ts";
import { type FoundShop, selectShop, selectShopPage, type ShopRow } from "../sql/shops.ts";
import type { FindShop, Shop } from "./ports.ts";

/** Milliseconds after which a change of settings or a rotated secret is seen at the latest. */
export const FRESH_MS = 30_000;
/** Milliseconds for which a remembered shop may serve while D1 is unreachable. */
const STALE_MS = 24 * 3_600_000;
const REMEMBERED_MAX = 500;

const Secrets = v.record(v.string(), v.array(v.pipe(v.string(), v.nonEmpty())));

/** A finder, and how it is told that a shop has changed. */
export type ShopFinder = FindShop & { readonly ask_anew: (shop_id: string) => void };

/**
 * Returns a finder with a memory of its own; one is made for each isolate. `parcel_reporters` names the senders that tell of
 * parcels on their way.
 */
export function shopFinder(
  directory: D1Database,
  sealing_keys: readonly SealingKey[],
  parcel_reporters: readonly string[],
): ShopFinder {
  const remembered = new Map<string, { readonly shop: Shop; readonly at_ms: number }>();
  const ring = sealingRing(sealing_keys);

  const findShop: FindShop = async (shop_id, now_ms) => {
    const known = remembered.get(shop_id);
    // Of a clock that was set back, a remembered shop is as old as the step.
    const age_ms = known === undefined ? Infinity : Math.abs(now_ms - known.at_ms);
    if (known !== undefined && age_ms < FRESH_MS) return known.shop;
    let row: FoundShop | null;
    try {
      row = await selectShop(directory, shop_id).first<FoundShop>();
    } catch (error) {
      // D1 is unreachable: the remembered secrets still verify the webhook, which the spill then keeps.
      if (known !== undefined && age_ms < STALE_MS) return { ...known.shop, is_remembered: true };
      throw error;
    }
    if (row === null) return null;
    const shop = withReporters(await openShop(row, await ring), parcel_reporters);
    if (remembered.size >= REMEMBERED_MAX) remembered.clear();
    remembered.set(shop_id, { shop, at_ms: now_ms });
    return shop;
  };
  // What was known stays for an outage of the database.
  const ask_anew = (shop_id: string) => {
    const known = remembered.get(shop_id);
    if (known !== undefined) remembered.set(shop_id, { ...known, at_ms: known.at_ms - FRESH_MS });
  };
  return Object.assign(findShop, { ask_anew });
}

/** Returns whether the keys open the secrets of one shop, asked anew; null where there is no shop. */
export async function opensSecrets(
  db: D1Database,
  sealing_keys: readonly SealingKey[],
): Promise<"ok" | "closed" | null> {
  const row = await selectShopPage(db, "", 1).first<ShopRow>();
  if (row === null) return null;
  try {
    await unseal(await sealingRing(sealing_keys), row.secrets, row.id);
    return "ok";
  } catch {
    return "closed"; // The cause says nothing more: the keys are not those that sealed it.
  }
}

/** A sender whose secret the shop has may write to it. */
function withReporters(shop: Shop, parcel_reporters: readonly string[]): Shop {
  const hears_of_parcels = parcel_reporters.some((name) => (shop.secrets[name] ?? []).length > 0);
  return { ...shop, settings: { ...shop.settings, hears_of_parcels } };
}

/** Its own days are told by a shop that counts them and wants them told. */
function withLearnt(settings: ShopSettings, learnt: string | null): ShopSettings {
  if (!settings.figures || !settings.learns_delivery || learnt === null) return settings;
  return { ...settings, learnt: v.parse(Learnt, JSON.parse(learnt)) };
}

/** The table is read when the first shop of the isolate wants it. */
async function withHolidays(settings: ShopSettings): Promise<ShopSettings> {
  if (!settings.rest_days.public_holidays) return settings;
  const { default: public_holidays } = await import("../orders/public_holidays.json");
  return { ...settings, public_holidays };
}

function withTrials(settings: ShopSettings, trials: string | null): ShopSettings {
  return trials === null ? settings : { ...settings, trials: v.parse(RunningTrials, JSON.parse(trials)) };
}

async function openShop(row: FoundShop, ring: SealingRing): Promise<Shop> {
  return {
    id: row.id,
    ...(row.cell > 1 && { cell: row.cell }),
    ...(row.is_moving === 1 && { is_moving: true }),
    settings: withTrials(
      await withHolidays(withLearnt(v.parse(ShopSettings, JSON.parse(row.settings)), row.learnt)),
      row.trials,
    ),
    secrets: v.parse(Secrets, JSON.parse(await unseal(ring, row.secrets, row.id))),
  };
}
