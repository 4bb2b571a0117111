/** What a sender is answered when its webhook is not accepted: a reason to read by a program, and one to read by a person. */
import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { WaybillHono } from "../hono.ts";

const RETRY_AFTER_S = 30;

export function refuse(
  context: Context<WaybillHono>,
  status: ContentfulStatusCode,
  error: string,
  message: string,
): Response {
  return context.json({ accepted: false, error, message }, status);
}

/** An outage: whoever sends is asked to come again. */
export function unavailable(context: Context<WaybillHono>): Response {
  context.header("Retry-After", String(RETRY_AFTER_S));
  return refuse(context, 503, "unavailable", "Cannot keep the webhook at the moment: send it again");
}
