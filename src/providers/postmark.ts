/**
 * Verifies and reads Postmark's webhooks, which carry no signature but the name and password of the address that they
 * are sent to. `secrets` are these, as `name:password`. https://postmarkapp.com/developer/webhooks/webhooks-overview
 */
import * as v from "valibot";
import { KEY_FIELD, keyOfPlainTag } from "../messages/key_tag.ts";
import { ok, type Result } from "../result.ts";
import { helpful } from "../sources/read/fields.ts";
import { readJson } from "../sources/read/json.ts";
import { checked } from "../sources/read/parse_error.ts";
import { bytesFromBase64, hexFromBytes } from "../sources/verify/signature.ts";
import type { ReadingRefusal, SignatureRefusal, Webhook } from "../sources/source.ts";
import { refuse } from "./age.ts";
import { events, ignored, readingOf, type ReportReading } from "./batch.ts";
import { enhancedStatus, MomentIfAny, Recipient, Said, ShortId } from "./fields.ts";
import type { Bounce, Provider, ProviderEvent, ProviderReading } from "./provider.ts";

export const postmark: Provider = { name: "postmark", verify, read };

async function verify(
  { headers }: Webhook,
  secrets: readonly string[],
): Promise<Result<null, SignatureRefusal>> {
  const given = /^Basic ([A-Za-z0-9+/=]{1,1000})$/i.exec(headers.get("authorization") ?? "")?.[1] ?? "";
  const bytes = bytesFromBase64(given);
  if (bytes === null || bytes.length === 0) return refuse("Authorization must be given, as Basic");
  const asked = await digest(bytes);
  let found = false;
  for (const secret of secrets.filter((secret) => /^[^:]+:./.test(secret))) {
    // Digests are compared because all have the same length and reveal nothing of how similar two secrets are.
    found = isSame(asked, await digest(new TextEncoder().encode(secret))) || found;
  }
  return found ? ok(null) : refuse("Authorization must hold a name and password of this shop");
}

async function digest(bytes: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.reduce((differing, byte, index) => differing | byte ^ b[index]!, 0) === 0;
}

async function read({ body, received_at_ms }: Webhook): Promise<Result<ProviderReading, ReadingRefusal>> {
  const json = readJson(body);
  return json.ok ? readingOf(await readReport(json.value, new Date(received_at_ms).toISOString())) : json;
}

/** Missing from reports of mails that had none: such a mail is found by its MessageID. */
const Metadata = v.optional(v.pipe(
  v.unknown(),
  v.transform((metadata) =>
    typeof metadata === "object" && metadata !== null && KEY_FIELD in metadata
      ? keyOfPlainTag(metadata[KEY_FIELD as keyof typeof metadata])
      : undefined
  ),
));
const Kind = v.object({ RecordType: ShortId });
const Common = { MessageID: ShortId, Metadata };
/** Its ids are too large for a number and come as their digits. */
const BounceId = v.pipe(v.union([v.string(), v.number()], "Must be an id"), v.transform(String), ShortId);
const Bounced = v.object({
  ...Common,
  ID: helpful(BounceId),
  Type: helpful(ShortId),
  Email: helpful(Recipient),
  BouncedAt: MomentIfAny,
  Description: v.optional(Said),
  Details: v.optional(Said),
});
const Delivered = v.object({ ...Common, Recipient: helpful(Recipient), DeliveredAt: MomentIfAny });
const Read = v.object({ ...Common, Recipient: helpful(Recipient), ReceivedAt: MomentIfAny });

async function readReport(json: unknown, received_at: string): Promise<ReportReading> {
  const kind = checked(Kind, json);
  if (!kind.ok) return kind;
  switch (kind.value.RecordType) {
    case "Bounce":
    case "SpamComplaint":
      return await bounced(kind.value.RecordType, json, received_at);
    case "Delivery": {
      const read = checked(Delivered, json);
      if (!read.ok) return read;
      return await withoutId("delivered", { ...read.value, at: read.value.DeliveredAt }, received_at);
    }
    case "Open":
    case "Click": {
      const read = checked(Read, json);
      if (!read.ok) return read;
      const type = kind.value.RecordType === "Open" ? "opened" : "clicked";
      return await withoutId(type, { ...read.value, at: read.value.ReceivedAt }, received_at);
    }
    default:
      return ignored(kind.value.RecordType);
  }
}

/** Builds the events of the three types that have no id of their own; their id is derived from their content. */
async function withoutId(
  type: ProviderEvent["type"],
  { MessageID, Recipient, Metadata, at }: {
    readonly MessageID: string;
    readonly Recipient?: string | undefined;
    readonly Metadata?: string | undefined;
    readonly at?: string | undefined;
  },
  received_at: string,
): Promise<ReportReading> {
  return events([{
    provider: "postmark",
    event_id: await idOf(type, MessageID, Recipient, at),
    provider_id: MessageID,
    key: Metadata,
    type,
    recipient: Recipient ?? null,
    at: at ?? received_at,
  }]);
}

/** Makes the id of a report that has none from its content, so that the same report has it again. */
async function idOf(...content: readonly (string | undefined)[]): Promise<string> {
  return hexFromBytes(await digest(new TextEncoder().encode(content.join("\n"))));
}

/** https://postmarkapp.com/developer/api/bounce-api#bounce-types */
const HARD = new Set(["HardBounce", "BadEmailAddress", "ManuallyDeactivated"]);
/** Bounce types that do not say that the mail failed to arrive. */
const NO_BOUNCE = new Set([
  "AddressChange",
  "AutoResponder",
  "ChallengeVerification",
  "InboundError",
  "OpenRelayTest",
  "Subscribe",
  "Unsubscribe",
]);

async function bounced(
  record: "Bounce" | "SpamComplaint",
  json: unknown,
  received_at: string,
): Promise<ReportReading> {
  const read = checked(Bounced, json);
  if (!read.ok) return read;
  const { ID, MessageID, Metadata, Type = "", Email, BouncedAt, Description, Details } = read.value;
  if (NO_BOUNCE.has(Type)) return ignored(`Bounce ${Type}`);
  const event = {
    provider: "postmark" as const,
    event_id: ID ?? await idOf(record, MessageID, Email, BouncedAt),
    provider_id: MessageID,
    key: Metadata,
    recipient: Email ?? null,
    at: BouncedAt ?? received_at,
  };
  if (record === "SpamComplaint" || Type === "SpamComplaint") {
    return events([{ ...event, type: "complained" }]);
  }
  // "Message delayed": Postmark will retry.
  if (Type === "Transient") return events([{ ...event, type: "deferred" }]);
  const bounce: Bounce = {
    class: HARD.has(Type) ? "hard" : "soft",
    enhanced_status: enhancedStatus(Details, Description),
    diagnostic: Details ?? Description,
  };
  return events([{ ...event, type: "bounced", bounce }]);
}
