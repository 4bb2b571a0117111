/**
 * Routes `/api/shops/:shop/…` for the shop's own programs, by bearer token. Every answer is JSON and names no other
 * shop.
 */
import { Hono } from "hono";
import { FIGURE_DAYS_MAX, readFigures } from "../../flow/clock/read_figures.ts";
import { type IgnoredRow, selectIgnoredPage } from "../../sql/ignored.ts";
import { readParked, selectParkedPage } from "../../sql/parked.ts";
import { openCursor, sealCursor } from "../cursor.ts";
import { complain } from "./body.ts";
import { chatApi } from "./chats.ts";
import { caseApi } from "./cases.ts";
import { conversationApi } from "./conversations.ts";
import { deadLetterApi } from "./dead_letters.ts";
import { spillApi } from "./spill.ts";
import { deliverabilityApi } from "./deliverability.ts";
import { erasureApi } from "./erasures.ts";
import { feedbackApi } from "./feedback.ts";
import { figureApi } from "./figures.ts";
import { identify } from "./identify.ts";
import { mailApi } from "./mails.ts";
import { once } from "./once.ts";
import { orderApi } from "./orders.ts";
import { auditApi, peopleApi } from "./people.ts";
import { answerProblem } from "./problem.ts";
import { returnApi } from "./returns.ts";
import { sendApi } from "./send.ts";
import { senderApi } from "./senders.ts";
import { settingsApi } from "./settings.ts";
import { stockApi } from "./stock.ts";
import { suppressionApi } from "./suppressions.ts";
import { templateApi } from "./templates.ts";
import { textApi } from "./texts.ts";
import { trialApi } from "./trials.ts";
import { tokenApi } from "./tokens.ts";
import { alarmsApi } from "./alarms.ts";
import { unreachableApi } from "./unreachable.ts";
import { wayApi } from "./ways.ts";
import { webhookApi } from "./webhooks.ts";
import { logFailure } from "../log.ts";
import type { ApiHono } from "./api_env.ts";

const PAGE_MAX = 100;
const FIGURE_DAYS = 7;
const RETRY_AFTER_S = 30;

export const api = new Hono<ApiHono>();

api.use("/:shop/*", identify, once);
api.route("/:shop/mails", mailApi);
api.route("/:shop/suppressions", suppressionApi);
api.route("/:shop/cases", caseApi);
api.route("/:shop/orders", orderApi);
api.route("/:shop/returns", returnApi);
api.route("/:shop/stock", stockApi);
api.route("/:shop/feedback", feedbackApi);
api.route("/:shop/figures", figureApi);
api.route("/:shop/texts", textApi);
api.route("/:shop/templates", templateApi);
api.route("/:shop/trials", trialApi);
api.route("/:shop/conversations", conversationApi);
api.route("/:shop/settings", settingsApi);
api.route("/:shop/senders", senderApi);
api.route("/:shop/alarms", alarmsApi);
api.route("/:shop/unreachable", unreachableApi);
api.route("/:shop/dead-letters", deadLetterApi);
api.route("/:shop/spill", spillApi);
api.route("/:shop/erasures", erasureApi);
api.route("/:shop/people", peopleApi);
api.route("/:shop/audit", auditApi);
api.route("/:shop/chats", chatApi);
api.route("/:shop/tokens", tokenApi);
api.route("/:shop/ways", wayApi);
api.route("/:shop/send", sendApi);
api.route("/:shop/webhooks", webhookApi);
api.route("/:shop/deliverability", deliverabilityApi);

api.get("/:shop/figures", async (context) => {
  const { ports, shop } = context.var;
  const days = Number(context.req.query("days") ?? FIGURE_DAYS);
  if (!Number.isInteger(days) || days < 1 || days > FIGURE_DAYS_MAX) {
    return complain(context, 400, "days", `must be 1 to ${FIGURE_DAYS_MAX}`);
  }
  return context.json(await readFigures(ports.db, shop, days, ports.clock()));
});

api.get("/:shop/ignored", async (context) => {
  const { ports, shop } = context.var;
  const sealed = context.req.query("after");
  const after = sealed === undefined ? ["", ""] : await openCursor(ports, shop.id, "ignored", sealed, 2);
  if (after === null) return complain(context, 400, "after", "must be what the page before it gave");
  const place = { source: after[0]!, topic: after[1]! };
  const { results } = await selectIgnoredPage(ports.db, shop.id, place, PAGE_MAX).all<IgnoredRow>();
  const last = results.at(-1);
  return context.json({
    ignored: results.map(({ last_at, ...row }) => ({ ...row, last_at: new Date(last_at).toISOString() })),
    after: last === undefined || results.length < PAGE_MAX
      ? null
      : await sealCursor(ports, shop.id, "ignored", [last.source, last.topic]),
  });
});

api.get("/:shop/parked", async (context) => {
  const { ports, shop } = context.var;
  const sealed = context.req.query("after");
  const after = sealed === undefined ? [] : await openCursor(ports, shop.id, "parked", sealed, 3);
  if (after === null) return complain(context, 400, "after", "must be what the page before it gave");
  const rows = readParked(await selectParkedPage(ports.db, shop.id, after, PAGE_MAX).all());
  const last = rows.at(-1);
  return context.json({
    parked: rows.map(({ source, webhook_id, received_at, names, events }) => ({
      source,
      webhook: webhook_id,
      received_at: new Date(received_at).toISOString(),
      waits_for: names,
      types: events.map(({ type }) => type),
    })),
    after: last === undefined || rows.length < PAGE_MAX
      ? null
      : await sealCursor(ports, shop.id, "parked", [last.names[0]!, last.source, last.webhook_id]),
  });
});

api.all("*", (context) => complain(context, 404, "path", "must be one of docs/api.md"));

api.onError((error, context) => {
  logFailure("api_failed", { path: context.req.routePath }, error);
  context.header("Retry-After", String(RETRY_AFTER_S));
  const detail = "Cannot answer at the moment: ask again";
  return answerProblem(context, { kind: "unavailable", status: 503, detail });
});
