/** A mail provider's own reports: how they are verified and what they say of the mails it was given. One file a provider. */
import * as v from "valibot";
import type { Result } from "../result.ts";
import type { ReadingRefusal, SignatureRefusal, Webhook } from "../sources/source.ts";

/** Named as the channels are, so that a report finds the receipt of its mail. */
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
  /** hard: this address will not take mail. soft: it did not take this one. */
  class: v.picklist(["hard", "soft"]),
  /** RFC 3463, `5.1.1`. */
  enhanced_status: v.optional(v.pipe(v.string(), v.regex(/^[245]\.\d{1,3}\.\d{1,3}$/))),
  /** What the receiving server or the provider said; it may hold addresses. */
  diagnostic: v.optional(Line(500)),
});
export type Bounce = v.InferOutput<typeof Bounce>;

export const ProviderEvent = v.object({
  provider: v.picklist(PROVIDER_NAMES),
  /** The same at every delivery of one event; unique within the provider. */
  event_id: Line(512),
  /** The mail as the channel's receipt names it. */
  provider_id: v.optional(Line(998)),
  /** The mail as we name it, where it travelled along. Neither id may be there: then only the recipient is known. */
  key: v.optional(Line(512)),
  type: v.picklist(["delivered", "deferred", "bounced", "complained", "opened", "clicked"]),
  /** Null where the provider does not say: then the mail that it names has one. */
  recipient: v.nullable(Line(320)),
  /** Only of a mail that bounced. */
  bounce: v.optional(Bounce),
  /** When it happened, ISO 8601 in UTC. */
  at: v.pipe(v.string(), v.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)),
});
export type ProviderEvent = v.InferOutput<typeof ProviderEvent>;

export type ProviderReading =
  | {
    readonly type: "events";
    readonly events: readonly ProviderEvent[];
    /** Single reports of a batch that could not be understood, each named by field and rule: the others count. */
    readonly refused: readonly string[];
    /** Given where the signature does not cover the body: the events count only if this was never seen before. */
    readonly once?: string | undefined;
  }
  /** Verified and understood, but nothing that Waybill acts on. */
  | { readonly type: "ignored"; readonly topic: string }
  /** The provider asks, for something that was expected, to be answered by a GET to this address of its own. */
  | { readonly type: "confirm"; readonly url: string };

/** Keys that are the provider's own and public. Each throws in an outage, which is no refusal, and may remember what it found. */
export interface ProviderPorts {
  /** The certificate at an address that was checked to be Amazon's, as PEM; null when there is none. */
  readonly sns_certificate: (url: string) => Promise<string | null>;
  /** `key` of `https://api.mailchannels.net/tx/v1/webhook/public-key?id=`; null when there is none. */
  readonly mailchannels_key: (id: string) => Promise<string | null>;
}

export interface Provider {
  readonly name: ProviderName;
  /** Whether this delivery was made for one of `secrets` (each file says what they are there), within the scheme's time. */
  verify(
    webhook: Webhook,
    secrets: readonly string[],
    ports: ProviderPorts,
  ): Promise<Result<null, SignatureRefusal>>;
  /** What a verified delivery says. `unreadable`: no JSON (400). `invalid`: names the field, the rule and the value's shape (422). */
  read(webhook: Webhook): Promise<Result<ProviderReading, ReadingRefusal>>;
}
