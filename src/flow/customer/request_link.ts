/** Mails a customer the link to one order or to all orders, and only to the address that ordered. */
import type { MessageKey } from "../../messages/message.ts";
import type { StandaloneMail } from "../../messages/standalone.ts";
import { splitOrderId } from "../../orders/order_id.ts";
import { readOrders, selectCustomerOrderCount, selectCustomerOrders } from "../../sql/customers.ts";
import { insertStandalone } from "../../sql/messages.ts";
import type { OrderRow } from "../../sql/orders.ts";
import { wake } from "../deliver/wake.ts";
import type { RecordPorts, Shop } from "../ports.ts";
import { openOrder } from "../archive/open_order.ts";
import { recordEvent } from "../record/record_event.ts";

/** Most new links an order: each is an event, and an old link in wrong hands must not fill the order up. */
const LINKS_MAX = 50;
/** Most of a customer's newest orders that are searched for a number. */
const NEWEST_MAX = 100;

export interface LinkPorts extends RecordPorts {
  readonly wake_queue: Queue<MessageKey>;
}

/**
 * Records the request for a link as an event of the order. A second one within the hour changes nothing and sends
 * nothing.
 */
export async function requestOrderLink(
  ports: LinkPorts,
  shop: Shop,
  { id, order }: OrderRow,
  now_ms: number,
): Promise<void> {
  if (order.links_requested_at.length >= LINKS_MAX) return;
  const { source, sender_id } = splitOrderId(id);
  const at = `${hourOf(now_ms)}:00:00.000Z`;
  const recorded = await recordEvent(ports, shop, {
    source,
    order: sender_id,
    webhook_id: `link-requested-${at}`,
    events: [{ type: "customer.link_requested", at }],
    received_at_ms: now_ms,
  }, now_ms);
  if (!recorded.ok) throw new Error(recorded.message);
  await wake(ports.wake_queue, recorded.value.due_keys);
}

/** What a visitor typed to find orders. It proves nothing. */
export interface Wanted {
  readonly email: string;
  /** The order's number; empty for all orders. */
  readonly number: string;
}

/**
 * Mails the owner of the address the link to the order of that number, or to all orders, where somebody ordered with
 * it. Sends at most one mail an hour. The answer to the visitor must not depend on the result.
 */
export async function requestLinks(
  ports: LinkPorts,
  shop: Shop,
  { email, number }: Wanted,
  now_ms: number,
): Promise<void> {
  const { db } = ports;
  const customer = await ports.name_customer(shop.id, email);
  const [selected, counted] = await db.batch([
    selectCustomerOrders(db, customer, null, NEWEST_MAX),
    selectCustomerOrderCount(db, customer),
  ]);
  const newest = readOrders(selected!);
  const [first] = newest;
  if (first === undefined) return;
  if (number !== "") {
    const wanted = newest.find((row) => isSameNumber(row.number, number));
    const row = await openOrder(ports, wanted ?? null);
    if (row !== null) await requestOrderLink(ports, shop, row, now_ms);
    return;
  }
  const { customer: { email: address, name, first_name }, locale } =
    (await openOrder(ports, first))!.order.details;
  const expires_at_ms = now_ms + shop.settings.link_days * 86_400_000;
  const about = hourOf(now_ms);
  const standalone: StandaloneMail<"history_link"> = {
    kind: "history_link",
    about,
    // The address as the order spells it; the typed one gets no mail.
    to: { email: address!, name, first_name },
    locale,
    link: { purpose: "history", subject: customer, expires_at_ms },
    facts: { orders: (counted!.results[0] as { readonly count: number }).count },
    due_at_ms: now_ms,
    valid_until_ms: now_ms + 86_400_000,
  };
  const inserted = await insertStandalone(db, customer, standalone, now_ms).run();
  if (inserted.meta.changes > 0) {
    await wake(ports.wake_queue, [{ subject: customer, kind: standalone.kind, about }]);
  }
}

/** Compares order numbers as people type them: with or without `#`, in any case. */
export function isSameNumber(number: string, typed: string): boolean {
  const plain = (text: string) => text.replaceAll(/[\s#]/g, "").toLowerCase();
  return plain(number) === plain(typed);
}

/** `2026-11-22T10` */
export function hourOf(now_ms: number): string {
  return new Date(now_ms).toISOString().slice(0, "2026-11-22T10".length);
}
