/** What a storefront passes on of its customers' rights: the same verbs as on the pages, without the code, as the sender has proven itself. */
import type { Notice } from "../../messages/notice.ts";
import { orderId } from "../../orders/order_id.ts";
import { readOrders, selectCustomerOrders } from "../../sql/customers.ts";
import { readErasures, selectErasure } from "../../sql/erasures.ts";
import { insertNotice } from "../../sql/messages.ts";
import { readOrder, selectOrder } from "../../sql/orders.ts";
import { eraseCustomer } from "./erase_customer.ts";
import { eraseShop } from "./erase_shop.ts";
import { forgetOrder, goOnWithOrder } from "./start_order_erasure.ts";
import { nudge } from "../deliver/wake.ts";
import type { ErasePorts, Shop } from "../ports.ts";

export interface Asked {
  readonly what: "data" | "customer" | "shop";
  readonly email: string | null;
  /** As the sender names them. */
  readonly orders: readonly string[];
  /** When the sender was asked, as it says itself: the same each time that it tells of it. */
  readonly at: string | null;
}

const DOWNLOAD_MS = 7 * 86_400_000;

/** What one run does not finish the sweep does: it is not forgotten. */
export async function answerPrivacy(
  ports: ErasePorts,
  shop: Shop,
  source: string,
  asked: Asked,
  delivery_id: string,
  now_ms: number,
): Promise<void> {
  const asked_at_ms = Math.min(asked.at === null ? now_ms : Date.parse(asked.at), now_ms);
  const customer = asked.email === null ? null : await ports.name_customer(shop.id, asked.email);
  switch (asked.what) {
    case "data":
      if (customer !== null) await offerData(ports, customer, delivery_id, now_ms);
      return;
    case "customer":
      if (customer !== null) {
        await eraseCustomer(ports, shop, customer, { email: asked.email, tells: false, asked_at_ms }, now_ms);
      }
      return await eraseNamed(ports, shop, asked.orders.map((id) => orderId(shop.id, source, id)), now_ms);
    case "shop":
      await eraseShop(ports, shop, asked_at_ms, now_ms);
      return;
  }
}

/** Orders that the sender names and that no address of the customer led to. */
async function eraseNamed(
  ports: ErasePorts,
  shop: Shop,
  order_ids: readonly string[],
  now_ms: number,
): Promise<void> {
  for (const id of order_ids) {
    const row = readOrder(await selectOrder(ports.db, id).all());
    if (row === null || row.order.erased_at !== undefined) continue;
    await forgetOrder(ports, shop, row, now_ms, now_ms);
    const [job] = readErasures(await selectErasure(ports.db, row.id).all());
    if (job !== undefined) await goOnWithOrder(ports, shop, job, now_ms);
  }
}

/** By mail to the address that ordered; who does not read it cannot take anything. */
async function offerData(
  { db, nudges }: ErasePorts,
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
