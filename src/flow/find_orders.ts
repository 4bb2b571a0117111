/** Finds a shop's orders for its people: by a list, or by what somebody typed. */
import {
  CHANNEL_TERMS,
  COUNTRY_TERMS,
  DUE_TERM,
  dueOn,
  hasWords,
  type OrderList,
  soughtTerms,
} from "../orders/search_terms.ts";
import { splitOrderId } from "../orders/order_id.ts";
import { type Reference, referenceNames } from "../orders/reference.ts";
import { type Listed, readOrders, selectCustomerOrders } from "../sql/customers.ts";
import {
  type Between,
  type FoundOrder,
  type OrderAfter,
  readLooked,
  selectOrdersBetween,
  selectOrdersByTerm,
  selectTermsOf,
} from "../sql/order_terms.ts";
import { isArchived, type StoredOrder } from "../sql/orders.ts";
import { DAY_MS, dayIn, endOfDay } from "../orders/days.ts";
import { findOrder, openOrders } from "./archive/open_order.ts";
import type { RecordPorts, Shop } from "./ports.ts";
import { hashed } from "./record/index_order_terms.ts";

type FindPorts = Pick<RecordPorts, "db" | "mail" | "name_customer">;

/** Kinds of number by which every shop's orders are found. */
const SOUGHT_BY: readonly Reference["by"][] = ["number", "tracking", "payment", "order_id"];
/** Most orders of one search. */
const FOUND_MAX = 50;
/** Channels and countries that are offered to choose from. */
const CHOICES_MAX = 20;

/** Returns a page of a list, newest first, as D1 keeps it; empty for a shop without `order_index`. */
export async function listOrders(
  { db }: Pick<FindPorts, "db">,
  shop: Shop,
  list: OrderList,
  after: OrderAfter | null,
  limit: number,
): Promise<readonly Listed<StoredOrder>[]> {
  return readOrders(await selectOrdersByTerm(db, shop.id, list, after, limit).all());
}

/** What a page of orders is to show: one list, and of it what fits. */
export interface OrderFilter {
  readonly list: OrderList;
  /** As its storefront names it, in lower case. */
  readonly channel: string | null;
  /** ISO 3166-1 alpha-2. */
  readonly country: string | null;
  /** Days in the shop's zone between which it was placed, both included. */
  readonly from: string | null;
  readonly until: string | null;
}

export interface OrdersLooked {
  readonly orders: readonly Listed<StoredOrder>[];
  /** Where the next page begins; null at the end. */
  readonly next: OrderAfter | null;
}

/** Looks at `limit` orders of the list and returns those that fit, so that no filter reads more: late ones by their promise, others newest first. */
export async function filterOrders(
  { db }: Pick<FindPorts, "db">,
  shop: Shop,
  filter: OrderFilter,
  after: OrderAfter | null,
  limit: number,
  now_ms: number,
): Promise<OrdersLooked> {
  const zone = shop.settings.time_zone;
  const today = dayIn(zone, now_ms);
  const is_due = filter.list === "~late" || filter.list === "~today";
  const wanted = [
    ...(filter.channel === null ? [] : [`${CHANNEL_TERMS}${filter.channel}`]),
    ...(filter.country === null ? [] : [`${COUNTRY_TERMS}${filter.country}`]),
  ];
  // The rarer term leads: every order is on the list of all.
  const [leading = filter.list as string, ...others] = filter.list === "~all"
    ? wanted
    : [filter.list, ...wanted];
  const placed = placedBetween(zone, filter);
  const rows = readLooked(
    await selectOrdersBetween(
      db,
      shop.id,
      is_due
        ? { term: DUE_TERM, terms: [], order: "oldest" }
        : { term: leading, terms: others, order: "newest" },
      filter.list === "~late"
        ? { from: "", before: today }
        : is_due
        ? { from: today, before: `${today}~` }
        : placed,
      after,
      limit,
    ).all(),
  );
  const last = rows.length < limit ? undefined : rows.at(-1);
  return {
    orders: rows.filter((row) => row.fits && (!is_due || isDueStill(row, filter, placed, shop))),
    next: last === undefined ? null : { placed_at: last.placed_at, order_id: last.id },
  };
}

/** A promise may have moved with the shop's settings; what stands under its day is asked again. */
function isDueStill(row: StoredOrder, filter: OrderFilter, { from, before }: Between, shop: Shop): boolean {
  if (isArchived(row)) return false;
  const { details } = row.order;
  return dueOn(row.order, shop.settings) !== null && details.placed_at >= from &&
    details.placed_at < before &&
    (filter.channel === null || details.channel?.toLowerCase() === filter.channel) &&
    (filter.country === null || details.shipping_address?.country === filter.country);
}

function placedBetween(zone: string, { from, until }: OrderFilter): Between {
  const dayBefore = (day: string) => new Date(Date.parse(day) - DAY_MS).toISOString().slice(0, 10);
  return {
    from: from === null ? "" : new Date(endOfDay(zone, dayBefore(from))).toISOString(),
    before: until === null ? "~" : new Date(endOfDay(zone, until)).toISOString(),
  };
}

/** Returns the channels and countries that the shop's orders have, some of each. */
export async function filterChoices(
  { db }: Pick<FindPorts, "db">,
  shop: Shop,
): Promise<{ readonly channels: readonly string[]; readonly countries: readonly string[] }> {
  const [channels, countries] = await db.batch([
    selectTermsOf(db, shop.id, CHANNEL_TERMS, CHOICES_MAX),
    selectTermsOf(db, shop.id, COUNTRY_TERMS, CHOICES_MAX),
  ]);
  const valuesOf = (result: D1Result, prefix: string) =>
    result.results.map((row) => (row as { readonly term: string }).term.slice(prefix.length));
  return {
    channels: valuesOf(channels!, CHANNEL_TERMS),
    countries: valuesOf(countries!, COUNTRY_TERMS),
  };
}

/** Returns the orders that the text may mean, newest first: by a number at once, otherwise by every term at once. */
export async function findOrders(
  ports: FindPorts,
  shop: Shop,
  text: string,
): Promise<readonly FoundOrder[]> {
  const sought = text.trim().slice(0, 128);
  if (sought === "") return [];
  const names = SOUGHT_BY.flatMap((by) => referenceNames(shop.id, { by, value: sought }));
  const exact = await findOrder(ports, ...names);
  if (exact !== null && splitOrderId(exact.id).shop_id === shop.id) {
    return [{ ...exact, placed_at: exact.order.details.placed_at }];
  }
  if (sought.includes("@")) {
    const customer = await ports.name_customer(shop.id, sought);
    return await openOrders(
      ports,
      readOrders(await selectCustomerOrders(ports.db, customer, null, FOUND_MAX).all()),
    );
  }
  if (!shop.settings.order_index) return [];
  const terms = await hashed(ports, shop.id, soughtTerms(sought));
  const results = await ports.db.batch(
    terms.map((term) => selectOrdersByTerm(ports.db, shop.id, term, null, FOUND_MAX)),
  );
  const found = new Map(results.flatMap(readOrders).map((row) => [row.id, row]));
  const newest = [...found.values()].toSorted((a, b) => a.placed_at < b.placed_at ? 1 : -1).slice(
    0,
    FOUND_MAX,
  );
  return (await openOrders(ports, newest)).filter(({ order }) => hasWords(order, sought));
}
