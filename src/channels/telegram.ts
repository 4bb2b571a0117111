/**
 * Telegram by a bot of the shop's: one POST per message, webhooks with a secret in a header. A bot cannot write first:
 * the customer opens it by a link with a code. https://core.telegram.org/bots/api
 */
import * as v from "valibot";
import {
  codeIn,
  type Incoming,
  type IncomingBatch,
  type IncomingFile,
  wishIn,
} from "../messages/incoming.ts";
import { ownId, WAYS } from "../messages/ways.ts";
import { err, ok, type Result } from "../result.ts";
import { helpful } from "../sources/read/fields.ts";
import { readJson } from "../sources/read/json.ts";
import { checked } from "../sources/read/parse_error.ts";
import type { SignatureRefusal, Webhook } from "../sources/source.ts";
import { sameText } from "../sources/verify/signature.ts";
import type { Channel, ShortMessage } from "./channel.ts";
import { CHAT, type CheckLine, type Fetched, type ShortDefinition } from "./definition.ts";
import {
  type Answer,
  type HttpAccess,
  httpChannel,
  type Meaning,
  readAnswer,
  takenAs,
} from "./http_channel.ts";
import { askJson, fetchContent } from "./service_files.ts";
import { TELEGRAM_CONTENT, telegramFiles, telegramWords } from "./telegram_content.ts";

const API = "https://api.telegram.org";
/** https://core.telegram.org/bots/api#sendmessage */
const BODY_MAX = 4_096;

const Account = v.strictObject({
  bot_token: v.pipe(
    v.string(),
    v.trim(),
    v.regex(/^\d{5,20}:[\w-]{30,60}$/, "Must be the token that BotFather gave, such as 123456:ABC…"),
  ),
  bot_username: v.pipe(
    v.string(),
    v.trim(),
    v.regex(/^[A-Za-z]\w{3,31}$/, "Must be the bot's name without @, such as kontor_bot"),
  ),
  webhook_secret: v.pipe(
    v.string(),
    v.trim(),
    v.regex(/^[\w-]{16,256}$/, "Must be of 16 to 256 letters, digits, _ and -"),
  ),
});
export type TelegramAccount = v.InferOutput<typeof Account>;

export function telegramChannel(access: HttpAccess, { bot_token }: TelegramAccount): Channel<ShortMessage> {
  return httpChannel<ShortMessage>({
    name: "telegram",
    label: "Telegram",
    idempotent: false,
    fault: ({ body }) =>
      body !== "" && body.length <= BODY_MAX
        ? null
        : `the text must be of 1 to ${BODY_MAX} characters: it has ${body.length}`,
    request: ({ to, body }) => ({
      url: access.url ?? `${API}/bot${bot_token}/sendMessage`,
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ chat_id: ownId(to), text: body, link_preview_options: { is_disabled: true } }),
    }),
    meaning: (answer) => meaning(answer, botIn(bot_token)),
    words: (answer) => readAnswer(Refusal, answer)?.description,
    secrets: ({ to, body }) => [bot_token, to, ownId(to), body],
  }, access);
}

const Sent = v.object({
  ok: v.literal(true),
  result: v.object({ message_id: v.number(), chat: v.object({ id: v.union([v.number(), v.string()]) }) }),
});
const Refusal = v.object({
  ok: v.literal(false),
  error_code: v.optional(v.number()),
  description: v.optional(v.string()),
  parameters: v.optional(v.object({ retry_after: v.optional(v.number()) })),
});

function meaning(answer: Answer, bot: string): Meaning | null {
  const { status } = answer;
  if (status === 200) {
    const sent = readAnswer(Sent, answer);
    if (sent !== null) return takenAs(idOf(bot, sent.result.chat.id, sent.result.message_id), answer);
  }
  const refusal = readAnswer(Refusal, answer);
  if (status === 200 && refusal === null) return takenAs(undefined, answer);
  if (status >= 500) return null;
  const code = refusal?.error_code ?? status;
  const says = `answered ${code}`;
  switch (code) {
    case 403:
      // "bot was blocked by the user", "user is deactivated", "bot can't initiate conversation with a user".
      return { outcome: "rejected", says, unsubscribed: true };
    case 429:
      return {
        outcome: "deferred",
        says: `${says}, too many requests`,
        retry_after_s: refusal?.parameters?.retry_after,
      };
    case 401:
    case 404:
      return { outcome: "deferred", says: `${says}, the bot's token is not accepted` };
    case 400:
      return { outcome: "rejected", says };
    default:
      return status === 200 ? { outcome: "rejected", says } : null;
  }
}

/** Message ids count anew in each chat of each bot. */
function idOf(bot: string, chat: number | string, message: number): string {
  return `${bot}:${chat}:${message}`;
}

/** The bot's own id is the first part of its token, and no secret. */
function botIn(bot_token: string): string {
  return bot_token.split(":")[0]!;
}

