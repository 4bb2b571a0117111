/**
 * Answers a request whose `Idempotency-Key` was answered before by the same answer, within 24 hours. Key and body are kept
 * as digests under a key of the house, the answer sealed. Only what acted is kept: a refusal changed nothing, so asking again asks anew.
 */
import type { Context, Next } from "hono";
import { claimAnswer, dropClaim, keepAnswer } from "../../flow/programs/answer_once.ts";
import { readBounded } from "../body.ts";
import type { ApiHono } from "./api_env.ts";
import { complain } from "./body.ts";
import { answerProblem } from "./problem.ts";

const KEY = /^[\x21-\x7e]{1,255}$/;
/** More than any route takes. */
const BODY_MAX_BYTES = 40_000_000;
const BUSY_RETRY_S = 5;

export async function once(context: Context<ApiHono>, next: Next): Promise<Response | void> {
  const given = context.req.header("Idempotency-Key");
  if (context.req.method !== "POST" || given === undefined) return await next();
  if (!KEY.test(given)) {
    return complain(context, 400, "Idempotency-Key", "must be 1 to 255 visible ASCII characters");
  }
  const bytes = await readBounded(context.req.raw, BODY_MAX_BYTES);
  if (bytes === null) return complain(context, 413, "body", `must be <= ${BODY_MAX_BYTES} bytes`);
  // The body was read here; the handler reads it again.
  context.req.raw = new Request(context.req.raw, { body: bytes as Uint8Array<ArrayBuffer> });
  const { ports, shop } = context.var;
  const text = new TextEncoder().encode(`${context.req.path}\n${given}`);
  // A body may hold a code of six digits, which a digest without a key would give away to whoever tries them all.
  const key = await ports.digest_request(text);
  const claim = await claimAnswer(
    ports,
    shop.id,
    { key, body: await ports.digest_request(bytes) },
    ports.clock(),
  );
  switch (claim.is) {
    case "answered":
      return context.body(claim.text, claim.status as 200, {
        "Content-Type": "application/json",
        "Idempotency-Replayed": "true",
      });
    case "other":
      return answerProblem(context, {
        kind: "idempotency",
        status: 422,
        detail: "Idempotency-Key must be new for another body",
      });
    case "busy":
      context.header("Retry-After", String(BUSY_RETRY_S));
      return answerProblem(context, {
        kind: "idempotency",
        status: 409,
        detail: "A request with this Idempotency-Key is at work: ask again in a moment",
      });
    case "mine":
  }
  await next();
  const { status } = context.res;
  if (status >= 200 && status < 300) {
    await keepAnswer(ports, shop.id, key, { status, text: await context.res.clone().text() });
  } else await dropClaim(ports, shop.id, key);
}
