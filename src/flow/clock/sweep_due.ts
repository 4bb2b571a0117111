/** What the clock brings about: orders that time has reached are planned anew; mails that are due and nobody woke are woken. */
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

/** A tick takes what one minute of deliveries can clear; the rest is older still at the next tick. */
const DUE_MAX = 1_000;
/** Two round trips and some fifteen statements each, within the queries that one invocation may make. */
const REACHED_MAX = 40;
/** Some thirty queries each: by themselves, after all that is due. */
const FORGOTTEN_MAX = 10;
/** When the others are looked at again: meanwhile they stand before no order that has to be planned. */
const FORGOTTEN_LATER_MS = 600_000;

/** When an order is looked at again that could not be planned: it must not stand before those that can, nor be forgotten. */
export const POSTPONED_MS = 3_600_000;

/** A mail woken twice is sent once: the claim decides. An order that cannot be planned holds up no other. */
export async function sweepDue(ports: SweepPorts, now_ms: number): Promise<void> {
  const { results: reached } = await selectReached(ports.db, now_ms, REACHED_MAX).all<Reached>();
  // Before anything that may fail or use up the queries of this run.
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

/** What these orders have come to owe just now, and all that can wait. */
async function wakePlanned(ports: SweepPorts, reached: readonly Reached[], now_ms: number): Promise<void> {
  const [bulk, urgent] = await ports.db.batch<MessageKey>([
    selectWaiting(ports.db, now_ms, LOOKED_AT_MAX),
    // In most minutes time has reached nobody, and what was due has been woken already.
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

/** Its customer is to be forgotten. */
interface Outlived {
  readonly shop: Shop;
  readonly row: OrderRow;
}

/** An order whose shop is gone owes nothing until the shop is back; a fault is thrown on, once the order is out of the way. */
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
    // Their younger orders have their own time.
    await startOrderErasure(ports, shop, row, Date.parse(row.order.details.placed_at), now_ms);
  } catch (error) {
    await postpone(ports, row, now_ms + POSTPONED_MS);
    throw error;
  }
}

async function postpone({ db }: SweepPorts, { id, seq }: Reached, deadline_at: number): Promise<void> {
  await moveDeadline(db, { id, seq, deadline_at }).run();
}
