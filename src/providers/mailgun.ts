/**
 * Verifies and reads Mailgun's webhooks: the signature covers a time and a token, not the report. `secrets` are
 * webhook signing keys. https://documentation.mailgun.com/docs/mailgun/user-manual/webhooks/securing-webhooks
 */
import * as v from "valibot";
import { KEY_FIELD, keyOfPlainTag } from "../messages/key_tag.ts";
import { err, ok, type Result } from "../result.ts";
import { helpful } from "../sources/read/fields.ts";
import { readJson } from "../sources/read/json.ts";
import { checked } from "../sources/read/parse_error.ts";
import { bytesFromHex, hmacMatches } from "../sources/verify/signature.ts";
import type { ReadingRefusal, SignatureRefusal, Webhook } from "../sources/source.ts";
import { isYoung, refuse } from "./age.ts";
import { events, ignored, readingOf, type ReportReading } from "./batch.ts";
import { bounceClass, saidClass } from "./bounce_class.ts";
import { enhancedStatus, Recipient, Said, ShortId, UnixTimeIfAny } from "./fields.ts";
import type { Bounce, Provider, ProviderEvent, ProviderReading } from "./provider.ts";

export const mailgun: Provider = { name: "mailgun", verify, read };

/**
 * Time and token must have fixed lengths because the signed text has no separator between them: a digit moved from
 * one to the other would make the same signature fit a new token.
 */
const Signature = v.object({
  timestamp: v.pipe(v.string(), v.regex(/^\d{10}$/, "Must be Unix seconds")),
  token: v.pipe(v.string(), v.regex(/^[0-9A-Za-z]{50}$/, "Must be a token of 50 characters")),
  signature: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, "Must be an HMAC in hexadecimal")),
});
const Signed = v.object({ signature: Signature });

async function verify(
  { body, received_at_ms }: Webhook,
  secrets: readonly string[],
): Promise<Result<null, SignatureRefusal>> {
  const json = readJson(body);
  if (!json.ok) return err("signature", json.message);
  const signed = checked(Signed, json.value);
  if (!signed.ok) return refuse(signed.message);
  const { timestamp, token, signature } = signed.value.signature;
  const young = isYoung(Number(timestamp), received_at_ms);
  if (!young.ok) return young;
  const encoder = new TextEncoder();
  const matches = await hmacMatches({
    keys: secrets.map((secret) => encoder.encode(secret)),
    signatures: [bytesFromHex(signature)!],
    signed: encoder.encode(`${timestamp}${token}`),
  });
  return matches ? ok(null) : refuse("signature must be made with a signing key of this shop");
}

function read({ body, received_at_ms }: Webhook): Promise<Result<ProviderReading, ReadingRefusal>> {
  const json = readJson(body);
  return Promise.resolve(json.ok ? readReport(json.value, received_at_ms) : json);
}

/** A captured signature would authenticate any report, so each token is accepted once. */
function readReport(json: unknown, received_at_ms: number): Result<ProviderReading, "invalid"> {
  const signed = checked(Signed, json);
  return signed.ok ? readingOf(readEvent(json, received_at_ms), signed.value.signature.token) : signed;
}

const Kind = v.object({ "event-data": v.object({ event: ShortId }) });
const Report = v.object({
  "event-data": v.object({
    event: ShortId,
    id: ShortId,
    timestamp: UnixTimeIfAny,
    recipient: helpful(Recipient),
    severity: v.optional(Said),
    reason: v.optional(Said),
    message: helpful(v.object({ headers: helpful(v.object({ "message-id": v.optional(Said) })) })),
    "user-variables": v.optional(v.pipe(v.unknown(), v.transform(keyOf))),
    "delivery-status": helpful(v.object({
      code: v.optional(v.pipe(v.unknown(), v.transform(codeOf))),
      "enhanced-code": v.optional(Said),
      "bounce-type": v.optional(Said),
      message: v.optional(Said),
      description: v.optional(Said),
    })),
    reject: helpful(v.object({ reason: v.optional(Said) })),
  }),
});
type Report = v.InferOutput<typeof Report>["event-data"];

function codeOf(code: unknown): number | undefined {
  return typeof code === "number" || typeof code === "string" ? Number(code) : undefined;
}

function keyOf(variables: unknown): string | undefined {
  return typeof variables === "object" && variables !== null
    ? keyOfPlainTag((variables as Record<string, unknown>)[KEY_FIELD])
    : undefined;
}

function readEvent(json: unknown, received_at_ms: number): ReportReading {
  const kind = checked(Kind, json);
  if (!kind.ok) return kind;
  const { event } = kind.value["event-data"];
  if (!["delivered", "failed", "rejected", "complained", "opened", "clicked"].includes(event)) {
    return ignored(event);
  }
  const read = checked(Report, json);
  if (!read.ok) return read;
  const report = read.value["event-data"];
  const type = typeOf(report);
  return events([{
    provider: "mailgun",
    event_id: report.id,
    // The API returns the Message-ID in angle brackets; the webhook omits them.
    provider_id: report.message?.headers?.["message-id"]?.replace(/^<?([^<>]*)>?$/, "<$1>"),
    key: report["user-variables"],
    type,
    recipient: report.recipient ?? null,
    bounce: type === "bounced" ? bounceOf(report) : undefined,
    at: report.timestamp ?? new Date(received_at_ms).toISOString(),
  }]);
}

function typeOf({ event, severity }: Report): ProviderEvent["type"] {
  switch (event) {
    case "failed":
      // Mailgun retries a temporary failure.
      return severity === "temporary" ? "deferred" : "bounced";
    case "rejected":
      return "bounced";
    default:
      return event as "delivered" | "complained" | "opened" | "clicked";
  }
}

/** Mailgun's own codes for mails that it did not send: recipient unsubscribed, bounced before, complained before. */
const NOT_SENT_CODES = new Set([605, 606, 607]);
/** Reasons of failure that do not condemn the address: the queue's time ran out, or Mailgun gives no reason. */
const OTHER_REASONS = new Set(["generic", "old", "espblock", "greylisted"]);

function bounceOf(report: Report): Bounce {
  const status = report["delivery-status"];
  const enhanced_status = enhancedStatus(status?.["enhanced-code"], status?.message, status?.description);
  return {
    class: report.event === "rejected" ? "soft" : bounceClass({
      said: saidClass(status?.["bounce-type"]) ??
        (OTHER_REASONS.has(report.reason ?? "") ? "soft" : undefined),
      suppressed: /^suppress-/.test(report.reason ?? "") || NOT_SENT_CODES.has(status?.code ?? 0),
      enhanced_status,
    }),
    enhanced_status,
    diagnostic: status?.message ?? status?.description ?? report.reject?.reason ?? report.reason,
  };
}
