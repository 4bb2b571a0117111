/** Lists the returns of a shop that are not over, and decides them through the API. */
import type { Context } from "hono";
import { Hono } from "hono";
import * as v from "valibot";
import { answerCase } from "../../flow/cases/answer_case.ts";
import {
  caseOfReturns,
  decideReturn,
  RETURN_DECISIONS,
  type ReturnDecided,
  type ReturnRefusal,
} from "../../flow/cases/decide_return.ts";
import { aboutLabel, addLabel } from "../../flow/cases/keep_label.ts";
import { LABEL_MAX_BYTES, readLabel } from "../../customers/label_file.ts";
import { LabelFile } from "../../orders/event.ts";
import { returnRefund } from "../../orders/account/refund_preview.ts";
import type { Order, OrderReturn } from "../../orders/state.ts";
import { openOrders } from "../../flow/archive/open_order.ts";
import { returnProgress } from "../../orders/return_progress.ts";
import { listOrders } from "../../flow/find_orders.ts";
import { Day, HttpUrl, Id } from "../../values/schemas.ts";
import { openCursor, sealCursor } from "../cursor.ts";
import { noteAct } from "./api_act.ts";
import { Filled } from "./filled_words.ts";
import type { ApiHono } from "./api_env.ts";
import { complain, JSON_MAX_BYTES, readJson, refuse } from "./body.ts";

const PAGE_MAX = 50;
export const ReturnDecision = v.object({
  /** Idempotency key: the same id is one decision. */
  id: Id,
  order: v.pipe(v.string(), v.minLength(1), v.maxLength(300)),
  return: Id,
  decision: v.picklist(RETURN_DECISIONS),
  /** For the customer, where it is declined. */
  reason: v.optional(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(500))),
  /** Of a label that the shop made itself, where it is approved. */
  label_url: v.optional(HttpUrl),
  /** Tracking number on that label, by which its carrier's scans are those of the return, and the carrier's name. */
  tracking_number: v.optional(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(128))),
  carrier: v.optional(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(100))),
  /** Last day on which the carrier takes it. */
  label_until: v.optional(Day),
  /** Where the parcel is handed in. */
  drop_off: v.optional(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(500))),
  author: v.optional(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(100)), "API"),
});

/** A file in base64 is longer by a third. */
const LABEL_JSON_MAX_BYTES = Math.ceil(LABEL_MAX_BYTES * 4 / 3) + JSON_MAX_BYTES;
const { order, return: returned, tracking_number, carrier, label_until, author } = ReturnDecision.entries;

export const ReturnLabel = v.object({
  /** Idempotency key: the same id is one label. */
  id: Id,
  order,
  return: returned,
  /** A complete PDF, PNG or JPEG, in base64. */
  base64: v.pipe(v.string(), v.regex(/^[A-Za-z0-9+/]+={0,2}$/, "Must be base64")),
  /** Whether it is printed, or a code that is shown where the parcel is handed in. */
  use: v.optional(LabelFile.entries.use, "label"),
  tracking_number,
  carrier,
  label_until,
  author,
});

export const returnApi = new Hono<ApiHono>();

returnApi.get("/", async (context) => {
  const { ports, shop } = context.var;
  const cursor = context.req.query("after");
  const at = cursor === undefined ? null : await openCursor(ports, shop.id, "returns", cursor, 2);
  if (cursor !== undefined && at === null) {
    return complain(context, 400, "after", "must be what the page before it gave");
  }
  const after = at === null ? null : { placed_at: at[0]!, order_id: at[1]! };
  const rows = await openOrders(ports, await listOrders(ports, shop, "~returns", after, PAGE_MAX));
  const last = rows.length < PAGE_MAX ? undefined : rows.at(-1);
  return context.json({
    indexed: shop.settings.order_index,
    returns: rows.flatMap(({ id, number, order }) =>
      order.returns.map((one) => ({
        order: id,
        number,
        return: one.id,
        status: one.status,
        at: one.at,
        lines: one.lines,
        reason: one.reason ?? null,
        send_by: one.send_by ?? null,
        label_url: one.label_url ?? null,
        qr_url: one.qr_url ?? null,
        label_until: one.label_until ?? null,
        tracking_number: one.tracking?.[0]?.number ?? null,
        drop_off: one.drop_off ?? null,
        refund: refundJson(order, one),
        progress: returnProgress(order, one, shop.settings, ports.clock()).step,
      }))
    ),
    after: last === undefined ? null : await sealCursor(ports, shop.id, "returns", [last.placed_at, last.id]),
  });
});

