/** Serves a shop's senders with when each was last heard, and rotates their secrets. None is told but one that was just made. */
import { type Context, Hono } from "hono";
import * as v from "valibot";
import { sendersOf, type SenderView } from "../../flow/connect/senders.ts";
import {
  dropOldSecrets,
  rotateSecret,
  SENDER_NAMES,
  senderAddress,
  senderIn,
} from "../webhooks/sender_secrets.ts";
import { noteAct } from "./api_act.ts";
import type { ApiHono } from "./api_env.ts";
import { complain, JSON_MAX_BYTES, readJson, refuse } from "./body.ts";

export const NewSecret = v.object({
  /** As the sender made it; without it one is made here, for senders that take one. */
  secret: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(4_096))),
});

export const senderApi = new Hono<ApiHono>();

senderApi.get("/", async (context) => {
  const { ports, shop } = context.var;
  const senders = await sendersOf(ports.db, shop, SENDER_NAMES, ports.clock());
  return context.json({ senders: senders.map((one) => senderJson(context, one)) });
});

senderApi.post("/:source/secret", async (context) => {
  const source = senderIn(context.req.param("source"));
  if (source === null) return unknown(context);
  const read = await readJson(context, NewSecret, JSON_MAX_BYTES);
  if (!read.ok) return refuse(context, read);
  const { ports, shop } = context.var;
  const rotated = await rotateSecret(ports, shop, source, read.value.secret ?? null);
  if (!rotated.ok) {
    return complain(context, rotated.reason === "too_many" ? 409 : 422, "secret", ruleIn(rotated.message));
  }
  await noteAct(context, "secret.rotate", { detail: { about: source } });
  return context.json({ kept: true, ...(rotated.value === null ? {} : { secret: rotated.value }) }, 201);
});

senderApi.delete("/:source/old-secrets", async (context) => {
  const source = senderIn(context.req.param("source"));
  if (source === null) return unknown(context);
  const { ports, shop } = context.var;
  await dropOldSecrets(ports, shop, source);
  await noteAct(context, "secret.drop", { detail: { about: source } });
  return context.json({ dropped: true });
});

function senderJson({ var: { ports, shop } }: Context<ApiHono>, one: SenderView) {
  const source = senderIn(one.source);
  const time = (at_ms: number | null) => at_ms === null ? null : new Date(at_ms).toISOString();
  return {
    source: one.source,
    state: one.state,
    address: source === null ? null : senderAddress(ports, shop.id, source),
    last_at: time(one.last_at_ms),
    topic: one.topic,
    longest_silence_s: one.silence_ms === null ? null : Math.round(one.silence_ms / 1_000),
    unread: one.unread,
    last_24_hours: one.counts.day,
    last_7_days: one.counts.week,
    live_secrets: one.live_secrets,
    newest_verified_at: time(one.newest_verified_at_ms),
    older_verified_at: time(one.older_verified_at_ms),
  };
}

/** `Secret of standard must be …` as the clause alone. */
function ruleIn(message: string): string {
  return message.replace(/^Secret of \S+ /, "");
}

function unknown(context: Context<ApiHono>): Response {
  return complain(context, 404, "source", `must be one of ${SENDER_NAMES.join(", ")}`);
}
