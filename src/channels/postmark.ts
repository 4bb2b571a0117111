/** Postmark's email API: one POST per mail. It has no idempotency key; a refusal has a code of Postmark's own. */
import * as v from "valibot";
import { messageId } from "../mail/mime/message_id.ts";
import { KEY_FIELD, plainTag, TAG_MAX } from "../messages/key_tag.ts";
import type { Channel, OutgoingMail } from "./channel.ts";
import {
  type Answer,
  type HttpAccess,
  httpChannel,
  type Meaning,
  readAnswer,
  takenAs,
} from "./http_channel.ts";
import { copiesOf, filesOf, headersOf, mailboxOf, mailboxText, secretsOf, subjectOf } from "./mail_parts.ts";
import { type ChannelDefinition, MAIL, SEND_TIMEOUT_MS, without } from "./definition.ts";
import { checked, Secret } from "../environment.ts";
import { ok } from "../result.ts";

export interface PostmarkConfig extends HttpAccess {
  readonly server_token: string;
}

const SEND_URL = "https://api.postmarkapp.com/email";

export function postmarkChannel(config: PostmarkConfig): Channel<OutgoingMail> {
  return httpChannel<OutgoingMail>({
    name: "postmark",
    label: "Postmark",
    idempotent: false,
    request: async (outgoing) => ({
      url: config.url ?? SEND_URL,
      headers: {
        "Content-Type": "application/json",
        Accept: "application/json",
        "X-Postmark-Server-Token": config.server_token,
      },
      body: JSON.stringify(await bodyOf(outgoing)),
    }),
    meaning,
    words: (answer) => readAnswer(Answered, answer)?.Message,
    secrets: ({ mail }) => [config.server_token, ...secretsOf(mail)],
  }, config);
}

async function bodyOf({ mail, idempotency_key }: OutgoingMail): Promise<unknown> {
  const tag = plainTag(idempotency_key, TAG_MAX.postmark);
  const { email } = mailboxOf(mail.from, "From");
  const headers = {
    ...headersOf(mail),
    // Postmark keeps this Message-ID because of the header after it, so that mail programs show a mail that arrives
    // twice only once.
    "Message-ID": await messageId(mail.key, email.slice(email.lastIndexOf("@") + 1)),
    "X-PM-KeepID": "true",
  };
  const attachments = filesOf(mail);
  return {
    From: mailboxText(mail.from, "From"),
    To: mailboxText(mail.to, "To"),
    Bcc: mail.copies && copiesOf(mail).map(({ email }) => email).join(","),
    ReplyTo: mail.reply_to && mailboxText(mail.reply_to, "Reply-To"),
    Subject: subjectOf(mail),
    TextBody: mail.text,
    HtmlBody: mail.html,
    Headers: Object.entries(headers).map(([Name, Value]) => ({ Name, Value })),
    Metadata: tag === undefined ? undefined : { [KEY_FIELD]: tag },
    Attachments: attachments.length === 0 ? undefined : attachments.map(({ filename, type, content }) => ({
      Name: filename,
      Content: content,
      ContentType: type,
    })),
  };
}

const Answered = v.object({
  ErrorCode: v.number(),
  Message: v.optional(v.string()),
  MessageID: v.optional(v.string()),
});

/** Codes about the account and not the mail: https://postmarkapp.com/developer/api/overview#error-codes */
const DEFERRED: Readonly<Record<number, string>> = {
  10: "the server token is not accepted",
  100: "in maintenance",
  400: "the sender is not known",
  401: "the sender is not confirmed",
  405: "the account has no credit left",
  412: "the account is not approved yet",
  413: "the account may not send",
  429: "too many requests",
  1226: "the message stream does not exist",
  1235: "the message stream does not exist",
};

/** An earlier mail to this address bounced for good or was reported as spam: Postmark sends it no more mail. */
const INACTIVE_RECIPIENT = 406;

function meaning(answer: Answer): Meaning | null {
  const { status } = answer;
  const read = readAnswer(Answered, answer);
  if (status === 200 && (read === null || read.ErrorCode === 0)) return takenAs(read?.MessageID, answer);
  if (read === null || (status !== 200 && status !== 422)) return null;
  const says = `answered ${status} with code ${read.ErrorCode}`;
  if (read.ErrorCode === INACTIVE_RECIPIENT) return { outcome: "rejected", says, dead_address: true };
  const obstacle = DEFERRED[read.ErrorCode];
  return obstacle === undefined
    ? { outcome: "rejected", says }
    : { outcome: "deferred", says: `${says}, ${obstacle}` };
}

const Environment = v.object({ POSTMARK_SERVER_TOKEN: Secret });

export const POSTMARK: ChannelDefinition<
  OutgoingMail,
  { readonly postmark_server_token: string | undefined }
> = {
  label: "Postmark",
  can: { ...MAIL, reports: "by_key" },
  settings: (env) => ({ postmark_server_token: checked(Environment, env).POSTMARK_SERVER_TOKEN }),
  open: ({ fetch, postmark_server_token: server_token }) =>
    server_token
      ? ok(postmarkChannel({ fetch, timeout_ms: SEND_TIMEOUT_MS, server_token }))
      : without("postmark", "POSTMARK_SERVER_TOKEN"),
};
