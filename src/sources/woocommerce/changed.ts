/**
 * Fetches a page of the orders that changed at a WooCommerce shop, and reads them like its webhooks.
 * https://woocommerce.github.io/woocommerce-rest-api-docs/#list-all-orders
 */
import * as v from "valibot";
import type { ChangedOrder, ChangedPage, ChangedSince } from "../../orders/changed_orders.ts";
import { err, ok, type Result } from "../../result.ts";
import { readJson } from "../read/json.ts";
import { checked } from "../read/parse_error.ts";
import type { ChangedPorts } from "../source.ts";
import { type OrderNames, orderReading } from "./woocommerce.ts";
import { Gmt } from "./fields.ts";

export const PAGE_SIZE = 25;

const Changed = v.object({ date_modified_gmt: Gmt });

/** Returns the host of a token `<host>[/path]:ck_…:cs_…`. */
export function woocommerceHost(token: string): string {
  return new URL(`https://${siteOf(token)}`).host;
}

/**
 * Fetches by the time of the last change, because page numbers would shift with every order that changes meanwhile. A
 * page number is counted up only while a whole page holds the same second.
 */
export async function changedAtWoocommerce(
  { since, page }: ChangedSince,
  { tokens, ask, ...names }: ChangedPorts,
): Promise<Result<ChangedPage, "unavailable">> {
  const [token] = tokens;
  if (token === undefined) {
    return err("unavailable", "Cannot ask WooCommerce as this shop must have a token for it");
  }
  const site = siteOf(token);
  const number = page === null ? 1 : Number(page);
  const url = new URL(`https://${site}/wp-json/wc/v3/orders`);
  // `modified_after` is exclusive and takes whole seconds.
  const after = new Date(Math.floor(Date.parse(since) / 1_000) * 1_000 - 1_000).toISOString().slice(0, 19);
  const query = { modified_after: after, dates_are_gmt: "true", orderby: "modified", order: "asc" };
  for (const [name, value] of Object.entries({ ...query, per_page: PAGE_SIZE, page: number })) {
    url.searchParams.set(name, String(value));
  }
  const answer = await ask(url, {
    headers: { authorization: `Basic ${btoa(token.slice(site.length + 1))}` },
  });
  if (!answer.ok) return answer;
  if (answer.value.status !== 200) {
    return err("unavailable", `Cannot ask WooCommerce as it answered ${answer.value.status}`);
  }
  const json = readJson(answer.value.body);
  const read = json.ok ? checked(v.array(v.unknown()), json.value) : json;
  if (!read.ok) return err("unavailable", `Cannot read WooCommerce's answer: ${read.message}`);
  const orders = read.value.map((order) => readChanged(order, names));
  const times = read.value.map((order) => checked(Changed, order)).filter((changed) => changed.ok);
  const last = times.at(-1)?.value.date_modified_gmt ?? since;
  const next = last > since ? { since: last, page: null } : { since, page: String(number + 1) };
  return ok({
    orders: orders.filter((order) => order.ok).flatMap(({ value }) => value),
    refused: orders.filter((order) => !order.ok).map(({ message }) => message),
    next,
    is_last: read.value.length < PAGE_SIZE,
  });
}

function siteOf(token: string): string {
  return token.slice(0, token.indexOf(":ck_"));
}

/** Reads a changed order and what it tells of its parent; nothing for a draft that is not an order yet. */
function readChanged(json: unknown, names: OrderNames): Result<readonly ChangedOrder[], "invalid"> {
  const changed = checked(Changed, json);
  if (!changed.ok) return changed;
  const changed_at = changed.value.date_modified_gmt;
  const reading = orderReading("order.updated", json, Date.parse(changed_at), names);
  if (!reading.ok) return reading;
  if (reading.value.type === "ignored") return ok([]);
  return ok(reading.value.orders.map(({ order, events }) => ({ order, changed_at, events })));
}
