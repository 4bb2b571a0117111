/**
 * Text messages through Twilio: one POST per message, without an idempotency key; a refusal has a code. What comes in is
 * a signed form. https://www.twilio.com/docs/messaging/guides/webhook-request
 */
import * as v from "valibot";
import {
  codeIn,
  type Incoming,
  type IncomingBatch,
  type IncomingFile,
  isCarriersWord,
  wishIn,
} from "../messages/incoming.ts";
import { PhoneNumber } from "../values/schemas.ts";
import { err, ok, type Result } from "../result.ts";
import { helpful } from "../sources/read/fields.ts";
import { checked } from "../sources/read/parse_error.ts";
import type { SignatureRefusal, Webhook } from "../sources/source.ts";
import { bytesFromBase64 } from "../sources/verify/signature.ts";
import type { Channel, ShortMessage } from "./channel.ts";
import { askJson, fetchContent } from "./service_files.ts";
import {
  type Answer,
  type HttpAccess,
  httpChannel,
  type HttpRequest,
  type Meaning,
  readAnswer,
  takenAs,
} from "./http_channel.ts";
import type { CheckLine, Fetched, ShortDefinition } from "./definition.ts";
import { TwilioAccount } from "./twilio_account.ts";

export interface TwilioSmsConfig extends HttpAccess {
  readonly account_sid: string;
  readonly auth_token: string;
  /** A number in E.164, an alphanumeric sender, or the `MG…` id of a messaging service. */
  readonly from: string;
  /** Where Twilio reports what became of a text; absent where nobody listens. */
  readonly hook_url?: string | undefined;
}

const API = "https://api.twilio.com/2010-04-01/Accounts";
const NUMBER = /^\+[1-9]\d{6,14}$/;
/** https://www.twilio.com/docs/api/errors/21617 */
const BODY_MAX = 1_600;

export function twilioSmsChannel(config: TwilioSmsConfig): Channel<ShortMessage> {
  const { account_sid, auth_token } = config;
  return httpChannel<ShortMessage>({
    name: "twilio_sms",
    label: "Twilio",
    idempotent: false,
    fault: faultOf,
    request: (sms) => requestOf(config, sms),
    meaning,
    words: (answer) => readAnswer(Refusal, answer)?.message,
    secrets: ({ to, body }) => [auth_token, btoa(`${account_sid}:${auth_token}`), body, to, to.slice(1)],
  }, config);
}

function faultOf({ to, body }: ShortMessage): string | null {
  if (!NUMBER.test(to)) return "the number must be in E.164, such as +4915112345678";
  if (body === "" || body.length > BODY_MAX) {
    return `the text must be of 1 to ${BODY_MAX} characters: it has ${body.length}`;
  }
  return null;
}

function requestOf(
  { account_sid, auth_token, from, url, hook_url }: TwilioSmsConfig,
  sms: ShortMessage,
): HttpRequest {
  const sender = /^MG[0-9a-f]{32}$/.test(from) ? { MessagingServiceSid: from } : { From: from };
  return {
    url: url ?? `${API}/${account_sid}/Messages.json`,
    headers: {
      "Content-Type": "application/x-www-form-urlencoded",
      Authorization: `Basic ${btoa(`${account_sid}:${auth_token}`)}`,
    },
    body: new URLSearchParams({
      ...sender,
      To: sms.to,
      Body: sms.body,
      ...(hook_url === undefined ? {} : { StatusCallback: hook_url }),
    }).toString(),
  };
}

const Message = v.object({
  sid: v.string(),
  status: v.string(),
  error_code: v.optional(v.nullable(v.number()), null),
  error_message: v.optional(v.nullable(v.string())),
});
const Refusal = v.object({ code: v.number(), message: v.optional(v.string()) });

/**
 * Codes about the account, the sender or a temporary state, and not about the text:
 * https://www.twilio.com/docs/api/errors
 */
const DEFERRED: Readonly<Record<number, string>> = {
  20003: "the account or its token is not accepted",
  20005: "the account is not active",
  20404: "the account does not exist",
  20429: "too many requests",
  21212: "the sender is not valid",
  21408: "the account may not send to this region",
  21603: "the sender is missing",
  21606: "the sender cannot send",
  21608: "a trial account sends to confirmed numbers alone",
  21611: "the sender's queue is full",
  21659: "the sender is no number of Twilio's",
  21660: "the sender belongs to another account",
  21703: "the messaging service has no number",
  21704: "the messaging service has no number",
  30001: "the queue is full",
  30002: "the account is suspended",
  30022: "too many requests",
  30034: "the sender is not registered",
  63038: "the account's daily limit is reached",
};

/** The recipient has answered STOP: https://www.twilio.com/docs/api/errors/21610 */
const STOPPED = 21610;

