/**
 * Amazon SES v2: sends the finished MIME message, signed with SigV4. It has no idempotency key; a refusal has an
 * error name.
 */
import { AwsV4Signer } from "aws4fetch";
import * as v from "valibot";
import { asciiAddress } from "../mail/mime/ascii_address.ts";
import { KEY_FIELD, safeTag, TAG_MAX } from "../messages/key_tag.ts";
import type { Channel, OutgoingMail } from "./channel.ts";
import {
  type Answer,
  type HttpAccess,
  httpChannel,
  type HttpRequest,
  type Meaning,
  readAnswer,
  takenAs,
} from "./http_channel.ts";
import { copiesOf, secretsOf } from "./mail_parts.ts";
import { type ChannelDefinition, MAIL, SEND_TIMEOUT_MS, without } from "./definition.ts";
import { allOrNone, Given, Secret } from "../environment.ts";
import { ok } from "../result.ts";

export interface SesConfig extends HttpAccess {
  readonly region: string;
  readonly access_key_id: string;
  readonly secret_access_key: string;
  /** Which events are published and where; without one SES publishes none for this mail. */
  readonly configuration_set?: string | undefined;
  /** Milliseconds since the epoch: a signature is valid for minutes. */
  readonly clock: () => number;
}

export function sesChannel(config: SesConfig): Channel<OutgoingMail> {
  return httpChannel<OutgoingMail>({
    name: "ses",
    label: "Amazon SES",
    idempotent: false,
    request: (outgoing) => signed(config, JSON.stringify(bodyOf(config, outgoing))),
    meaning,
    words: (answer) => readAnswer(Refusal, answer)?.message,
    secrets: ({ mail }) => [config.secret_access_key, config.access_key_id, ...secretsOf(mail)],
  }, config);
}

function bodyOf({ configuration_set }: SesConfig, { mail, raw, idempotency_key }: OutgoingMail): unknown {
  const tag = safeTag(idempotency_key, TAG_MAX.ses);
  return {
    FromEmailAddress: asciiAddress(mail.from.email, "From"),
    Destination: {
      ToAddresses: [asciiAddress(mail.to.email, "To")],
      BccAddresses: mail.copies && copiesOf(mail).map(({ email }) => email),
    },
    Content: { Raw: { Data: new TextEncoder().encode(raw).toBase64() } },
    EmailTags: tag === undefined ? undefined : [{ Name: KEY_FIELD, Value: tag }],
    ConfigurationSetName: configuration_set,
  };
}

/** aws4fetch only signs: its own `fetch` retries by itself, and only the ledger may decide on a retry. */
async function signed(config: SesConfig, body: string): Promise<HttpRequest> {
  const { region, access_key_id, secret_access_key, clock } = config;
  const domain = region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com";
  const { url, headers } = await new AwsV4Signer({
    method: "POST",
    url: config.url ?? `https://email.${region}.${domain}/v2/email/outbound-emails`,
    headers: { "Content-Type": "application/json" },
    body,
    accessKeyId: access_key_id,
    secretAccessKey: secret_access_key,
    service: "ses",
    region,
    datetime: new Date(clock()).toISOString().replace(/[:-]|\.\d{3}/g, ""),
  }).sign();
  return { url: url.href, headers: Object.fromEntries(headers), body };
}

const Sent = v.object({ MessageId: v.string() });
const Refusal = v.object({ __type: v.optional(v.string()), message: v.optional(v.string()) });

/**
 * Error names about the account or a temporary state and not about the mail, most of them with status 400:
 * https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html#API_SendEmail_Errors and
 * .../CommonErrors.html
 */
const DEFERRED: Readonly<Record<string, string>> = {
  TooManyRequestsException: "too many requests",
  Throttling: "too many requests",
  ThrottlingException: "too many requests",
  LimitExceededException: "a quota is used up",
  SendingPausedException: "sending is paused",
  AccountSuspendedException: "the account is suspended",
  MailFromDomainNotVerifiedException: "the sending domain is not verified",
  NotFoundException: "the configuration set does not exist",
  ServiceUnavailable: "overloaded or in maintenance",
  RequestExpired: "the clock of the request is wrong",
  IncompleteSignature: "the access key is not accepted",
  OptInRequired: "the account is not subscribed",
};

function meaning(answer: Answer): Meaning | null {
  const { status } = answer;
  if (status === 200) return takenAs(readAnswer(Sent, answer)?.MessageId, answer);
  const name = errorName(answer);
  if (name === null) return null;
  const refusal = `answered ${status} ${name}`;
  if (Object.hasOwn(DEFERRED, name)) return { outcome: "deferred", says: `${refusal}, ${DEFERRED[name]}` };
  // The account is in the sandbox or its identity is not set up: the mail itself is correct.
  // https://docs.aws.amazon.com/ses/latest/dg/troubleshoot-error-messages.html
  if (name === "MessageRejected" && /not verified/i.test(readAnswer(Refusal, answer)?.message ?? "")) {
    return { outcome: "deferred", says: `${refusal}, an address is not verified` };
  }
  return status === 400 ? { outcome: "rejected", says: refusal } : null;
}

/**
 * Returns the error name, such as `MessageRejected`, from a header that may continue after a colon, or from a body
 * that may begin with a namespace and `#`.
 */
function errorName(answer: Answer): string | null {
  const written = answer.headers.get("x-amzn-ErrorType") ?? readAnswer(Refusal, answer)?.__type ?? "";
  return /^(?:[^:]*#)?([A-Za-z]{1,80})(?::|$)/.exec(written)?.[1] ?? null;
}

/** Validated, because the region becomes part of a host name. */
const Region = v.pipe(
  v.string(),
  v.regex(/^[a-z]{2}(?:-[a-z]+)+-\d$/, "Must be an AWS region such as eu-central-1"),
);
const Environment = v.object({
  SES_REGION: Region,
  SES_ACCESS_KEY_ID: Given,
  SES_SECRET_ACCESS_KEY: Given,
  SES_CONFIGURATION_SET: Secret,
});
type SesAccount = Pick<SesConfig, "region" | "access_key_id" | "secret_access_key" | "configuration_set">;

export const SES: ChannelDefinition<OutgoingMail, { readonly ses: SesAccount | undefined }> = {
  label: "Amazon SES",
  can: { ...MAIL, reports: "by_key" },
  settings: (env) => {
    const given = allOrNone(Environment, env);
    return {
      ses: given && {
        region: given.SES_REGION,
        access_key_id: given.SES_ACCESS_KEY_ID,
        secret_access_key: given.SES_SECRET_ACCESS_KEY,
        configuration_set: given.SES_CONFIGURATION_SET,
      },
    };
  },
  open: ({ fetch, clock, ses }) =>
    ses === undefined
      ? without("ses", "SES_SECRET_ACCESS_KEY")
      : ok(sesChannel({ ...ses, fetch, clock, timeout_ms: SEND_TIMEOUT_MS })),
};
