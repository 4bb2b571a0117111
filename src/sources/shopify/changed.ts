/**
 * Fetches a page of the orders that changed at a Shopify store. Their parts are read like those of webhooks, and each
 * event has its own time. https://shopify.dev/docs/api/admin-graphql/latest/queries/orders
 */
import * as v from "valibot";
import type { ChangedOrder, ChangedPage, ChangedSince } from "../../orders/changed_orders.ts";
import { OrderEvent } from "../../orders/event.ts";
import { UNNAMED_PAYMENT } from "../../orders/reference.ts";
import { err, ok, type Result } from "../../result.ts";
import { Code, fitting } from "../read/fields.ts";
import { checked } from "../read/parse_error.ts";
import { type AdminAccess, type AdminRefusal, askAdmin } from "./admin_api.ts";
import { valueAt } from "./answer_values.ts";
import { API_VERSION } from "./api_version.ts";
import { reasonOf } from "./shopify.ts";
import { detailsOf } from "./details.ts";
import { listedFulfilments } from "./fulfilment.ts";
import { takenAlong } from "./ways.ts";
import { readShopifyOrder, type ShopifyOrder } from "./order.ts";
import { type OrderAnswer, type PiecedAnswer, webhookOrder } from "./order_answer.ts";
import {
  CHANGED_ORDERS,
  FULFILMENT,
  LINES_ASKED,
  MORE_LINES,
  ORDER,
  PIECES_ASKED,
  REFUND,
} from "./order_query.ts";
import { isEdited } from "./sums.ts";
import { shopifyHost } from "./host.ts";
import { readRefund } from "./refund.ts";
import type { ChangedPorts } from "../source.ts";
import { Instant } from "../../values/schemas.ts";

/** Each order takes about ten database statements; this size keeps a page within what one invocation may make. */
export const PAGE_SIZE = 25;
/** Most pages of one order's lines or pieces: more than an order may hold. */
const PAGES_MAX = 30;

const Orders = v.object({
  orders: v.object({
    edges: v.array(v.object({ cursor: v.string(), node: v.object({ id: v.string(), updatedAt: Instant }) })),
    pageInfo: v.object({ hasNextPage: v.boolean() }),
  }),
});
const Page = v.object({
  nodes: v.array(v.unknown()),
  pageInfo: v.object({ hasNextPage: v.boolean(), endCursor: Code }),
});
const Ids = v.array(v.object({ id: v.string() }));
const Changed = v.object({ updated_at: Instant });
const Parts = v.object({
  fulfillments: v.nullish(v.array(v.unknown()), []),
  refunds: v.nullish(v.array(v.unknown()), []),
});

/**
 * Fetches one page: the ids of the orders that changed, then each order. Where Shopify's points are used up, the page
 * ends with the last order that was read. If Shopify no longer knows the page, the run starts again from `since`.
 */
export async function changedAtShopify(
  { since, page }: ChangedSince,
  { tokens, ask, api_version = API_VERSION, time_zone = "UTC", date_names = [] }: ChangedPorts,
): Promise<Result<ChangedPage, "unavailable">> {
  const [token] = tokens;
  if (token === undefined) {
    return err("unavailable", "Cannot ask Shopify as this shop must have a token for it");
  }
  const domain = shopifyHost(token);
  const access = { domain, token: token.slice(domain.length + 1), version: api_version, ask };
  const query = `updated_at:>='${since}'`;
  const listed = await askFor(access, CHANGED_ORDERS, { first: PAGE_SIZE, after: page, query }, Orders);
  if (!listed.ok) {
    if (listed.reason !== "cursor") return err("unavailable", listed.message);
    return ok({ orders: [], refused: [], next: { since, page: null }, is_last: false });
  }
  const { edges, pageInfo } = listed.value.orders;
  const orders: ChangedOrder[] = [];
  const refused: string[] = [];
  let next_page: string | null = page;
  for (const [index, { cursor, node }] of edges.entries()) {
    const answer = await askForOrder(access, node.id);
    if (!answer.ok && answer.reason === "too_large") {
      next_page = cursor;
      refused.push(answer.message);
      continue;
    }
    if (!answer.ok) {
      if (index === 0) return err("unavailable", answer.message);
      return ok({ orders, refused, next: { since, page: next_page }, is_last: false });
    }
    next_page = cursor;
    // An order that was deleted meanwhile.
    if (answer.value === null) continue;
    const read = readChanged(webhookOrder(answer.value, time_zone), date_names);
    if (read.ok) orders.push(read.value);
    else refused.push(read.message);
  }
  // A page is known to Shopify only with the question that began the run, so `since` moves on at its end.
  if (pageInfo.hasNextPage) return ok({ orders, refused, next: { since, page: next_page }, is_last: false });
  const last = edges.at(-1)?.node.updatedAt ?? since;
  return ok({ orders, refused, next: { since: last > since ? last : since, page: null }, is_last: true });
}

/** `too_large`: the order is left out, and holds up no other. */
type OrderRefusal = AdminRefusal | "too_large";

