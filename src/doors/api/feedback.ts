/** Lists ratings and answers them through the API. */
import { Hono } from "hono";
import * as v from "valibot";
import { answerRating } from "../../flow/desk/answer_rating.ts";
import { splitOrderId } from "../../orders/order_id.ts";
import { FEEDBACK_LISTS, type RatingRow, selectRatings } from "../../sql/feedback.ts";
import { FilledText, Id } from "../../values/schemas.ts";
import { openCursor, sealCursor } from "../cursor.ts";
import { noteAct } from "./api_act.ts";
import type { ApiHono } from "./api_env.ts";
import { complain, JSON_MAX_BYTES, readJson, refuse } from "./body.ts";

const PAGE_MAX = 100;
export const RatingAnswer = v.object({
  /** Idempotency key: the same id is one answer. */
  id: Id,
  order: v.pipe(v.string(), v.minLength(1), v.maxLength(300)),
  message: v.pipe(FilledText, v.maxLength(10_000)),
  author: v.optional(v.pipe(FilledText, v.maxLength(100)), "API"),
});

export const feedbackApi = new Hono<ApiHono>();

feedbackApi.get("/", async (context) => {
  const { ports, shop } = context.var;
  const list = FEEDBACK_LISTS.find((one) => one === (context.req.query("list") ?? "all"));
  if (list === undefined) {
    return complain(context, 400, "list", `must be one of ${FEEDBACK_LISTS.join(", ")}`);
  }
  const cursor = context.req.query("after");
  const at = cursor === undefined ? null : await openCursor(ports, shop.id, `feedback ${list}`, cursor, 3);
  if (cursor !== undefined && at === null) {
    return complain(context, 400, "after", "must be what the page before it gave");
  }
  const after = at === null ? null : { rated_at: Number(at[0]), order_id: at[1]!, about: at[2]! };
  const { results } = await selectRatings(ports.db, shop.id, list, after, PAGE_MAX).all<RatingRow>();
  const last = results.length < PAGE_MAX ? undefined : results.at(-1);
  return context.json({
    ratings: results.map(({ order_id, about, score, words, rated_at }) => ({
      order: order_id,
      about,
      score,
      of: about === "nps" ? 10 : 5,
      words,
      rated_at: new Date(rated_at).toISOString(),
    })),
    after: last === undefined ? null : await sealCursor(ports, shop.id, `feedback ${list}`, [
      String(last.rated_at),
      last.order_id,
      last.about,
    ]),
  });
});

feedbackApi.post("/answer", async (context) => {
  const { ports, shop } = context.var;
  const read = await readJson(context, RatingAnswer, JSON_MAX_BYTES);
  if (!read.ok) return refuse(context, read);
  const { id, order, message, author } = read.value;
  if (splitOrderId(order).shop_id !== shop.id) {
    return complain(context, 404, "order", "must be an order of this shop with a rating");
  }
  const answer = { id, order_id: order, words: message, person: author };
  const answered = await answerRating(ports, shop, answer, ports.clock());
  if (!answered.ok) {
    return answered.reason === "not_rated"
      ? complain(context, 404, "order", "must be an order of this shop with a rating")
      : complain(context, 409, "order", "must have a customer whom mail reaches");
  }
  await noteAct(context, "rating.answer", { id, person: author, order_id: order, case_id: answered.value });
  return context.json({ case: answered.value }, 202);
});
