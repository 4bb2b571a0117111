/**
 * Verifies and reads EasyPost's webhooks, signed with the webhook's secret; each holds all scans of a tracker. Each
 * scan's own status decides its type; the shipment's status is used only for the newest scan, and only if that has
 * none. https://docs.easypost.com/docs/trackers
 */
import * as v from "valibot";
import { ok, type Result } from "../../result.ts";
import { Code, Flag, helpful, PlainId, scanList, TrackingNumber, Words } from "../read/fields.ts";
import { readJson } from "../read/json.ts";
import { checked } from "../read/parse_error.ts";
import { bytesFromHex, hmacMatches } from "../verify/signature.ts";
import type { Reading, ReadingRefusal, SignatureRefusal, Source, Webhook } from "../source.ts";
import {
  expectedOn,
  knownScans,
  notSigned,
  placeOf,
  type ReadScan,
  type ScanType,
  trackerReading,
} from "./tracker.ts";
import { Instant } from "../../values/schemas.ts";

export const easypost = { name: "easypost", verify, read } satisfies Source;

const PREFIX = "hmac-sha256-hex=";

/** Verifies the signature, which covers the body but no time: an old webhook that is sent again adds nothing new. */
async function verify(
  { headers, body }: Webhook,
  secrets: readonly string[],
): Promise<Result<null, SignatureRefusal>> {
  const header = headers.get("x-hmac-signature") ?? "";
  const signature = header.startsWith(PREFIX) ? bytesFromHex(header.slice(PREFIX.length)) : null;
  const signed = {
    // EasyPost normalizes the secret to NFKD before it signs: é becomes e and an accent.
    keys: secrets.map((secret) => new TextEncoder().encode(secret.normalize("NFKD"))),
    signatures: signature === null ? [] : [signature],
  };
  for (const form of formsOf(body)) {
    if (await hmacMatches({ ...signed, signed: form })) return ok(null);
  }
  return notSigned("X-Hmac-Signature must be the body's HMAC made with a secret of this shop");
}

/**
 * Returns the body as it came, and as EasyPost's own libraries rewrite it before they compare, since EasyPost signs a
 * weight of 14 as 14.0. https://github.com/EasyPost/easypost-node/blob/master/src/utils/util.js
 */
function formsOf(body: Uint8Array): readonly Uint8Array[] {
  const text = new TextDecoder().decode(body);
  const written = text.replace(/("weight":\s*)(\d+)(\s*)(?=,|\})/g, "$1$2.0");
  return written === text ? [body] : [body, new TextEncoder().encode(written)];
}

const Event = v.object({ id: PlainId, description: v.pipe(v.string(), v.maxLength(128)) });

const Tracker = v.object({
  result: v.object({
    id: Words,
    tracking_code: TrackingNumber,
    updated_at: helpful(Instant),
    est_delivery_date: Code,
    carrier: Words,
    signed_by: v.nullish(v.unknown()),
    public_url: v.nullish(v.unknown()),
    is_return: Flag,
    status: Code,
    status_detail: Code,
    carrier_detail: helpful(v.object({ est_delivery_date_local: Code })),
    tracking_details: scanList(v.object({
      status: Code,
      status_detail: Code,
      // A time with a zone; EasyPost gives UTC.
      datetime: Instant,
      message: Words,
      tracking_location: helpful(v.object({ city: Words, state: Words, country: Words })),
    })),
  }),
});
type Tracked = v.InferOutput<typeof Tracker>["result"];

function read(webhook: Webhook): Promise<Result<Reading, ReadingRefusal>> {
  return Promise.resolve(readEvent(webhook));
}

function readEvent({ body, received_at_ms }: Webhook): Result<Reading, ReadingRefusal> {
  const json = readJson(body);
  if (!json.ok) return json;
  const event = checked(Event, json.value);
  if (!event.ok) return event;
  const { id, description } = event.value;
  if (description !== "tracker.updated" && description !== "tracker.created") {
    return ok({ type: "ignored", topic: description });
  }
  const payload = checked(Tracker, json.value);
  if (!payload.ok) return payload;
  const tracker = payload.value.result;
  const reported_at = tracker.updated_at ?? new Date(received_at_ms).toISOString();
  return trackerReading({ id, topic: description }, {
    id: tracker.id,
    number: tracker.tracking_code,
    number_field: "result.tracking_code",
    carrier: tracker.carrier,
    url: tracker.public_url,
    scans: knownScans(tracker.tracking_details.map(scanOf), {
      type: typeOf(tracker),
      stated_at: reported_at,
    }),
    expected: expectedOn(tracker.carrier_detail?.est_delivery_date_local, tracker.est_delivery_date),
    signed_by: textIn(tracker.signed_by),
    reported_at,
    goes_back: tracker.is_return === true,
    received_at_ms,
  });
}

function textIn(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** Scan types by status. Labels created or cancelled, and states unknown to EasyPost, are not scans. */
const TYPE_OF_STATUS: ReadonlyMap<string, ScanType> = new Map([
  ["in_transit", "shipment.in_transit"],
  ["out_for_delivery", "shipment.out_for_delivery"],
  ["available_for_pickup", "shipment.ready_for_pickup"],
  ["delivered", "shipment.delivered"],
  ["return_to_sender", "shipment.returned_to_sender"],
  ["failure", "shipment.exception"],
]);

/** Scan types by status detail, for details that say more than the status "in transit" or "failure". */
const TYPE_OF_DETAIL: ReadonlyMap<string, ScanType> = new Map([
  ["damaged", "shipment.exception"],
  ["lost", "shipment.exception"],
  ["refused", "shipment.exception"],
  ["delivery_exception", "shipment.exception"],
]);

interface Status {
  readonly status?: string | null | undefined;
  readonly status_detail?: string | null | undefined;
}

function typeOf({ status, status_detail }: Status): ScanType | undefined {
  const type = TYPE_OF_STATUS.get(status ?? "");
  return type !== undefined && isOpen(type) ? TYPE_OF_DETAIL.get(status_detail ?? "") ?? type : type;
}

function scanOf(detail: Tracked["tracking_details"][number]): ReadScan {
  const { city, state, country } = detail.tracking_location ?? {};
  return {
    at: detail.datetime,
    type: typeOf(detail),
    unsaid: /^(?:|unknown)$/.test(detail.status ?? ""),
    place: placeOf(city, state, country),
    description: detail.message,
  };
}

function isOpen(type: ScanType): boolean {
  return type === "shipment.in_transit" || type === "shipment.exception";
}
