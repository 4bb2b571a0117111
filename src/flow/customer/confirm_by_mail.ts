/** Tells a customer by mail what they chose or said on a page: once for each form, together with what it writes. */
import { laneOf } from "../../messages/mail_class.ts";
import type { MessageKey } from "../../messages/message.ts";
import type { FactsOf, StandaloneMail } from "../../messages/standalone.ts";
import { readOrders, selectCustomerOrders } from "../../sql/customers.ts";
import { insertStandalone } from "../../sql/messages.ts";
import type { OrderRow } from "../../sql/orders.ts";
import { wake } from "../deliver/wake.ts";
import type { Shop } from "../ports.ts";

type Confirmation = "rating_received" | "choice_confirmed";

export interface Confirming<Kind extends Confirmation> {
  readonly kind: Kind;
  /** One showing of a form: the same id is the same confirmation. */
  readonly form_id: string;
  /** `shop/~customer/…` */
  readonly customer: string;
  /** The order that says who the customer is. */
  readonly row: OrderRow;
  readonly locale: string;
  readonly facts: FactsOf<Kind>;
  /** At once by itself. */
  readonly due_at_ms?: number;
  /** What its button opens; the order by itself. */
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
  // What can wait, or has to, is found by the clock.
  if (laneOf(kind) === "urgent" && due_at_ms <= now_ms) {
    await wake(wake_queue, [{ subject: customer, kind, about: form_id }]);
  }
}

/** Where no order is at hand the newest one says who the customer is; null where there is none. */
export async function newestOrder(db: D1Database, customer: string): Promise<OrderRow | null> {
  return readOrders(await selectCustomerOrders(db, customer, null, 1).all())[0] ?? null;
}
