/** Answers requests whose link opens nothing. */
import type { Context } from "hono";
import type { WaybillHono } from "../hono.ts";
import { LinkGonePage } from "../../../templates/pages/link_gone.tsx";
import { noteFrame, opensOf } from "./note_frame.ts";

/** Returns the same page whether a link is wrong, expired, revoked or belongs to another order. */
export async function gone(context: Context<WaybillHono>): Promise<Response> {
  const token = context.req.param("token") ?? "";
  const page = (
    <LinkGonePage
      {...await noteFrame(context)}
      opens={opensOf(context.req.path)}
      fresh_path={`/o/${encodeURIComponent(token)}/fresh`}
    />
  );
  return context.html(page, 404);
}
