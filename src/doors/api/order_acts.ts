/** What a shop's program does with one order: holds its messages and lets them go, corrects its delivery address, writes to its customer. */
import { Hono } from "hono";
import * as v from "valibot";
import { correctDelivery } from "../../flow/desk/correct_delivery.ts";
import { HOLD_MAX_DAYS, holdMessages, releaseMessages } from "../../flow/desk/hold_messages.ts";
import { writeToCustomer } from "../../flow/desk/write_to_customer.ts";
import { Address } from "../../orders/event.ts";
import { splitOrderId } from "../../orders/order_id.ts";
import { FilledText, Id, Instant } from "../../values/schemas.ts";
import { noteAct } from "./api_act.ts";
import type { ApiHono } from "./api_env.ts";
import { complain, JSON_MAX_BYTES, readJson, refuse } from "./body.ts";

const ACTING = {
  /** Idempotency key: the same id is one act. */
  id: Id,
  order: v.pipe(v.string(), v.minLength(1), v.maxLength(300)),
  author: v.optional(v.pipe(FilledText, v.maxLength(100)), "API"),
};
export const Hold = v.object({ ...ACTING, reason: v.pipe(FilledText, v.maxLength(200)), until: Instant });
export const Release = v.object(ACTING);
export const Delivery = v.object({
  ...ACTING,
  address: v.pipe(
    Address,
    v.check(({ lines, city }) => lines.length > 0 && (city ?? "") !== "", "Must have a line and a city"),
  ),
});
export const Written = v.object({
  ...ACTING,
  topic: v.pipe(FilledText, v.maxLength(200)),
  message: v.pipe(FilledText, v.maxLength(10_000)),
});

export const orderActApi = new Hono<ApiHono>();

orderActApi.post("/hold", async (context) => {
  const { ports, shop } = context.var;
  const read = await readJson(context, Hold, JSON_MAX_BYTES);
  if (!read.ok) return refuse(context, read);
  const { id, order, author, reason, until } = read.value;
  if (splitOrderId(order).shop_id !== shop.id) return noOrder(context);
  const holding = { id, order_id: order, person: author, reason, until_ms: Date.parse(until) };
  const held = await holdMessages(ports, shop, holding, ports.clock());
  if (!held.ok) {
    return held.reason === "no_order"
      ? noOrder(context)
      : complain(context, 422, "until", `must be within ${HOLD_MAX_DAYS} days from now`);
  }
  await noteAct(context, "messages.hold", { id, person: author, order_id: order });
  return context.json({ held: true }, 202);
});

orderActApi.post("/release", async (context) => {
  const { ports, shop } = context.var;
  const read = await readJson(context, Release, JSON_MAX_BYTES);
  if (!read.ok) return refuse(context, read);
  const { id, order, author } = read.value;
  if (splitOrderId(order).shop_id !== shop.id) return noOrder(context);
  const released = await releaseMessages(ports, shop, { id, order_id: order }, ports.clock());
  if (!released.ok) {
    return released.reason === "no_order"
      ? noOrder(context)
      : complain(context, 409, "order", "must have messages that are held");
  }
  await noteAct(context, "messages.release", { id, person: author, order_id: order });
  return context.json({ released: true }, 202);
});

/** The country of the address stays that of the order. */
orderActApi.post("/delivery", async (context) => {
  const { ports, shop } = context.var;
  const read = await readJson(context, Delivery, JSON_MAX_BYTES);
  if (!read.ok) return refuse(context, read);
  const { id, order, author, address } = read.value;
  if (splitOrderId(order).shop_id !== shop.id) return noOrder(context);
  const correction = { id, order_id: order, address, person: author };
  const corrected = await correctDelivery(ports, shop, correction, ports.clock());
  if (!corrected.ok) {
    if (corrected.reason === "no_order") return noOrder(context);
    return complain(
      context,
      409,
      "order",
      corrected.reason === "gone"
        ? "must have goods that have not left"
        : "must have no other change of the address open",
    );
  }
  await noteAct(context, "delivery.correct", { id, person: author, order_id: order });
  return context.json({ carried_out: corrected.value, case: id }, 202);
});

orderActApi.post("/write", async (context) => {
  const { ports, shop } = context.var;
  const read = await readJson(context, Written, JSON_MAX_BYTES);
  if (!read.ok) return refuse(context, read);
  const { id, order, author, topic, message } = read.value;
  if (splitOrderId(order).shop_id !== shop.id) return noOrder(context);
  const writing = { id, order_id: order, kind: "question" as const, topic, words: message, person: author };
  const written = await writeToCustomer(ports, shop, writing, ports.clock());
  if (!written.ok) {
    return written.reason === "no_order"
      ? noOrder(context)
      : complain(context, 409, "order", "must have a customer whom mail reaches");
  }
  await noteAct(context, "case.write", { id, person: author, order_id: order, case_id: written.value });
  return context.json({ case: written.value }, 202);
});

function noOrder(context: Parameters<typeof complain>[0]) {
  return complain(context, 404, "order", "must be an order of this shop");
}
