/** Reads, answers and closes an order's conversations through the API. */
import { Hono } from "hono";
import * as v from "valibot";
import { answerCase, solveCase } from "../../flow/cases/answer_case.ts";
import { loadCase } from "../../flow/cases/load_case.ts";
import type { Shop } from "../../flow/ports.ts";
import { splitOrderId } from "../../orders/order_id.ts";
import { type MessageOfPage, selectConversationPage } from "../../sql/cases.ts";
import { openCursor, sealCursor } from "../cursor.ts";
import { complain, JSON_MAX_BYTES, readJson, refuse } from "./body.ts";
import { noteAct } from "./api_act.ts";
import { Filled } from "./filled_words.ts";
import type { ApiHono } from "./api_env.ts";
import { Id } from "../../values/schemas.ts";

const PAGE_MAX = 100;
const OrderName = v.pipe(v.string(), v.minLength(1), v.maxLength(300));
const Named = { order: OrderName, conversation: Id };
export const Conversation = v.object(Named);
export const ConversationAnswer = v.object({
  ...Named,
  /** Idempotency key: the same id is one answer. */
  id: Id,
  message: Filled,
  author: v.optional(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(100))),
});

export const conversationApi = new Hono<ApiHono>();

conversationApi.get("/", async (context) => {
  const { ports, shop } = context.var;
  const order = context.req.query("order") ?? "";
  if (!isOwn(shop, order)) return complain(context, 400, "order", "must be an order of this shop");
  const list = `conversations ${order}`;
  const sealed = context.req.query("after");
  const place = sealed === undefined ? null : await openCursor(ports, shop.id, list, sealed, 3);
  if (sealed !== undefined && place === null) {
    return complain(context, 400, "after", "must be what the page before it gave");
  }
  const after = place === null ? null : { conversation: place[0]!, at: Number(place[1]), id: place[2]! };
  const { results: messages } = await selectConversationPage(ports.db, order, after, PAGE_MAX)
    .all<MessageOfPage>();
  const last = messages.length < PAGE_MAX ? undefined : messages.at(-1);
  return context.json({
    messages: messages.map(({ at, words, id: _, ...rest }) => ({
      ...rest,
      at: new Date(at).toISOString(),
      message: words,
    })),
    after: last === undefined
      ? null
      : await sealCursor(ports, shop.id, list, [last.conversation, String(last.at), last.id]),
  });
});

conversationApi.post("/answer", async (context) => {
  const { ports, shop } = context.var;
  const read = await readJson(context, ConversationAnswer, JSON_MAX_BYTES);
  if (!read.ok) return refuse(context, read);
  const { order, conversation, id, message, author } = read.value;
  if (!isOwn(shop, order)) return complain(context, 404, "order", "must be an order of this shop");
  const is_about = (await loadCase(ports, shop.id, conversation))?.case.order_id === order;
  const answer = { case_id: conversation, id, words: message, person: author };
  const answered = is_about && (await answerCase(ports, shop, answer, ports.clock())).ok;
  if (answered) {
    await noteAct(context, "case.answer", { id, person: author, order_id: order, case_id: conversation });
  }
  return answered
    ? context.json({ answered: true }, 202)
    : complain(context, 404, "conversation", "must be one about this order");
});

conversationApi.post("/close", async (context) => {
  const { ports, shop } = context.var;
  const read = await readJson(context, Conversation, JSON_MAX_BYTES);
  if (!read.ok) return refuse(context, read);
  const { order, conversation } = read.value;
  if (!isOwn(shop, order)) return complain(context, 404, "order", "must be an order of this shop");
  const is_about = (await loadCase(ports, shop.id, conversation))?.case.order_id === order;
  const solving = { case_id: conversation, tells: true };
  const closed = is_about && (await solveCase(ports, shop, solving, ports.clock())).ok;
  if (closed) await noteAct(context, "case.solve", { order_id: order, case_id: conversation });
  return closed
    ? context.json({ closed: true }, 202)
    : complain(context, 404, "conversation", "must be one about this order");
});

function isOwn(shop: Shop, order_id: string): boolean {
  return splitOrderId(order_id).shop_id === shop.id;
}
