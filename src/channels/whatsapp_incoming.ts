/**
 * Reads what WhatsApp tells: messages, reactions, what became of ours, and what the shop wrote on a phone that shares the
 * number. https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages
 */
import * as v from "valibot";
import { codeIn, type Incoming, type IncomingBatch, namedOnly, wishIn } from "../messages/incoming.ts";
import { WHATSAPP_ID } from "../messages/ways.ts";
import { ok, type Result } from "../result.ts";
import { helpful } from "../sources/read/fields.ts";
import { readJson } from "../sources/read/json.ts";
import { checked } from "../sources/read/parse_error.ts";
import type { Webhook } from "../sources/source.ts";
import { nameOfKind, WHATSAPP_CONTENT, whatsappFiles, whatsappWords } from "./whatsapp_content.ts";

/** The customer has told WhatsApp that they want no more of this shop. */
export const STOPPED = 131050;

const MessageId = v.pipe(v.string(), v.minLength(1), v.maxLength(500));
const Message = v.object({
  /** Absent where the writer has a user name and shows no number. */
  from: v.optional(v.pipe(v.string(), v.regex(WHATSAPP_ID, "Must be the digits of a number or a user id"))),
  from_user_id: helpful(v.pipe(v.string(), v.regex(WHATSAPP_ID))),
  id: v.pipe(v.string(), v.minLength(1), v.maxLength(500)),
  timestamp: v.pipe(v.union([v.string(), v.number()]), v.transform(Number), v.safeInteger()),
  type: v.string(),
  context: helpful(v.object({ id: helpful(v.string()) })),
  ...WHATSAPP_CONTENT,
  /** https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/edit */
  edit: helpful(v.object({ message: v.object(WHATSAPP_CONTENT) })),
  reaction: helpful(v.object({ emoji: helpful(v.string()) })),
  revoke: helpful(v.object({ original_message_id: helpful(MessageId) })),
});
/** https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/smb_message_echoes */
const Echo = v.object({
  to: v.pipe(v.string(), v.regex(WHATSAPP_ID)),
  id: MessageId,
  timestamp: v.pipe(v.union([v.string(), v.number()]), v.transform(Number), v.safeInteger()),
  ...WHATSAPP_CONTENT,
});
const Status = v.object({
  id: v.pipe(v.string(), v.minLength(1), v.maxLength(500)),
  status: v.string(),
  timestamp: v.pipe(v.union([v.string(), v.number()]), v.transform(Number), v.safeInteger()),
  recipient_id: helpful(v.pipe(v.string(), v.regex(WHATSAPP_ID))),
  errors: helpful(v.array(v.object({ code: v.number(), title: helpful(v.string()) }))),
});
const Delivery = v.object({
  object: v.string(),
  entry: v.array(v.object({
    changes: v.array(v.object({
      field: v.string(),
      value: v.object({
        metadata: helpful(v.object({ phone_number_id: v.string() })),
        contacts: helpful(v.array(v.object({
          wa_id: helpful(v.string()),
          user_id: helpful(v.pipe(v.string(), v.regex(WHATSAPP_ID))),
          profile: helpful(v.object({ name: helpful(v.string()) })),
        }))),
        messages: v.optional(v.array(Message)),
        statuses: v.optional(v.array(Status)),
        message_echoes: v.optional(v.array(Echo)),
      }),
    })),
  })),
});
type Value = v.InferOutput<typeof Delivery>["entry"][number]["changes"][number]["value"];

/** One webhook holds entries × changes × messages; those of another number of the same app are not ours. */
export function readWhatsApp(
  { body }: Webhook,
  { phone_number_id }: { readonly phone_number_id: string },
): Result<IncomingBatch, "unreadable" | "invalid"> {
  const json = readJson(body);
  if (!json.ok) return json;
  const delivery = checked(Delivery, json.value);
  if (!delivery.ok) return delivery;
  const changes = delivery.value.entry.flatMap((entry) => entry.changes);
  const own = changes.filter(({ field, value }) =>
    (field === "messages" || field === "smb_message_echoes") &&
    value.metadata?.phone_number_id === phone_number_id
  );
  return ok({
    way: "whatsapp",
    items: own.flatMap(({ value }) => [
      ...(value.messages ?? []).flatMap((message) => incomingOf(message, value)),
      ...(value.statuses ?? []).flatMap(statusOf),
      ...(value.message_echoes ?? []).flatMap(echoOf),
    ]),
    skipped: changes.filter((change) => !own.includes(change)).map(({ field }) => field.slice(0, 60)),
  });
}

