/**
 * Reads the webhooks that Messenger and Instagram share, and says which window is open: 24 hours after the customer's
 * last message for everything, seven days for what a person writes where Meta has allowed it. The other tags for
 * messages outside the window are gone. https://developers.facebook.com/docs/messenger-platform/policy/policy-overview
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
import { ownId } from "../messages/ways.ts";
import type { Channel, ShortMessage } from "./channel.ts";
import type { Fetched, ShortAccess } from "./definition.ts";
import { type Answer, httpChannel, type Meaning, readAnswer, takenAs } from "./http_channel.ts";
import { AppSecret, GraphError, graphMeaning, isWindowOpen, Token, VerifyToken } from "./meta.ts";
import { askJson, fetchContent } from "./service_files.ts";

/** What a page's account needs besides its id and name. */
export const PageAccess = {
  access_token: Token,
  app_secret: AppSecret,
  verify_token: VerifyToken,
  /** `yes` once Meta has approved the permission Human Agent for the app. */
  human_agent: v.optional(v.picklist(["yes", "no", ""], "Must be yes or no"), "no"),
};

/** What the tag HUMAN_AGENT allows after the customer's last message. */
const HUMAN_MS = 7 * 24 * 3_600_000;

/** Fields of the request that say why the message may go; null where it may not. */
function permitOf(
  { heard_at_ms, by_person }: ShortMessage,
  has_human_agent: boolean,
  now_ms: number,
): Readonly<Record<string, string>> | null {
  if (isWindowOpen(heard_at_ms, now_ms)) return { messaging_type: "RESPONSE" };
  return by_person === true && has_human_agent && isWindowOpen(heard_at_ms, now_ms, HUMAN_MS)
    ? { messaging_type: "MESSAGE_TAG", tag: "HUMAN_AGENT" }
    : null;
}

const CLOSED =
  "the customer's last message must be younger than 24 hours, or 7 days for a person's answer where Meta has allowed that";

/** What the Send API of one of the two services wants. */
export interface PageService {
  readonly name: "messenger" | "instagram";
  readonly label: string;
  readonly url: string;
  /** Fields of the request beside recipient and message, from those that say why it may go. */
  readonly permitFields: (permit: Readonly<Record<string, string>>) => Readonly<Record<string, string>>;
  /** Says why a text has not the length that the service takes; null where it has. */
  readonly lengthFault: (body: string) => string | null;
}

export function pageChannel(
  access: ShortAccess,
  { access_token, human_agent }: { readonly access_token: string; readonly human_agent: string },
  { name, label, url, permitFields, lengthFault }: PageService,
): Channel<ShortMessage> {
  const permit = (message: ShortMessage) => permitOf(message, human_agent === "yes", access.clock());
  return httpChannel<ShortMessage>({
    name,
    label,
    idempotent: false,
    fault: (message) => lengthFault(message.body) ?? (permit(message) === null ? CLOSED : null),
    request: (message) => ({
      url: access.url ?? url,
      headers: { "Content-Type": "application/json", Authorization: `Bearer ${access_token}` },
      body: JSON.stringify({
        recipient: { id: ownId(message.to) },
        ...permitFields(permit(message) ?? {}),
        message: { text: message.body },
      }),
    }),
    meaning: pageMeaning,
    words: (answer) => readAnswer(GraphError, answer)?.error.message,
    secrets: ({ to, body }) => [access_token, to, ownId(to), body],
  }, access);
}

const Sent = v.object({ message_id: v.string() });

/** https://developers.facebook.com/docs/messenger-platform/reference/send-api/error-codes */
function pageMeaning(answer: Answer): Meaning | null {
  if (answer.status === 200) return takenAs(readAnswer(Sent, answer)?.message_id, answer);
  return graphMeaning(answer, (code, subcode, says) => {
    // Outside the window.
    if (code === 10 && (subcode === 2018278 || subcode === 2534022 || subcode === 2018065)) {
      return { outcome: "rejected", says };
    }
    // "This person isn't available right now": they have blocked the page, or left.
    if (code === 551) return { outcome: "rejected", says, unsubscribed: true };
    return null;
  });
}

/** Returns the fields of which the page or the account tells the app. */
export async function subscribedFields(
  fetch: typeof globalThis.fetch,
  url: string,
  headers: Readonly<Record<string, string>>,
): Promise<readonly string[]> {
  const apps = v.safeParse(Apps, (await askJson(fetch, url, headers)).json);
  return apps.success ? apps.output.data.flatMap(({ subscribed_fields }) => subscribed_fields) : [];
}

const Apps = v.object({
  data: v.array(v.object({ subscribed_fields: v.optional(v.array(v.string()), []) })),
});

const Id = v.pipe(v.string(), v.regex(/^\d{1,40}$/, "Must be an id of digits"));
const Message = v.object({
  mid: v.pipe(v.string(), v.minLength(1), v.maxLength(500)),
  text: helpful(v.string()),
  is_echo: helpful(v.boolean()),
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
  { sender, timestamp, message, postback, referral, delivery, read }: v.InferOutput<typeof Messaging>,
  way: "messenger" | "instagram",
  own_id: string,
  received_at_ms: number,
): readonly Incoming[] {
  const at_ms = timestamp === 0 ? received_at_ms : timestamp;
  const delivered = [...(delivery?.mids ?? []), ...(read?.mid === undefined ? [] : [read.mid])];
  if (delivered.length > 0) {
    return delivered.map((provider_id) => ({ type: "status", provider_id, became: "delivered", at_ms }));
  }
  // Our own messages come back as echoes.
  if (sender === undefined || sender.id === own_id || message?.is_echo === true) return [];
  if (message?.is_deleted === true) return [];
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

/** The address opens without a token; only Meta's own stores are asked. */
export async function fetchPageFile(
  fetch: typeof globalThis.fetch,
  _account: unknown,
  { ref }: IncomingFile,
): Promise<Fetched | null> {
  if (!URL.canParse(ref)) return null;
  return await fetchContent(
    fetch,
    ref,
    {},
    /^(?:lookaside\.(?:fbsbx|instagram)\.com|[\w-]+(?:\.[\w-]+)*\.(?:fbcdn\.net|cdninstagram\.com|fbsbx\.com))$/,
  );
}
