/**
 * Serves one shop: plans its orders whose deadline has passed, wakes its due messages, allocates its stock. Takes one
 * bounded share at a time, so that a shop with a million due orders waits at the end of the line for its next.
 */
import {
  deleteErrands,
  type DueMessage,
  type ErrandRow,
  readErrand,
  selectErrand,
  upsertErrand,
} from "../../sql/errands.ts";
import { selectUrgent } from "../../sql/messages.ts";
import { moveDeadline, type OrderRow, selectReached } from "../../sql/orders.ts";
import { readWaiting, selectWaiting } from "../../sql/paces.ts";
import { deleteShopWork, selectWork, type StockWork } from "../../sql/stock.ts";
import { wake } from "../deliver/wake.ts";
import { LOOKED_AT_MAX, wakeBulk } from "../deliver/wake_bulk.ts";
import { startOrderErasure } from "../privacy/start_order_erasure.ts";
import type { Shop, StockPorts, SweepPorts } from "../ports.ts";
import { serveStock, WORK_MAX } from "../stock/serve_stock.ts";
import { alertOverdue } from "./alert_overdue.ts";
import { type DueErrand, ERRAND_MS, send } from "./errand.ts";
import { replanOrder } from "./replan_order.ts";
import { wakeNext, wokenTo } from "./wake_next.ts";

/**
 * Most urgent messages of one shop that wait in the queue at once. While so many are due and not taken, none of its
 * orders is planned: what they would owe could not leave any sooner.
 */
export const URGENT_MAX = 400;
/**
 * Most orders planned at once. Each takes two round trips and some fifteen of the statements that one invocation may
 * make.
 */
export const REACHED_MAX = 40;
/** Most orders planned in the same run in which stock is allocated. */
const BESIDE_STOCK_MAX = 10;
/**
 * Of the orders planned at once, the share whose erasure is started, after everything due. Each takes some thirty
 * statements.
 */
const FORGOTTEN_SHARE = 1 / 4;
/**
 * Delay in milliseconds after which the remaining erasures are tried again, so that they do not delay orders that
 * must be planned.
 */
const FORGOTTEN_LATER_MS = 600_000;
/** Seconds after which a shop is looked at again whose messages have not left the queue yet. */
const FULL_DELAY_S = 5;

/**
 * Delay in milliseconds after which an order is tried again that could not be planned, so that it does not delay the
 * others.
 */
export const POSTPONED_MS = 3_600_000;

/** What the shop has due now. */
interface Due {
  readonly errand: ErrandRow | null;
  readonly reached: readonly Reached[];
  readonly urgent: readonly DueMessage[];
  readonly bulk: D1Result;
  readonly stock: readonly StockWork[];
}

/**
 * Serves the shop once, with at most `orders_max` of its orders, and puts its next errand at the end of the queue where more is due. A message that is woken
 * twice is sent once, since only one worker gets its lease. An order that cannot be planned does not stop the others.
 */
