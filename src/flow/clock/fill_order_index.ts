/**
 * Puts the orders of before `order_index` into a shop's index, some at a time: whoever switches it on, or upgrades to a version
 * that lists more, finds all of their orders. An order that changes meanwhile is looked at again.
 */
import { DUE_TERM, dueOn, searchTerms } from "../../orders/search_terms.ts";
import type { OrderRow } from "../../sql/orders.ts";
import {
  insertTermsOfUnchanged,
  type OrderIndexFill,
  saveOrderIndexFill,
  selectOrderIndexFills,
  selectSeqs,
} from "../../sql/order_index_fills.ts";
import { readOrderRows, selectOrdersAfter } from "../../sql/orders.ts";
import { openOrders } from "../archive/open_order.ts";
import type { RecordPorts, Shop } from "../ports.ts";
import { hashed } from "../record/index_order_terms.ts";

type FillPorts = Pick<RecordPorts, "db" | "mail" | "name_customer">;

/** Of the terms of `orders/search_terms.ts`: raised where orders that are stored already are to get more of them. */
export const TERMS_VERSION = 1;
/** Orders of one run; each takes a statement or two, one in the archive a read of the bucket too. */
export const FILLED_AT_ONCE = 50;
/** Looks at orders that change while they are read; what changes still is left to the next run. */
const LOOKS_MAX = 3;

/** Whether a run would find work. */
export function isFillDue(
  { order_index }: Pick<Shop["settings"], "order_index">,
  fill: OrderIndexFill | undefined,
): boolean {
  return order_index && (fill === undefined || fill.version !== TERMS_VERSION || fill.done_at === null);
}

/** Serves the shop once. Returns whether more of it is left. */
export async function fillOrderIndex(ports: FillPorts, shop: Shop, now_ms: number): Promise<boolean> {
  const { db } = ports;
  const known = (await selectOrderIndexFills(db, [shop.id]).all<OrderIndexFill>()).results[0];
  if (!isFillDue(shop.settings, known)) return false;
  const after = known?.version === TERMS_VERSION ? known.after : "";
  let last = after;
  let is_more = true;
  for (let look = 0; look < LOOKS_MAX; look++) {
    const page = readOrderRows(await selectOrdersAfter(db, shop.id, after, FILLED_AT_ONCE).all());
    is_more = page.length === FILLED_AT_ONCE;
    last = page.at(-1)?.id ?? after;
    // The order itself says when it was placed.
    const orders = await openOrders(ports, page.map((row) => ({ ...row, placed_at: "" })));
    const statements = (await Promise.all(orders.map((row) => termsOf(ports, shop, row)))).flat();
    if (statements.length === 0) break;
    const [seqs] = (await db.batch([...statements, selectSeqs(db, orders.map(({ id }) => id))])).slice(-1);
    const now = new Map((seqs!.results as { id: string; seq: number }[]).map(({ id, seq }) => [id, seq]));
    if (orders.every(({ id, seq }) => now.get(id) === seq)) break;
    if (look === LOOKS_MAX - 1) return true;
  }
  const done_at = is_more ? null : now_ms;
  await saveOrderIndexFill(db, shop.id, { version: TERMS_VERSION, after: last, done_at }).run();
  return is_more;
}

async function termsOf(
  ports: FillPorts,
  shop: Shop,
  { id: order_id, seq, order }: OrderRow,
): Promise<readonly D1PreparedStatement[]> {
  const of = { shop_id: shop.id, order_id, seq };
  const due = dueOn(order, shop.settings);
  const terms = await hashed(ports, shop.id, searchTerms(order));
  return [
    insertTermsOfUnchanged(ports.db, { ...of, placed_at: order.details.placed_at }, terms),
    ...(due === null ? [] : [insertTermsOfUnchanged(ports.db, { ...of, placed_at: due }, [DUE_TERM])]),
  ];
}
