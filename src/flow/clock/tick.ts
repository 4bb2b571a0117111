/**
 * The ticks of the clock: find who has something due, and put an errand for each into the queue. A tick that finds
 * only one errand does it itself: most minutes of a small installation need no queue.
 */
import { readErasures, selectOpenErasures } from "../../sql/erasures.ts";
import {
  deleteErrands,
  deleteSweep,
  type DueShop,
  selectDueShops,
  selectSweep,
  type SweepRow,
  upsertErrands,
  upsertSweep,
} from "../../sql/errands.ts";
import { type Connection, selectDueConnections } from "../../sql/connections.ts";
import { selectMoves } from "../../sql/moves.ts";
import { selectNoticeShops } from "../../sql/notices.ts";
import { selectDeliveryShops } from "../../sql/webhooks.ts";
import { type Reconciliation, selectDueReconciliations } from "../../sql/reconciliations.ts";
import { selectShopIds } from "../../sql/shops.ts";
import { splitOrderId } from "../../orders/order_id.ts";
import { LEFT_MS } from "../privacy/erase_customer.ts";
import { beginHeldErasures } from "../privacy/held_requests.ts";
import { replayErasures, type ReplayPorts } from "../privacy/replay_erasures.ts";
import {
  type ConnectionErrand,
  type DueErrand,
  type EraseErrand,
  ERRAND_MS,
  type MoveErrand,
  nameOf,
  type NoticeErrand,
  type ReconcileErrand,
  type RoundErrand,
  send,
  type WebhookErrand,
} from "./errand.ts";
import { type ErrandPorts, serveErrand } from "./serve_errand.ts";

/** Most shops and storefronts for which one tick sends an errand; the next takes the others, which wait longest. */
const SHOPS_MAX = 5_000;
const STOREFRONTS_MAX = 500;
/** Most erasures that one tick sends; the next goes on after the last of them. */
const ERASURES_MAX = 200;
/** Orders that a tick plans itself: it has the spill to look at too. */
const ORDERS_MAX = 20;
/** Most moves that go on at the same time. */
const MOVES_MAX = 20;
/** Shops of one round errand: each takes up to a dozen statements. */
const ROUND_SHOPS = 20;
/** Shops of a round for which one tick sends errands: 29 ticks reach 58,000 before the next half hour. */
const ROUND_PAGE = 2_000;

/** Each minute: who has something due, and the rest of a round that is under way. */
export async function tickMinute(ports: ErrandPorts, now_ms: number): Promise<void> {
  const [shops, storefronts, connections, notices, webhooks, sweep] = await ports.db.batch<unknown>([
    selectDueShops(ports.db, now_ms, SHOPS_MAX),
    selectDueReconciliations(ports.db, now_ms, STOREFRONTS_MAX),
    selectDueConnections(ports.db, now_ms, STOREFRONTS_MAX),
    selectNoticeShops(ports.db, now_ms, STOREFRONTS_MAX),
    selectDeliveryShops(ports.db, now_ms, STOREFRONTS_MAX),
    selectSweep(ports.db, "round"),
  ]);
  const round = sweep!.results[0] as SweepRow | undefined;
  const failures: unknown[] = [];
  if (round !== undefined) await sendRound(ports, round, now_ms).catch((error) => failures.push(error));
  await dispatch(ports, [
    ...(shops!.results as DueShop[]).map(({ shop_id }): DueErrand => ({ work: "due", shop_id })),
    ...(storefronts!.results as Reconciliation[]).map(({ shop_id, source }): ReconcileErrand => ({
      work: "reconcile",
      shop_id,
      source,
    })),
    ...(connections!.results as Connection[]).map(({ shop_id, source }): ConnectionErrand => ({
      work: "connection",
      shop_id,
      source,
    })),
    ...(notices!.results as DueShop[]).map(({ shop_id }): NoticeErrand => ({ work: "notices", shop_id })),
    ...(webhooks!.results as DueShop[]).map(({ shop_id }): WebhookErrand => ({ work: "webhooks", shop_id })),
  ], now_ms).catch((error) => failures.push(error));
  if (failures.length > 1) throw new AggregateError(failures, "the round and the errands of the tick failed");
  if (failures.length === 1) throw failures[0];
}