export async function serveDue(
  ports: StockPorts,
  { shop_id, until }: DueErrand,
  now_ms: number,
  orders_max = REACHED_MAX,
): Promise<void> {
  const shop = await ports.find_shop(shop_id, now_ms).catch((error: unknown) => error as Error);
  if (shop === null || shop instanceof Error) return await postponeAll(ports, shop_id, shop, now_ms);
  const due = await readDue(ports, shop, orders_max, now_ms);
  // A doubled queue message: its twin has gone on already.
  if (until !== undefined && until !== due.errand?.until) return;
  const failures: unknown[] = [];
  const collect = (error: unknown) => void failures.push(error);
  // Urgent messages are woken first, before anything that may fail or use up this run's statements.
  const urgent = wakeNext(due.urgent, due.errand?.woken.urgent, URGENT_MAX, now_ms);
  await wake(ports.wake_queue, urgent.keys);
  const is_full = due.urgent.length >= URGENT_MAX;
  const reached = is_full ? [] : due.reached;
  const outlived: Outlived[] = [];
  for (const order of reached) {
    await planAgain(ports, shop, order, now_ms).then((rows) => outlived.push(...rows), collect);
  }
  const planned = reached.length === 0 ? null : await wakePlanned(ports, shop, reached, now_ms);
  const woken_bulk = await wakeBulk(ports, planned?.bulk ?? due.bulk, due.errand?.woken.bulk, now_ms);
  for (const [index, row] of outlived.entries()) {
    await forget(ports, row, index < orders_max * FORGOTTEN_SHARE, now_ms).catch(collect);
  }
  // Many orders leave too few statements for the stock: it has the shop's next errand.
  const is_stock_left = reached.length > BESIDE_STOCK_MAX && due.stock.length > 0 ||
    await serveStock(ports, shop, reached.length > BESIDE_STOCK_MAX ? [] : due.stock, now_ms)
      .catch((error: unknown) => {
        collect(error);
        return false;
      });
  await alertOverdue(ports, shop, { urgent: due.urgent, bulk: readWaiting(due.bulk) }, now_ms).catch(collect);
  const is_waiting = is_full || urgent.is_more || woken_bulk.is_more;
  const goes_on = is_waiting || reached.length === orders_max || is_stock_left;
  const last = planned?.last;
  const woken_urgent = goes_on && !urgent.is_more && last !== undefined
    ? wokenTo(last, urgent.woken, now_ms)
    : urgent.woken;
  // After a failure the next tick goes on.
  const next_until = goes_on && failures.length === 0 ? now_ms + ERRAND_MS : 0;
  await closeErrand(ports, shop_id, due.errand, {
    until: next_until,
    woken: {
      ...(woken_urgent !== undefined && { urgent: woken_urgent }),
      ...(woken_bulk.woken !== undefined && { bulk: woken_bulk.woken }),
    },
  });
  if (next_until > 0) {
    const errand: DueErrand = { work: "due", shop_id, until: next_until };
    await send(ports, [errand], is_waiting ? FULL_DELAY_S : 0);
  }
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} works of a shop failed`);
}

async function readDue(
  { db }: SweepPorts,
  { id, settings }: Shop,
  orders_max: number,
  now_ms: number,
): Promise<Due> {
  const [errand, reached, urgent, bulk, stock] = await db.batch<unknown>([
    selectErrand(db, id),
    selectReached(db, id, now_ms, orders_max),
    selectUrgent(db, id, now_ms, URGENT_MAX),
    selectWaiting(db, id, settings.pace.domain_per_minute, now_ms, LOOKED_AT_MAX),
    selectWork(db, id, now_ms, WORK_MAX),
  ]);
  return {
    errand: readErrand(errand!),
    reached: reached!.results as Reached[],
    urgent: urgent!.results as DueMessage[],
    bulk: bulk!,
    stock: stock!.results as StockWork[],
  };
}

/** What is due after orders were planned: the bulk lane, and the last of the urgent messages, all of them woken. */
interface Planned {
  readonly bulk: D1Result;
  readonly last: DueMessage | undefined;
}

/** Wakes what the orders of `reached` owe since they were planned. */
async function wakePlanned(
  { db, wake_queue }: SweepPorts,
  { id, settings }: Shop,
  reached: readonly Reached[],
  now_ms: number,
): Promise<Planned> {
  const [bulk, urgent] = await db.batch([
    selectWaiting(db, id, settings.pace.domain_per_minute, now_ms, LOOKED_AT_MAX),
    selectUrgent(db, id, now_ms, URGENT_MAX + REACHED_MAX),
  ]);
  const ids = new Set(reached.map((order) => order.id));
  const messages = urgent!.results as unknown as DueMessage[];
  const planned = messages.filter(({ subject }) => ids.has(subject));
  await wake(wake_queue, planned.map(({ subject, kind, about }) => ({ subject, kind, about })));
  return { bulk: bulk!, last: messages.at(-1) };
}

/** Writes the row only where it changes: most shops never have one. */
async function closeErrand(
  { db }: SweepPorts,
  shop_id: string,
  before: ErrandRow | null,
  after: ErrandRow,
): Promise<void> {
  const is_over = after.until === 0 && Object.keys(after.woken).length === 0;
  if (is_over ? before === null : JSON.stringify(before) === JSON.stringify(after)) return;
  await (is_over ? deleteErrands(db, [shop_id]) : upsertErrand(db, shop_id, after)).run();
}

interface Reached {
  readonly id: string;
  readonly seq: number;
}

/** An order whose retention has ended and whose customer must be erased. */
interface Outlived {
  readonly shop: Shop;
  readonly row: OrderRow;
}

/**
 * Postpones orders whose shop is gone or cannot be read, and wakes their messages: the attempt to send one records
 * why it cannot leave.
 */
async function postponeAll(
  ports: SweepPorts,
  shop_id: string,
  fault: Error | null,
  now_ms: number,
): Promise<void> {
  const { db } = ports;
  const [reached, urgent, bulk] = await db.batch<unknown>([
    selectReached(db, shop_id, now_ms, REACHED_MAX),
    selectUrgent(db, shop_id, now_ms, URGENT_MAX),
    selectWaiting(db, shop_id, null, now_ms, URGENT_MAX),
  ]);
  const orders = reached!.results as Reached[];
  await db.batch([
    ...orders.map((order) => moveDeadline(db, { ...order, deadline_at: now_ms + POSTPONED_MS })),
    ...(fault === null ? [deleteShopWork(db, shop_id)] : []),
    deleteErrands(db, [shop_id]),
  ]);
  const keys = [...urgent!.results, ...bulk!.results] as DueMessage[];
  await wake(ports.wake_queue, keys.map(({ subject, kind, about }) => ({ subject, kind, about })));
  if (fault !== null) throw fault;
}

/** Plans one order again; a fault is thrown after the order was postponed. */
async function planAgain(
  ports: SweepPorts,
  shop: Shop,
  order: Reached,
  now_ms: number,
): Promise<readonly Outlived[]> {
  try {
    const row = await replanOrder(ports, shop, order.id, now_ms);
    return row === null ? [] : [{ shop, row }];
  } catch (error) {
    await postpone(ports, order, now_ms + POSTPONED_MS);
    throw error;
  }
}

async function forget(
  ports: SweepPorts,
  { shop, row }: Outlived,
  has_turn: boolean,
  now_ms: number,
): Promise<void> {
  if (!has_turn) return await postpone(ports, row, now_ms + FORGOTTEN_LATER_MS);
  try {
    // Younger orders of the same customer have a retention of their own.
    await startOrderErasure(ports, shop, row, Date.parse(row.order.details.placed_at), now_ms);
  } catch (error) {
    await postpone(ports, row, now_ms + POSTPONED_MS);
    throw error;
  }
}

async function postpone({ db }: SweepPorts, { id, seq }: Reached, deadline_at: number): Promise<void> {
  await moveDeadline(db, { id, seq, deadline_at }).run();
}
