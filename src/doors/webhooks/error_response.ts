/** Answers to a sender whose webhook is not accepted: one reason for programs, one for people. */
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

/** Answers 503 in an outage and asks the sender to repeat. */
export function unavailable(context: Context<WaybillHono>): Response {
  context.header("Retry-After", String(RETRY_AFTER_S));
  return refuse(context, 503, "unavailable", "Cannot keep the webhook at the moment: send it again");
}
