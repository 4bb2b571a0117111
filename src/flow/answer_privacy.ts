/** What a storefront passes on of its customers' rights: the same verbs as on the pages, without the code, as the sender has proven itself. */
import type { MessageKey } from "../messages/message.ts";
import type { Notice } from "../messages/notice.ts";
import { orderId } from "../orders/order_id.ts";
import { readOrders, selectCustomerOrders, selectSomeCustomer } from "../store/customers.ts";
import { insertNotice } from "../store/messages.ts";
import { readOrder, selectOrder } from "../store/orders.ts";
import { eraseCustomer, type ErasePorts, forgetOrder } from "./erase_customer.ts";
import { nudge } from "./nudge.ts";
import type { RecordPorts, Shop } from "./ports.ts";

export interface Asked {
  readonly what: "data" | "customer" | "shop";
  readonly email: string | null;
  /** As the sender names them. */
  readonly orders: readonly string[];
}

export type PrivacyPorts = ErasePorts & Pick<RecordPorts, "name_customer"> & {
  readonly nudges: Queue<MessageKey>;
};

/** Customers of one store in one run; the sender tries again while there are more. */
const CUSTOMERS_MAX = 200;
const DOWNLOAD_MS = 7 * 86_400_000;

/** True when it is done; false when the sender must ask again for the rest. */
export async function answerPrivacy(
  ports: PrivacyPorts,
  shop: Shop,
  source: string,
  asked: Asked,
  delivery_id: string,
  now_ms: number,
): Promise<boolean> {
  const customer = asked.email === null ? null : await ports.name_customer(shop.id, asked.email);
  switch (asked.what) {
    case "data":
      if (customer !== null) await offerData(ports, customer, delivery_id, now_ms);
      return true;
    case "customer": {
      for (const sender_id of asked.orders) {
        const row = readOrder(await selectOrder(ports.db, orderId(shop.id, source, sender_id)).all());
        if (row !== null && row.order.erased_at === undefined) await forgetOrder(ports, shop, row, now_ms);
      }
      return customer === null || await eraseCustomer(ports, shop, customer, now_ms, false);
    }
    case "shop":
      for (let count = 0; count < CUSTOMERS_MAX; count++) {
        const found = await selectSomeCustomer(ports.db, shop.id).first<{ readonly customer: string }>();
        if (found === null) return true;
        if (!await eraseCustomer(ports, shop, found.customer, now_ms, false)) return false;
      }
      return false;
  }
}

/** By mail to the address that ordered; who does not read it cannot take anything. */
async function offerData(
  { db, nudges }: PrivacyPorts,
  customer: string,
  delivery_id: string,
  now_ms: number,
): Promise<void> {
  const [newest] = readOrders(await selectCustomerOrders(db, customer, null, 1).all());
  if (newest === undefined) return;
  const { customer: { email, name, first_name }, locale } = newest.order.details;
  const about = delivery_id.replaceAll("/", ":");
  const expires_at_ms = now_ms + DOWNLOAD_MS;
  const notice: Notice<"data_export_ready"> = {
    kind: "data_export_ready",
    about,
    to: { email: email!, name, first_name },
    locale,
    link: { purpose: "export", subject: customer, expires_at_ms },
    facts: { until: new Date(expires_at_ms).toISOString() },
    due_at_ms: now_ms,
    valid_until_ms: expires_at_ms,
  };
  await insertNotice(db, customer, notice, now_ms).run();
  await nudge(nudges, [{ subject: customer, kind: notice.kind, about }]);
}
