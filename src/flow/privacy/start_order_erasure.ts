/**
 * Forgets the customer of one order as if they had asked, without a mail: its time is over, or a sender names it. With their last
 * order the customer goes. It is a job from its own commit on, so nothing that stops it leaves anything behind.
 */
import { NOBODY_YET, whomIn } from "../../customers/identifiers.ts";
import { deleteCustomerOrder } from "../../sql/customers.ts";
import {
  deleteErasure,
  type ErasureRow,
  type Going,
  insertErasure,
  keepGoing,
  NOTHING_DONE,
} from "../../sql/erasures.ts";
import type { OrderRow } from "../../sql/orders.ts";
import { forgetRest, withSending } from "./erase_customer.ts";
import { eraseOrder } from "./erase_order.ts";
import type { ErasePorts, Shop } from "../ports.ts";

/** The order itself; the sweep, or `goOnWithOrder`, does the rest. `until_ms`: what bears a later date is another order's. */
export async function forgetOrder(
  ports: ErasePorts,
  shop: Shop,
  row: OrderRow,
  until_ms: number,
  now_ms: number,
): Promise<void> {
  const { db } = ports;
  const { customer: { email }, placed_at } = row.order.details;
  if (email === undefined) {
    await eraseOrder(ports, shop, row, now_ms);
    return;
  }
  const customer = await ports.name_customer(shop.id, email);
  let going: Going = { ...NOTHING_DONE, customer, numbers: [row.number], begun_ms: now_ms };
  const sending = await eraseOrder(ports, shop, row, now_ms, (told) => {
    going = { ...going, whom: whomIn(told, NOBODY_YET) };
    return [
      insertErasure(db, row.id, going, until_ms),
      deleteCustomerOrder(db, customer, placed_at, row.id),
    ];
  });
  if (sending.length > 0) await keepGoing(db, row.id, withSending(going, sending, now_ms)).run();
}

/** True when all of it is done: then nothing remembers it but the order. */
export async function goOnWithOrder(
  ports: ErasePorts,
  shop: Shop,
  { subject, asked_at, going }: ErasureRow,
  now_ms: number,
): Promise<boolean> {
  if (going?.customer === undefined) return true;
  if (!await forgetRest(ports, shop, going.customer, { subject, asked_at, going }, now_ms)) return false;
  await deleteErasure(ports.db, subject).run();
  return true;
}
