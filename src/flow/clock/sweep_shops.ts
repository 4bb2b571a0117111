/** Visits all shops, page by page: owes alerts that their figures of the last days call for, and the daily digest. */
import * as v from "valibot";
import { REPUTATION_DAYS, reputationFaults, type Totals } from "../../messages/reputation.ts";
import { ShopSettings } from "../../orders/shop.ts";
import { selectShops } from "../../sql/shops.ts";
import { selectRecentTotals } from "../../sql/stats.ts";
import { dayOf } from "../deliver/send_attempt.ts";
import { owedDigests } from "./daily_digest.ts";
import type { SweepPorts } from "../ports.ts";
import { type AlertedShop, insertShopAlert } from "../shop_alert.ts";

const PAGE_SHOPS = 100;
const PAGES_MAX = 100;
const DAY_MS = 86_400_000;

interface Listed {
  readonly id: string;
  readonly settings: string;
  readonly digest: number | null;
}

interface ShopTotals extends Totals {
  readonly shop_id: string;
}

/** Goes on with the other shops where one fails, and throws at the end. */
export async function sweepShops({ db }: Pick<SweepPorts, "db">, now_ms: number): Promise<void> {
  const since = dayOf(now_ms - REPUTATION_DAYS * DAY_MS);
  const failures: unknown[] = [];
  let after = "";
  for (let page = 0; page < PAGES_MAX; page++) {
    const { results: shops } = await selectShops(db, after, PAGE_SHOPS).all<Listed>();
    if (shops.length === 0) break;
    const ids = shops.map(({ id }) => id);
    const { results: totals } = await selectRecentTotals(db, ids, since).all<ShopTotals>();
    const owed: D1PreparedStatement[] = [];
    for (const listed of shops) {
      try {
        owed.push(...await owedTo(db, listed, totals.find(({ shop_id }) => shop_id === listed.id), now_ms));
      } catch (error) {
        failures.push(error);
      }
    }
    if (owed.length > 0) await db.batch(owed);
    after = ids.at(-1)!;
    if (shops.length < PAGE_SHOPS) break;
  }
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} shops were not told`);
}

async function owedTo(
  db: D1Database,
  { id, settings, digest }: Listed,
  totals: ShopTotals | undefined,
  now_ms: number,
): Promise<readonly D1PreparedStatement[]> {
  const faults = totals === undefined ? [] : reputationFaults(totals);
  if (faults.length === 0 && digest !== 1) return [];
  const shop: AlertedShop = { id, settings: v.parse(ShopSettings, JSON.parse(settings)) };
  const about = { about: dayOf(now_ms) };
  return [
    ...faults.map(({ topic, count, mails }) =>
      insertShopAlert(db, shop, { topic, count, detail: share(count, mails) }, now_ms, about)
    ),
    ...(digest === 1 ? await owedDigests(db, shop, now_ms) : []),
  ];
}

/** Returns a share without words to translate: `3 / 1200 = 0.25 %`. */
function share(count: number, mails: number): string {
  return `${count} / ${mails} = ${Number((100 * count / mails).toFixed(2))} %`;
}
