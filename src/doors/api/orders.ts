/** Lists, finds and shows a shop's orders through the API. */
import { Hono } from "hono";
import * as v from "valibot";
import { disputePack, PACK_FORMS, PACK_LOCALES } from "../../flow/disputes/dispute_pack.ts";
import { gatherEvidence } from "../../flow/disputes/gather_evidence.ts";
import { findOrder, openOrders } from "../../flow/archive/open_order.ts";
import { filterOrders, findOrders } from "../../flow/find_orders.ts";
import { accountOf } from "../../orders/account/account.ts";
import { ORDER_LISTS } from "../../orders/search_terms.ts";
import { splitOrderId } from "../../orders/order_id.ts";
import { readCases, selectCasesOfOrder } from "../../sql/cases.ts";
import type { OrderRow } from "../../sql/orders.ts";
import { faultOf } from "../../values/fault.ts";
import { Day } from "../../values/schemas.ts";
import { openCursor, sealCursor } from "../cursor.ts";
import type { ApiHono } from "./api_env.ts";
import { orderWayApi } from "./order_ways.ts";
import { orderActApi } from "./order_acts.ts";
import { complain, JSON_MAX_BYTES, readJson, refuse } from "./body.ts";
import { downloadHeaders } from "../download.ts";

const PAGE_MAX = 50;
export const Filters = v.object({
  channel: v.optional(v.pipe(v.string(), v.toLowerCase(), v.minLength(1), v.maxLength(128))),
  country: v.optional(v.pipe(v.string(), v.regex(/^[A-Z]{2}$/, "Must be an ISO 3166-1 alpha-2 code"))),
  from: v.optional(Day),
  until: v.optional(Day),
});
export const Find = v.object({ text: v.pipe(v.string(), v.trim(), v.minLength(2), v.maxLength(128)) });

export const orderApi = new Hono<ApiHono>();

orderApi.route("/ways", orderWayApi);
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
  const read = v.safeParse(Filters, {
    channel: context.req.query("channel"),
    country: context.req.query("country"),
    from: context.req.query("from"),
    until: context.req.query("until"),
  });
  if (!read.success) {
    const { field, rule } = faultOf(read.issues[0]);
    return complain(context, 400, field, rule);
  }
  const { channel = null, country = null, from = null, until = null } = read.output;
  const filter = { list, channel, country, from, until };
  const cursor_of = `orders ${JSON.stringify(filter)}`;
  const cursor = context.req.query("after");
  const at = cursor === undefined ? null : await openCursor(ports, shop.id, cursor_of, cursor, 2);
  if (cursor !== undefined && at === null) {
    return complain(context, 400, "after", "must be what the page before it gave");
  }
  const after = at === null ? null : { placed_at: at[0]!, order_id: at[1]! };
  const { orders, next } = await filterOrders(ports, shop, filter, after, PAGE_MAX, ports.clock());
  return context.json({
    indexed: shop.settings.order_index,
    orders: (await openOrders(ports, orders)).map(orderJson),
    after: next === null
      ? null
      : await sealCursor(ports, shop.id, cursor_of, [next.placed_at, next.order_id]),
  });
});

/** What is sought may be an address, which stands in bodies alone. */
orderApi.post("/find", async (context) => {
  const { ports, shop } = context.var;
  const read = await readJson(context, Find, JSON_MAX_BYTES);
  if (!read.ok) return refuse(context, read);
  return context.json({ orders: (await findOrders(ports, shop, read.value.text)).map(orderJson) });
});

/** All that is recorded of one order, as a file for the bank that asks after its payment. */
orderApi.get("/dispute", async (context) => {
  const { ports, shop } = context.var;
  const form = PACK_FORMS.find((one) => one === (context.req.query("as") ?? "zip"));
  if (form === undefined) return complain(context, 400, "as", `must be one of ${PACK_FORMS.join(", ")}`);
  const asked = context.req.query("locale");
  const locale = asked === undefined ? shop.settings.locale : PACK_LOCALES.find((one) => one === asked);
  if (locale === undefined) {
    return complain(context, 400, "locale", `must be one of ${PACK_LOCALES.join(", ")}`);
  }
  const now_ms = ports.clock();
  const order_id = (context.req.query("order") ?? "").slice(0, 300);
  const gathered = await gatherEvidence(ports, shop, order_id, now_ms);
  if (gathered === null) return complain(context, 404, "order", "must be an order of this shop");
  const pack = await disputePack(gathered, form, locale, now_ms);
  return context.body(pack.bytes, 200, downloadHeaders(pack.type, pack.filename));
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
