/**
 * Takes what a customer chose on a page: the newest orders are told first and it is kept for later ones last, so that a
 * choice that stopped halfway is still one to make and can be made again.
 */
import type { OrderEvent } from "../../orders/event.ts";
import { readOrders, selectCustomerOrders } from "../../sql/customers.ts";
import type { Shop } from "../ports.ts";
import { recordOnPage, type RequestPorts } from "./receive_request.ts";
import type { Order } from "../../orders/state.ts";

/** Orders that are told of a choice: what is older has no parcel on its way. */
const ORDERS_MAX = 10;

export interface Choice {
  readonly event: OrderEvent;
  /** Whether an order was told it before. */
  readonly isChosen: (order: Order) => boolean;
  /** None where it is what was chosen before: an order may still have been told another, which stopped halfway. */
  readonly keep: readonly D1PreparedStatement[];
}

export async function takeChoice(
  ports: RequestPorts,
  shop: Shop,
  customer: string,
  { event, isChosen, keep }: Choice,
  now_ms: number,
): Promise<void> {
  const rows = readOrders(await selectCustomerOrders(ports.db, customer, null, ORDERS_MAX).all());
  for (const row of rows.filter(({ order }) => !isChosen(order))) {
    await recordOnPage(ports, shop, row, `${event.type}-${event.at}`, [event], now_ms);
  }
  if (keep.length > 0) await ports.db.batch([...keep]);
}
