/** SendGrid's v3 Mail Send: one POST per mail. It has no idempotency key; a success is a header and an empty body. */
import * as v from "valibot";
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
import { retryAfter, retryAt } from "./http_status.ts";
import { copiesOf, filesOf, headersOf, mailboxOf, secretsOf, subjectOf } from "./mail_parts.ts";
import { type ChannelDefinition, MAIL, SEND_TIMEOUT_MS, without } from "./definition.ts";
import { checked, Secret } from "../environment.ts";
import { ok } from "../result.ts";

export interface SendgridConfig extends HttpAccess {
  readonly api_key: string;
}

const SEND_URL = "https://api.sendgrid.com/v3/mail/send";
/** SendGrid bounds all custom arguments together to 10,000 bytes; our keys are shorter anyway. */

export function sendgridChannel(config: SendgridConfig): Channel<OutgoingMail> {
  return httpChannel<OutgoingMail>({
    name: "sendgrid",
    label: "SendGrid",
    idempotent: false,
    request: (outgoing) => ({
      url: config.url ?? SEND_URL,
      headers: { "Content-Type": "application/json", Authorization: `Bearer ${config.api_key}` },
      body: JSON.stringify(bodyOf(outgoing)),
    }),
    meaning,
    words: (answer) => readAnswer(Refusal, answer)?.errors[0]?.message,
    secrets: ({ mail }) => [config.api_key, ...secretsOf(mail)],
  }, config);
}

function bodyOf({ mail, idempotency_key }: OutgoingMail): unknown {
  const tag = plainTag(idempotency_key, TAG_MAX.sendgrid);
  const attachments = filesOf(mail).map((file) => ({ ...file, disposition: "attachment" }));
  return {
    personalizations: [{
      to: [mailboxOf(mail.to, "To")],
      bcc: mail.copies && copiesOf(mail),
      custom_args: tag === undefined ? undefined : { [KEY_FIELD]: tag },
    }],
    from: mailboxOf(mail.from, "From"),
    reply_to: mail.reply_to && mailboxOf(mail.reply_to, "Reply-To"),
    subject: subjectOf(mail),
    content: [{ type: "text/plain", value: mail.text }, { type: "text/html", value: mail.html }],
    headers: headersOf(mail),
    attachments: attachments.length === 0 ? undefined : attachments,
  };
}

/** https://www.twilio.com/docs/sendgrid/api-reference/how-to-use-the-sendgrid-v3-api/errors */
const Refusal = v.object({ errors: v.array(v.object({ message: v.optional(v.string()) })) });

function meaning(answer: Answer): Meaning | null {
  switch (answer.status) {
    case 202:
      return takenAs(answer.headers.get("X-Message-Id"), answer);
    case 429:
      return {
        outcome: "deferred",
        says: "answered 429, too many requests",
        retry_after_s: retryAfter(answer.headers) ?? retryAt(answer.headers, "X-RateLimit-Reset"),
      };
    case 451:
      return { outcome: "deferred", says: "answered 451, the account belongs to another region" };
    default:
      return null;
  }
}

const Environment = v.object({ SENDGRID_API_KEY: Secret });

export const SENDGRID: ChannelDefinition<OutgoingMail, { readonly sendgrid_api_key: string | undefined }> = {
  label: "SendGrid",
  can: { ...MAIL, reports: "by_key" },
  settings: (env) => ({ sendgrid_api_key: checked(Environment, env).SENDGRID_API_KEY }),
  open: ({ fetch, sendgrid_api_key: api_key }) =>
    api_key
      ? ok(sendgridChannel({ fetch, timeout_ms: SEND_TIMEOUT_MS, api_key }))
      : without("sendgrid", "SENDGRID_API_KEY"),
};
