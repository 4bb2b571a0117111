/**
 * Applies a customer's choice from a page: first records it as an event of the newest orders, then keeps it for later
 * orders, so that a choice that stopped halfway can be made again.
 */
import type { OrderEvent } from "../../orders/event.ts";
import { readOrders, selectCustomerOrders } from "../../sql/customers.ts";
import { openOrders } from "../archive/open_order.ts";
import type { Shop } from "../ports.ts";
import { recordOnPage, type RequestPorts } from "./receive_request.ts";
import type { Order } from "../../orders/state.ts";

/** Most orders that get the event; older ones have no shipment on its way. */
const ORDERS_MAX = 10;

export interface Choice {
  readonly event: OrderEvent;
  /** Returns whether the order holds this choice already. */
  readonly isChosen: (order: Order) => boolean;
  /** Statements that keep the choice; none where it was kept before, though an order may still lack its event. */
  readonly keep: readonly D1PreparedStatement[];
}

export async function takeChoice(
  ports: RequestPorts,
  shop: Shop,
  customer: string,
  { event, isChosen, keep }: Choice,
  now_ms: number,
): Promise<void> {
  const rows = await openOrders(
    ports,
    readOrders(await selectCustomerOrders(ports.db, customer, null, ORDERS_MAX).all()),
  );
  for (const row of rows.filter(({ order }) => !isChosen(order))) {
    await recordOnPage(ports, shop, row, `${event.type}-${event.at}`, [event], now_ms);
  }
  if (keep.length > 0) await ports.db.batch([...keep]);
}
