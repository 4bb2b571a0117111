/** The Hono app: mounts every door that speaks HTTP, sets the security headers, turns what nobody caught into a plain page. */
import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { secureHeaders } from "hono/secure-headers";
import { desk } from "./admin/desk.tsx";
import { api } from "./api/api.ts";
import { assets } from "./assets.ts";
import { DEV_MAIL_FRAME, devMailbox, framedByMailbox } from "./dev.tsx";
import { health } from "./health.ts";
import { logFailure } from "./log.ts";
import { actionPages } from "./pages/actions.tsx";
import { correctionPages } from "./pages/correction.tsx";
import schema from "./events_schema.json" with { type: "json" };
import { findPages } from "./pages/find.tsx";
import { historyPages } from "./pages/history.tsx";
import { invoicePages } from "./pages/invoice.ts";
import { mailPages } from "./pages/mails.tsx";
import { giftPages, orderPages } from "./pages/order.tsx";
import { preferenceLinks, preferencePages } from "./pages/preferences.tsx";
import { readerPages } from "./pages/reader.tsx";
import { rescuePages } from "./pages/rescue.tsx";
import { exportPages, historyPrivacy, orderPrivacy } from "./pages/privacy.tsx";
import { privately } from "./pages/private.ts";
import { historyProof, orderProof } from "./pages/prove.tsx";
import { problemPage } from "./error_page.tsx";
import { receiveWebhook } from "./webhooks/webhook.ts";
import type { WaybillHono } from "./hono.ts";

export const web = new Hono<WaybillHono>();

// Registered first, so that they have the last word on the headers.
web.use(DEV_MAIL_FRAME, framedByMailbox);
web.use(async (context, next) => {
  await next();
  const policy = context.get("policy");
  if (policy === undefined) return;
  context.res.headers.set("Content-Security-Policy", policy);
  // What may be framed by our own pages is said by the policy; this older header knows no such difference.
  if (policy.includes("frame-ancestors 'self'")) context.res.headers.delete("X-Frame-Options");
});

// Pages run no script and load nothing from elsewhere but product pictures and logos.
web.use(secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'", "https:", "data:"],
    frameSrc: ["'self'"],
    formAction: ["'self'"],
    baseUri: ["'none'"],
    frameAncestors: ["'none'"],
  },
  xFrameOptions: "DENY",
  referrerPolicy: "no-referrer",
}));

web.post("/hooks/:shop/:source", receiveWebhook);
web.get("/healthz", health);
// Made by `deno task docs`, so that the Worker need not carry what makes it.
web.get("/schema/events.json", (context) => {
  context.header("Cache-Control", "public, max-age=3600");
  return context.json(schema, 200, { "Content-Type": "application/schema+json" });
});
web.route("/api/shops", api);
web.route("/assets", assets);
for (const path of ["/s/*", "/o/*", "/h/*", "/g/*", "/u/*", "/n/*", "/x/*", "/a/*", "/r/*", "/admin/*"]) {
  web.use(path, privately);
}
web.route("/o", orderPages);
web.route("/o", orderProof);
web.route("/o", invoicePages);
web.route("/o", mailPages);
web.route("/o", actionPages);
web.route("/o", orderPrivacy);
web.route("/o", preferenceLinks);
web.route("/u", preferencePages);
web.route("/n", readerPages);
web.route("/h", historyPrivacy);
web.route("/x", exportPages);
web.route("/g", giftPages);
web.route("/a", correctionPages);
web.route("/r", rescuePages);
web.route("/h", historyPages);
web.route("/h", historyProof);
web.route("/s", findPages);
web.route("/admin", desk);
web.route("/dev", devMailbox);

web.notFound((context) => problemPage(context, 404));
web.onError((error, context) => {
  if (error instanceof HTTPException) return error.getResponse();
  logFailure("request_failed", { path: context.req.routePath }, error);
  return problemPage(context, 500);
});
