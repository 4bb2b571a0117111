/** Plans orders whose deadline has passed, and wakes due messages that no queue message woke. */
import type { MessageKey } from "../../messages/message.ts";
import { splitOrderId } from "../../orders/order_id.ts";
import { selectUrgent } from "../../sql/messages.ts";
import { moveDeadline, type OrderRow, selectReached } from "../../sql/orders.ts";
import { selectWaiting } from "../../sql/paces.ts";
import { wake } from "../deliver/wake.ts";
import { LOOKED_AT_MAX, wakeBulk } from "../deliver/wake_bulk.ts";
import { startOrderErasure } from "../privacy/start_order_erasure.ts";
import type { Shop, SweepPorts } from "../ports.ts";
import { replanOrder } from "./replan_order.ts";

/** Most messages that one tick wakes: as many as can be sent in a minute. The oldest come first. */
const DUE_MAX = 1_000;
/**
 * Most orders planned a tick. Each takes two round trips and some fifteen of the statements that one invocation may
 * make.
 */
const REACHED_MAX = 40;
/** Most orders whose erasure one tick starts, after everything due. Each takes some thirty statements. */
const FORGOTTEN_MAX = 10;
/**
 * Delay in milliseconds after which the remaining erasures are tried again, so that they do not delay orders that
 * must be planned.
 */
const FORGOTTEN_LATER_MS = 600_000;

/**
 * Delay in milliseconds after which an order is tried again that could not be planned, so that it does not delay the
 * others.
 */
export const POSTPONED_MS = 3_600_000;

/**
 * Wakes due messages and plans due orders. A message that is woken twice is sent once, since only one worker gets its
 * lease. An order that cannot be planned does not stop the others.
 */
export async function sweepDue(ports: SweepPorts, now_ms: number): Promise<void> {
  const { results: reached } = await selectReached(ports.db, now_ms, REACHED_MAX).all<Reached>();
  // Urgent messages are woken first, before anything that may fail or use up this run's statements.
  const { results: urgent } = await selectUrgent(ports.db, now_ms, DUE_MAX).all<MessageKey>();
  await wake(ports.wake_queue, urgent);
  const failures: unknown[] = [];
  const outlived: Outlived[] = [];
  for (const order of reached) {
    try {
      outlived.push(...await planAgain(ports, order, now_ms));
    } catch (error) {
      failures.push(error);
    }
  }
  await wakePlanned(ports, reached, now_ms);
  for (const [index, { shop, row }] of outlived.entries()) {
    try {
      await forget(ports, shop, row, index < FORGOTTEN_MAX, now_ms);
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) {
    throw new AggregateError(failures, `${failures.length} of ${reached.length} orders were not planned`);
  }
}

/** Wakes what the orders of `reached` owe since they were planned, and the due messages of the bulk lane. */
async function wakePlanned(ports: SweepPorts, reached: readonly Reached[], now_ms: number): Promise<void> {
  const [bulk, urgent] = await ports.db.batch<MessageKey>([
    selectWaiting(ports.db, now_ms, LOOKED_AT_MAX),
    // In most minutes no order was planned, and urgent messages have been woken already.
    ...(reached.length === 0 ? [] : [selectUrgent(ports.db, now_ms, DUE_MAX)]),
  ]);
  const ids = new Set(reached.map(({ id }) => id));
  await wake(ports.wake_queue, (urgent?.results ?? []).filter(({ subject }) => ids.has(subject)));
  await wakeBulk(ports, bulk!, now_ms);
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

/** Plans one order again. An order without a shop is postponed; a fault is thrown after the order was postponed. */
async function planAgain(ports: SweepPorts, order: Reached, now_ms: number): Promise<readonly Outlived[]> {
  try {
    const shop = await ports.find_shop(splitOrderId(order.id).shop_id, now_ms);
    if (shop !== null) {
      const row = await replanOrder(ports.db, shop, order.id, now_ms);
      return row === null ? [] : [{ shop, row }];
    }
  } catch (error) {
    await postpone(ports, order, now_ms + POSTPONED_MS);
    throw error;
  }
  await postpone(ports, order, now_ms + POSTPONED_MS);
  return [];
}

async function forget(
  ports: SweepPorts,
  shop: Shop,
  row: OrderRow,
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
