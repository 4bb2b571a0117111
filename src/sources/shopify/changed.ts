/**
 * Fetches a page of the orders that changed at a Shopify store. Their parts are read like those of webhooks, and each
 * event has its own time. https://shopify.dev/docs/api/admin-rest/latest/resources/order
 */
import * as v from "valibot";
import type { ChangedOrder, ChangedPage, ChangedSince } from "../../orders/changed_orders.ts";
import { OrderEvent } from "../../orders/event.ts";
import { UNNAMED_PAYMENT } from "../../orders/reference.ts";
import { err, ok, type Result } from "../../result.ts";
import { readJson } from "../read/json.ts";
import { checked } from "../read/parse_error.ts";
import { reasonOf } from "./shopify.ts";
import { detailsOf } from "./details.ts";
import { listedFulfilments } from "./fulfilment.ts";
import { readShopifyOrder, type ShopifyOrder } from "./order.ts";
import { isEdited } from "./sums.ts";
import { readRefund } from "./refund.ts";
import type { ChangedPorts } from "../source.ts";
import { Instant } from "../../values/schemas.ts";

export const API_VERSION = "2026-10";
/**
 * Each order takes about ten database statements; this size keeps a page within the queries that one invocation may
 * make.
 */
export const PAGE_SIZE = 25;

const Orders = v.object({ orders: v.array(v.unknown()) });
const Changed = v.object({ updated_at: Instant });
const Parts = v.object({
  fulfillments: v.nullish(v.array(v.unknown()), []),
  refunds: v.nullish(v.array(v.unknown()), []),
});

/** Returns the host of a token `<shop>.myshopify.com:<access token>`. */
export function shopifyHost(token: string): string {
  return token.slice(0, token.indexOf(":"));
}

/** Fetches one page. If Shopify no longer knows the page, the run starts again from `since`. */
export async function changedAtShopify(
  { since, page }: ChangedSince,
  { tokens, ask, date_names = [] }: ChangedPorts,
): Promise<Result<ChangedPage, "unavailable">> {
  const [token] = tokens;
  if (token === undefined) {
    return err("unavailable", "Cannot ask Shopify as this shop must have a token for it");
  }
  const host = shopifyHost(token);
  const url = new URL(`https://${host}/admin/api/${API_VERSION}/orders.json?limit=${PAGE_SIZE}`);
  if (page !== null) url.searchParams.set("page_info", page);
  else {for (
      const [name, value] of [["status", "any"], ["order", "updated_at asc"], ["updated_at_min", since]]
    ) {
      url.searchParams.set(name!, value!);
    }}
  const answer = await ask(url, { headers: { "x-shopify-access-token": token.slice(host.length + 1) } });
  if (!answer.ok) return answer;
  const { status, body, link } = answer.value;
  if (status === 400 && page !== null) {
    return ok({ orders: [], refused: [], next: { since, page: null }, is_last: false });
  }
  if (status !== 200) return err("unavailable", `Cannot ask Shopify as it answered ${status}`);
  const json = readJson(body);
  const read = json.ok ? checked(Orders, json.value) : json;
  if (!read.ok) return err("unavailable", `Cannot read Shopify's answer: ${read.message}`);
  const orders = read.value.orders.map((json) => readChanged(json, date_names));
  const reading = orders.filter((order) => order.ok).map(({ value }) => value);
  const next_page = nextPage(link);
  const last_since = reading.at(-1)?.changed_at ?? since;
  return ok({
    orders: reading,
    refused: orders.filter((order) => !order.ok).map(({ message }) => message),
    next: { since: last_since > since ? last_since : since, page: next_page },
    is_last: next_page === null,
  });
}

/** `<https://…?page_info=abc&limit=25>; rel="next"`. */
function nextPage(link = ""): string | null {
  const address = /<([^>]+)>;\s*rel="?next"?/.exec(link)?.[1];
  return address === undefined || !URL.canParse(address)
    ? null
    : new URL(address).searchParams.get("page_info");
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
  found.push(...listedFulfilments(details.id, parts.value.fulfillments ?? []));
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