function meaning(answer: Answer): Meaning | null {
  const { status } = answer;
  if (status === 201) {
    const message = readAnswer(Message, answer);
    if (message?.status !== "failed" && message?.status !== "undelivered") {
      return takenAs(message?.sid, answer);
    }
    return byCode("failed the text", message.error_code, message.error_message ?? "no reason given");
  }
  const code = readAnswer(Refusal, answer)?.code;
  // A 5xx answer is judged by its status: Twilio may have accepted the text all the same.
  return code === undefined || status >= 500 ? null : byCode(`answered ${status}`, code);
}

function byCode(what: string, code: number | null, words?: string): Meaning {
  const says = code === null ? what : `${what} with code ${code}`;
  const obstacle = code === null ? undefined : DEFERRED[code];
  return obstacle === undefined
    ? { outcome: "rejected", says, words, ...(code === STOPPED ? { unsubscribed: true } : {}) }
    : { outcome: "deferred", says: `${says}, ${obstacle}`, words };
}

/**
 * Checks `X-Twilio-Signature`: the HMAC-SHA1 of the registered address and all fields, sorted by name, under the auth
 * token. https://www.twilio.com/docs/usage/security#validating-requests
 */
export async function verifyTwilio(
  { headers, body }: Webhook,
  { auth_token }: Pick<TwilioAccount, "auth_token">,
  hook_url: string,
): Promise<Result<null, SignatureRefusal>> {
  const signature = bytesFromBase64(headers.get("X-Twilio-Signature") ?? "");
  const encoder = new TextEncoder();
  const fields = [...new URLSearchParams(new TextDecoder().decode(body))];
  const names = [...new Set(fields.map(([name]) => name))].sort();
  // A name that comes twice is signed once for each of its values, without repeating a value.
  const signed = hook_url + names.flatMap((name) => {
    const values = new Set(fields.filter(([one]) => one === name).map(([, value]) => value));
    return [...values].sort().map((value) => `${name}${value}`);
  }).join("");
  const key = await crypto.subtle.importKey(
    "raw",
    encoder.encode(auth_token),
    { name: "HMAC", hash: "SHA-1" },
    false,
    ["verify"],
  );
  const matches = signature !== null && signature.byteLength === 20 &&
    await crypto.subtle.verify("HMAC", key, signature, encoder.encode(signed));
  return matches ? ok(null) : err(
    "signature",
    "Cannot verify webhook as X-Twilio-Signature must be made with the auth token of this shop",
  );
}

const Sid = v.pipe(
  v.string(),
  v.regex(/^(?:SM|MM)[0-9a-f]{32}$/, "Must be SM or MM and 32 hexadecimal digits"),
);
const Text = v.object({
  MessageSid: Sid,
  From: PhoneNumber,
  Body: v.optional(v.string(), ""),
  NumMedia: v.optional(v.pipe(v.string(), v.transform(Number)), "0"),
  OptOutType: v.optional(v.string()),
});
const Status = v.object({
  MessageSid: Sid,
  MessageStatus: v.string(),
  ErrorCode: v.optional(v.string()),
  To: helpful(PhoneNumber),
});
const MEDIA_MAX = 10;

/** A form without a status is a text that came in. */
function read({ body, received_at_ms }: Webhook): Result<IncomingBatch, "invalid"> {
  const fields = Object.fromEntries(new URLSearchParams(new TextDecoder().decode(body)));
  return fields["MessageStatus"] === undefined
    ? readText(fields, received_at_ms)
    : readStatus(fields, received_at_ms);
}

type Fields = Readonly<Record<string, string>>;

function readText(fields: Fields, at_ms: number): Result<IncomingBatch, "invalid"> {
  const text = checked(Text, fields);
  if (!text.ok) return text;
  const { MessageSid: id, From: from, Body: words, NumMedia, OptOutType } = text.value;
  const files = Array.from({ length: Math.min(NumMedia || 0, MEDIA_MAX) }, (_, index): IncomingFile => ({
    ref: fields[`MediaUrl${index}`] ?? "",
    name: "file",
    type: fields[`MediaContentType${index}`] ?? "",
  }));
  const code = codeIn(words);
  const said = { STOP: "stop", START: "start", HELP: "help" } as const;
  const told = Object.hasOwn(said, OptOutType ?? "") ? said[OptOutType as keyof typeof said] : null;
  const wish = told ?? (code === null && files.length === 0 ? wishIn(words, "sms") : null);
  // Twilio answers the carriers' words itself, and takes no text of ours after a STOP; other languages' it only hands on.
  const item: Incoming = wish === null
    ? { type: "message", id, from, words, files, code: code ?? undefined, at_ms }
    : { type: wish, id, from, at_ms, is_answered: told !== null || isCarriersWord(words) };
  return ok({ way: "sms", items: [item], skipped: [] });
}

