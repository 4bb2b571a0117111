/** Serves the orders that owe mails and cannot be written to; corrects their addresses, or takes them off the list. */
import { Hono } from "hono";
import * as v from "valibot";
import { correctUnreachable } from "../../flow/customer/correct_unreachable.ts";
import { dismissOrder } from "../../flow/customer/dismiss_order.ts";
import { splitOrderId } from "../../orders/order_id.ts";
import { selectUnreachable, type UnreachableRow } from "../../sql/unreachable.ts";
import { CustomerAddress } from "../../values/schemas.ts";
import { openCursor, sealCursor } from "../cursor.ts";
import { complain, JSON_MAX_BYTES, readJson, refuse } from "./body.ts";
import { noteAct } from "./api_act.ts";
import type { ApiHono } from "./api_env.ts";

const PAGE_MAX = 100;
const CURSOR = "unreachable";

export const Correction = v.object({ order: v.string(), email: CustomerAddress });
export const UnreachableOrder = v.object({ order: v.string() });

export const unreachableApi = new Hono<ApiHono>();

unreachableApi.get("/", async (context) => {
  const { ports, shop } = context.var;
  const sealed = context.req.query("after");
  const opened = sealed === undefined ? [] : await openCursor(ports, shop.id, CURSOR, sealed, 2);
  if (opened === null) return complain(context, 400, "after", "must be what the page before it gave");
  const [since, order_id] = opened;
  const after = order_id === undefined ? null : { since: Number(since), order_id };
  const { results } = await selectUnreachable(ports.db, shop.id, after, PAGE_MAX).all<UnreachableRow>();
  const last = results.at(-1);
  return context.json({
    unreachable: results.map(({ order_id, since, reason, number, email, email_given }) => ({
      order: order_id,
      number,
      reason,
      since: new Date(since).toISOString(),
      given: email ?? email_given,
    })),
    after: last === undefined || results.length < PAGE_MAX
      ? null
      : await sealCursor(ports, shop.id, CURSOR, [String(last.since), last.order_id]),
  });
});

unreachableApi.post("/correct", async (context) => {
  const { ports, shop } = context.var;
  const read = await readJson(
    context,
    Correction,
    JSON_MAX_BYTES,
  );
  if (!read.ok) return refuse(context, read);
  const { order, email } = read.value;
  if (splitOrderId(order).shop_id !== shop.id) {
    return complain(context, 404, "order", "must be the key of an order of this shop");
  }
  const corrected = await correctUnreachable(ports, shop, order, { email }, ports.clock());
  if (corrected.ok) {
    await noteAct(context, "address.correct", { order_id: order });
    return context.json({ corrected: true }, 202);
  }
  switch (corrected.reason) {
    case "no_order":
      return complain(context, 404, "order", "must be the key of an order of this shop");
    case "bad_address":
      return complain(context, 422, "email", "must be an address that mail can reach");
    case "same_address":
      return complain(context, 409, "email", "must be another address than the order has");
    case "refused":
      return complain(context, 409, "email", `must not be on the suppression list: ${corrected.refusal}`);
  }
});

unreachableApi.post("/dismiss", async (context) => {
  const { ports, shop } = context.var;
  const read = await readJson(context, UnreachableOrder, JSON_MAX_BYTES);
  if (!read.ok) return refuse(context, read);
  const is_dismissed = splitOrderId(read.value.order).shop_id === shop.id &&
    await dismissOrder(ports.db, shop.id, read.value.order, ports.clock());
  if (is_dismissed) await noteAct(context, "address.dismiss", { order_id: read.value.order });
  return is_dismissed
    ? context.json({ dismissed: true })
    : complain(context, 404, "order", "must be the key of an order on this list");
});
