/** The stylesheets of the pages: the only thing a page loads from here besides itself. */
import { Hono } from "hono";
import { devStylesheet, pageStylesheet } from "../../templates/pages/stylesheet.ts";
import type { WaybillHono } from "./web.ts";

/** Their address carries a fingerprint, so a copy never grows stale. */
const FOREVER = "public, max-age=31536000, immutable";

export const assets = new Hono<WaybillHono>();

assets.get("/page.css", (context) => css(pageStylesheet(context.req.query("accent"))));
assets.get("/dev.css", () => css(devStylesheet()));

function css(text: string): Response {
  return new Response(text, {
    headers: { "Content-Type": "text/css; charset=utf-8", "Cache-Control": FOREVER },
  });
}
