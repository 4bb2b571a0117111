/** Headers of every answer behind a link: no cache keeps it, no search engine lists it. */
import type { Context, Next } from "hono";
import type { WaybillHono } from "../hono.ts";

export async function privately(context: Context<WaybillHono>, next: Next): Promise<void> {
  await next();
  context.header("Cache-Control", "no-store");
  context.header("X-Robots-Tag", "noindex, nofollow");
}
