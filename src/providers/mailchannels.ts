/**
 * Verifies and reads MailChannels' webhooks: HTTP Message Signatures (RFC 9421) over the digest of the body, with
 * keys that MailChannels uses for all of its customers. `secrets` are account ids (`customer_handle`): only reports
 * for these accounts count. https://docs.mailchannels.com/email-api/webhooks
 */
import * as v from "valibot";
import { keyOfPlainTag } from "../messages/key_tag.ts";
import { ok, type Result } from "../result.ts";
import { ed25519Matches } from "../sources/verify/ed25519.ts";
import { helpful } from "../sources/read/fields.ts";
import { readJson } from "../sources/read/json.ts";
import { checked, invalid } from "../sources/read/parse_error.ts";
import { bytesFromBase64, isRecent } from "../sources/verify/signature.ts";
import type { ReadingRefusal, SignatureRefusal, Webhook } from "../sources/source.ts";
import { refuse } from "./age.ts";
import { events, ignored, readBatch, type ReportReading } from "./batch.ts";
import { bounceClass, isSuppression } from "./bounce_class.ts";
import { enhancedStatus, Recipients, Said, ShortId, UnixTimeIfAny } from "./fields.ts";
import type { Bounce, Provider, ProviderEvent, ProviderPorts, ProviderReading } from "./provider.ts";

export const mailchannels: Provider = { name: "mailchannels", verify, read };

