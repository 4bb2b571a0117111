/**
 * Serves some shops with what each half hour owes them: alerts that their figures of the last days call for, the daily
 * digest, the guard of trials, news of parked events, an errand for older orders that the index lacks, one for the night's sweep of those that keep customers for a time, one for the
 * pass of the archive, and one for the days whose figures are to be closed. Once a night what waits for each shop is counted anew.
 */
import * as v from "valibot";
import { REPUTATION_DAYS, reputationFaults, type Totals } from "../../messages/reputation.ts";
import { ShopSettings } from "../../orders/shop.ts";
import { deleteRetentions, type RetentionRow, selectRetentions } from "../../sql/retention.ts";
import { type ArchivePass, selectArchives } from "../../sql/archive.ts";
import { selectLastFigureDays } from "../../sql/figures.ts";
import {
  deleteOrderIndexFills,
  type OrderIndexFill,
  selectOrderIndexFills,
} from "../../sql/order_index_fills.ts";
import { recount } from "../../sql/open_counts.ts";
import { selectSettings } from "../../sql/shops.ts";
import { selectRecentTotals } from "../../sql/stats.ts";
import { selectRunningTrials, type TrialRow } from "../../sql/trials.ts";
import { dayOf } from "../deliver/send_attempt.ts";
import { isFiguresDue } from "../figures/close_days.ts";
import { isArchiveDue } from "../archive/serve_archive.ts";
import { isRetentionDue } from "../privacy/serve_retention.ts";
import type { CellPorts } from "../ports.ts";
import { guardTrials } from "../trials/end_trial.ts";
import { type AlertedShop, insertShopAlert } from "../shop_alert.ts";
import { isFillDue } from "./fill_order_index.ts";
import { alertParked } from "./alert_parked.ts";
import { owedDigests } from "./daily_digest.ts";
import type { ArchiveErrand, FiguresErrand, OrderIndexErrand, RetentionErrand } from "./errand.ts";

const DAY_MS = 86_400_000;
const HALF_HOUR_MS = 1_800_000;
/** The round of a day, counted in half hours UTC, that counts anew what triggers count: 03:00. */
const RECOUNTING_ROUND = 6;

interface Listed {
  readonly id: string;
  readonly settings: string;
}

interface ShopTotals extends Totals {
  readonly shop_id: string;
}

/**
 * Returns the errands of the shops whose night is to be swept. Goes on with the other shops where one fails, and
 * hands what failed to `fail`.
 */
export async function serveRound(
  { db, directory }: Pick<CellPorts, "db" | "directory">,
  shop_ids: readonly string[],
  now_ms: number,
  fail: (error: unknown) => void,
): Promise<readonly (RetentionErrand | ArchiveErrand | FiguresErrand | OrderIndexErrand)[]> {
  const listed = await selectSettings(directory, shop_ids).all<Listed>();
  const [recent, retentions, archives, closed, tried, filled] = await db.batch<unknown>([
    selectRecentTotals(db, shop_ids, dayOf(now_ms - REPUTATION_DAYS * DAY_MS)),
    selectRetentions(db, shop_ids),
    selectArchives(db, shop_ids),
    selectLastFigureDays(db, shop_ids),
    selectRunningTrials(db, shop_ids),
    selectOrderIndexFills(db, shop_ids),
  ]);
  const last_days = new Map(
    (closed!.results as { shop_id: string; day: string | null }[]).map(({ shop_id, day }) => [shop_id, day]),
  );
  const totals = recent!.results as ShopTotals[];
  const rows = retentions!.results as (RetentionRow & { readonly shop_id: string })[];
  const passes = archives!.results as (ArchivePass & { readonly shop_id: string })[];
  const fills = filled!.results as (OrderIndexFill & { readonly shop_id: string })[];
  const shops = listed.results.flatMap((row) => opened(row, fail));
  const owed: D1PreparedStatement[] = [];
  for (const shop of shops) {
    const totals_of = totals.find(({ shop_id }) => shop_id === shop.id);
    await owedTo(db, shop, totals_of, now_ms).then((more) => owed.push(...more), fail);
  }
  const kept = (id: string) => shops.some((shop) => shop.id === id && shop.settings.retention_days !== null);
  const given_up = rows.filter(({ shop_id }) => !kept(shop_id)).map(({ shop_id }) => shop_id);
  if (given_up.length > 0) await deleteRetentions(db, given_up).run();
  const indexed = (id: string) => shops.some((shop) => shop.id === id && shop.settings.order_index);
  const unindexed = fills.filter(({ shop_id }) => !indexed(shop_id)).map(({ shop_id }) => shop_id);
  if (unindexed.length > 0) await deleteOrderIndexFills(db, unindexed).run();
  if (owed.length > 0) await db.batch(owed).catch(fail);
  const trials = Map.groupBy(tried!.results as TrialRow[], ({ shop_id }) => shop_id);
  for (const shop of shops) {
    const running = trials.get(shop.id);
    if (running !== undefined) await guardTrials({ db, directory }, shop, running, now_ms).catch(fail);
  }
  if (shops.length > 0) await alertParked({ db }, shops, now_ms).catch(fail);
  if (shops.length > 0 && isRecounting(now_ms)) {
    await db.batch(shops.map(({ id }) => recount(db, id))).catch(fail);
  }
  return [
    ...shops.filter(({ id, settings }) =>
      isRetentionDue(settings, rows.find(({ shop_id }) => shop_id === id), now_ms)
    ).map(({ id }): RetentionErrand => ({ work: "retention", shop_id: id })),
    ...shops.filter(({ id, settings }) =>
      isArchiveDue(settings, passes.find(({ shop_id }) => shop_id === id), now_ms)
    ).map(({ id }): ArchiveErrand => ({ work: "archive", shop_id: id })),
    ...shops.filter(({ id, settings }) => isFiguresDue(settings, last_days.get(id) ?? null, now_ms))
      .map(({ id }): FiguresErrand => ({ work: "figures", shop_id: id })),
    ...shops.filter(({ id, settings }) => isFillDue(settings, fills.find(({ shop_id }) => shop_id === id)))
      .map(({ id }): OrderIndexErrand => ({ work: "order_index", shop_id: id })),
  ];
}

function isRecounting(now_ms: number): boolean {
  return Math.floor(now_ms % DAY_MS / HALF_HOUR_MS) === RECOUNTING_ROUND;
}

function opened({ id, settings }: Listed, fail: (error: unknown) => void): readonly AlertedShop[] {
  try {
    return [{ id, settings: v.parse(ShopSettings, JSON.parse(settings)) }];
  } catch (error) {
    fail(error);
    return [];
  }
}

async function owedTo(
  db: D1Database,
  shop: AlertedShop,
  totals: ShopTotals | undefined,
  now_ms: number,
): Promise<readonly D1PreparedStatement[]> {
  const faults = totals === undefined ? [] : reputationFaults(totals);
  const about = { about: dayOf(now_ms) };
  return [
    ...faults.map(({ topic, count, mails }) =>
      insertShopAlert(db, shop, { topic, count, detail: share(count, mails) }, now_ms, about)
    ),
    ...(shop.settings.digest ? await owedDigests(db, shop, now_ms) : []),
  ];
}

/** Returns a share without words to translate: `3 / 1200 = 0.25 %`. */
function share(count: number, mails: number): string {
  return `${count} / ${mails} = ${Number((100 * count / mails).toFixed(2))} %`;
}
