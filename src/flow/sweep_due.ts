/** What the clock brings about: orders that time has reached are planned anew; mails that are due and nobody woke are nudged. */
import type { MessageKey } from "../messages/message.ts";
import { splitOrderId } from "../orders/order_id.ts";
import { selectUrgent } from "../store/messages.ts";
import { moveDeadline, selectReached } from "../store/orders.ts";
import { selectWaiting } from "../store/paces.ts";
import { nudge } from "./nudge.ts";
import { LOOKED_AT_MAX, nudgeBulk } from "./nudge_bulk.ts";
import { forgetOrder } from "./erase_customer.ts";
import type { Shop, SweepPorts } from "./ports.ts";
import { replanOrder } from "./replan_order.ts";

/** A tick takes what one minute of deliveries can clear; the rest is older still at the next tick. */
const DUE_MAX = 1_000;
/** Two round trips and some fifteen statements each, within the queries that one invocation may make. */
const REACHED_MAX = 40;

/** When an order is looked at again that could not be planned: it must not stand before those that can, nor be forgotten. */
export const POSTPONED_MS = 3_600_000;

/** A mail nudged twice is sent once: the claim decides. An order that cannot be planned holds up no other. */
export async function sweepDue(ports: SweepPorts, now_ms: number): Promise<void> {
  const { results: reached } = await selectReached(ports.db, now_ms, REACHED_MAX).all<Reached>();
  const failures: unknown[] = [];
  for (const order of reached) {
    try {
      await planAgain(ports, order, now_ms);
    } catch (error) {
      failures.push(error);
    }
  }
  const [urgent, bulk] = await ports.db.batch<MessageKey>([
    selectUrgent(ports.db, now_ms, DUE_MAX),
    selectWaiting(ports.db, now_ms, LOOKED_AT_MAX),
  ]);
  await nudge(ports.nudges, urgent!.results);
  await nudgeBulk(ports, bulk!, now_ms);
  if (failures.length > 0) {
    throw new AggregateError(failures, `${failures.length} of ${reached.length} orders were not planned`);
  }
}

async function planOrForget(ports: SweepPorts, shop: Shop, order_id: string, now_ms: number): Promise<void> {
  const outlived = await replanOrder(ports.db, shop, order_id, now_ms);
  if (outlived !== null) await forgetOrder(ports, shop, outlived, now_ms);
}

interface Reached {
  readonly id: string;
  readonly seq: number;
}

/** An order whose store is gone owes nothing until the store is back; a fault is thrown on, once the order is out of the way. */
async function planAgain(ports: SweepPorts, order: Reached, now_ms: number): Promise<void> {
  const postpone = async () => {
    await moveDeadline(ports.db, { ...order, deadline_at: now_ms + POSTPONED_MS }).run();
  };
  try {
    const shop = await ports.find_shop(splitOrderId(order.id).store_id, now_ms);
    if (shop === null) await postpone();
    else await planOrForget(ports, shop, order.id, now_ms);
  } catch (error) {
    await postpone();
    throw error;
  }
}
