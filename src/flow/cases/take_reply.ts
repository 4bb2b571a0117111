/** Takes what a customer writes on the page to a case that waits for them: their answer, or that an automatic answer did not help. */
import type { Case, EntryDetail } from "../../cases/case.ts";
import { shopSubject } from "../../messages/subject.ts";
import { readCases, selectCasesOfOrder } from "../../sql/cases.ts";
import type { OrderRow } from "../../sql/orders.ts";
import type { RequestPorts } from "../customer/receive_request.ts";
import { wake } from "../deliver/wake.ts";
import { saidInCase } from "../desk/said_in_case.ts";
import type { Shop } from "../ports.ts";
import { insertShopAlert } from "../shop_alert.ts";
import { recordOpenness } from "./answer_case.ts";
import { continueCase } from "./open_case.ts";

export interface PageReply {
  /** Idempotency key of the form: the same id is said once. */
  readonly form_id: string;
  readonly words: string;
  /** The case that asked. */
  readonly case_id: string;
}

/** Adds the answer to the case that asked, which is the shop's turn then; false where the order has no such case. */
export async function takeReply(
  ports: RequestPorts,
  shop: Shop,
  order: OrderRow,
  { form_id, words, case_id }: PageReply,
  now_ms: number,
): Promise<boolean> {
  const found = await caseOf(ports, order, (one) => one.id === case_id && one.state !== "merged");
  if (found === null) return false;
  // While it is the shop's turn already, somebody has been told.
  const alerts = found.state !== "open" || found.next !== "shop";
  const about = `${case_id}:${form_id}`;
  const facts = {
    topic: "customer_request",
    order_number: order.number,
    detail: words.slice(0, 1_000),
    case_id,
  } as const;
  await addReply(ports, shop, { found, order }, { form_id, words, detail: { way: "page" } }, [
    ...(alerts ? [insertShopAlert(ports.db, shop, facts, now_ms, { about })] : []),
    ...saidInCase(
      ports.db,
      shop,
      { case_id, entry_id: form_id, order_number: order.number, by: "customer" },
      now_ms,
    ),
  ], now_ms);
  if (alerts) {
    await wake(ports.wake_queue, [
      { subject: shopSubject(shop.id), kind: "shop_alert", about: `customer_request:${about}` },
    ]);
  }
  return true;
}

/** A person is to answer the case after all; false where no case about the order is open, so that nobody would. */
export async function takeUnhelped(
  ports: RequestPorts,
  shop: Shop,
  order: OrderRow,
  said: Pick<PageReply, "form_id" | "words">,
  now_ms: number,
): Promise<boolean> {
  const found = await caseOf(ports, order, ({ state, next }) => state === "open" && next === "customer");
  // A second click finds the case with the shop already.
  if (found === null) return await caseOf(ports, order, ({ state }) => state === "open") !== null;
  const detail = { way: "page", act: "unhelped" };
  await addReply(ports, shop, { found, order }, { ...said, detail }, [], now_ms);
  return true;
}

async function caseOf(
  { db }: RequestPorts,
  order: OrderRow,
  is: (one: Case) => boolean,
): Promise<Case | null> {
  const cases = readCases(await selectCasesOfOrder(db, order.id).all());
  return cases.find((one) => one.proven && is(one)) ?? null;
}

async function addReply(
  ports: RequestPorts,
  shop: Shop,
  { found, order }: { readonly found: Case; readonly order: OrderRow },
  { form_id, words, detail }: Pick<PageReply, "form_id" | "words"> & { readonly detail: EntryDetail },
  more: readonly D1PreparedStatement[],
  now_ms: number,
): Promise<void> {
  const entry = { id: form_id, type: "message", author: "customer", words, detail } as const;
  await ports.db.batch([...continueCase(ports.db, shop, found, entry, now_ms), ...more]);
  await recordOpenness(ports, shop, { case: found, order }, "opened", now_ms);
}
