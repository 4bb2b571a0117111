/**
 * Defines a mail provider's reports: how each is verified, and which events it holds about mails given to the
 * provider. Each provider has one file.
 */
import * as v from "valibot";
import type { Result } from "../result.ts";
import type { ReadingRefusal, SignatureRefusal, Webhook } from "../sources/source.ts";

/** The names equal the channels' names, so that a report finds the receipt of its mail. */
export const PROVIDER_NAMES = [
  "cloudflare",
  "mailchannels",
  "mailgun",
  "postmark",
  "resend",
  "sendgrid",
  "ses",
] as const;
export type ProviderName = (typeof PROVIDER_NAMES)[number];

const Line = (length_max: number) =>
  v.pipe(v.string(), v.minLength(1), v.maxLength(length_max), v.regex(/^[^\p{Cc}]+$/u));

export const Bounce = v.object({
  /** hard: this address takes no mail. soft: it refused this mail only. */
  class: v.picklist(["hard", "soft"]),
  /** RFC 3463, `5.1.1`. */
  enhanced_status: v.optional(v.pipe(v.string(), v.regex(/^[245]\.\d{1,3}\.\d{1,3}$/))),
  /** Reply of the receiving server or the provider; it may contain addresses. */
  diagnostic: v.optional(Line(500)),
});
export type Bounce = v.InferOutput<typeof Bounce>;

export const ProviderEvent = v.object({
  provider: v.picklist(PROVIDER_NAMES),
  /** Equal at every delivery of one event; unique within the provider. */
  event_id: Line(512),
  /** Id of the mail in the channel's receipt. */
  provider_id: v.optional(Line(998)),
  /**
   * Our idempotency key of the mail, where the provider returns it. If `provider_id` and `key` are both missing, only
   * the recipient is known.
   */
  key: v.optional(Line(512)),
  type: v.picklist(["delivered", "deferred", "bounced", "complained", "opened", "clicked"]),
  /** Null where the provider does not name it; the recipient is then found from the mail that the report names. */
  recipient: v.nullable(Line(320)),
  /** Present only for a mail that bounced. */
  bounce: v.optional(Bounce),
  /** When it happened, ISO 8601 in UTC. */
  at: v.pipe(v.string(), v.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)),
});
export type ProviderEvent = v.InferOutput<typeof ProviderEvent>;

export type ProviderReading =
  | {
    readonly type: "events";
    readonly events: readonly ProviderEvent[];
    /** Errors of the reports in a batch that could not be understood, by field and rule; the other reports count. */
    readonly refused: readonly string[];
    /**
     * Present where the signature does not cover the body: the events count only if this value was never received
     * before.
     */
    readonly once?: string | undefined;
  }
  /** A verified and valid report on which Waybill does not act. */
  | { readonly type: "ignored"; readonly topic: string }
  /**
   * The provider asks Waybill to confirm an expected subscription by a GET to this address, which belongs to the
   * provider.
   */
  | { readonly type: "confirm"; readonly url: string };

/**
 * Fetches the providers' public keys. Each function throws in an outage, which is not a refusal, and may cache its
 * result.
 */
export interface ProviderPorts {
  /** Returns the certificate, as PEM, at an address already checked to be Amazon's; null when there is none. */
  readonly sns_certificate: (url: string) => Promise<string | null>;
  /** Returns `key` of `https://api.mailchannels.net/tx/v1/webhook/public-key?id=`; null when there is none. */
  readonly mailchannels_key: (id: string) => Promise<string | null>;
}

export interface Provider {
  readonly name: ProviderName;
  /** All headers that `read` needs, in small letters: a report that is read again later has no others. */
  readonly read_headers?: readonly string[];
  /**
   * Checks that `webhook` was sent for one of `secrets` (each provider's file says what these are) and within the
   * time that the scheme allows.
   */
  verify(
    webhook: Webhook,
    secrets: readonly string[],
    ports: ProviderPorts,
  ): Promise<Result<null, SignatureRefusal>>;
  /**
   * Reads a verified delivery. `unreadable`: not JSON (400). `invalid`: names the field, the rule and the value's
   * shape (422).
   */
  read(webhook: Webhook): Promise<Result<ProviderReading, ReadingRefusal>>;
}
