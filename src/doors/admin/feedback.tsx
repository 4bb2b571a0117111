/** Shows ratings and what customers wrote with them, and answers each: into its case, or as a new one. */
import type { Context } from "hono";
import { Hono } from "hono";
import { FeedbackPage, type RatedOrderView } from "../../../templates/admin/feedback.tsx";
import type { FrameView } from "../../../templates/admin/view.ts";
import { w, wordFor } from "../../../templates/admin/words.ts";
import { answerRating } from "../../flow/desk/answer_rating.ts";
import { oneLine, paragraphsOf } from "../../mail/format/text.ts";
import { splitOrderId } from "../../orders/order_id.ts";
import {
  FEEDBACK_LISTS,
  type FeedbackList,
  type RatingCase,
  type RatingRow,
  selectRatingCases,
  selectRatings,
} from "../../sql/feedback.ts";
import { readOrderRows, selectOrdersOf, type StoredOrder } from "../../sql/orders.ts";
import { openCursor, sealCursor } from "../cursor.ts";
import { problemPage } from "../error_page.tsx";
import { field } from "../forms/form.ts";
import { noteAct } from "./desk_act.ts";
import { deskToken, openForm, stale } from "./desk_form.tsx";
import { casePath, frameOf, homeOf, momentView, orderPath } from "./desk_view.ts";
import type { Desk, DeskHono } from "./desk_env.ts";

/** Ratings of a page; with their orders and cases below 300 rows. */
const PAGE_MAX = 30;
const WORDS_MAX = 10_000;
const NOTES = { answered: "good", empty: "bad", no_address: "bad" } as const;

export const feedbackPages = new Hono<DeskHono>();

feedbackPages.get("/", async (context) => {
  const { desk } = context.var;
  const { ports, shop } = desk;
  const list = FEEDBACK_LISTS.find((one) => one === context.req.query("list")) ?? "all";
  const cursor = context.req.query("after");
  const at = cursor === undefined
    ? null
    : await openCursor(ports, shop.id, `desk feedback ${list}`, cursor, 3);
  if (cursor !== undefined && at === null) return problemPage(context, 404);
  const after = at === null ? null : { rated_at: Number(at[0]), order_id: at[1]!, about: at[2]! };
  const rows = (await selectRatings(ports.db, shop.id, list, after, PAGE_MAX).all<RatingRow>()).results;
  const ids = [...new Set(rows.map(({ order_id }) => order_id))];
  const [found, cases] = await ports.db.batch([
    selectOrdersOf(ports.db, ids, PAGE_MAX),
    selectRatingCases(ports.db, ids, PAGE_MAX),
  ]);
  const orders = readOrderRows(found!);
  const known = cases!.results as unknown as readonly RatingCase[];
  const path = `${homeOf(desk)}/feedback`;
  const view = {
    frame: await frameOf(desk, "feedback", { note: noteOf(context) }),
    tabs: FEEDBACK_LISTS.map((one: FeedbackList) => ({
      href: `${path}?list=${one}`,
      label: wordFor("feedbacklist", one),
      current: one === list,
    })),
    rated: ids.map((id) =>
      ratedView(
        desk,
        rows.filter(({ order_id }) => order_id === id),
        orders.find((order) => order.id === id),
        known.find(({ order_id, state }) => order_id === id && state !== "merged"),
      )
    ),
    answer: { action: `${path}/answer`, token: await deskToken(desk, "rating") },
    next: rows.length < PAGE_MAX
      ? null
      : `${path}?list=${list}&after=${await cursorAt(desk, list, rows.at(-1)!)}`,
  };
  return await context.html(<FeedbackPage view={view} />);
});

feedbackPages.post("/answer", async (context) => {
  const opened = await openForm(context, "rating");
  if (opened === null) return stale(context);
  const { desk } = context.var;
  const order_id = field(opened.form, "order", 300);
  if (splitOrderId(order_id).shop_id !== desk.shop.id) return problemPage(context, 404);
  const words = field(opened.form, "words", WORDS_MAX);
  if (words === "") return back(context, "empty");
  const answer = { id: opened.id, order_id, words, person: desk.person };
  const answered = await answerRating(desk.ports, desk.shop, answer, desk.now_ms);
  if (!answered.ok) {
    return answered.reason === "no_address" ? back(context, "no_address") : problemPage(context, 404);
  }
  await noteAct(desk, opened.id, "rating.answer", { order_id, case_id: answered.value });
  return back(context, "answered");
});

function ratedView(
  desk: Desk,
  rows: readonly RatingRow[],
  row: StoredOrder | undefined,
  found: RatingCase | undefined,
): RatedOrderView {
  const { order_id, rated_at } = rows[0]!;
  const order = row === undefined || "line" in row ? null : row.order;
  const titles = new Map(order?.details.lines.map(({ id, title }) => [`line:${id}`, oneLine(title)]) ?? []);
  const isLow = ({ about, score }: RatingRow) => score <= (about === "nps" ? 4 : 2);
  return {
    order: order_id,
    href: orderPath(desk, order_id),
    number: oneLine(row?.number ?? order_id),
    name: oneLine(order?.details.customer.name),
    at: momentView(desk, rated_at),
    scores: rows.map((rating) => ({
      about: titles.get(rating.about) ?? wordFor("rated", rating.about.split(":")[0]!),
      score: rating.score,
      of: rating.about === "nps" ? 10 : 5,
      spoken: w(rating.about === "nps" ? "feedback.of_ten" : "feedback.of_five", { score: rating.score }),
      is_low: isLow(rating),
    })),
    words: rows.flatMap(({ words }) => paragraphsOf(words ?? "")),
    case: found === undefined ? null : {
      link: { href: `${casePath(desk, found.id)}#answer`, label: w("feedback.case") },
      state: found.state === "open" && found.next === "shop"
        ? { label: w("feedback.to_answer"), tone: "warn" }
        : found.state === "open"
        ? { label: w("feedback.answered"), tone: "quiet" }
        : { label: w("feedback.solved"), tone: "good" },
    },
  };
}

async function cursorAt({ ports, shop }: Desk, list: FeedbackList, row: RatingRow): Promise<string> {
  return await sealCursor(ports, shop.id, `desk feedback ${list}`, [
    String(row.rated_at),
    row.order_id,
    row.about,
  ]);
}

function back(context: Context<DeskHono>, note: keyof typeof NOTES): Response {
  return context.redirect(`${homeOf(context.var.desk)}/feedback?note=${note}`, 303);
}

function noteOf(context: Context<DeskHono>): FrameView["note"] {
  const note = context.req.query("note") ?? "";
  return Object.hasOwn(NOTES, note)
    ? { tone: NOTES[note as keyof typeof NOTES], text: w(`talk.${note as keyof typeof NOTES}`) }
    : null;
}