/** Matches `sig_1=("content-digest");created=…;alg="ed25519";keyid="…"`, with the parameters in any order. */
const INPUT =
  /^([A-Za-z_*][\w.*-]{0,63})=(\("content-digest"\)((?:;[a-z]+=(?:\d{1,12}|"[^"\\]{1,100}")){1,6}))$/;
/** Bytes that precede the 32 bytes of an Ed25519 key in SPKI (RFC 8410). */
const SPKI_HEAD = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];

async function verify(
  { headers, body, received_at_ms }: Webhook,
  secrets: readonly string[],
  { mailchannels_key }: ProviderPorts,
): Promise<Result<null, SignatureRefusal>> {
  const digest = headers.get("content-digest") ?? "";
  const [, given] = /^sha-256=:([A-Za-z0-9+/=]{44}):$/.exec(digest) ?? [];
  if (given === undefined || given !== await sha256(body)) {
    return refuse("Content-Digest must be the body's, by sha-256");
  }
  const [, label, parameters, list] = INPUT.exec(headers.get("signature-input") ?? "") ?? [];
  const signature = label === undefined ? null : signatureNamed(label, headers.get("signature") ?? "");
  if (list === undefined || signature === null) return refuse("Signature must be one over content-digest");
  if (parameter(list, "alg") !== "ed25519") return refuse("Signature-Input must name the algorithm ed25519");
  const created = parameter(list, "created") ?? "";
  if (!/^\d+$/.test(created)) return refuse("Signature-Input must say when it was created");
  const recent = isRecent(Number(created), received_at_ms);
  if (!recent.ok) return recent;
  const key_id = parameter(list, "keyid") ?? "";
  if (!/^[\w.-]{1,64}$/.test(key_id)) return refuse("Signature-Input must name a key");
  const key = keyOf(await mailchannels_key(key_id) ?? "");
  const base = `"content-digest": ${digest}\n"@signature-params": ${parameters}`;
  const matches = key !== null &&
    await ed25519Matches({ keys: [key], signatures: [signature], signed: new TextEncoder().encode(base) });
  if (!matches) return refuse("Signature must be made with MailChannels' key of that id");
  return isFor(secrets, body)
    ? ok(null)
    : refuse("customer_handle must be an account of this shop, in every report");
}

async function sha256(bytes: Uint8Array): Promise<string> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toBase64();
}

function signatureNamed(label: string, header: string): Uint8Array | null {
  const [, name, signature] = /^([\w.*-]+)=:([A-Za-z0-9+/=]{1,200}):$/.exec(header) ?? [];
  return name === label ? bytesFromBase64(signature!) : null;
}

/** Returns the parameter `name` of `list`; undefined where it is missing or given twice. */
function parameter(list: string, name: string): string | undefined {
  const found = [...list.matchAll(/;([a-z]+)=(?:(\d+)|"([^"]*)")/g)].filter((match) => match[1] === name);
  return found.length === 1 ? found[0]![2] ?? found[0]![3] : undefined;
}

/**
 * Returns the bytes of a key given in PEM, in base64 of SPKI, or in raw base64; null for invalid base64 or another
 * kind of SPKI.
 */
function keyOf(text: string): Uint8Array | null {
  const bytes = bytesFromBase64(text.replace(/-----[A-Z ]+-----|\s/g, ""));
  if (bytes === null || bytes.length !== SPKI_HEAD.length + 32) return bytes;
  return SPKI_HEAD.every((byte, index) => bytes[index] === byte) ? bytes.slice(SPKI_HEAD.length) : null;
}

const Owned = v.pipe(v.array(v.object({ customer_handle: ShortId })), v.minLength(1));

/**
 * Returns whether the reports belong to an account of `secrets`. MailChannels signs with the same keys for all
 * customers, so another customer could send its reports to this address.
 */
function isFor(secrets: readonly string[], body: Uint8Array): boolean {
  const json = readJson(body);
  const owned = json.ok ? checked(Owned, json.value) : json;
  return owned.ok && owned.value.every(({ customer_handle }) => secrets.includes(customer_handle));
}

function read({ body, received_at_ms }: Webhook): Promise<Result<ProviderReading, ReadingRefusal>> {
  const json = readJson(body);
  return json.ok
    ? readBatch(json.value, (report) => readReport(report, received_at_ms))
    : Promise.resolve(json);
}

const TYPES: Readonly<Record<string, ProviderEvent["type"]>> = {
  delivered: "delivered",
  "hard-bounced": "bounced",
  "soft-bounced": "bounced",
  dropped: "bounced",
  complained: "complained",
  open: "opened",
  click: "clicked",
};

/** `email` is the sender's address and is not read. */
const Report = v.object({
  event: ShortId,
  timestamp: UnixTimeIfAny,
  request_id: helpful(ShortId),
  smtp_id: helpful(ShortId),
  campaign_id: v.optional(v.pipe(v.unknown(), v.transform(keyOfPlainTag))),
  recipients: Recipients,
  status: v.optional(Said),
  reason: v.optional(Said),
});
type Report = v.InferOutput<typeof Report>;

function readReport(json: unknown, received_at_ms: number): ReportReading {
  const kind = checked(v.object({ event: ShortId }), json);
  if (!kind.ok) return kind;
  const name = kind.value.event;
  if (!Object.hasOwn(TYPES, name)) return ignored(name);
  const report = checked(Report, json);
  if (!report.ok) return report;
  const { timestamp, request_id, smtp_id, campaign_id, recipients } = report.value;
  const provider_id = request_id ?? smtp_id;
  if (provider_id === undefined) return invalid("request_id", "must be given", provider_id);
  const type = TYPES[name]!;
  // Not every report names its recipients; each of our requests has exactly one recipient.
  return events((recipients.length === 0 ? [null] : recipients).map((recipient, index) => ({
    provider: "mailchannels",
    event_id: [provider_id, name, timestamp ?? "", ...(index === 0 ? [] : [index])].join("/"),
    provider_id,
    key: campaign_id,
    type,
    recipient,
    bounce: type === "bounced" ? bounceOf(report.value) : undefined,
    at: timestamp ?? new Date(received_at_ms).toISOString(),
  })));
}

function bounceOf({ event, status, reason }: Report): Bounce {
  return {
    class: bounceClass({
      said: event === "hard-bounced" ? "hard" : "soft",
      suppressed: event === "dropped" && isSuppression(reason, status),
    }),
    enhanced_status: enhancedStatus(reason, status),
    diagnostic: reason ?? status,
  };
}