returnApi.post("/decide", async (context) => {
  const { ports, shop } = context.var;
  const read = await readJson(context, ReturnDecision, JSON_MAX_BYTES);
  if (!read.ok) return refuse(context, read);
  const { id, order, return: return_id, decision, reason, author } = read.value;
  const decided = await decideReturn(
    ports,
    shop,
    { id, order_id: order, return_id, decision, reason, ...labelIn(read.value), person: author },
    ports.clock(),
  );
  if (decided.ok) {
    const about = { order_id: order, detail: { about: return_id } };
    await noteAct(context, `return.${decision}`, { id, person: author, ...about });
    return context.json({ decided: true }, 202);
  }
  return refuseReturn(context, decided.reason);
});

returnApi.post("/label", async (context) => {
  const { ports, shop } = context.var;
  const read = await readJson(context, ReturnLabel, LABEL_JSON_MAX_BYTES);
  if (!read.ok) return refuse(context, read);
  const { id, order, return: return_id, base64, use, author } = read.value;
  const label = readLabel(bytesOf(base64));
  if (label === null) {
    return complain(context, 422, "base64", "must be a complete PDF, PNG or JPEG of at most 5 MB");
  }
  const uploaded = { label, use, about: aboutLabel(read.value) };
  const added = await addLabel(ports, shop, { id, order_id: order, return_id, uploaded }, ports.clock());
  if (!added.ok) return refuseReturn(context, added.reason);
  await noteAct(context, "return.label", {
    id,
    person: author,
    order_id: order,
    detail: { about: return_id },
  });
  return context.json({ added: true }, 202);
});

export const AskedOfReturn = v.object({
  /** Idempotency key: the same id is one question. */
  id: Id,
  order: v.pipe(v.string(), v.minLength(1), v.maxLength(300)),
  message: Filled,
  author: v.optional(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(100)), "API"),
});

returnApi.post("/ask", async (context) => {
  const { ports, shop } = context.var;
  const read = await readJson(context, AskedOfReturn, JSON_MAX_BYTES);
  if (!read.ok) return refuse(context, read);
  const { id, order, message, author } = read.value;
  const about = await caseOfReturns(ports.db, shop, order);
  if (about === null) return complain(context, 404, "order", "must be an order of this shop with a return");
  const asking = { case_id: about.id, id, words: message, person: author, then: "ask" } as const;
  const asked = await answerCase(ports, shop, asking, ports.clock());
  if (!asked.ok) return complain(context, 404, "order", "must be an order of this shop with a return");
  await noteAct(context, "case.ask", { id, person: author, order_id: order, case_id: about.id });
  return context.json({ asked: true, by_mail: asked.value !== null, case: about.id }, 202);
});

export function refuseReturn(context: Context<ApiHono>, reason: ReturnRefusal): Response {
  switch (reason) {
    case "unknown":
      return complain(context, 404, "return", "must be a return of an order of this shop");
    case "not_now":
      return complain(context, 409, "decision", "must follow the state in which the return is");
    case "refused":
      return complain(context, 409, "decision", "must be one that the storefront takes");
    case "silent":
      return complain(context, 503, "decision", "could not be carried to the storefront: send it again");
  }
}

/** What goes back to the customer for it, by the order's account. */
export function refundJson(order: Order, one: OrderReturn) {
  const { lines, shares_minor, total_minor, is_paid } = returnRefund(order, one);
  return { currency: order.details.currency, lines, shares_minor, total_minor, is_paid };
}

/** The label of an approval, where the shop made one itself. */
function labelIn(decided: v.InferOutput<typeof ReturnDecision>): Pick<ReturnDecided, "label"> {
  const { label_url, drop_off } = decided;
  if (label_url === undefined) return {};
  return { label: { label_url, ...aboutLabel(decided), ...(drop_off === undefined ? {} : { drop_off }) } };
}

/** Bytes of a text in base64; of one whose length is no whole number of bytes none, which no label has. */
function bytesOf(base64: string): Uint8Array {
  try {
    return Uint8Array.fromBase64(base64);
  } catch (error) {
    if (error instanceof SyntaxError) return new Uint8Array();
    throw error;
  }
}
