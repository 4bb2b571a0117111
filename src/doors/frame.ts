/** Makes the Hono app that every HTTP door stands in: security headers, and plain pages for what is not found or fails. */
import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { secureHeaders } from "hono/secure-headers";
import { problemPage } from "./error_page.tsx";
import { logFailure } from "./log.ts";
import { MOVES_RETRY_S, ShopMoves } from "./shop_moves.ts";
import type { WaybillHono } from "./hono.ts";

/** Returns an app without routes. */
export function newFrame(): Hono<WaybillHono> {
  const app = new Hono<WaybillHono>();

  // Registered first, so that it changes the headers last.
  app.use(async (context, next) => {
    await next();
    const policy = context.get("policy");
    if (policy === undefined) return;
    context.res.headers.set("Content-Security-Policy", policy);
    // Removes the older header, which cannot allow framing by our own pages only; the policy can.
    if (policy.includes("frame-ancestors 'self'")) context.res.headers.delete("X-Frame-Options");
  });

  // Pages run no script, and load from other hosts only product pictures and logos.
  app.use(secureHeaders({
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

  app.notFound((context) => problemPage(context, 404));
  app.onError((error, context) => {
    if (error instanceof HTTPException) return error.getResponse();
    if (error instanceof ShopMoves) {
      context.header("Retry-After", String(MOVES_RETRY_S));
      return problemPage(context, 503);
    }
    logFailure("request_failed", { path: context.req.routePath }, error);
    return problemPage(context, 500);
  });
  return app;
}
