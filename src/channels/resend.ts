/**
 * Resend's API: one POST per mail, with an idempotency key. For one day Resend answers a repeated key with its first
 * answer.
 */
import * as v from "valibot";
import { keyDigest } from "../mail/mime/message_id.ts";
import { KEY_FIELD, safeTag, TAG_MAX } from "../messages/key_tag.ts";
import type { Channel, OutgoingMail } from "./channel.ts";
import {
  type Answer,
  type HttpAccess,
  httpChannel,
  type Meaning,
  readAnswer,
  takenAs,
} from "./http_channel.ts";
import { copiesOf, filesOf, headersOf, mailboxText, secretsOf, subjectOf } from "./mail_parts.ts";
import { type ChannelDefinition, MAIL, SEND_TIMEOUT_MS, without } from "./definition.ts";
import { checked, Secret } from "../environment.ts";
import { ok } from "../result.ts";

export interface ResendConfig extends HttpAccess {
  readonly api_key: string;
}

const SEND_URL = "https://api.resend.com/emails";

export function resendChannel(config: ResendConfig): Channel<OutgoingMail> {
  return httpChannel<OutgoingMail>({
    name: "resend",
    label: "Resend",
    idempotent: true,
    request: async (outgoing) => ({
      url: config.url ?? SEND_URL,
      headers: {
        "Content-Type": "application/json",
        Authorization: `Bearer ${config.api_key}`,
        // Resend's key has at most 256 characters and a header is ASCII, so the digest of our key is sent. The mail's
        // date is part of it: it is the same for all attempts, but new when a person sends the mail again, which
        // Resend must not treat as a repetition.
        "Idempotency-Key": await keyDigest(`${outgoing.idempotency_key}@${outgoing.mail.date_ms}`),
      },
      body: JSON.stringify(bodyOf(outgoing)),
    }),
    meaning,
    words: (answer) => readAnswer(Refusal, answer)?.message,
    secrets: ({ mail }) => [config.api_key, ...secretsOf(mail)],
  }, config);
}

function bodyOf({ mail, idempotency_key }: OutgoingMail): unknown {
  const tag = safeTag(idempotency_key, TAG_MAX.resend);
  const attachments = filesOf(mail);
  return {
    from: mailboxText(mail.from, "From"),
    to: [mailboxText(mail.to, "To")],
    bcc: mail.copies && copiesOf(mail).map(({ email }) => email),
    reply_to: mail.reply_to && [mailboxText(mail.reply_to, "Reply-To")],
    subject: subjectOf(mail),
    text: mail.text,
    html: mail.html,
    headers: headersOf(mail),
    tags: tag === undefined ? undefined : [{ name: KEY_FIELD, value: tag }],
    attachments: attachments.length === 0
      ? undefined
      : attachments.map(({ filename, type, content }) => ({ filename, content, content_type: type })),
  };
}

const Sent = v.object({ id: v.string() });
/** https://resend.com/docs/api-reference/errors */
const Refusal = v.object({ name: v.optional(v.string()), message: v.optional(v.string()) });

function meaning(answer: Answer): Meaning | null {
  const { status } = answer;
  if (status === 200) return takenAs(readAnswer(Sent, answer)?.id, answer);
  switch (readAnswer(Refusal, answer)?.name) {
    case "concurrent_idempotent_requests":
      return { outcome: "unknown", says: `answered ${status}, an earlier attempt is still under way` };
    case "invalid_idempotent_request":
      // The order has changed since an attempt whose answer was lost, and that attempt's mail was most likely sent. A
      // retry after Resend forgets the key would send a second mail.
      return { outcome: "rejected", says: `answered ${status}, an earlier attempt had other contents` };
    case "invalid_from_address":
    case "invalid_region":
      return { outcome: "deferred", says: `answered ${status}, the sender is not set up` };
    default:
      return null;
  }
}

const Environment = v.object({ RESEND_API_KEY: Secret });

export const RESEND: ChannelDefinition<OutgoingMail, { readonly resend_api_key: string | undefined }> = {
  label: "Resend",
  can: { ...MAIL, reports: "by_key" },
  settings: (env) => ({ resend_api_key: checked(Environment, env).RESEND_API_KEY }),
  open: ({ fetch, resend_api_key: api_key }) =>
    api_key
      ? ok(resendChannel({ fetch, timeout_ms: SEND_TIMEOUT_MS, api_key }))
      : without("resend", "RESEND_API_KEY"),
};