/** The header is a password that travels with each webhook; the body is not signed. */
function verify(
  { headers }: Webhook,
  { webhook_secret }: TelegramAccount,
): Promise<Result<null, SignatureRefusal>> {
  const given = headers.get("X-Telegram-Bot-Api-Secret-Token");
  const rule = "X-Telegram-Bot-Api-Secret-Token must be the secret of this shop";
  return Promise.resolve(
    given !== null && sameText(given, webhook_secret)
      ? ok(null)
      : err("signature", `Cannot verify webhook as ${rule}`),
  );
}

const Id = v.union(
  [v.pipe(v.number(), v.safeInteger()), v.pipe(v.string(), v.regex(/^-?\d{1,20}$/))],
  "Must be an id",
);
const Chat = v.object({ id: Id, type: v.string() });

/** A person's chat has a positive id; a group's is negative, and nobody of ours. */
function isPrivate({ id, type }: v.InferOutput<typeof Chat>): boolean {
  return type === "private" && v.is(WAYS.telegram.address, `telegram:${id}`);
}

const Name = helpful(v.object({ first_name: helpful(v.string()), last_name: helpful(v.string()) }));
const Message = v.object({
  message_id: v.pipe(v.number(), v.safeInteger()),
  chat: Chat,
  from: Name,
  date: v.pipe(v.number(), v.safeInteger()),
  edit_date: helpful(v.pipe(v.number(), v.safeInteger())),
  reply_to_message: helpful(v.object({ message_id: v.number() })),
  ...TELEGRAM_CONTENT,
});
const Update = v.object({
  update_id: v.pipe(v.number(), v.safeInteger()),
  message: v.optional(Message),
  edited_message: v.optional(Message),
  my_chat_member: v.optional(v.object({
    chat: Chat,
    date: v.pipe(v.number(), v.safeInteger()),
    new_chat_member: v.object({ status: v.string() }),
  })),
});

function read(
  { body }: Webhook,
  { bot_token }: TelegramAccount,
): Result<IncomingBatch, "unreadable" | "invalid"> {
  const json = readJson(body);
  if (!json.ok) return json;
  const update = checked(Update, json.value);
  if (!update.ok) return update;
  const { message, edited_message, my_chat_member, update_id } = update.value;
  if (my_chat_member !== undefined && isPrivate(my_chat_member.chat)) {
    const { chat, date, new_chat_member: { status } } = my_chat_member;
    // The customer has blocked the bot, or opened it again.
    const type = status === "kicked" ? "stop" : status === "member" ? "start" : null;
    const base = {
      id: `u${update_id}`,
      from: `telegram:${chat.id}`,
      at_ms: date * 1_000,
      is_answered: true,
    } as const;
    return ok(batch(type === null ? [] : [{ ...base, type }], type === null ? ["my_chat_member"] : []));
  }
  const bot = botIn(bot_token);
  const item = message !== undefined && isPrivate(message.chat)
    ? incomingOf(message, bot)
    : edited_message !== undefined && isPrivate(edited_message.chat)
    ? correctionOf(edited_message, bot)
    : null;
  return ok(item === null ? batch([], ["update"]) : batch([item], []));
}

/** What the customer has changed stands below what it was, marked with a pencil; a live location changes all the time. */
function correctionOf(message: v.InferOutput<typeof Message>, bot: string): Incoming | null {
  const words = message.text ?? message.caption ?? "";
  if (words === "" || message.edit_date === undefined) return null;
  const { chat, message_id, edit_date } = message;
  return {
    type: "message",
    id: `${idOf(bot, chat.id, message_id)}:${edit_date}`,
    from: `telegram:${chat.id}`,
    at_ms: edit_date * 1_000,
    name: nameOf(message),
    words: `✏️ ${words}`,
    files: [],
  };
}

/** Null for what nobody said, such as a pinned message. */
function incomingOf(message: v.InferOutput<typeof Message>, bot: string): Incoming | null {
  const { chat, message_id, date, reply_to_message } = message;
  const words = telegramWords(message);
  const files = telegramFiles(message);
  const base = { id: idOf(bot, chat.id, message_id), from: `telegram:${chat.id}`, at_ms: date * 1_000 };
  const opened = /^\/start(?:@\w+)?(?:\s+(\S{1,64}))?\s*$/.exec(words);
  const code = codeIn(opened?.[1] ?? words);
  // `/start` alone is what everybody sends who opens the bot: it opens no case.
  if (opened !== null && code === null) return { ...base, type: "help", is_answered: false };
  const wish = code === null && files.length === 0 ? wishIn(words, "telegram") : null;
  if (wish !== null) return { ...base, type: wish, is_answered: false };
  if (words === "" && files.length === 0 && code === null) return null;
  return {
    ...base,
    type: "message",
    name: nameOf(message),
    words: opened === null ? words : "",
    files,
    answers: reply_to_message === undefined ? undefined : idOf(bot, chat.id, reply_to_message.message_id),
    code: code ?? undefined,
  };
}

