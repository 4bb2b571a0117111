/**
 * MailChannels' Email API: one POST per mail. It has no idempotency key, so only a mail that surely was not accepted
 * is deferred.
 */
import * as v from "valibot";
import { plainTag, TAG_MAX } from "../messages/key_tag.ts";
import type { Channel, OutgoingMail } from "./channel.ts";
import {
  type Answer,
  type HttpAccess,
  httpChannel,
  type Meaning,
  ProviderId,
  readAnswer,
  takenAs,
} from "./http_channel.ts";
import { copiesOf, filesOf, headersOf, mailboxOf, secretsOf, subjectOf } from "./mail_parts.ts";
import { type ChannelDefinition, MAIL, SEND_TIMEOUT_MS, without } from "./definition.ts";
import { checked, Secret } from "../environment.ts";
import { ok } from "../result.ts";

export interface MailchannelsConfig extends HttpAccess {
  readonly api_key: string;
}

const SEND_URL = "https://api.mailchannels.net/tx/v1/send";

export function mailchannelsChannel(config: MailchannelsConfig): Channel<OutgoingMail> {
  return httpChannel<OutgoingMail>({
    name: "mailchannels",
    label: "MailChannels",
    idempotent: false,
    request: (outgoing) => ({
      url: config.url ?? SEND_URL,
      headers: { "Content-Type": "application/json", "X-Api-Key": config.api_key },
      body: JSON.stringify(bodyOf(outgoing)),
    }),
    meaning,
    words: (answer) => readAnswer(Refusal, answer)?.errors[0],
    secrets: ({ mail }) => [config.api_key, ...secretsOf(mail)],
  }, config);
}

function bodyOf({ mail, idempotency_key }: OutgoingMail): unknown {
  const attachments = filesOf(mail);
  return {
    personalizations: [{ to: [mailboxOf(mail.to, "To")], bcc: mail.copies && copiesOf(mail) }],
    from: mailboxOf(mail.from, "From"),
    reply_to: mail.reply_to && mailboxOf(mail.reply_to, "Reply-To"),
    subject: subjectOf(mail),
    // Least preferred first, as in multipart/alternative.
    content: [{ type: "text/plain", value: mail.text }, { type: "text/html", value: mail.html }],
    headers: headersOf(mail),
    attachments: attachments.length === 0 ? undefined : attachments,
    // The only field of ours that MailChannels returns in its events; a mail whose key does not fit is identified by
    // its request id alone.
    campaign_id: plainTag(idempotency_key, TAG_MAX.mailchannels),
    transactional: true,
  };
}

function meaning(answer: Answer): Meaning | null {
  if (answer.status === 202) return resultOf(answer);
  if (answer.status === 200 && readAnswer(DryRun, answer) !== null) {
    // Waybill never asks for a dry run, so the configured URL does. Nothing was sent and the URL can be corrected:
    // the mail stays owed.
    return { outcome: "deferred", says: "only rehearsed: its URL asks for a dry run" };
  }
  return null;
}

const Result = v.variant("status", [
  v.object({ status: v.literal("sent"), message_id: ProviderId }),
  v.object({ status: v.literal("failed"), reason: v.optional(v.string(), "no reason given") }),
]);
/** One mail is sent per request, so a valid answer has exactly one result. */
const Results = v.object({ request_id: v.optional(ProviderId), results: v.strictTuple([Result]) });
const DryRun = v.object({ data: v.array(v.string()) });
const Refusal = v.object({ errors: v.array(v.string()) });

/** Status 202 alone does not prove success: the mail's own result may be a failure. */
function resultOf(answer: Answer): Meaning {
  const read = readAnswer(Results, answer);
  const result = read?.results[0];
  if (result?.status === "failed") {
    return { outcome: "rejected", says: "failed the mail", words: result.reason };
  }
  // One request is one mail, and it is the request that every event names: https://docs.mailchannels.com/email-api/webhooks
  return takenAs(read?.request_id ?? result?.message_id, answer);
}

const Environment = v.object({ MAILCHANNELS_API_KEY: Secret });

export const MAILCHANNELS: ChannelDefinition<
  OutgoingMail,
  { readonly mailchannels_api_key: string | undefined }
> = {
  label: "MailChannels",
  can: { ...MAIL, reports: "by_key" },
  settings: (env) => ({ mailchannels_api_key: checked(Environment, env).MAILCHANNELS_API_KEY }),
  open: ({ fetch, mailchannels_api_key: api_key }) =>
    api_key
      ? ok(mailchannelsChannel({ fetch, timeout_ms: SEND_TIMEOUT_MS, api_key }))
      : without("mailchannels", "MAILCHANNELS_API_KEY"),
};
