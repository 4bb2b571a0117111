/** Holds an order's messages back for a person, and lets them go. What leaves after a hold is planned anew: what is no longer true is overtaken. */
import { err, ok, type Result } from "../../result.ts";
import type { OrderEvent } from "../../orders/event.ts";
import { releaseHeld } from "../../sql/messages.ts";
import type { OrderRow } from "../../sql/orders.ts";
import { findOrder } from "../archive/open_order.ts";
import { recordOnPage, type RequestPorts } from "../customer/receive_request.ts";
import type { Shop } from "../ports.ts";

/** Longest hold. After it a mail would be about a forgotten order. */
export const HOLD_MAX_DAYS = 60;
const DAY_MS = 86_400_000;

export interface Holding {
  /** Idempotency key: the same id is one act. */
  readonly id: string;
  readonly order_id: string;
  /** By the name that colleagues see. */
  readonly person: string;
  readonly reason: string;
  readonly until_ms: number;
}

/** `until`: the moment is past, or more than `HOLD_MAX_DAYS` away. A second hold takes the place of the first. */
export async function holdMessages(
  ports: RequestPorts,
  shop: Shop,
  { id, order_id, person, reason, until_ms }: Holding,
  now_ms: number,
): Promise<Result<null, "no_order" | "until">> {
  const row = await orderToWrite(ports, order_id);
  if (row === null) return err("no_order", "There is no such order");
  if (until_ms <= now_ms || until_ms > now_ms + HOLD_MAX_DAYS * DAY_MS) {
    return err("until", `Must be within ${HOLD_MAX_DAYS} days`);
  }
  const event: OrderEvent = {
    type: "messages.held",
    at: new Date(now_ms).toISOString(),
    hold: { by: person, reason, until: new Date(until_ms).toISOString() },
  };
  await recordOnPage(ports, shop, row, `hold-${id}`, [event], now_ms);
  return ok(null);
}

/** `not_held`: nothing holds the order's messages back. */
export async function releaseMessages(
  ports: RequestPorts,
  shop: Shop,
  { id, order_id }: Pick<Holding, "id" | "order_id">,
  now_ms: number,
): Promise<Result<null, "no_order" | "not_held">> {
  const row = await orderToWrite(ports, order_id);
  if (row === null) return err("no_order", "There is no such order");
  if (row.order.hold === undefined) return err("not_held", "Nothing holds the messages back");
  const event: OrderEvent = { type: "messages.released", at: new Date(now_ms).toISOString() };
  await recordOnPage(ports, shop, row, `release-${id}`, [event], now_ms);
  // What was tried before the hold is no longer the plan's to move; the clock finds it within a minute.
  await releaseHeld(ports.db, row.id, now_ms).run();
  return ok(null);
}

async function orderToWrite(ports: RequestPorts, order_id: string): Promise<OrderRow | null> {
  const row = await findOrder(ports, order_id);
  return row === null || row.order.erased_at !== undefined ? null : row;
}
