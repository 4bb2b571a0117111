/**
 * Goes through a shop's orders once a week, some at a time, and puts those that are over into the archive. Where it came
 * to is kept, and which orders it had in hand, so that the next run clears away what a run that died left in the bucket.
 */
import { localTime } from "../../orders/quiet_hours.ts";
import { isOver } from "../../orders/over.ts";
import { DAY_MS } from "../../orders/days.ts";
import {
  type ArchivePass,
  claimArchive,
  type Quiet,
  saveArchive,
  selectObject,
  selectQuiet,
} from "../../sql/archive.ts";
import type { Shop } from "../ports.ts";
import { archiveOrder } from "./archive_order.ts";
import { deleteArchived, listArchived, putAt } from "./archived_orders.ts";
import type { OpenPorts } from "./open_order.ts";

/** Hours in the shop's zone in which a pass begins, from and before. It then goes on until it is done. */
const NIGHT = { from: 3, before: 6 } as const;
const PASS_EVERY_MS = 7 * DAY_MS - 12 * 3_600_000;
/** Orders that one run puts away: each takes some dozen of the thousand statements of an invocation. */
const ORDERS_MAX = 40;
/** Orders that are put away at the same time. */
const AT_ONCE = 5;
/** Rows of one look, and looks of one run: most orders of a shop lie in the archive already. */
const LOOKED_AT = 500;
const LOOKS_MAX = 10;
/** Longer than any invocation lives: whoever had these orders in hand is gone. */
const RUN_MAX_MS = 20 * 60_000;

/** Whether a run would find work: a pass is under way, or its night has come. */
export function isArchiveDue(
  { archive_after_days: days, time_zone }: Pick<Shop["settings"], "archive_after_days" | "time_zone">,
  pass: ArchivePass | undefined,
  now_ms: number,
): boolean {
  if (pass !== undefined && pass.until > now_ms) return false;
  if (days === null) return pass !== undefined && pass.under_way !== null;
  if (pass !== undefined && pass.days === days) {
    if (pass.after !== null || pass.under_way !== null) return true;
    if (now_ms - pass.begun_at < PASS_EVERY_MS) return false;
  }
  const { hour } = localTime(time_zone, now_ms);
  return hour >= NIGHT.from && hour < NIGHT.before;
}

/** Serves the shop once. Returns whether the pass is not done, so that a next run must follow. */
export async function serveArchive(ports: OpenPorts, shop: Shop, now_ms: number): Promise<boolean> {
  const { db } = ports;
  const days = shop.settings.archive_after_days;
  const until = now_ms + RUN_MAX_MS;
  const pass = await claimArchive(db, shop.id, days ?? 0, now_ms, until).first<ArchivePass>();
  if (pass === null) return false; // Another run is at work.
  await clearAway(ports, pass, now_ms);
  if (days === null) {
    await saveArchive(db, shop.id, { ...pass, days: 0, after: null, until: 0, under_way: null }).run();
    return false;
  }
  const goes_on = pass.days === days && pass.after !== null;
  const begun_at = goes_on ? pass.begun_at : now_ms;
  const from = goes_on ? pass.after! : "";
  const { ids, after } = await look(db, shop.id, from, now_ms - days * DAY_MS);
  const save = (at: string | null, until_ms: number, under_way: readonly string[]) =>
    saveArchive(db, shop.id, {
      days,
      after: at,
      begun_at,
      until: until_ms,
      under_way: under_way.length === 0 ? null : JSON.stringify(under_way),
    }).run();
  if (ids.length > 0) await save(from, until, ids);
  const failures: unknown[] = [];
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    const group = ids.slice(at, at + AT_ONCE).map((id) =>
      putAway(ports, shop, id, now_ms).catch((error: unknown) => failures.push(error))
    );
    await Promise.all(group);
  }
  // What failed has its turn with the next pass: it does not hold up the others.
  await save(after, 0, failures.length === 0 ? [] : ids);
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} orders were not archived`);
  return after !== null;
}

/** Returns the next orders that are quiet, and how far the look came; null at the end. */
async function look(
  db: D1Database,
  shop_id: string,
  from: string,
  before_ms: number,
): Promise<{ readonly ids: readonly string[]; readonly after: string | null }> {
  const ids: string[] = [];
  let after: string | null = from;
  for (let looks = 0; looks < LOOKS_MAX && ids.length < ORDERS_MAX && after !== null; looks++) {
    const [quiet, last]: readonly D1Result[] = await db.batch<unknown>([
      ...selectQuiet(db, shop_id, after, before_ms, LOOKED_AT),
    ]);
    const found: readonly string[] = (quiet!.results as unknown as readonly Quiet[]).map(({ id }) => id);
    const taken = found.slice(0, ORDERS_MAX - ids.length);
    ids.push(...taken);
    const end = last!.results[0] as unknown as { readonly last: string } | undefined;
    after = taken.length < found.length ? taken.at(-1)! : end?.last ?? null;
  }
  return { ids, after };
}

async function putAway(ports: OpenPorts, shop: Shop, order_id: string, now_ms: number): Promise<void> {
  await archiveOrder(
    ports,
    shop,
    order_id,
    ({ order, ledger, quiet_since, is_awaited }) =>
      !is_awaited && isOver({ order, shop: shop.settings, ledger, now_ms }, quiet_since),
    now_ms,
  );
}

/** Deletes what a run that died put into the bucket and no line names. */
async function clearAway({ db, mail }: OpenPorts, { under_way }: ArchivePass, now_ms: number): Promise<void> {
  if (under_way === null) return;
  for (const order_id of JSON.parse(under_way) as readonly string[]) {
    const names = await listArchived(mail, order_id);
    const kept = await selectObject(db, order_id).first<string | null>("object");
    const dead = names.filter((name) => name !== kept && putAt(name) <= now_ms - RUN_MAX_MS);
    await deleteArchived(mail, order_id, dead);
  }
}
