/**
 * Reads the webhooks that Messenger and Instagram share: messages and reactions of customers, what became of ours, and
 * what the shop wrote in Meta's own inbox.
 * https://developers.facebook.com/documentation/business-messaging/messenger-platform/webhooks/webhook-events
 */
import * as v from "valibot";
import {
  codeIn,
  type Incoming,
  type IncomingBatch,
  type IncomingFile,
  namedOnly,
  wishIn,
} from "../messages/incoming.ts";
import { ok, type Result } from "../result.ts";
import { helpful } from "../sources/read/fields.ts";
import { readJson } from "../sources/read/json.ts";
import { checked } from "../sources/read/parse_error.ts";
import type { Webhook } from "../sources/source.ts";

/** Messenger hands it back with the copy of our message; Instagram knows no such field. */
export const OURS = "waybill";

const Id = v.pipe(v.string(), v.regex(/^\d{1,40}$/, "Must be an id of digits"));
const Message = v.object({
  mid: v.pipe(v.string(), v.minLength(1), v.maxLength(500)),
  text: helpful(v.string()),
  is_echo: helpful(v.boolean()),
  metadata: helpful(v.string()),
  is_deleted: helpful(v.boolean()),
  is_unsupported: helpful(v.boolean()),
  attachments: helpful(v.array(v.object({
    type: v.string(),
    payload: helpful(v.object({ url: helpful(v.string()) })),
  }))),
  reply_to: helpful(v.object({ mid: helpful(v.string()) })),
  referral: helpful(v.object({ ref: helpful(v.string()) })),
});
const Referral = helpful(v.object({ ref: helpful(v.string()) }));
const Messaging = v.object({
  sender: helpful(v.object({ id: Id })),
  recipient: helpful(v.object({ id: Id })),
  timestamp: v.optional(v.pipe(v.number(), v.safeInteger()), 0),
  message: v.optional(Message),
  postback: v.optional(
    v.object({
      mid: helpful(v.string()),
      title: helpful(v.string()),
      payload: helpful(v.string()),
      referral: Referral,
    }),
  ),
  referral: Referral,
  reaction: helpful(v.object({
    mid: helpful(v.string()),
    action: helpful(v.string()),
    emoji: helpful(v.string()),
  })),
  delivery: helpful(v.object({ mids: helpful(v.array(v.string())) })),
  read: helpful(v.object({ mid: helpful(v.string()) })),
});
const Delivery = v.object({
  object: v.string(),
  entry: v.array(v.object({ id: Id, messaging: v.optional(v.array(Messaging), []) })),
});

/** `own_id`: the page's or the account's id; entries of others that the same app serves are not ours. */
export function readPages(
  { body, received_at_ms }: Webhook,
  way: "messenger" | "instagram",
  own_id: string,
): Result<IncomingBatch, "unreadable" | "invalid"> {
  const json = readJson(body);
  if (!json.ok) return json;
  const delivery = checked(Delivery, json.value);
  if (!delivery.ok) return delivery;
  const own = delivery.value.entry.filter(({ id }) => id === own_id);
  return ok({
    way,
    items: own.flatMap(({ messaging }) =>
      messaging.flatMap((one) => incomingOf(one, way, own_id, received_at_ms))
    ),
    skipped: delivery.value.entry.filter(({ id }) => id !== own_id).map(() => "another page"),
  });
}

function incomingOf(
  one: v.InferOutput<typeof Messaging>,
  way: "messenger" | "instagram",
  own_id: string,
  received_at_ms: number,
): readonly Incoming[] {
  const { sender, timestamp, message, postback, referral, delivery, read, reaction } = one;
  const at_ms = timestamp === 0 ? received_at_ms : timestamp;
  const delivered = [...(delivery?.mids ?? []), ...(read?.mid === undefined ? [] : [read.mid])];
  if (delivered.length > 0) {
    return delivered.map((provider_id) => ({ type: "status", provider_id, became: "delivered", at_ms }));
  }
  if (sender === undefined) return [];
  if (sender.id === own_id || message?.is_echo === true) return echoOf(one, way, at_ms);
  if (message?.is_deleted === true) {
    const { mid } = message;
    return [{ type: "deleted", id: `${mid}:deleted`, from: `${way}:${sender.id}`, message_id: mid, at_ms }];
  }
  if (reaction !== undefined) {
    const emoji = reaction.action === "react" ? reaction.emoji ?? "" : "";
    const id = `${reaction.mid ?? ""}:${at_ms}`;
    return emoji === "" ? [] : [{ type: "reacted", id, from: `${way}:${sender.id}`, emoji, at_ms }];
  }
  const words = message?.text ?? (message === undefined ? postback?.title ?? "" : "");
  const ref = message?.referral?.ref ?? postback?.referral?.ref ?? referral?.ref ?? postback?.payload ?? "";
  const code = codeIn(ref) ?? codeIn(words);
  const id = message?.mid ?? postback?.mid ?? `${sender.id}:${at_ms}`;
  const from = `${way}:${sender.id}`;
  // A link without a code opens no case, nor does the button that begins a chat; a question on a button is asked.
  const is_asked = postback !== undefined && words !== "" && !BEGINS.test(postback.payload ?? "") &&
    !BEGINS.test(words);
  if (message === undefined && code === null && !is_asked) return [];
  const files = filesOf(message);
  const wish = code === null && files.length === 0 ? wishIn(words, way) : null;
  if (wish !== null) return [{ type: wish, id, from, at_ms, is_answered: false }];
  if (words.trim() === "" && files.length === 0 && code === null) return [];
  return [{
    type: "message",
    id,
    from,
    words: message === undefined && !is_asked ? "" : words,
    files,
    answers: message?.reply_to?.mid,
    code: code ?? undefined,
    at_ms,
  }];
}

/**
 * What somebody wrote in Meta's own inbox. Our own messages come back as echoes too: at Messenger they bear our mark, and
 * elsewhere the ledger knows them.
 */
function echoOf(
  { recipient, message }: v.InferOutput<typeof Messaging>,
  way: "messenger" | "instagram",
  at_ms: number,
): readonly Incoming[] {
  if (recipient === undefined || message === undefined || message.is_echo !== true) return [];
  if (message.metadata === OURS || message.is_deleted === true) return [];
  const { mid: id, text: words = "" } = message;
  const files = filesOf(message);
  if (words.trim() === "" && files.length === 0) return [];
  return [{ type: "echo", id, from: `${way}:${recipient.id}`, words, files, at_ms }];
}

/** Meta's own button: its payload is the page's, its title comes in the reader's language. */
const BEGINS = /^\W*get[ _-]?started\b/i;

function filesOf(message: v.InferOutput<typeof Message> | undefined): readonly IncomingFile[] {
  const types: Readonly<Record<string, string>> = {
    image: "image/jpeg",
    video: "video/mp4",
    audio: "audio/mp4",
  };
  const given = (message?.attachments ?? []).map(({ type, payload }) =>
    payload?.url === undefined
      ? namedOnly(type.slice(0, 30))
      : { ref: payload.url, name: type.slice(0, 30), type: types[type] ?? "" }
  );
  return given.length === 0 && message?.is_unsupported === true
    ? [namedOnly("a message that Meta does not hand on")]
    : given;
}
