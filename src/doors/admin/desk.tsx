/**
 * Routes `/admin`, the shop's desk. A person who is not let in sees the sign-in page; each page belongs to one shop
 * and names no other.
 */
import { Hono } from "hono";
import { FailedPage } from "../../../templates/admin/sign_in.tsx";
import { auditPages } from "./audit.tsx";
import { cannedPages } from "./canned.ts";
import { casePages } from "./cases.tsx";
import { channelWays } from "./channel_ways.tsx";
import { openForm, stale } from "./desk_form.tsx";
import { deliverabilityPage } from "./deliverability.tsx";
import { domainPages } from "./domain.tsx";
import { enter } from "./entry.tsx";
import { feedbackPages } from "./feedback.tsx";
import { hookPages } from "./hooks.tsx";
import { figurePages } from "./figures.tsx";
import { letterPages } from "./letters.tsx";
import { mailKindPages } from "./mail_kinds.tsx";
import { mailPages } from "./mails.tsx";
import { ownTemplatePages } from "./own_templates.tsx";
import { orderPages } from "./orders.tsx";
import { endDesk } from "./session.ts";
import { peoplePages } from "./people.tsx";
import { programPages } from "./programs.tsx";
import { returnPages } from "./returns.tsx";
import { senderPages } from "./senders.tsx";
import { settingsPages } from "./settings.tsx";
import { partPages } from "./shop_settings.tsx";
import { signIn } from "./sign_in.tsx";
import { stockPages } from "./stock.tsx";
import { suppressionPages } from "./suppressions.tsx";
import { trialPages } from "./trials.tsx";
import { todayPage } from "./today.tsx";
import { alarmPages } from "./alarms.tsx";
import { unreachablePages } from "./unreachable.tsx";
import { spillPages } from "./spill.tsx";
import { waitingPage } from "./waiting.tsx";
import { keepLanguage, speakByBrowser } from "./language.ts";
import { logFailure } from "../log.ts";
import { problemPage } from "../error_page.tsx";
import type { DeskHono } from "./desk_env.ts";

const RETRY_AFTER_S = 30;

export const desk = new Hono<DeskHono>();

// Whoever is not let in yet reads what their browser prefers.
desk.use("*", speakByBrowser);
desk.route("/", signIn);
desk.use("/:shop/*", enter);
desk.get("/:shop", todayPage);
desk.route("/:shop/cases", casePages);
desk.route("/:shop/returns", returnPages);
desk.route("/:shop/stock", stockPages);
desk.route("/:shop/feedback", feedbackPages);
desk.route("/:shop/mails/kinds", mailKindPages);
desk.route("/:shop/mails/own", ownTemplatePages);
desk.route("/:shop/mails", mailPages);
desk.route("/:shop/orders", orderPages);
desk.route("/:shop/suppressions", suppressionPages);
desk.route("/:shop/alarms", alarmPages);
desk.route("/:shop/unreachable", unreachablePages);
desk.get("/:shop/waiting", waitingPage);
desk.route("/:shop/waiting", letterPages);
desk.route("/:shop/waiting", spillPages);
desk.route("/:shop/channels", channelWays);
desk.get("/:shop/deliverability", deliverabilityPage);
desk.route("/:shop/domain", domainPages);
desk.route("/:shop/figures/trials", trialPages);
desk.route("/:shop/figures", figurePages);
desk.route("/:shop/settings", settingsPages);
desk.route("/:shop/settings", partPages);
desk.route("/:shop/settings/canned", cannedPages);
desk.route("/:shop/settings/senders", senderPages);
desk.route("/:shop/people", peoplePages);
desk.route("/:shop/programs", programPages);
desk.route("/:shop/programs/hooks", hookPages);
desk.route("/:shop/audit", auditPages);

desk.post("/:shop/out", async (context) => {
  if (await openForm(context, "out") === null) return stale(context);
  const { ports, shop, now_ms } = context.var.desk;
  await endDesk(context, ports, shop, now_ms);
  return context.redirect("/admin", 303);
});

desk.post("/:shop/language", keepLanguage);

desk.all("/:shop/*", (context) => problemPage(context, 404));

desk.onError((error, context) => {
  logFailure("desk_failed", { path: context.req.routePath }, error);
  context.header("Retry-After", String(RETRY_AFTER_S));
  return context.html(<FailedPage />, 503);
});