/** https://www.twilio.com/docs/messaging/api/message-resource#message-status-values */
function readStatus(fields: Fields, at_ms: number): Result<IncomingBatch, "invalid"> {
  const status = checked(Status, fields);
  if (!status.ok) return status;
  const { MessageSid: provider_id, MessageStatus, ErrorCode } = status.value;
  const became = MessageStatus === "delivered" || MessageStatus === "read"
    ? "delivered"
    : MessageStatus === "undelivered" || MessageStatus === "failed"
    ? "failed"
    : null;
  if (became === null) return ok({ way: "sms", items: [], skipped: [MessageStatus.slice(0, 30)] });
  const code = /^\d{1,6}$/.test(ErrorCode ?? "") ? Number(ErrorCode) : null;
  const item: Incoming = {
    type: "status",
    provider_id,
    became,
    at_ms,
    ...(code === null ? {} : { reason: `code ${code}` }),
    ...(code === STOPPED ? { stopped: true } : {}),
    to: status.value.To,
  };
  return ok({ way: "sms", items: [item], skipped: [] });
}

function basic({ account_sid, auth_token }: TwilioAccount): Readonly<Record<string, string>> {
  return { Authorization: `Basic ${btoa(`${account_sid}:${auth_token}`)}` };
}

async function fetchFile(
  fetch: typeof globalThis.fetch,
  account: TwilioAccount,
  { ref }: IncomingFile,
): Promise<Fetched | null> {
  if (!ref.startsWith(`${API}/${account.account_sid}/Messages/`)) return null;
  return await fetchContent(
    fetch,
    ref,
    basic(account),
    /^(?:api\.twilio\.com|mms\.twiliocdn\.com|media\.twiliocdn\.com|[\w.-]+\.amazonaws\.com)$/,
  );
}

const Numbers = v.object({
  incoming_phone_numbers: v.array(v.object({
    sms_url: v.optional(v.nullable(v.string())),
    sms_method: v.optional(v.nullable(v.string())),
  })),
});

async function check(
  fetch: typeof globalThis.fetch,
  account: TwilioAccount,
  hook_url: string,
): Promise<readonly CheckLine[]> {
  const { account_sid, from } = account;
  if (!from.startsWith("+")) {
    const { status } = await askJson(fetch, `${API}/${account_sid}.json`, basic(account));
    return [
      status === 200
        ? { ok: true, says: "Twilio accepts the account" }
        : { ok: false, says: "Twilio does not accept the account and its token" },
      from.startsWith("MG")
        ? {
          ok: true,
          says:
            "Look at the messaging service itself: Integration must send a webhook to this shop's address",
        }
        : { ok: false, says: "A sender by name takes no answers: customers cannot write back" },
    ];
  }
  const url = `${API}/${account_sid}/IncomingPhoneNumbers.json?PhoneNumber=${encodeURIComponent(from)}`;
  const { status, json } = await askJson(fetch, url, basic(account));
  const numbers = v.safeParse(Numbers, json);
  if (status !== 200 || !numbers.success) {
    return [{ ok: false, says: "Twilio does not accept the account and its token" }];
  }
  const [number] = numbers.output.incoming_phone_numbers;
  if (number === undefined) return [{ ok: false, says: "The number does not belong to this account" }];
  return [
    { ok: true, says: "The number belongs to the account" },
    number.sms_url === hook_url && (number.sms_method ?? "POST") === "POST"
      ? { ok: true, says: "Texts to the number come to this shop's address" }
      : { ok: false, says: "Texts to the number go to another address" },
  ];
}

export const TWILIO_SMS: ShortDefinition<TwilioAccount> = {
  label: "SMS by Twilio",
  can: { html: false, attachments: false, reports: "by_id", inbound: true, opt_in: "code" },
  account: TwilioAccount,
  secrets: ["auth_token"],
  fields: {
    account_sid: "Account SID",
    auth_token: "Auth token",
    from: "Number, messaging service or sender's name",
  },
  steps: [
    "In Twilio's console: Account → API keys & tokens shows the account SID and the auth token.",
    "Phone Numbers → Buy a number that can send SMS. Register it where its country asks for that (A2P 10DLC in the USA).",
    "Fill in SID, token and number here.",
    "Phone Numbers → Active numbers → your number → Messaging: a message comes in → Webhook {hook}, HTTP POST.",
    "Leave Twilio's own handling of STOP, START and HELP on: carriers demand it, and Waybill hears of them.",
  ],
  limits: [
    "Texts of up to 1,600 characters; a longer answer goes by mail, and so do files.",
    "Twilio and the carriers answer STOP, START and HELP themselves; Waybill hears of them and keeps the list alike. The same wish in other languages (STOPP, ARRET, ABMELDEN, BAJA …) counts too, and Waybill answers it.",
    "A sender by name takes no answers.",
  ],
  open: ({ clock: _, ...access }, account) => twilioSmsChannel({ ...account, ...access }),
  verify: verifyTwilio,
  read: (webhook) => read(webhook),
  invite: ({ from }, code) =>
    from.startsWith("+") ? { url: `sms:${from}?&body=${encodeURIComponent(code)}`, to: from } : null,
  fetchFile,
  check,
};
