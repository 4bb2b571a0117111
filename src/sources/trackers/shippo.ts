/**
 * Verifies and reads Shippo's webhooks, proved by a token in their address, or by a signature where Shippo has set
 * that up; each holds all scans of a shipment. https://docs.goshippo.com/docs/tracking/webhooks and …/webhooksecurity
 */
import * as v from "valibot";
import type { Reference } from "../../orders/reference.ts";
import { ok, type Result } from "../../result.ts";
import { Code, helpful, scanList, TrackingNumber, Words } from "../read/fields.ts";
import { readJson } from "../read/json.ts";
import { checked } from "../read/parse_error.ts";
import {
  bytesFromHex,
  contentId,
  hmacMatches,
  isRecent,
  textAndBody,
  tokenMatches,
} from "../verify/signature.ts";
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
  type TrackerScan,
} from "./tracker.ts";
import { Instant } from "../../values/schemas.ts";

export const shippo = { name: "shippo", verify, read } satisfies Source;

/**
 * Verifies the signature where there is one: `Shippo-Auth-Signature: t=<seconds>,v1=<hex>`. Otherwise it checks the
 * token, which signs nothing and is only as safe as the address is secret.
 */
async function verify(
  webhook: Webhook,
  secrets: readonly string[],
): Promise<Result<null, SignatureRefusal>> {
  const header = webhook.headers.get("shippo-auth-signature");
  if (header !== null) return await verifySignature(header, webhook, secrets);
  return await tokenMatches(webhook.token, secrets)
    ? ok(null)
    : notSigned("its address must end in ?token= and a secret of this shop");
}

async function verifySignature(
  header: string,
  { body, received_at_ms }: Webhook,
  secrets: readonly string[],
): Promise<Result<null, SignatureRefusal>> {
  const [, seconds = "", hex = ""] = /^t=(\d{1,12}),\s*v1=([0-9a-fA-F]{64})$/.exec(header.trim()) ?? [];
  const signature = bytesFromHex(hex);
  if (seconds === "" || signature === null) {
    return notSigned("Shippo-Auth-Signature must be t=<Unix seconds>,v1=<hex>");
  }
  const recent = isRecent(Number(seconds), received_at_ms);
  if (!recent.ok) return recent;
  const matches = await hmacMatches({
    keys: secrets.map((secret) => new TextEncoder().encode(secret)),
    signatures: [signature],
    signed: textAndBody(`${seconds}.`, body),
  });
  return matches ? ok(null) : notSigned("Shippo-Auth-Signature must be made with a secret of this shop");
}

const Event = v.object({ event: v.pipe(v.string(), v.maxLength(128)) });

const Status = v.object({
  status: Code,
  status_date: v.nullish(Instant),
  status_details: Words,
  substatus: helpful(v.object({ code: Code })),
  location: helpful(v.object({ city: Words, state: Words, country: Words })),
});

const Track = v.object({
  data: v.object({
    tracking_number: TrackingNumber,
    carrier: Code,
    eta: v.nullish(v.unknown()),
    metadata: v.nullish(v.unknown()),
    tracking_status: v.nullish(Status),
    tracking_history: scanList(Status),
  }),
});
type Tracked = v.InferOutput<typeof Track>["data"];

async function read(webhook: Webhook): Promise<Result<Reading, ReadingRefusal>> {
  const { body, received_at_ms } = webhook;
  const json = readJson(body);
  if (!json.ok) return json;
  const envelope = checked(Event, json.value);
  if (!envelope.ok) return envelope;
  const { event } = envelope.value;
  if (event !== "track_updated") return ok({ type: "ignored", topic: event });
  const payload = checked(Track, json.value);
  if (!payload.ok) return payload;
  const track = payload.value.data;
  // Shippo gives no id and sends the same content once for each registered webhook: equal bodies are one webhook.
  return trackerReading({ id: await contentId(event, body), topic: event }, {
    number: track.tracking_number,
    number_field: "data.tracking_number",
    carrier: carrierName(track.carrier),
    scans: scansOf(track),
    expected: expectedOn(track.eta),
    reported_at: new Date(received_at_ms).toISOString(),
    also: referencesOf(track),
    received_at_ms,
  });
}

/**
 * Returns the order's number from the shop's own text, `Order 000123` in Shippo's example; several words are a
 * sentence and not a number.
 */
function referencesOf({ metadata }: Tracked): readonly Reference[] {
  const [, value] = typeof metadata === "string"
    ? /^(?:order\s+)?(\S{1,64})$/i.exec(metadata.trim()) ?? []
    : [];
  return value === undefined ? [] : [{ by: "number", value }, { by: "order_id", value }];
}

/** Scan types by status. `PRE_TRANSIT` and `UNKNOWN` are not scans. */
const TYPE_OF_STATUS: ReadonlyMap<string, ScanType> = new Map([
  ["TRANSIT", "shipment.in_transit"],
  ["DELIVERED", "shipment.delivered"],
  ["RETURNED", "shipment.returned_to_sender"],
  ["FAILURE", "shipment.exception"],
]);

/** Scan types by substatus, for those that say more than their status `TRANSIT` or `FAILURE`. */
const TYPE_OF_SUBSTATUS: ReadonlyMap<string, ScanType> = new Map([
  ["out_for_delivery", "shipment.out_for_delivery"],
  ["pickup_available", "shipment.ready_for_pickup"],
  ["delivery_attempted", "shipment.attempted"],
  ["notice_left", "shipment.attempted"],
  ["location_inaccessible", "shipment.attempted"],
  ["address_issue", "shipment.exception"],
  ["contact_carrier", "shipment.exception"],
  ["package_damaged", "shipment.exception"],
  ["package_lost", "shipment.exception"],
  ["return_to_sender", "shipment.returned_to_sender"],
  ["package_unclaimed", "shipment.returned_to_sender"],
]);

/**
 * Returns the scans. The newest status is repeated beside the history; where the two differ, the status decides what
 * the scan is.
 */
function scansOf({ tracking_history, tracking_status: newest }: Tracked): readonly TrackerScan[] {
  const history = tracking_history.flatMap(scanOf);
  if (newest === null || newest === undefined) return knownScans(history, { type: undefined });
  const [scan] = scanOf(newest);
  const is_told = scan !== undefined &&
    history.some(({ at, description, type }) =>
      at === scan.at && description === scan.description && type !== undefined && type !== scan.type
    );
  return knownScans([...history, ...(scan === undefined || is_told ? [] : [scan])], { type: typeOf(newest) });
}

function typeOf({ status, substatus }: v.InferOutput<typeof Status>): ScanType | undefined {
  const type = TYPE_OF_STATUS.get(status ?? "");
  return type === undefined ? undefined : TYPE_OF_SUBSTATUS.get(substatus?.code ?? "") ?? type;
}

function scanOf(told: v.InferOutput<typeof Status>): readonly ReadScan[] {
  const { status, status_date, status_details, location } = told;
  if (status_date === null || status_date === undefined) return [];
  const { city, state, country } = location ?? {};
  return [{
    at: status_date,
    type: typeOf(told),
    unsaid: /^(?:|UNKNOWN)$/.test(status ?? ""),
    place: placeOf(city, state, country),
    description: status_details,
  }];
}
