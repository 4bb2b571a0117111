/** Answers requests whose link opens nothing. */
import type { Context } from "hono";
import type { WaybillHono } from "../hono.ts";
import { LinkGonePage } from "../../../templates/pages/link_gone.tsx";
import { visitorLocale } from "./visit.ts";

/** Returns the same page whether a link is wrong, expired, revoked or belongs to another order. */
export function gone(context: Context<WaybillHono>): Response | Promise<Response> {
  const token = context.req.param("token") ?? "";
  const page = (
    <LinkGonePage locale={visitorLocale(context)} fresh_path={`/o/${encodeURIComponent(token)}/fresh`} />
  );
  return context.html(page, 404);
}
