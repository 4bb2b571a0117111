/**
 * Verifies and reads ShipEngine's webhooks (ShipStation API). ShipEngine signs with one key for all of its customers,
 * so a token in the address identifies the shop.
 * https://docs.shipstation.com/apis/shipengine/docs/guides/webhooks-validation
 */
import * as v from "valibot";
import { Instant } from "../../values/schemas.ts";
import { offsetBetween } from "../read/offset.ts";
import { ok, type Result } from "../../result.ts";
import { Code, fitting, scanList, TrackingNumber, Words } from "../read/fields.ts";
import { readJson } from "../read/json.ts";
import { checked } from "../read/parse_error.ts";
import { type PublicKey, rsaMatches } from "../verify/rsa_sha256.ts";
import { bytesFromBase64, contentId, isRecent, textAndBody, tokenMatches } from "../verify/signature.ts";
import type { Reading, ReadingRefusal, SignatureRefusal, Source, Webhook } from "../source.ts";
import {
  carrierName,
  expectedOn,
  knownScans,
  notSigned,
  placeOf,
  type ReadScan,
  type ScanType,
  trackerReading,
  type WholeStatus,
} from "./tracker.ts";

export const shipengine = { name: "shipengine", verify, read } satisfies Source;

/**
 * Verifies a webhook. The shop's secrets are of two kinds: its token, and ShipEngine's published keys as JSON, which
 * begin with a brace. A valid signature alone proves only that ShipEngine sent it, and any of its customers could
 * cause one for a shipment of this shop.
 */
async function verify(
  { headers, body, received_at_ms, token }: Webhook,
  secrets: readonly string[],
): Promise<Result<null, SignatureRefusal>> {
  const tokens = secrets.filter((secret) => !secret.startsWith("{"));
  if (!await tokenMatches(token, tokens)) {
    return notSigned("its address must end in ?token= and a token of this shop");
  }
  const timestamp = headers.get("x-shipengine-timestamp") ?? "";
  const signed_at_ms = Date.parse(timestamp);
  if (timestamp.length > 64 || Number.isNaN(signed_at_ms)) {
    return notSigned("x-shipengine-timestamp must be a time");
  }
  const recent = isRecent(Math.floor(signed_at_ms / 1_000), received_at_ms);
  if (!recent.ok) return recent;
  const signature = bytesFromBase64(headers.get("x-shipengine-rsa-sha256-signature") ?? "");
  const matches = signature !== null && await rsaMatches({
    keys: secrets.filter((secret) => secret.startsWith("{")).flatMap(publicKeys),
    kid: headers.get("x-shipengine-rsa-sha256-key-id") ?? "",
    signature,
    signed: textAndBody(`${timestamp}.`, body),
  });
  return matches ? ok(null) : notSigned(
    "x-shipengine-rsa-sha256-signature must be made with a key of ShipEngine's that this shop knows",
  );
}

const Key = v.object({ kid: v.string(), n: v.string(), e: v.string() });
const Keys = v.union([
  v.pipe(v.object({ keys: v.array(Key) }), v.transform(({ keys }) => keys)),
  v.pipe(Key, v.transform((key) => [key])),
]);

/**
 * Returns the keys in `secret`: one key, or the whole list of https://api.shipengine.com/jwks; empty for any other
 * text.
 */
function publicKeys(secret: string): readonly PublicKey[] {
  const json = readJson(new TextEncoder().encode(secret));
  const keys = json.ok ? v.safeParse(Keys, json.value) : undefined;
  return keys?.success === true ? keys.output : [];
}

const Event = v.object({ resource_type: v.pipe(v.string(), v.maxLength(128)) });

const TOPICS = ["API_TRACK", "TRACK_EVENT_V2"];

const Track = v.object({
  data: v.object({
    tracking_number: TrackingNumber,
    tracking_url: v.nullish(v.unknown()),
    carrier_code: Code,
    status_code: Code,
    status_detail_code: Code,
    actual_delivery_date: v.nullish(v.unknown()),
    estimated_delivery_date: v.nullish(v.unknown()),
    events: scanList(v.object({
      occurred_at: v.nullish(Instant),
      // Local time without a zone.
      carrier_occurred_at: v.nullish(v.unknown()),
      description: Words,
      city_locality: Words,
      state_province: Words,
      country_code: Words,
      status_code: Code,
      status_detail_code: Code,
      signer: v.nullish(v.unknown()),
    })),
  }),
});
type Tracked = v.InferOutput<typeof Track>["data"];

async function read(webhook: Webhook): Promise<Result<Reading, ReadingRefusal>> {
  const { body, received_at_ms } = webhook;
  const json = readJson(body);
  if (!json.ok) return json;
  const envelope = checked(Event, json.value);
  if (!envelope.ok) return envelope;
  const topic = envelope.value.resource_type;
  if (!TOPICS.includes(topic)) return ok({ type: "ignored", topic });
  const payload = checked(Track, json.value);
  if (!payload.ok) return payload;
  const track = payload.value.data;
  return trackerReading({ id: await contentId(topic, body), topic }, {
    number: track.tracking_number,
    number_field: "data.tracking_number",
    carrier: carrierName(track.carrier_code),
    url: track.tracking_url,
    scans: knownScans(track.events.flatMap(scanOf), statusOf(track)),
    signed_by: track.events.map(({ signer }) => signer).findLast((signer) =>
      typeof signer === "string" && signer.trim() !== ""
    ) as string | undefined,
    expected: expectedOn(track.estimated_delivery_date),
    reported_at: new Date(received_at_ms).toISOString(),
    received_at_ms,
  });
}

/** Scan types by status. `UN`, `NY` and `AC` are not scans: a label that is only printed is already "accepted". */
const TYPE_OF_STATUS: ReadonlyMap<string, ScanType> = new Map([
  ["IT", "shipment.in_transit"],
  ["DE", "shipment.delivered"],
  ["SP", "shipment.ready_for_pickup"],
  ["AT", "shipment.attempted"],
  ["EX", "shipment.exception"],
]);

/** Scan types by detail, where it differs from its status. */
const TYPE_OF_DETAIL: ReadonlyMap<string, ScanType> = new Map([
  ["OUT_FOR_DELIVERY", "shipment.out_for_delivery"],
  ["RETURN", "shipment.returned_to_sender"],
  ["RETURN_TO_SENDER", "shipment.returned_to_sender"],
]);

interface Status {
  readonly status_code?: string | null | undefined;
  readonly status_detail_code?: string | null | undefined;
}

function typeOf({ status_code, status_detail_code }: Status): ScanType | undefined {
  const type = TYPE_OF_STATUS.get(status_code ?? "");
  return type === undefined ? undefined : TYPE_OF_DETAIL.get(status_detail_code ?? "") ?? type;
}

/** Returns the whole shipment's status; only a delivery has a time of its own. */
function statusOf(track: Tracked): WholeStatus {
  const type = typeOf(track);
  const at = fitting(Instant, track.actual_delivery_date);
  return { type, at: type === "shipment.delivered" || type === "shipment.picked_up" ? at : undefined };
}

function scanOf(event: Tracked["events"][number]): readonly ReadScan[] {
  if (event.occurred_at === null || event.occurred_at === undefined) return [];
  return [{
    at: event.occurred_at,
    type: typeOf(event),
    unsaid: (event.status_code ?? "") === "",
    place: placeOf(event.city_locality, event.state_province, event.country_code),
    description: event.description,
    offset_minutes: offsetBetween(event.carrier_occurred_at, event.occurred_at),
  }];
}
