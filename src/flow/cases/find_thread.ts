/**
 * Decides to which case and order an incoming mail belongs. An unproven mail joins no customer's thread, unless it
 * came to the thread's own signed address from the address of the person to whom it was given.
 */
import type { Case, CaseEntry } from "../../cases/case.ts";
import { namedOrder } from "../../cases/order_numbers.ts";
import { sameAddress } from "../../conversations/mail_address.ts";
import { messageId } from "../../mail/mime/message_id.ts";
import { isKind, keyText } from "../../messages/message.ts";
import { splitOrderId } from "../../orders/order_id.ts";
import {
  readCases,
  readEntries,
  selectCasesOfCustomer,
  selectCasesOfOrder,
  selectEntries,
} from "../../sql/cases.ts";
import { readOrders, selectCustomerOrders } from "../../sql/customers.ts";
import { readMails, selectMails } from "../../sql/desk.ts";
import { type OrderRow, readOrder, selectOrder } from "../../sql/orders.ts";
import { findOrder, openOrder, openOrders, type OpenPorts } from "../archive/open_order.ts";
import type { Shop } from "../ports.ts";
import { loadCase, readerOf } from "./load_case.ts";

/** How the thread was found; `none` for a matter that is new. */
export type FoundBy = "address" | "message_id" | "order_number" | "only_order" | "none";

export interface Thread {
  readonly found_by: FoundBy;
  /** The case that the mail continues. */
  readonly case: Case | null;
  readonly order: OrderRow | null;
  /** True where the mail proves that its writer may read what the thread says. */
  readonly trusted: boolean;
  /** True where the writer is not the person whose thread it is. */
  readonly other_writer: boolean;
}

export interface ThreadQuestion {
  /** What the signed address names: an order, a case, a customer. Null where the mail came to another address. */
  readonly subject: string | null;
  readonly from: string;
  /** True where a signature proves `from`. */
  readonly proven: boolean;
  /** `shop/~customer/…` of `from`. */
  readonly customer: string;
  /** Message-IDs with their brackets that the mail answers. */
  readonly message_ids: readonly string[];
  readonly text: string;
}

/** Orders and mails of one customer in which a Message-ID is looked for. */
const ORDERS_MAX = 20;
const THREADS_MAX = 8;
/** Days after which a solved matter is not taken up again by a mail about the same order. */
const REOPENED_WITHIN_MS = 60 * 86_400_000;

export async function findThread(
  ports: OpenPorts,
  shop: Shop,
  question: ThreadQuestion,
  now_ms: number,
): Promise<Thread> {
  const { db } = ports;
  const { subject, proven } = question;
  const addressed = subject === null ? null : await byAddress(ports, shop, subject, question, now_ms);
  if (addressed !== null) return addressed;
  if (!proven) {
    return { found_by: "none", case: null, order: null, trusted: false, other_writer: false };
  }
  const [listed, bought] = await db.batch([
    selectCasesOfCustomer(db, question.customer),
    selectCustomerOrders(db, question.customer, null, ORDERS_MAX),
  ]);
  const cases = readCases(listed!).filter((one) => one.proven && one.state !== "merged");
  const orders = await openOrders(ports, readOrders(bought!));
  const known = { trusted: true, other_writer: false } as const;
  const answered = await byMessageId(ports, shop, question, cases, orders);
  if (answered !== null) {
    const order = answered.order;
    return {
      ...known,
      found_by: "message_id",
      order,
      case: answered.case ?? (order === null ? null : openAbout(cases, order.id, now_ms)),
    };
  }
  const named = namedOrder(question.text, orders);
  if (named !== undefined) {
    return { ...known, found_by: "order_number", order: named, case: openAbout(cases, named.id, now_ms) };
  }
  const only = orders.length === 1 ? orders[0]! : null;
  return { ...known, found_by: only === null ? "none" : "only_order", order: only, case: null };
}

