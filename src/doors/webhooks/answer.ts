/** Answers to a sender: one reason for programs, one for people. */
import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { WaybillHono } from "../hono.ts";

export interface Answer {
  readonly status: ContentfulStatusCode;
  readonly body: Readonly<Record<string, unknown>>;
  /** Whether it answers a sender's test notification. */
  readonly is_test?: boolean;
}

const RETRY_AFTER_S = 30;

export function accept(status: 200 | 202, said: Readonly<Record<string, unknown>> = {}): Answer {
  return { status, body: { accepted: true, ...said } };
}

export function refuse(status: ContentfulStatusCode, error: string, message: string): Answer {
  return { status, body: { accepted: false, error, message } };
}

/** Asks the sender to repeat in an outage. */
export const UNAVAILABLE = refuse(
  503,
  "unavailable",
  "Cannot keep the webhook at the moment: send it again",
);

export function responseOf(context: Context<WaybillHono>, { status, body }: Answer): Response {
  if (status === 503) context.header("Retry-After", String(RETRY_AFTER_S));
  return context.json(body, status);
}
