/** Serves the pages' stylesheets, script and icon. */
import { Hono } from "hono";
import { apiStylesheet, devStylesheet, pageStylesheet } from "../../templates/pages/stylesheet.ts";
import { CHAT_SCRIPT } from "./pages/chat_script.ts";
import { LIVE_SCRIPT } from "./pages/live_script.ts";
import type { WaybillHono } from "./hono.ts";

/** The address holds a fingerprint of the content, so a cached copy is never outdated. */
const FOREVER = "public, max-age=31536000, immutable";

const SCRIPT = "text/javascript; charset=utf-8";

export const assets = new Hono<WaybillHono>();

assets.get("/page.css", (context) => css(pageStylesheet(context.req.query("accent"))));
assets.get("/live.js", () => asset(`${LIVE_SCRIPT}\n${CHAT_SCRIPT}`, SCRIPT));
assets.get("/favicon.svg", () => asset(FAVICON, "image/svg+xml"));
assets.get("/api.css", () => css(apiStylesheet.text()));
assets.get("/dev.css", () => css(devStylesheet.text()));
assets.get("/desk.css", async () => {
  const { deskStylesheet } = await import("../../templates/admin/desk_stylesheet.ts");
  return css(deskStylesheet.text());
});
assets.get("/desk.js", async () => {
  const { DESK_SCRIPT } = await import("./admin/desk_script.ts");
  return asset(DESK_SCRIPT, SCRIPT);
});

/** A parcel. */
const FAVICON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#1f6f54"/>' +
  '<path d="M7 12l9-5 9 5v9l-9 5-9-5z M7 12l9 5 9-5 M16 17v9" fill="none" stroke="#fff" stroke-width="2" stroke-linejoin="round"/></svg>';

function css(text: string): Response {
  return asset(text, "text/css; charset=utf-8");
}

function asset(text: string, type: string): Response {
  return new Response(text, { headers: { "Content-Type": type, "Cache-Control": FOREVER } });
}
