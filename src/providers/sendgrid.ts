/**
 * Verifies and reads SendGrid's event webhook, signed with ECDSA over time and body. `secrets` are verification keys
 * as SendGrid shows them: the public key in base64.
 * https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/event
 */
import * as v from "valibot";
import { KEY_FIELD, keyOfPlainTag } from "../messages/key_tag.ts";
import { ok, type Result } from "../result.ts";
import { helpful } from "../sources/read/fields.ts";
import { readJson } from "../sources/read/json.ts";
import { checked } from "../sources/read/parse_error.ts";
import { bytesFromBase64, contentId, KEYS_MAX, textAndBody } from "../sources/verify/signature.ts";
import type { ReadingRefusal, SignatureRefusal, Webhook } from "../sources/source.ts";
import { isYoung, refuse } from "./age.ts";
import { events, ignored, readBatch, type ReportReading } from "./batch.ts";
import { ecdsaMatches } from "./ecdsa.ts";
import { bounceClass } from "./bounce_class.ts";
import { enhancedStatus, Recipient, Said, ShortId, UnixTimeIfAny } from "./fields.ts";
import type { Bounce, Provider, ProviderEvent, ProviderReading } from "./provider.ts";

export const sendgrid: Provider = { name: "sendgrid", verify, read };

async function verify(
  { headers, body, received_at_ms }: Webhook,
  secrets: readonly string[],
): Promise<Result<null, SignatureRefusal>> {
  const timestamp = headers.get("x-twilio-email-event-webhook-timestamp") ?? "";
  // The time must have exactly ten digits: the signed text has no separator between time and body, so a digit could
  // move from one to the other.
  if (!/^\d{10}$/.test(timestamp)) {
    return refuse("X-Twilio-Email-Event-Webhook-Timestamp must be given in Unix seconds");
  }
  const young = isYoung(Number(timestamp), received_at_ms);
  if (!young.ok) return young;
  const signature = bytesFromBase64(headers.get("x-twilio-email-event-webhook-signature") ?? "");
  const signed = textAndBody(timestamp, body);
  for (const secret of signature === null ? [] : secrets.slice(0, KEYS_MAX)) {
    const key = bytesFromBase64(secret.replace(/-----[A-Z ]+-----|\s/g, ""));
    if (key !== null && await ecdsaMatches({ key, signature: signature!, signed })) return ok(null);
  }
  return refuse("X-Twilio-Email-Event-Webhook-Signature must be made for a verification key of this shop");
}

function read({ body, received_at_ms }: Webhook): Promise<Result<ProviderReading, ReadingRefusal>> {
  const json = readJson(body);
  return json.ok
    ? readBatch(json.value, (report) => readReport(report, received_at_ms))
    : Promise.resolve(json);
}

const TYPES: Readonly<Record<string, ProviderEvent["type"]>> = {
  delivered: "delivered",
  deferred: "deferred",
  bounce: "bounced",
  dropped: "bounced",
  spamreport: "complained",
  open: "opened",
  click: "clicked",
};

const Report = v.object({
  event: ShortId,
  email: helpful(Recipient),
  timestamp: UnixTimeIfAny,
  /** Missing from some deliveries; the id is then derived from the report's content. */
  sg_event_id: helpful(ShortId),
  /** Missing from a bounce that arrived later as a mail of its own. */
  sg_message_id: helpful(ShortId),
  [KEY_FIELD]: v.optional(v.pipe(v.unknown(), v.transform(keyOfPlainTag))),
  type: v.optional(Said),
  bounce_classification: v.optional(Said),
  status: v.optional(Said),
  reason: v.optional(Said),
  response: v.optional(Said),
});
type Report = v.InferOutput<typeof Report>;

async function readReport(json: unknown, received_at_ms: number): Promise<ReportReading> {
  const kind = checked(v.object({ event: ShortId }), json);
  if (!kind.ok) return kind;
  const name = kind.value.event;
  if (!Object.hasOwn(TYPES, name)) return ignored(name);
  const report = checked(Report, json);
  if (!report.ok) return report;
  const { email, timestamp, sg_event_id, sg_message_id } = report.value;
  const type = TYPES[name]!;
  return events([{
    provider: "sendgrid",
    event_id: sg_event_id ??
      await contentId([name, email ?? "", sg_message_id ?? "", timestamp ?? ""].join("\n"), new Uint8Array()),
    provider_id: sg_message_id && receiptId(sg_message_id),
    key: report.value[KEY_FIELD],
    type,
    recipient: email ?? null,
    bounce: type === "bounced" ? bounceOf(report.value) : undefined,
    at: timestamp ?? new Date(received_at_ms).toISOString(),
  }]);
}

/** Returns the id that the API returned, without the suffix that names SendGrid's machine. */
function receiptId(message_id: string): string {
  return message_id.replace(/(?<=.)\.(?:filter|recv)[^]*$/, "");
}

/** Matches reasons of dropped mails that condemn the address; "Invalid SMTPAPI header" does not. */
const HARD_DROP =
  /^(?:(?:bounced|spam reporting|unsubscribed|invalid)(?: e-?mail)? address(?:es)?|invalid)$/i;
/** Matches SendGrid's classifications that concern the mail or its sender, not the address. */
const SPARES_THE_ADDRESS = /^(?:content|reputation|frequency|technical)/i;

function bounceOf({ event, type, bounce_classification, status, reason, response }: Report): Bounce {
  const enhanced_status = enhancedStatus(reason, response, status);
  return {
    class: event === "dropped" ? HARD_DROP.test(reason ?? "") ? "hard" : "soft" : bounceClass({
      // A "blocked" mail was refused for its content or sender; the next mail may be accepted.
      said: type === "blocked" || type === undefined && SPARES_THE_ADDRESS.test(bounce_classification ?? "")
        ? "soft"
        : type === "bounce"
        ? "hard"
        : undefined,
      enhanced_status,
    }),
    enhanced_status,
    diagnostic: reason ?? response,
  };
}
