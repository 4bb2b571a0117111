/** Closes a shop's days, and once a week says what stands out: kept for the desk, and told by mail where something does. */
import * as v from "valibot";
import type { DayCounts } from "../../figures/counts.ts";
import { type Digest, digestOf, nameOf } from "../../figures/digest.ts";
import { FAMILY_TABLE } from "../../figures/families.ts";
import { learn } from "../../figures/learn.ts";
import { addDays } from "../../figures/series.ts";
import { Learnt } from "../../orders/learnt.ts";
import {
  insertDigest,
  readDigests,
  readFigureDays,
  selectDigests,
  selectFigures,
} from "../../sql/figures.ts";
import { selectLearnt, updateLearnt } from "../../sql/shops.ts";
import type { CellPorts, Shop } from "../ports.ts";
import { insertShopAlert } from "../shop_alert.ts";
import { closeDays, dayBefore } from "./close_days.ts";
import { hasCases } from "./read_evidence.ts";

/** Days and digests that a digest is made from. */
const HISTORY_DAYS = 120;
const DIGESTS_READ = 26;
const TOLD_MAX = 3;

export async function serveFigures(
  { db, directory }: Pick<CellPorts, "db" | "directory">,
  shop: Shop,
  now_ms: number,
): Promise<void> {
  const yesterday = await closeDays(db, shop, now_ms);
  const week = lastSunday(yesterday);
  const [digests, days] = await db.batch([
    selectDigests(db, shop.id, DIGESTS_READ),
    selectFigures(db, shop.id, dayBefore(week, HISTORY_DAYS), week),
  ]);
  const earlier = readDigests(digests!);
  if (earlier.some(({ digest }) => digest.week >= week)) return;
  const history = readFigureDays(days!);
  // A shop that has just begun has nothing to look back on.
  if (history.length === 0) return;
  const done = earlier.flatMap((row) => row.done);
  const digest = digestOf(history, week, earlier.map((row) => row.digest).toReversed(), done);
  // First what can be done twice: the digest marks the week as served.
  await learnDays(directory, shop, history, addDays(week, 1));
  await db.batch([insertDigest(db, shop.id, digest), ...await told(db, shop, digest, now_ms)]);
}

/** What is learnt holds for orders from `since` on. */
async function learnDays(
  directory: D1Database,
  shop: Shop,
  history: readonly DayCounts[],
  since: string,
): Promise<void> {
  const before = await selectLearnt(directory, shop.id).first<string | null>("learnt");
  const known = before === null ? {} : v.parse(Learnt, JSON.parse(before));
  const learnt = JSON.stringify(learn(history, known, since));
  if (learnt !== (before ?? "{}")) await updateLearnt(directory, shop.id, learnt).run();
}

/** One mail a week at most, and none where nothing stands out: the desk says that. */
async function told(
  db: D1Database,
  shop: Shop,
  digest: Digest,
  now_ms: number,
): Promise<readonly D1PreparedStatement[]> {
  if (digest.found.length === 0) return [];
  // The desk's words are read when something is to be said.
  const { findingLine, inDeskWords, namedFinding } = await import("../../mail/view/finding_words.ts");
  const found = await inDeskWords(shop.settings.locale, () =>
    digest.found.slice(0, TOLD_MAX).map((one) => {
      const dims = FAMILY_TABLE.find(({ name }) => name === one.family)?.dims ?? [];
      const words = findingLine(namedFinding(one.family, one.parts, dims), { ...one, rate: one.rate.value });
      return hasCases(one) ? { words, name: nameOf(one) } : { words };
    }));
  return [
    insertShopAlert(
      db,
      shop,
      { topic: "week_stands_out", count: digest.found.length, found, desk: "figures" },
      now_ms,
      { about: digest.week },
    ),
  ];
}

/** The last Sunday up to `day`. */
function lastSunday(day: string): string {
  return dayBefore(day, new Date(`${day}T00:00:00Z`).getUTCDay());
}
