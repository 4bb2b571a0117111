/** `/admin`: the shop's desk. Whoever is not let in sees the sign-in; each page is of one shop and none names another. */
import { Hono } from "hono";
import { FailedPage } from "../../../templates/admin/sign_in.tsx";
import { channelsPage } from "./channels.tsx";
import { openForm, stale } from "./desk_form.tsx";
import { domainPages } from "./domain.tsx";
import { type DeskHono, enter } from "./entry.tsx";
import { mailPages } from "./mails.tsx";
import { orderPages } from "./orders.tsx";
import { endDesk } from "./session.ts";
import { signIn } from "./sign_in.tsx";
import { suppressionPages } from "./suppressions.tsx";
import { todayPage } from "./today.tsx";
import { waitingPage } from "./waiting.tsx";
import { logFailure } from "../log.ts";
import { problemPage } from "../error_page.tsx";

const RETRY_AFTER_S = 30;

export const desk = new Hono<DeskHono>();

desk.route("/", signIn);
desk.use("/:store/*", enter);
desk.get("/:store", todayPage);
desk.route("/:store/mails", mailPages);
desk.route("/:store/orders", orderPages);
desk.route("/:store/suppressions", suppressionPages);
desk.get("/:store/waiting", waitingPage);
desk.get("/:store/channels", channelsPage);
desk.route("/:store/domain", domainPages);

desk.post("/:store/out", async (context) => {
  if (await openForm(context, "out") === null) return stale(context);
  endDesk(context, context.var.desk.shop.id);
  return context.redirect("/admin", 303);
});

desk.all("/:store/*", (context) => problemPage(context, 404));

desk.onError((error, context) => {
  logFailure("desk_failed", { path: context.req.routePath }, error);
  context.header("Retry-After", String(RETRY_AFTER_S));
  return context.html(<FailedPage />, 503);
});
