/**
 * Reads Cloudflare Email Sending's lifecycle events, which a queue subscription delivers. They never come by HTTP, so
 * they have no signature and no entry in `table.ts`: only the owner of the account can write to the queue.
 * https://developers.cloudflare.com/email-service/platform/event-subscriptions/
 */
import * as v from "valibot";
import type { Result } from "../result.ts";
import { helpful } from "../sources/read/fields.ts";
import { checked } from "../sources/read/parse_error.ts";
import { events, ignored, readingOf, type ReportReading } from "./batch.ts";
import { bounceClass, isSuppression, saidClass } from "./bounce_class.ts";
import { enhancedStatus, Moment, Recipient, Said, ShortId } from "./fields.ts";
import type { Bounce, ProviderEvent, ProviderReading } from "./provider.ts";

/** Reads the body of one queue message. */
export function readCloudflareMessage(message: unknown): Result<ProviderReading, "invalid"> {
  return readingOf(readMessage(message));
}

const PREFIX = "cf.email.sending.message.";
const TYPES: Readonly<Record<string, ProviderEvent["type"]>> = {
  delivered: "delivered",
  deferred: "deferred",
  bounced: "bounced",
  failed: "bounced",
  rejected: "bounced",
  complained: "complained",
};

const Report = v.object({
  payload: v.object({
    eventId: ShortId,
    messageId: ShortId,
    recipient: Recipient,
    delivery: helpful(v.object({
      smtpEnhancedStatusCode: v.optional(Said),
      smtpResponse: v.optional(Said),
    })),
    bounce: helpful(v.object({ type: v.optional(Said), reason: v.optional(Said) })),
    failure: helpful(v.object({ reason: v.optional(Said) })),
    rejection: helpful(v.object({ reason: v.optional(Said), detail: v.optional(Said) })),
  }),
  metadata: v.object({ eventTimestamp: Moment }),
});
type Report = v.InferOutput<typeof Report>["payload"];

function readMessage(message: unknown): ReportReading {
  const kind = checked(v.object({ type: ShortId }), message);
  if (!kind.ok) return kind;
  const name = kind.value.type.startsWith(PREFIX) ? kind.value.type.slice(PREFIX.length) : "";
  if (!Object.hasOwn(TYPES, name)) return ignored(kind.value.type);
  const report = checked(Report, message);
  if (!report.ok) return report;
  const { payload, metadata } = report.value;
  const type = TYPES[name]!;
  return events([{
    provider: "cloudflare",
    event_id: payload.eventId,
    provider_id: payload.messageId,
    type,
    recipient: payload.recipient,
    bounce: type === "bounced" ? bounceOf(name, payload) : undefined,
    at: metadata.eventTimestamp,
  }]);
}

/**
 * Classifies a mail that failed inside Cloudflare or was refused before sending; only a suppression condemns the
 * address.
 */
function bounceOf(name: string, { bounce, failure, rejection, delivery }: Report): Bounce {
  const enhanced_status = enhancedStatus(
    delivery?.smtpEnhancedStatusCode,
    delivery?.smtpResponse,
    bounce?.reason,
  );
  return {
    class: bounceClass({
      said: saidClass(bounce?.type) ?? (name === "bounced" ? undefined : "soft"),
      suppressed: isSuppression(rejection?.reason, failure?.reason),
      enhanced_status,
    }),
    enhanced_status,
    diagnostic: bounce?.reason ?? delivery?.smtpResponse ?? rejection?.detail ?? rejection?.reason ??
      failure?.reason,
  };
}
