/**
 * Decides to which case and order a short message belongs. A writer who proved the address is the customer; anybody else
 * has threads of their own.
 */
import type { Case } from "../../cases/case.ts";
import { namedOrder } from "../../cases/order_numbers.ts";
import { readKey } from "../../messages/outcome.ts";
import { splitOrderId } from "../../orders/order_id.ts";
import { readCases, selectCase, selectCasesOfCustomer } from "../../sql/cases.ts";
import { readOrders, selectCustomerOrders } from "../../sql/customers.ts";
import type { OrderRow } from "../../sql/orders.ts";
import { selectProviderRefs } from "../../sql/outcomes.ts";
import { openOrders, type OpenPorts } from "../archive/open_order.ts";
import { openAbout } from "../cases/find_thread.ts";
import type { Shop } from "../ports.ts";

export interface ShortThread {
  readonly case: Case | null;
  readonly order: OrderRow | null;
}

export interface ShortThreadQuestion {
  /** Whose the address is; null for somebody whom nobody knows. */
  readonly customer: string | null;
  /** The case of the writer's last message. */
  readonly case_id: string | null;
  /** The channel and its id of our message that this one answers. */
  readonly answers: { readonly channel: string; readonly id: string } | null;
  readonly words: string;
}

const ORDERS_MAX = 20;
/** Days after which a solved matter is not taken up again. */
const REOPENED_WITHIN_MS = 60 * 86_400_000;

export async function findShortThread(
  ports: OpenPorts,
  shop: Shop,
  { customer, case_id, answers, words }: ShortThreadQuestion,
  now_ms: number,
): Promise<ShortThread> {
  const { db } = ports;
  const last = case_id === null ? null : readCases(await selectCase(db, shop.id, case_id).all())[0] ?? null;
  const own = last === null || last.state === "merged" || !isFresh(last, now_ms) ? null : last;
  if (customer === null) return { case: own, order: null };
  const [listed, bought] = await db.batch([
    selectCasesOfCustomer(db, customer),
    selectCustomerOrders(db, customer, null, ORDERS_MAX),
  ]);
  const cases = readCases(listed!).filter((one) => one.proven && one.state !== "merged");
  const orders = await openOrders(ports, readOrders(bought!));
  const orderOf = (id: string | null) => orders.find((order) => order.id === id) ?? null;
  const about = (order: OrderRow) => ({ order, case: openAbout(cases, order.id, now_ms) });

  const answered = answers === null ? null : await answeredSubject(db, answers);
  if (answered !== null) {
    const order = orderOf(answered);
    if (order !== null) return about(order);
    const found = cases.find(({ id }) => id === splitOrderId(answered).sender_id);
    if (found !== undefined) return { case: found, order: orderOf(found.order_id) };
  }
  const named = namedOrder(words, orders);
  if (named !== undefined) return about(named);
  // Whoever goes on writing means the matter at hand: their own last case, or the one that was touched last.
  const open = (own?.state === "open" ? cases.find(({ id }) => id === own.id) : undefined) ??
    cases.filter(({ state }) => state === "open").toSorted((a, b) => b.changed_at - a.changed_at)[0];
  if (open !== undefined) return { case: open, order: orderOf(open.order_id) };
  return orders.length === 1 ? about(orders[0]!) : { case: null, order: null };
}

function isFresh({ state, changed_at }: Case, now_ms: number): boolean {
  return state === "open" || now_ms - changed_at < REOPENED_WITHIN_MS;
}

/** Returns the owner of our message that was answered: an order or a case. */
async function answeredSubject(
  db: D1Database,
  { channel, id }: { readonly channel: string; readonly id: string },
): Promise<string | null> {
  const text = await selectProviderRefs(db, channel, [id]).first<string>("message_key");
  return text === null ? null : readKey(text)?.subject ?? null;
}