/** Each minute, where there is more than one cell: the next step of each move. */
export async function tickMoves(ports: ErrandPorts): Promise<void> {
  if (ports.databases.length === 1) return;
  const { results } = await selectMoves(ports.directory, MOVES_MAX).all<{ readonly shop_id: string }>();
  await send(ports, results.map(({ shop_id }): MoveErrand => ({ work: "move", shop_id })));
}

/** Each half hour: all shops, page by page. Most time zones are whole or half hours away from UTC. */
export async function tickRound(ports: ErrandPorts, now_ms: number): Promise<void> {
  await sendRound(ports, { begun_at: now_ms, after: "" }, now_ms);
}

/** Every other minute: erasures that a database forgot as it went back in time, and those that are held no longer. */
export async function tickListed(ports: ReplayPorts, now_ms: number): Promise<void> {
  if (await replayErasures(ports, now_ms)) await beginHeldErasures(ports, now_ms);
}

/** Every other minute: erasures that are not complete, each in an invocation of its own. */
export async function tickErasures(ports: ErrandPorts, now_ms: number): Promise<void> {
  const before = await selectSweep(ports.db, "erasures").first<SweepRow>();
  // The request that began an erasure continues it itself for a while.
  const open = readErasures(
    await selectOpenErasures(ports.db, Number(before?.after ?? 0), now_ms - LEFT_MS, now_ms, ERASURES_MAX)
      .all(),
  );
  if (open.length === ERASURES_MAX) {
    await upsertSweep(ports.db, "erasures", { begun_at: now_ms, after: String(open.at(-1)!.asked_at) }).run();
  } else if (before !== null) await deleteSweep(ports.db, "erasures").run();
  await dispatch(
    ports,
    open.map(({ subject }): EraseErrand => ({
      work: "erase",
      shop_id: splitOrderId(subject).shop_id,
      subject,
    })),
    now_ms,
  );
}

/** Does the only errand, or notes all errands and puts them into the queue. */
async function dispatch(
  ports: ErrandPorts,
  errands:
    readonly (DueErrand | ReconcileErrand | ConnectionErrand | NoticeErrand | WebhookErrand | EraseErrand)[],
  now_ms: number,
): Promise<void> {
  if (errands.length === 0) return;
  if (errands.length === 1) return await serveErrand(ports, errands[0]!, now_ms, ORDERS_MAX);
  const names = errands.map(nameOf);
  const until = now_ms + ERRAND_MS;
  await upsertErrands(ports.db, names, until).run();
  try {
    await send(
      ports,
      errands.map((errand) => errand.work === "due" ? { ...errand, until } : errand),
    );
  } catch (error) {
    await deleteErrands(ports.db, names).run();
    throw error;
  }
}

/** Sends the errands of the next page of a round, cell by cell, and remembers where the next tick goes on. */
async function sendRound(ports: ErrandPorts, { begun_at, after }: SweepRow, now_ms: number): Promise<void> {
  const { results } = await selectShopIds(ports.directory, after, ROUND_PAGE).all<ListedShop>();
  if (results.length === ROUND_PAGE) {
    await upsertSweep(ports.directory, "round", { begun_at, after: results.at(-1)!.id }).run();
  } else if (after !== "") await deleteSweep(ports.directory, "round").run();
  const by_cell = [...Map.groupBy(results, ({ cell }) => cell)];
  for (const [cell, shops] of by_cell) {
    const here: ErrandPorts = { ...ports, cell, db: ports.databases[cell - 1]! };
    const errands: RoundErrand[] = [];
    for (let at = 0; at < shops.length; at += ROUND_SHOPS) {
      errands.push({ work: "round", shop_ids: shops.slice(at, at + ROUND_SHOPS).map(({ id }) => id) });
    }
    if (by_cell.length === 1 && errands.length === 1) return await serveErrand(here, errands[0]!, now_ms);
    await send(here, errands);
  }
}

interface ListedShop {
  readonly id: string;
  readonly cell: number;
}