function incomingOf(message: v.InferOutput<typeof Message>, { contacts }: Value): readonly Incoming[] {
  // WhatsApp's own notes are nobody's words.
  if (["system", "request_welcome"].includes(message.type)) return [];
  const { id, timestamp, context } = message;
  // A webhook has one contact for the messages of one writer.
  const contact = contacts?.find(({ wa_id }) => wa_id !== undefined && wa_id === message.from) ??
    (contacts?.length === 1 ? contacts[0] : undefined);
  const user_id = message.from_user_id ?? contact?.user_id;
  const from = message.from ?? user_id;
  if (from === undefined) return [];
  const aside = asideOf(message, `whatsapp:${from}`);
  if (aside !== null) return aside;
  // What the customer has changed stands below what it was, marked with a pencil.
  const corrected = message.edit === undefined ? "" : whatsappWords(message.edit.message);
  if (message.type === "edit" && corrected === "") return [];
  const words = corrected === "" ? whatsappWords(message) : `✏️ ${corrected}`;
  const given = whatsappFiles(message);
  // What WhatsApp does not hand on, such as a picture to be seen once, is named: the customer thinks that it came.
  const files = words === "" && given.length === 0 ? [namedOnly(nameOfKind(message.type))] : given;
  const code = codeIn(words);
  const base = {
    id,
    from: `whatsapp:${from}`,
    also: user_id === undefined || user_id === from ? undefined : `whatsapp:${user_id}`,
    at_ms: timestamp * 1_000,
  };
  const wish = code === null && files.length === 0 ? wishIn(words, "whatsapp") : null;
  if (wish !== null) return [{ ...base, type: wish, is_answered: false }];
  return [{
    ...base,
    type: "message",
    name: contact?.profile?.name,
    words,
    files,
    answers: context?.id,
    code: code ?? undefined,
  }];
}

/**
 * A reaction or a message that was taken back; null for others. A reaction that is taken back has no emoji.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/revoke
 */
function asideOf(
  { id, type, timestamp, reaction, revoke }: v.InferOutput<typeof Message>,
  from: string,
): readonly Incoming[] | null {
  const at_ms = timestamp * 1_000;
  if (type === "reaction") {
    const emoji = reaction?.emoji ?? "";
    return emoji === "" ? [] : [{ type: "reacted", id, from, emoji, at_ms }];
  }
  if (type !== "revoke") return null;
  const message_id = revoke?.original_message_id;
  return message_id === undefined ? [] : [{ type: "deleted", id, from, message_id, at_ms }];
}

/** What the shop wrote with the WhatsApp Business app on a phone, which shares the number. */
function echoOf(
  { id, to, timestamp, ...content }: v.InferOutput<typeof Echo>,
): readonly Incoming[] {
  const words = whatsappWords(content);
  const files = whatsappFiles(content);
  return words === "" && files.length === 0
    ? []
    : [{ type: "echo", id, from: `whatsapp:${to}`, words, files, at_ms: timestamp * 1_000 }];
}

/** `sent` says no more than the answer to our request; `read` is a delivery. */
function statusOf(
  { id, status, timestamp, recipient_id, errors }: v.InferOutput<typeof Status>,
): readonly Incoming[] {
  const became = status === "delivered" || status === "read" || status === "played"
    ? "delivered"
    : status === "failed"
    ? "failed"
    : null;
  if (became === null) return [];
  const [error] = errors ?? [];
  return [{
    type: "status",
    provider_id: id,
    became,
    at_ms: timestamp * 1_000,
    ...(error === undefined
      ? {}
      : { reason: `code ${error.code}${error.title === undefined ? "" : `, ${error.title}`}` }),
    ...(error?.code === STOPPED ? { stopped: true } : {}),
    ...(recipient_id === undefined ? {} : { to: `whatsapp:${recipient_id}` }),
  }];
}
