/**
 * Erases the customer's data from one order as if they had asked, without a mail, when its retention time is over or
 * a sender names it. The customer is erased with their last order. The erasure is a job from its own commit on, so an
 * interruption leaves nothing half done.
 */
import { identifiersIn, NO_IDENTIFIERS } from "../../customers/identifiers.ts";
import { deleteCustomerOrder } from "../../sql/customers.ts";
import {
  deleteErasure,
  type ErasureProgress,
  type ErasureRow,
  insertErasure,
  NOTHING_DONE,
  saveProgress,
} from "../../sql/erasures.ts";
import type { OrderRow } from "../../sql/orders.ts";
import { eraseRest, orderName, withSending } from "./erase_customer.ts";
import { metered } from "./metered.ts";
import { eraseOrder } from "./erase_order.ts";
import type { ErasePorts, Shop } from "../ports.ts";

/**
 * Starts with the order itself; the sweep, or `continueOrderErasure`, does the rest. `until_ms`: data with a later
 * date belongs to another order.
 */
export async function startOrderErasure(
  ports: ErasePorts,
  shop: Shop,
  row: OrderRow,
  until_ms: number,
  now_ms: number,
): Promise<void> {
  const { db } = ports;
  const { customer: { email }, placed_at } = row.order.details;
  const orders = [orderName(row)];
  const customer = email === undefined ? null : await ports.name_customer(shop.id, email);
  let progress: ErasureProgress = {
    ...NOTHING_DONE,
    customer,
    numbers: [row.number],
    orders,
    begun_ms: now_ms,
  };
  const sending = await eraseOrder(ports, shop, row, now_ms, (events) => {
    progress = { ...progress, identifiers: identifiersIn(events, NO_IDENTIFIERS) };
    return [
      insertErasure(db, row.id, progress, until_ms),
      ...(customer === null ? [] : [deleteCustomerOrder(db, customer, placed_at, row.id)]),
    ];
  });
  if (sending.length > 0) await saveProgress(db, row.id, withSending(progress, sending, now_ms)).run();
}

/** Returns true when the erasure is done: then only the order remembers it. */
export async function continueOrderErasure(
  ports: ErasePorts,
  shop: Shop,
  { subject, asked_at, progress }: ErasureRow,
  now_ms: number,
): Promise<boolean> {
  if (progress?.customer === undefined) return true;
  if (!await eraseRest(metered(ports), shop, progress.customer, { subject, asked_at, progress }, now_ms)) {
    return false;
  }
  await deleteErasure(ports.db, subject).run();
  return true;
}