async function byAddress(
  ports: OpenPorts,
  shop: Shop,
  subject: string,
  { from, proven, customer }: ThreadQuestion,
  now_ms: number,
): Promise<Thread | null> {
  const { shop_id, source, sender_id } = splitOrderId(subject);
  if (shop_id !== shop.id) return null;
  if (source === "~conversation") {
    const loaded = await loadCase(ports, shop.id, sender_id);
    if (loaded === null) return null;
    const is_reader = sameAddress(readerOf(loaded)?.email ?? "", from);
    const other_writer = !is_reader && loaded.case.customer !== customer;
    if (other_writer && !proven) return strange();
    return {
      found_by: "address",
      case: loaded.case,
      order: loaded.order,
      trusted: !other_writer && loaded.case.proven,
      other_writer,
    };
  }
  if (source.startsWith("~")) return null;
  const { db } = ports;
  const [selected, listed] = await db.batch([selectOrder(db, subject), selectCasesOfOrder(db, subject)]);
  const order = await openOrder(ports, readOrder(selected!));
  if (order === null) return null;
  const other_writer = !sameAddress(order.order.details.customer.email ?? "", from);
  if (other_writer && !proven) return strange();
  const cases = readCases(listed!).filter((one) => one.proven && one.state !== "merged");
  // Somebody else who was sent the mail starts a thread of their own about the order.
  const own = other_writer ? cases.filter((one) => one.customer === customer) : cases;
  return {
    found_by: "address",
    case: openAbout(own, order.id, now_ms),
    order,
    trusted: !other_writer,
    other_writer,
  };
}

/** An unproven stranger at somebody's address: their mail is kept apart and names no order. */
function strange(): Thread {
  return { found_by: "none", case: null, order: null, trusted: false, other_writer: true };
}

/** Returns the open case about the order, or the last one that was solved lately. */
export function openAbout(cases: readonly Case[], order_id: string, now_ms: number): Case | null {
  const about = cases.filter((one) => one.order_id === order_id).toSorted((a, b) =>
    b.changed_at - a.changed_at
  );
  return about.find(({ state }) => state === "open") ??
    about.find(({ changed_at }) => now_ms - changed_at < REOPENED_WITHIN_MS) ?? null;
}

async function byMessageId(
  ports: OpenPorts,
  shop: Shop,
  { message_ids }: ThreadQuestion,
  cases: readonly Case[],
  orders: readonly OrderRow[],
): Promise<{ readonly case: Case | null; readonly order: OrderRow | null } | null> {
  if (message_ids.length === 0) return null;
  const { db } = ports;
  const wanted = new Set(message_ids);
  const recent = cases.slice(0, THREADS_MAX);
  const threads = recent.length === 0
    ? []
    : await db.batch(recent.map((one) => selectEntries(db, shop.id, one.id)));
  for (const [index, result] of threads.entries()) {
    const found = recent[index]!;
    const ids = await idsOf(shop, `${shop.id}/~conversation/${found.id}`, readEntries(result));
    if (!ids.some((id) => wanted.has(id))) continue;
    return { case: found, order: await orderOf(ports, found) };
  }
  for (const order of orders.slice(0, THREADS_MAX)) {
    for (const { subject, kind, about } of readMails(await selectMails(db, shop.id, order.id).all(), order)) {
      if (!isKind(kind)) continue;
      if (wanted.has(await messageId(keyText({ subject, kind, about }), fromDomain(shop)))) {
        return { case: null, order };
      }
    }
  }
  return null;
}

/** Returns the Message-IDs of what was said in a case: the customer's own and those of our mails. */
async function idsOf(
  shop: Shop,
  subject: string,
  entries: readonly CaseEntry[],
): Promise<readonly string[]> {
  const ids = entries.map(async ({ detail: { message_id, mail } }) => {
    if (message_id !== undefined) return message_id;
    if (mail === undefined || !isKind(mail.kind)) return "";
    return await messageId(keyText({ subject, kind: mail.kind, about: mail.about }), fromDomain(shop));
  });
  return await Promise.all(ids);
}

async function orderOf(ports: OpenPorts, { order_id }: Case): Promise<OrderRow | null> {
  return order_id === null ? null : await findOrder(ports, order_id);
}

function fromDomain({ settings: { from } }: Shop): string {
  return from.email.slice(from.email.lastIndexOf("@") + 1);
}