/** Asks for one order with all of its lines, fulfilments and refunds; null where there is none. */
async function askForOrder(
  access: AdminAccess,
  id: string,
): Promise<Result<OrderAnswer | null, OrderRefusal>> {
  const answer = await askAdmin(access, ORDER, { id, lines: LINES_ASKED });
  if (!answer.ok) return answer;
  const { order } = answer.value;
  if (order === null || order === undefined) return ok(null);
  const lines = await rest(access, MORE_LINES, { id, first: LINES_ASKED }, order, ["order", "lineItems"]);
  if (!lines.ok) return lines;
  const fulfilments = await pieced(
    access,
    FULFILMENT,
    valueAt(order, "fulfillments"),
    "fulfillment",
    "fulfillmentLineItems",
  );
  if (!fulfilments.ok) return fulfilments;
  const refunds = await pieced(access, REFUND, valueAt(order, "refunds"), "refund", "refundLineItems");
  if (!refunds.ok) return refunds;
  return ok({ order, lines: lines.value, fulfilments: fulfilments.value, refunds: refunds.value });
}

/** Asks for each fulfilment or refund with all of its pieces. */
async function pieced(
  access: AdminAccess,
  query: string,
  listed: unknown,
  field: string,
  connection: string,
): Promise<Result<readonly PiecedAnswer[], OrderRefusal>> {
  const found: PiecedAnswer[] = [];
  for (const { id } of fitting(Ids, listed) ?? []) {
    const variables = { id, first: PIECES_ASKED };
    const answer = await askAdmin(access, query, { ...variables, after: null });
    if (!answer.ok) return answer;
    const whole = answer.value[field];
    if (whole === null || whole === undefined) continue;
    const pieces = await rest(access, query, variables, whole, [field, connection]);
    if (!pieces.ok) return pieces;
    found.push({ whole, pieces: pieces.value });
  }
  return ok(found);
}

/** Returns all nodes of the connection: those of `first`, which were asked for already, and of the pages behind it. */
async function rest(
  access: AdminAccess,
  query: string,
  variables: Readonly<Record<string, unknown>>,
  first: unknown,
  [field, connection]: readonly [string, string],
): Promise<Result<readonly unknown[], OrderRefusal>> {
  const nodes: unknown[] = [];
  let holder = first;
  for (let count = 0; count < PAGES_MAX; count++) {
    const page = checked(Page, valueAt(holder, connection));
    if (!page.ok) return err("unavailable", `Cannot read Shopify's answer: ${connection}: ${page.message}`);
    nodes.push(...page.value.nodes);
    const { hasNextPage, endCursor } = page.value.pageInfo;
    if (!hasNextPage) return ok(nodes);
    const answer = await askAdmin(access, query, { ...variables, after: endCursor ?? null });
    if (!answer.ok) return answer;
    holder = answer.value[field];
  }
  return err("too_large", `${connection} must have <= ${PAGES_MAX} pages`);
}

async function askFor<T>(
  access: AdminAccess,
  query: string,
  variables: Readonly<Record<string, unknown>>,
  schema: v.GenericSchema<unknown, T>,
): Promise<Result<T, AdminRefusal>> {
  const answer = await askAdmin(access, query, variables);
  if (!answer.ok) return answer;
  const read = checked(schema, answer.value);
  return read.ok ? read : err("unavailable", `Cannot read Shopify's answer: ${read.message}`);
}

function readChanged(json: unknown, date_names: readonly string[]): Result<ChangedOrder, "invalid"> {
  const read = readShopifyOrder(json);
  if (!read.ok) return read;
  const changed = checked(Changed, json);
  if (!changed.ok) return changed;
  const parts = checked(Parts, json);
  if (!parts.ok) return parts;
  const order = read.value;
  const at = changed.value.updated_at;
  const details = detailsOf(order, date_names);
  const found: OrderEvent[] = [
    { type: "order.changed", at, order: details },
    ...paymentOf(order, details.total_minor),
  ];
  found.push(...listedFulfilments(details.id, parts.value.fulfillments ?? [], takenAlong(order).fulfilments));
  for (const refund of parts.value.refunds ?? []) {
    const reading = readRefund(refund);
    // A refund without a transaction names no currency: no money moved.
    if (reading.ok && reading.value.refund !== null) {
      found.push({ type: "payment.refunded", at: reading.value.at, refund: reading.value.refund });
    }
  }
  if (typeof order.cancelled_at === "string") {
    found.push({ type: "order.cancelled", at: order.cancelled_at, reason: reasonOf(order) });
  }
  const events = checked(v.array(OrderEvent), found, (path) => path.replace(/^\d+\./, ""));
  return events.ok ? ok({ order: details.id, changed_at: at, events: events.value }) : events;
}

/**
 * Returns the payment event of a paid order. The order has no payment date; most orders are paid when placed. A date
 * that is too early causes no mail; one that is too late would.
 */
function paymentOf(order: ShopifyOrder, amount_minor: number): OrderEvent[] {
  const is_paid = ["paid", "partially_refunded", "refunded"].includes(order.financial_status ?? "");
  // For an edited order it is unknown which sum was paid when.
  if (!is_paid || amount_minor <= 0 || isEdited(order)) return [];
  const payment = { id: UNNAMED_PAYMENT, amount_minor };
  return [{ type: "payment.succeeded", at: order.processed_at ?? order.created_at, payment }];
}
