/**
 * Confirms by mail what a customer chose or said on a page: once for each form, in one batch with the statements that
 * the form writes.
 */
import { laneOf } from "../../messages/mail_class.ts";
import type { MessageKey } from "../../messages/message.ts";
import type { FactsOf, StandaloneMail } from "../../messages/standalone.ts";
import { readOrders, selectCustomerOrders } from "../../sql/customers.ts";
import { insertStandalone } from "../../sql/messages.ts";
import type { OrderRow } from "../../sql/orders.ts";
import { openOrder, type OpenPorts } from "../archive/open_order.ts";
import { wake } from "../deliver/wake.ts";
import type { Shop } from "../ports.ts";

type Confirmation = "rating_received" | "choice_confirmed";

export interface Confirming<Kind extends Confirmation> {
  readonly kind: Kind;
  /** Idempotency key of the form: the same id is confirmed once. */
  readonly form_id: string;
  /** `shop/~customer/…` */
  readonly customer: string;
  /** The order from which the customer's name and address are taken. */
  readonly row: OrderRow;
  readonly locale: string;
  readonly facts: FactsOf<Kind>;
  /** Milliseconds since the epoch; now where it is absent. */
  readonly due_at_ms?: number;
  /** What the mail's button opens; the order where it is absent. */
  readonly link?: { readonly purpose: "order" | "history"; readonly subject: string };
}

export async function confirmOnPage<Kind extends Confirmation>(
  { db, wake_queue }: { readonly db: D1Database; readonly wake_queue: Queue<MessageKey> },
  shop: Shop,
  { kind, form_id, customer, row, locale, facts, link, due_at_ms: due }: Confirming<Kind>,
  now_ms: number,
  more: readonly D1PreparedStatement[] = [],
): Promise<void> {
  const { email, name, first_name } = row.order.details.customer;
  if (email === undefined) {
    throw new Error("Cannot confirm what was chosen as its order must name its customer");
  }
  const due_at_ms = due ?? now_ms;
  const standalone = {
    kind,
    about: form_id,
    to: { email, name, first_name },
    locale,
    link: {
      ...(link ?? { purpose: "order" as const, subject: row.id }),
      expires_at_ms: now_ms + shop.settings.link_days * 86_400_000,
    },
    facts,
    due_at_ms,
    valid_until_ms: null,
  } as unknown as StandaloneMail;
  await db.batch([...more, insertStandalone(db, customer, standalone, now_ms)]);
  // A mail of the bulk lane, or one that is due later, is found by the sweep.
  if (laneOf(kind) === "urgent" && due_at_ms <= now_ms) {
    await wake(wake_queue, [{ subject: customer, kind, about: form_id }]);
  }
}

/** Returns the customer's newest order, from which name and address are taken; null where there is none. */
export async function newestOrder(ports: OpenPorts, customer: string): Promise<OrderRow | null> {
  const newest = readOrders(await selectCustomerOrders(ports.db, customer, null, 1).all())[0] ?? null;
  return await openOrder(ports, newest);
}
