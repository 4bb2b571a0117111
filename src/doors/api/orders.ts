/** Lists, finds and shows a shop's orders through the API. */
import { Hono } from "hono";
import * as v from "valibot";
import { findOrder, openOrders } from "../../flow/archive/open_order.ts";
import { findOrders, listOrders } from "../../flow/find_orders.ts";
import { accountOf } from "../../orders/account/account.ts";
import { ORDER_LISTS } from "../../orders/search_terms.ts";
import { splitOrderId } from "../../orders/order_id.ts";
import { readCases, selectCasesOfOrder } from "../../sql/cases.ts";
import type { OrderRow } from "../../sql/orders.ts";
import { openCursor, sealCursor } from "../cursor.ts";
import type { ApiHono } from "./api_env.ts";
import { orderActApi } from "./order_acts.ts";
import { complain, JSON_MAX_BYTES, readJson, refuse } from "./body.ts";

const PAGE_MAX = 50;
export const Find = v.object({ text: v.pipe(v.string(), v.trim(), v.minLength(2), v.maxLength(128)) });

export const orderApi = new Hono<ApiHono>();

orderApi.route("/", orderActApi);

orderApi.get("/", async (context) => {
  const { ports, shop } = context.var;
  const id = context.req.query("order");
  if (id !== undefined) {
    const row = splitOrderId(id).shop_id === shop.id ? await findOrder(ports, id.slice(0, 300)) : null;
    if (row === null) return complain(context, 404, "order", "must be an order of this shop");
    const cases = readCases(await selectCasesOfOrder(ports.db, row.id).all());
    return context.json({ ...orderJson(row), cases: cases.map((one) => one.id) });
  }
  const list = ORDER_LISTS.find((one) => one === `~${context.req.query("list") ?? "all"}`);
  if (list === undefined) {
    return complain(
      context,
      400,
      "list",
      `must be one of ${ORDER_LISTS.map((one) => one.slice(1)).join(", ")}`,
    );
  }
  const cursor = context.req.query("after");
  const at = cursor === undefined ? null : await openCursor(ports, shop.id, `orders ${list}`, cursor, 2);
  if (cursor !== undefined && at === null) {
    return complain(context, 400, "after", "must be what the page before it gave");
  }
  const rows = await listOrders(
    ports,
    shop,
    list,
    at === null ? null : { placed_at: at[0]!, order_id: at[1]! },
    PAGE_MAX,
  );
  const last = rows.length < PAGE_MAX ? undefined : rows.at(-1);
  return context.json({
    indexed: shop.settings.order_index,
    orders: (await openOrders(ports, rows)).map(orderJson),
    after: last === undefined
      ? null
      : await sealCursor(ports, shop.id, `orders ${list}`, [last.placed_at, last.id]),
  });
});

/** What is sought may be an address, which stands in bodies alone. */
orderApi.post("/find", async (context) => {
  const { ports, shop } = context.var;
  const read = await readJson(context, Find, JSON_MAX_BYTES);
  if (!read.ok) return refuse(context, read);
  return context.json({ orders: (await findOrders(ports, shop, read.value.text)).map(orderJson) });
});

function orderJson({ id, number, order }: OrderRow) {
  const { details } = order;
  const account = accountOf(order);
  return {
    order: id,
    number,
    placed_at: details.placed_at,
    customer: { name: details.customer.name ?? null, email: details.customer.email ?? null },
    currency: details.currency,
    total_minor: details.total_minor,
    open_minor: account.open_minor,
    payment: account.status,
    cancelled: order.cancelled !== undefined,
    lines: details.lines.map(({ id: line, title, sku, quantity }) => ({
      line,
      title,
      sku: sku ?? null,
      quantity,
    })),
    shipments: order.shipments.map(({ id: shipment, status }) => ({ shipment, status })),
    returns: order.returns.map(({ id: one, status }) => ({ return: one, status })),
  };
}
