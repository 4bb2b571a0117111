/**
 * Standard Webhooks, and Waybill's own event format inside them: for shops that speak no other language that is known here.
 * https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
import * as v from "valibot";
import { Happening, type HappeningType, Id } from "../orders/event.ts";
import { err, ok, type Result } from "../result.ts";
import { ed25519Matches } from "./ed25519.ts";
import { readJson } from "./json.ts";
import { checked, invalid } from "./refusal.ts";
import { bytesFromBase64, hmacMatches, isRecent, textAndBody } from "./signature.ts";
import type { Delivery, Reading, ReadingRefusal, SignatureRefusal, Source } from "./source.ts";

export const standard: Source = { name: "standard", verify, read };

/**
 * Id, time and body are signed as one text, joined by full stops: an id that held one could lend bytes to its
 * neighbours and carry a captured signature to another time.
 */
const MESSAGE_ID = /^[^\s./\p{Cc}]{1,128}$/u;
const UNIX_SECONDS = /^\d{1,12}$/;
const SECRET_PREFIX = "whsec_";
const PUBLIC_KEY_PREFIX = "whpk_";

async function verify(
  delivery: Delivery,
  secrets: readonly string[],
): Promise<Result<null, SignatureRefusal>> {
  const id = delivery.headers.get("webhook-id") ?? "";
  const timestamp = delivery.headers.get("webhook-timestamp") ?? "";
  if (!MESSAGE_ID.test(id)) return refuse("webhook-id must be given, without a full stop");
  if (!UNIX_SECONDS.test(timestamp)) return refuse("webhook-timestamp must be given in Unix seconds");
  const recent = isRecent(Number(timestamp), delivery.received_at_ms);
  if (!recent.ok) return recent;
  const signatures = delivery.headers.get("webhook-signature") ?? "";
  const signed = textAndBody(`${id}.${timestamp}.`, delivery.body);
  // Each version only with its own kind of key. A shop that moves from one to the other has both for a while.
  const matches = await hmacMatches({
    keys: secrets.map(hmacKey).filter((key) => key !== null),
    signatures: signaturesOf(signatures, "v1"),
    signed,
  }) || await ed25519Matches({
    keys: secrets.map(publicKey).filter((key) => key !== null),
    signatures: signaturesOf(signatures, "v1a"),
    signed,
  });
  return matches
    ? ok(null)
    : refuse("webhook-signature must hold a v1 or v1a signature made with a secret of this store");
}

/** What a valid signature says. The own format: `{ type, timestamp, data }`, where data names the order and holds the rest. */
function read(delivery: Delivery): Promise<Result<Reading, ReadingRefusal>> {
  return Promise.resolve(readEvent(delivery));
}

function readEvent({ headers, body }: Delivery): Result<Reading, ReadingRefusal> {
  const json = readJson(body);
  if (!json.ok) return json;
  const id = checked(Id, headers.get("webhook-id") ?? undefined, () => "webhook-id");
  if (!id.ok) return id;
  const envelope = checked(Envelope, json.value);
  if (!envelope.ok) return envelope;
  const { type, timestamp, data } = envelope.value;
  if (!isTold(type)) return ok({ type: "ignored", topic: type });
  if (data === undefined) return invalid("data", "must be given", data);

  // Last wins: nothing inside `data` may pass for the signed type or time of the event.
  const happening = checked(Happening, { ...data, type, at: timestamp }, writtenAt);
  if (!happening.ok) return happening;
  const order = "order" in happening.value
    ? ok(happening.value.order.id)
    : checked(Id, data["order_id"], () => "data.order_id");
  if (!order.ok) return order;
  return ok({
    type: "told",
    id: id.value,
    tellings: [{ order: order.value, happenings: [happening.value] }],
  });
}

/** Only as much as an event of a type that is not known here must have as well. */
const Envelope = v.object({
  type: v.pipe(v.string(), v.minLength(1), v.maxLength(128)),
  timestamp: v.optional(v.unknown()),
  data: v.optional(v.record(v.string(), v.unknown(), "Must be an object")),
});

/** Whether a sender may tell it. What the customer alone can say is said at the customer's page or by mail, never with a shop's key. */
const TOLD: Readonly<Record<HappeningType, boolean>> = {
  "order.placed": true,
  "order.changed": true,
  "order.cancelled": true,
  "payment.succeeded": true,
  "payment.pending": true,
  "payment.failed": true,
  "payment.disputed": true,
  "payment.refunded": true,
  "shipment.shipped": true,
  "shipment.in_transit": true,
  "shipment.out_for_delivery": true,
  "shipment.ready_for_pickup": true,
  "shipment.picked_up": true,
  "shipment.delivered": true,
  "shipment.attempted": true,
  "shipment.exception": true,
  "shipment.returned_to_sender": true,
  "shipment.promise_changed": true,
  "return.requested": true,
  "return.approved": true,
  "return.declined": true,
  "return.received": true,
  "customer.link_requested": false,
  "customer.delay_answered": false,
  "customer.address_failed": false,
  "customer.address_corrected": false,
  "order.withdrawn": false,
  "customer.erased": false,
  "customer.language_chosen": false,
  "conversation.opened": false,
  "conversation.closed": false,
};

function isTold(type: string): type is HappeningType {
  return Object.hasOwn(TOLD, type) && TOLD[type as HappeningType];
}

/** Where the sender wrote what the event calls by this path. */
function writtenAt(path: string): string {
  return path === "at" ? "timestamp" : `data.${path}`;
}

/** The key of a `whsec_…` secret; `null` for one that is no base64. The prefix may be missing, as the reference libraries allow. */
function hmacKey(secret: string): Uint8Array | null {
  if (secret.startsWith(PUBLIC_KEY_PREFIX)) return null;
  return bytesFromBase64(secret.startsWith(SECRET_PREFIX) ? secret.slice(SECRET_PREFIX.length) : secret);
}

/** The key of a `whpk_…` secret, which is public: it verifies `v1a` and must never count as the key of an HMAC. */
function publicKey(secret: string): Uint8Array | null {
  return secret.startsWith(PUBLIC_KEY_PREFIX)
    ? bytesFromBase64(secret.slice(PUBLIC_KEY_PREFIX.length))
    : null;
}

/** The signatures of one version in the header's list: `v1,<base64> v1,<base64> v1a,<base64>`. */
function signaturesOf(header: string, version: string): readonly Uint8Array[] {
  return header.split(" ")
    .filter((entry) => entry.startsWith(`${version},`))
    .map((entry) => bytesFromBase64(entry.slice(version.length + 1)))
    .filter((signature) => signature !== null);
}

function refuse(rule: string): Result<never, SignatureRefusal> {
  return err("signature", `Cannot verify delivery as ${rule}`);
}