function nameOf({ from }: v.InferOutput<typeof Message>): string | undefined {
  const name = [from?.first_name, from?.last_name].filter((part) => part !== undefined).join(" ");
  return name === "" ? undefined : name;
}

function batch(items: readonly Incoming[], skipped: readonly string[]): IncomingBatch {
  return { way: "telegram", items, skipped };
}

const FileAnswer = v.object({ ok: v.literal(true), result: v.object({ file_path: v.string() }) });

async function fetchFile(
  fetch: typeof globalThis.fetch,
  { bot_token }: TelegramAccount,
  { ref }: IncomingFile,
): Promise<Fetched | null> {
  const { json } = await askJson(fetch, `${API}/bot${bot_token}/getFile?file_id=${encodeURIComponent(ref)}`);
  const found = v.safeParse(FileAnswer, json);
  if (!found.success || !/^[\w./-]+$/.test(found.output.result.file_path)) return null;
  return await fetchContent(
    fetch,
    `${API}/file/bot${bot_token}/${found.output.result.file_path}`,
    {},
    /^api\.telegram\.org$/,
  );
}

const Me = v.object({ ok: v.literal(true), result: v.object({ username: v.string() }) });
const Hook = v.object({
  ok: v.literal(true),
  result: v.object({
    url: v.string(),
    pending_update_count: v.optional(v.number(), 0),
    last_error_message: v.optional(v.string()),
    allowed_updates: v.optional(v.array(v.string())),
  }),
});

async function check(
  fetch: typeof globalThis.fetch,
  { bot_token, bot_username }: TelegramAccount,
  hook_url: string,
): Promise<readonly CheckLine[]> {
  const me = v.safeParse(Me, (await askJson(fetch, `${API}/bot${bot_token}/getMe`)).json);
  if (!me.success) return [{ ok: false, says: "Telegram does not accept the bot's token" }];
  const named: CheckLine = me.output.result.username.toLowerCase() === bot_username.toLowerCase()
    ? { ok: true, says: `The token belongs to @${bot_username}` }
    : { ok: false, says: `The token belongs to another bot than @${bot_username}` };
  const hook = v.safeParse(Hook, (await askJson(fetch, `${API}/bot${bot_token}/getWebhookInfo`)).json);
  if (!hook.success) return [named, { ok: false, says: "Telegram does not say which webhook is set" }];
  const { url, pending_update_count, last_error_message, allowed_updates } = hook.output.result;
  const set: CheckLine = url === hook_url
    ? { ok: true, says: "The webhook is set to this shop's address" }
    : { ok: false, says: url === "" ? "No webhook is set" : "The webhook is set to another address" };
  // Without a list Telegram sends all of these; a list that names neither leaves answers or blocks unseen.
  const missing = ["message", "edited_message", "my_chat_member"].filter((name) =>
    allowed_updates !== undefined && allowed_updates.length > 0 && !allowed_updates.includes(name)
  );
  return [
    named,
    set,
    ...(missing.length === 0 ? [] : [{ ok: false, says: `The webhook leaves out ${missing.join(" and ")}` }]),
    ...(last_error_message === undefined || pending_update_count === 0
      ? []
      : [{ ok: false, says: `${pending_update_count} updates wait, as the last one was not taken` }]),
  ];
}

export const TELEGRAM: ShortDefinition<TelegramAccount> = {
  label: "Telegram",
  can: { ...CHAT, reports: "none" },
  account: Account,
  secrets: ["bot_token", "webhook_secret"],
  fields: {
    bot_token: "The token that BotFather gave",
    bot_username: "The bot's name without @",
    webhook_secret: "A secret of 16 to 256 letters and digits that you make up",
  },
  steps: [
    "Write to @BotFather in Telegram: `/newbot`, a name, and a username that ends in `bot`. It answers with the token.",
    "Fill in token, username and a secret here.",
    'Set the webhook: `curl https://api.telegram.org/bot<TOKEN>/setWebhook -d url={hook} -d secret_token=<SECRET> -d allowed_updates=\'["message","edited_message","my_chat_member"]\'`.',
    "Check it: Telegram tells by `getWebhookInfo` whether the address is set and whether its last update was taken.",
  ],
  limits: [
    "Telegram reports no delivery: the ledger says `sent`. A block is reported at once.",
    "Its webhooks are proved by a secret in a header, not by a signature over the body.",
    "Files that customers send are kept up to 10 MB; answers with files go by mail.",
  ],
  open: telegramChannel,
  verify,
  read,
  invite: ({ bot_username }, code) => ({
    url: `https://t.me/${bot_username}?start=${code}`,
    to: `@${bot_username}`,
  }),
  fetchFile,
  check,
};
