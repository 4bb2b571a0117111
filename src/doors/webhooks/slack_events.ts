/**
 * Takes the events of a shop's Slack app: verifies the signature over the raw body before anything is read, answers
 * Slack's question whether this address is the app's, and hands what people write in the threads of cases on.
 * https://docs.slack.dev/authentication/verifying-requests-from-slack, https://docs.slack.dev/apis/events-api
 */
import type { Context } from "hono";
import * as v from "valibot";
import { slackAppOf } from "../../flow/desk/slack_app.ts";
import { type SlackSaid, takeSlackAnswer } from "../../flow/desk/slack_answer.ts";
import { type SlackChange, tellOfChange } from "../../flow/desk/slack_change.ts";
import { SHOP_ID } from "../../orders/order_id.ts";
import { hmacMatches, TOLERANCE_S } from "../../sources/verify/signature.ts";
import { readBounded } from "../body.ts";
import type { WaybillHono } from "../hono.ts";
import { logFailure } from "../log.ts";
import { portsOf } from "../ports.ts";
import { writableIn } from "../shop_moves.ts";

const BODY_MAX_BYTES = 200_000;

const Challenge = v.object({
  type: v.literal("url_verification"),
  challenge: v.pipe(v.string(), v.maxLength(500)),
});
const Id = v.pipe(v.string(), v.regex(/^[A-Z0-9]{2,40}$/));
const Ts = v.pipe(v.string(), v.regex(/^\d{1,12}\.\d{1,9}$/));
/** A message that a person wrote in a thread; everything else is left alone. */
const Said = v.object({
  type: v.literal("event_callback"),
  event: v.object({
    type: v.literal("message"),
    /** Edits, deletions, joins and posts of programs have others. */
    subtype: v.optional(v.picklist(["file_share", "thread_broadcast"])),
    bot_id: v.optional(v.undefined()),
    bot_profile: v.optional(v.undefined()),
    user: Id,
    channel: Id,
    ts: Ts,
    thread_ts: Ts,
    text: v.optional(v.string(), ""),
    files: v.optional(v.array(v.unknown()), []),
  }),
});

/** A person's message in a thread, before and after it was edited or deleted. */
const Changed = v.object({
  type: v.literal("event_callback"),
  event: v.object({
    type: v.literal("message"),
    subtype: v.picklist(["message_changed", "message_deleted"]),
    channel: Id,
    message: v.optional(v.object({ text: v.optional(v.string(), "") })),
    previous_message: v.object({
      bot_id: v.optional(v.undefined()),
      user: Id,
      ts: Ts,
      thread_ts: Ts,
      text: v.optional(v.string(), ""),
    }),
  }),
});

/** The same answer for an unknown shop, one without an app and a wrong signature. */
export async function receiveSlackEvent(context: Context<WaybillHono>): Promise<Response> {
  context.header("Cache-Control", "no-store");
  const all = portsOf(context.env);
  const now_ms = all.clock();
  const body = await readBounded(context.req.raw, BODY_MAX_BYTES);
  if (body === null) return context.json({ error: "too_large" }, 413);
  const id = context.req.param("shop") ?? "";
  const shop = SHOP_ID.test(id) ? await all.find_shop(id, now_ms) : null;
  const app = shop === null ? null : slackAppOf(shop);
  const signed = await isSigned({
    secret: app?.signing_secret ?? "",
    timestamp: context.req.header("X-Slack-Request-Timestamp") ?? "",
    signature: context.req.header("X-Slack-Signature") ?? "",
    body,
    now_ms,
  });
  if (shop === null || app === null || !signed) return context.json({ error: "signature" }, 401);
  const given = jsonIn(body);
  const challenge = v.safeParse(Challenge, given);
  if (challenge.success) return context.json({ challenge: challenge.output.challenge });
  const event = saidIn(given) ?? changeIn(given);
  if (event === null) return context.json({ taken: false });
  try {
    const ports = writableIn(all, shop);
    if ("became" in event) return context.json({ taken: await tellOfChange(ports, shop, app, event) });
    const taken = await takeSlackAnswer(ports, shop, app, event, now_ms);
    return context.json({ taken: taken === "answered" || taken === "noted" });
  } catch (error) {
    // Slack sends it again, up to three times within an hour.
    logFailure("slack_answer_failed", { shop: shop.id }, error);
    return context.json({ error: "unavailable" }, 503);
  }
}

/** Null where no person answered in a thread. */
function saidIn(given: unknown): SlackSaid | null {
  const said = v.safeParse(Said, given);
  if (!said.success) return null;
  const { event: { ts, thread_ts, channel, user, text, files } } = said.output;
  return ts === thread_ts ? null : { channel, ts, thread_ts, user, text, has_files: files.length > 0 };
}

/** Null where nobody's words changed: a picture of a link that Slack adds is a change too. */
function changeIn(given: unknown): SlackChange | null {
  const changed = v.safeParse(Changed, given);
  if (!changed.success) return null;
  const { subtype, channel, message, previous_message: { ts, thread_ts, text } } = changed.output.event;
  if (subtype === "message_deleted") return { channel, ts, thread_ts, became: "deleted" };
  return message === undefined || message.text === text ? null : { channel, ts, thread_ts, became: "edited" };
}

export interface SlackSigned {
  readonly secret: string;
  readonly timestamp: string;
  readonly signature: string;
  readonly body: Uint8Array;
  readonly now_ms: number;
}

/** Returns whether Slack signed the body with this secret, at most five minutes ago. */
export async function isSigned(
  { secret, timestamp, signature, body, now_ms }: SlackSigned,
): Promise<boolean> {
  const hex = /^v0=([0-9a-f]{64})$/.exec(signature)?.[1];
  if (hex === undefined || !/^\d{1,12}$/.test(timestamp)) return false;
  if (Math.abs(now_ms / 1_000 - Number(timestamp)) > TOLERANCE_S) return false;
  const bytes = new TextEncoder();
  const head = bytes.encode(`v0:${timestamp}:`);
  const text = new Uint8Array(head.byteLength + body.byteLength);
  text.set(head);
  text.set(body, head.byteLength);
  return await hmacMatches({
    keys: [bytes.encode(secret)],
    signatures: [Uint8Array.fromHex(hex)],
    signed: text,
  });
}

function jsonIn(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    return null; // Slack sends JSON; whatever else it signed is no event.
  }
}
