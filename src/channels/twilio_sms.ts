/**
 * Text messages through Twilio's Messages API: one POST per message. It has no idempotency key; a refusal has a code.
 */
import * as v from "valibot";
import type { Channel, ShortMessage } from "./channel.ts";
import {
  type Answer,
  type HttpAccess,
  httpChannel,
  type HttpRequest,
  type Meaning,
  readAnswer,
  takenAs,
} from "./http_channel.ts";
import type { Receipt } from "../messages/receipt.ts";
import { type ChannelDefinition, SEND_TIMEOUT_MS, without } from "./definition.ts";
import { allOrNone, Given } from "../environment.ts";
import { ok } from "../result.ts";

export interface TwilioSmsConfig extends HttpAccess {
  readonly account_sid: string;
  readonly auth_token: string;
  /** A number in E.164, an alphanumeric sender, or the `MG…` id of a messaging service. */
  readonly from: string;
}

const API = "https://api.twilio.com/2010-04-01/Accounts";
const NUMBER = /^\+[1-9]\d{6,14}$/;
/** https://www.twilio.com/docs/api/errors/21617 */
const BODY_MAX = 1_600;

export function twilioSmsChannel(config: TwilioSmsConfig): Channel<ShortMessage> {
  const { account_sid, auth_token } = config;
  const channel = httpChannel<ShortMessage>({
    name: "twilio_sms",
    label: "Twilio",
    idempotent: false,
    request: (sms) => requestOf(config, sms),
    meaning,
    words: (answer) => readAnswer(Refusal, answer)?.message,
    secrets: ({ to, body }) => [auth_token, btoa(`${account_sid}:${auth_token}`), body, to, to.slice(1)],
  }, config);
  return {
    ...channel,
    send: async (sms) => {
      const fault = faultOf(sms);
      return fault === null ? await channel.send(sms) : rejected(`Cannot send by Twilio as ${fault}`);
    },
  };
}

function faultOf({ to, body }: ShortMessage): string | null {
  if (!NUMBER.test(to)) return "the number must be in E.164, such as +4915112345678";
  if (body === "" || body.length > BODY_MAX) {
    return `the text must be of 1 to ${BODY_MAX} characters: it has ${body.length}`;
  }
  return null;
}

function rejected(reason: string): Receipt {
  return { outcome: "rejected", reason };
}

function requestOf({ account_sid, auth_token, from, url }: TwilioSmsConfig, sms: ShortMessage): HttpRequest {
  const sender = /^MG[0-9a-f]{32}$/.test(from) ? { MessagingServiceSid: from } : { From: from };
  return {
    url: url ?? `${API}/${account_sid}/Messages.json`,
    headers: {
      "Content-Type": "application/x-www-form-urlencoded",
      Authorization: `Basic ${btoa(`${account_sid}:${auth_token}`)}`,
    },
    body: new URLSearchParams({ ...sender, To: sms.to, Body: sms.body }).toString(),
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

const AccountSid = v.pipe(v.string(), v.regex(/^AC[0-9a-f]{32}$/, "Must be AC and 32 hexadecimal digits"));
const Sender = v.pipe(
  v.string(),
  v.regex(
    /^(?:\+[1-9]\d{6,14}|MG[0-9a-f]{32}|(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11})$/,
    "Must be a number in E.164, the id of a messaging service, or a name of 1 to 11 letters, digits and spaces",
  ),
);
const Environment = v.object({
  TWILIO_ACCOUNT_SID: AccountSid,
  TWILIO_AUTH_TOKEN: Given,
  TWILIO_FROM: Sender,
});
type TwilioAccount = Pick<TwilioSmsConfig, "account_sid" | "auth_token" | "from">;

export const TWILIO_SMS: ChannelDefinition<ShortMessage, { readonly twilio: TwilioAccount | undefined }> = {
  label: "SMS by Twilio",
  can: { html: false, attachments: false, reports: "none", inbound: false, opt_in: "code" },
  settings: (env) => {
    const given = allOrNone(Environment, env);
    return {
      twilio: given && {
        account_sid: given.TWILIO_ACCOUNT_SID,
        auth_token: given.TWILIO_AUTH_TOKEN,
        from: given.TWILIO_FROM,
      },
    };
  },
  open: ({ fetch, twilio }) =>
    twilio === undefined
      ? without("twilio_sms", "TWILIO_AUTH_TOKEN")
      : ok(twilioSmsChannel({ ...twilio, fetch, timeout_ms: SEND_TIMEOUT_MS })),
};
