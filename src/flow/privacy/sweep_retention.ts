/**
 * Deletes every night what an order's own deadline does not reach, for shops that keep customers for a limited time.
 * Goes through all shops, page by page.
 */
import { COPY_FOLDERS } from "../../messages/copy_path.ts";
import * as v from "valibot";
import { keyText, type MessageKey } from "../../messages/message.ts";
import { localTime } from "../../orders/quiet_hours.ts";
import { ShopSettings } from "../../orders/shop.ts";
import { deleteErasures } from "../../sql/erasures.ts";
import { moveDeadline, selectUnplanned } from "../../sql/orders.ts";
import {
  deleteOldBounces,
  deleteOldChallenges,
  deleteOldCustomers,
  deleteOldParked,
  deleteOldWatches,
  deleteStandalones,
  type RetentionRow,
  selectOldStandalones,
  selectRetention,
  upsertRetention,
} from "../../sql/retention.ts";
import { selectShops } from "../../sql/shops.ts";
import type { SweepPorts } from "../ports.ts";
import { keptFolders } from "../record/spill.ts";

/** Hour in the shop's zone. The sweep passes each shop twice within it, to make up for a lost tick. */
const NIGHT_HOUR = 3;
const PAGE_SHOPS = 100;
const PAGES_MAX = 100;
/** Rows of one table that one run deletes for one shop; the next night deletes more. */
const ROWS_MAX = 1_000;
const DAY_MS = 86_400_000;
/** Orders that one run reads: each may cost one query more, and so many are erased before the next run. */
const ORDERS_MAX = 250;
/** Orders whose time ended long ago get deadlines one after the other, as many a minute as the sweep erases. */
const ENDED_PER_MINUTE = 10;
/** No queue keeps a webhook longer: after this time a spilled webhook in the bucket will never be delivered. */
const KEPT_MAX_MS = 14 * DAY_MS;

interface Listed {
  readonly id: string;
  readonly settings: string;
  readonly retention_days: number | null;
}

type RetentionPorts = Pick<SweepPorts, "db" | "mail">;

/** A shop whose sweep fails does not delay the others. */
export async function sweepRetention(ports: RetentionPorts, now_ms: number): Promise<void> {
  const failures: unknown[] = [];
  let after = "";
  for (let page = 0; page < PAGES_MAX; page++) {
    const { results: shops } = await selectShops(ports.db, after, PAGE_SHOPS).all<Listed>();
    for (const { id, settings, retention_days: days } of shops) {
      if (days === null) continue;
      try {
        await goOnWithOrders(ports, id, days, now_ms);
        const { time_zone } = v.parse(ShopSettings, JSON.parse(settings));
        if (localTime(time_zone, now_ms).hour === NIGHT_HOUR) {
          await sweepShop(ports, id, now_ms - days * DAY_MS, now_ms);
        }
      } catch (error) {
        failures.push(error);
      }
    }
    after = shops.at(-1)?.id ?? after;
    if (shops.length < PAGE_SHOPS) break;
  }
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} shops were not swept`);
}

async function sweepShop(
  { db, mail }: RetentionPorts,
  id: string,
  before_ms: number,
  now_ms: number,
): Promise<void> {
  const { results: standalones } = await selectOldStandalones(db, id, before_ms, ROWS_MAX).all<MessageKey>();
  // Deletes the copies first: without their ledger rows nothing would find them.
  if (standalones.length > 0) {
    await mail.delete(
      COPY_FOLDERS.flatMap((folder) => standalones.map((key) => `${folder}/${keyText(key)}`)),
    );
  }
  await db.batch([
    deleteStandalones(db, standalones),
    deleteOldParked(db, id, before_ms, ROWS_MAX),
    deleteOldWatches(db, id, new Date(before_ms).toISOString(), ROWS_MAX),
    deleteOldChallenges(db, id, now_ms - DAY_MS, ROWS_MAX),
    deleteOldCustomers(db, id, before_ms, ROWS_MAX),
    deleteOldBounces(db, id, before_ms, ROWS_MAX),
    deleteErasures(db, id, before_ms, ROWS_MAX),
  ]);
  for (const prefix of keptFolders(id)) {
    const { objects } = await mail.list({ prefix });
    const old = objects.filter(({ uploaded }) =>
      uploaded.getTime() < Math.min(before_ms, now_ms - KEPT_MAX_MS)
    );
    if (old.length > 0) await mail.delete(old.map(({ key }) => key));
  }
}

/**
 * A new order plans its own erasure when it is written. Orders older than the shop's retention setting get a deadline
 * here, some at each tick, once for each value of the setting.
 */
async function goOnWithOrders(
  { db }: RetentionPorts,
  id: string,
  days: number,
  now_ms: number,
): Promise<void> {
  const before = await selectRetention(db, id).first<RetentionRow>();
  const is_known = before !== null && before.days === days;
  if (is_known && before.after === null) return;
  const after = is_known ? before.after! : "";
  const { results } = await selectUnplanned(db, id, after, ORDERS_MAX).all<Unplanned>();
  let ended = 0;
  const moves = results.flatMap(({ id: order_id, seq, deadline_at, placed_at, is_erased }) => {
    const over_ms = Date.parse(placed_at) + days * DAY_MS;
    const ends_ms = Math.max(over_ms, now_ms + Math.floor(ended / ENDED_PER_MINUTE) * 60_000);
    const is_sooner = is_erased === 0 && (deadline_at === null || ends_ms < deadline_at);
    if (is_sooner && over_ms < ends_ms) ended++;
    return is_sooner ? [moveDeadline(db, { id: order_id, seq, deadline_at: ends_ms })] : [];
  });
  const next = results.length < ORDERS_MAX ? null : results.at(-1)!.id;
  await db.batch([...moves, upsertRetention(db, id, { days, after: next })]);
}

interface Unplanned {
  readonly id: string;
  readonly seq: number;
  readonly deadline_at: number | null;
  readonly placed_at: string;
  readonly is_erased: number;
}
