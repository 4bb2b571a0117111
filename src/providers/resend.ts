/**
 * Verifies and reads Resend's webhooks, which Svix signs like Standard Webhooks but under other header names.
 * `secrets` are signing secrets, `whsec_…`. https://resend.com/docs/dashboard/webhooks/verify-webhooks-requests
 */
import * as v from "valibot";
import { KEY_FIELD, keyOfSafeTag } from "../messages/key_tag.ts";
import { ok, type Result } from "../result.ts";
import { helpful } from "../sources/read/fields.ts";
import { readJson } from "../sources/read/json.ts";
import { checked } from "../sources/read/parse_error.ts";
import { bytesFromBase64, hmacMatches, isRecent, textAndBody } from "../sources/verify/signature.ts";
import type { ReadingRefusal, SignatureRefusal, Webhook } from "../sources/source.ts";
import { refuse } from "./age.ts";
import { events, ignored, readingOf, type ReportReading } from "./batch.ts";
import { bounceClass, isSuppression, saidClass } from "./bounce_class.ts";
import { enhancedStatus, MomentIfAny, Recipients, Said, ShortId } from "./fields.ts";
import type { Bounce, Provider, ProviderEvent, ProviderReading } from "./provider.ts";

export const resend: Provider = { name: "resend", read_headers: ["svix-id"], verify, read };

/** Excludes the full stop, which joins the parts of the signed text: see `sources/standard.ts`. */
const SVIX_ID = /^[^\s.\p{Cc}]{1,128}$/u;

async function verify(
  { headers, body, received_at_ms }: Webhook,
  secrets: readonly string[],
): Promise<Result<null, SignatureRefusal>> {
  const id = headers.get("svix-id") ?? "";
  const timestamp = headers.get("svix-timestamp") ?? "";
  if (!SVIX_ID.test(id)) return refuse("svix-id must be given, without a full stop");
  if (!/^\d{1,12}$/.test(timestamp)) return refuse("svix-timestamp must be given in Unix seconds");
  const recent = isRecent(Number(timestamp), received_at_ms);
  if (!recent.ok) return recent;
  const matches = await hmacMatches({
    keys: secrets.map((secret) => bytesFromBase64(secret.replace(/^whsec_/, ""))).filter((key) =>
      key !== null
    ),
    signatures: (headers.get("svix-signature") ?? "").split(" ")
      .filter((entry) => entry.startsWith("v1,"))
      .map((entry) => bytesFromBase64(entry.slice("v1,".length)))
      .filter((signature) => signature !== null),
    signed: textAndBody(`${id}.${timestamp}.`, body),
  });
  return matches
    ? ok(null)
    : refuse("svix-signature must hold a v1 signature made with a secret of this shop");
}

function read({ headers, body, received_at_ms }: Webhook): Promise<Result<ProviderReading, ReadingRefusal>> {
  const json = readJson(body);
  return Promise.resolve(
    json.ok ? readingOf(readReport(headers.get("svix-id") ?? undefined, json.value, received_at_ms)) : json,
  );
}

const TYPES: Readonly<Record<string, ProviderEvent["type"]>> = {
  "email.delivered": "delivered",
  "email.delivery_delayed": "deferred",
  "email.bounced": "bounced",
  "email.suppressed": "bounced",
  "email.failed": "bounced",
  "email.complained": "complained",
  "email.opened": "opened",
  "email.clicked": "clicked",
};

/** Accepts a record, as webhooks send it, or the list of names and values that the API takes. */
const Tags = v.pipe(v.unknown(), v.transform(keyOf));

function keyOf(tags: unknown): string | undefined {
  if (typeof tags !== "object" || tags === null) return undefined;
  if (!Array.isArray(tags)) return keyOfSafeTag((tags as Record<string, unknown>)[KEY_FIELD]);
  const found = tags.find((tag) => tag?.name === KEY_FIELD);
  return keyOfSafeTag(found?.value);
}

const Failure = helpful(
  v.object({ type: v.optional(Said), subType: v.optional(Said), message: v.optional(Said) }),
);
const Report = v.object({
  type: ShortId,
  created_at: MomentIfAny,
  data: v.object({
    email_id: ShortId,
    to: Recipients,
    tags: helpful(Tags),
    bounce: Failure,
    suppressed: Failure,
    failed: helpful(v.object({ reason: v.optional(Said) })),
  }),
});

function readReport(svix_id: string | undefined, json: unknown, received_at_ms: number): ReportReading {
  const id = checked(ShortId, svix_id, () => "svix-id");
  if (!id.ok) return id;
  const kind = checked(v.object({ type: ShortId }), json);
  if (!kind.ok) return kind;
  const name = kind.value.type;
  if (!Object.hasOwn(TYPES, name)) return ignored(name);
  const report = checked(Report, json);
  if (!report.ok) return report;
  const { created_at, data } = report.value;
  const type = TYPES[name]!;
  // One without a recipient that can be read is about whoever its mail was for.
  return events((data.to.length === 0 ? [null] : data.to).map((recipient, index) => ({
    provider: "resend",
    // One delivery covers all recipients.
    event_id: index === 0 ? id.value : `${id.value}/${index}`,
    provider_id: data.email_id,
    key: data.tags,
    type,
    recipient,
    bounce: type === "bounced" ? bounceOf(name, data) : undefined,
    at: created_at ?? new Date(received_at_ms).toISOString(),
  })));
}

function bounceOf(
  name: string,
  { bounce, suppressed, failed }: v.InferOutput<typeof Report>["data"],
): Bounce {
  // A failure inside Resend (quota, domain) does not condemn the address.
  if (name === "email.failed") return { class: "soft", diagnostic: failed?.reason };
  // Resend did not send because an earlier mail bounced or drew a complaint: this address takes no mail.
  if (name === "email.suppressed") return { class: "hard", diagnostic: suppressed?.message };
  const enhanced_status = enhancedStatus(bounce?.message);
  return {
    class: bounceClass({
      said: saidClass(bounce?.type),
      suppressed: isSuppression(bounce?.type, bounce?.subType),
      enhanced_status,
    }),
    enhanced_status,
    diagnostic: bounce?.message,
  };
}
