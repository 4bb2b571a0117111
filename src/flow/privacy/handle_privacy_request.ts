/**
 * Carries out privacy requests that a sender passes on, by the same verbs as the pages; the verified webhook stands
 * for the code.
 */
import type { StandaloneMail } from "../../messages/standalone.ts";
import { orderId } from "../../orders/order_id.ts";
import { readOrders, selectCustomerOrders } from "../../sql/customers.ts";
import { readErasures, selectErasure } from "../../sql/erasures.ts";
import { insertStandalone } from "../../sql/messages.ts";
import { findOrder, openOrder } from "../archive/open_order.ts";
import { eraseCustomer } from "./erase_customer.ts";
import { holdErasure } from "./held_requests.ts";
import { continueOrderErasure, startOrderErasure } from "./start_order_erasure.ts";
import { listErasure } from "./list_erasure.ts";
import { wake } from "../deliver/wake.ts";
import type { ErasePorts, Shop } from "../ports.ts";

export interface PrivacyRequest {
  readonly what: "data" | "customer" | "shop";
  readonly email: string | null;
  /** Order ids as the sender names them. */
  readonly orders: readonly string[];
  /** Time at which the sender was asked, in its own words: the same on each repetition. */
  readonly at: string | null;
}

const DOWNLOAD_MS = 7 * 86_400_000;

/** What one run does not finish the sweep does: it is not forgotten. */
export async function answerPrivacy(
  ports: ErasePorts,
  shop: Shop,
  source: string,
  asked: PrivacyRequest,
  webhook_id: string,
  now_ms: number,
): Promise<void> {
  const asked_at_ms = Math.min(asked.at === null ? now_ms : Date.parse(asked.at), now_ms);
  const customer = asked.email === null ? null : await ports.name_customer(shop.id, asked.email);
  switch (asked.what) {
    case "data":
      if (customer !== null) await offerData(ports, customer, webhook_id, now_ms);
      return;
    case "customer":
      if (customer !== null) {
        await eraseCustomer(ports, shop, customer, {
          email: asked.email,
          notifies_customer: false,
          asked_at_ms,
        }, now_ms);
      }
      return await eraseNamed(ports, shop, asked.orders.map((id) => orderId(shop.id, source, id)), now_ms);
    case "shop":
      await holdErasure(ports, shop, source, now_ms);
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
    const row = await findOrder(ports, id);
    if (row === null || row.order.erased_at !== undefined) continue;
    await listErasure(ports.mail, { subject: row.id, asked_at_ms: now_ms }, now_ms);
    await startOrderErasure(ports, shop, row, now_ms, now_ms);
    const [job] = readErasures(await selectErasure(ports.db, row.id).all());
    if (job !== undefined) await continueOrderErasure(ports, shop, job, now_ms);
  }
}

/** By mail to the address that ordered; who does not read it cannot take anything. */
async function offerData(
  { db, mail, wake_queue }: ErasePorts,
  customer: string,
  webhook_id: string,
  now_ms: number,
): Promise<void> {
  const [first = null] = readOrders(await selectCustomerOrders(db, customer, null, 1).all());
  const newest = await openOrder({ mail }, first);
  if (newest === null) return;
  const { customer: { email, name, first_name }, locale } = newest.order.details;
  const about = webhook_id.replaceAll("/", ":");
  const expires_at_ms = now_ms + DOWNLOAD_MS;
  const standalone: StandaloneMail<"data_export_ready"> = {
    kind: "data_export_ready",
    about,
    to: { email: email!, name, first_name },
    locale,
    link: { purpose: "export", subject: customer, expires_at_ms },
    facts: { until: new Date(expires_at_ms).toISOString() },
    due_at_ms: now_ms,
    valid_until_ms: expires_at_ms,
  };
  await insertStandalone(db, customer, standalone, now_ms).run();
  await wake(wake_queue, [{ subject: customer, kind: standalone.kind, about }]);
}
