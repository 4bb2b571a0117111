/**
 * Verifies and reads AfterShip's webhooks, signed with the account's webhook secret; each holds all scans of a
 * tracking. https://www.aftership.com/docs/tracking/webhook/webhook-specifications
 */
import * as v from "valibot";
import { Instant } from "../../values/schemas.ts";
import { offsetOf } from "../read/offset.ts";
import type { Reference } from "../../orders/reference.ts";
import { ok, type Result } from "../../result.ts";
import { Code, fitting, helpful, PlainId, scanList, TrackingNumber, Words } from "../read/fields.ts";
import { readJson } from "../read/json.ts";
import { checked } from "../read/parse_error.ts";
import { bytesFromBase64, hmacMatches } from "../verify/signature.ts";
import type { Reading, ReadingRefusal, SignatureRefusal, Source, Webhook } from "../source.ts";
import {
  carrierName,
  expectedBetween,
  expectedOn,
  knownScans,
  notSigned,
  placeOf,
  type ReadScan,
  type ScanType,
  trackerReading,
  type WholeStatus,
} from "./tracker.ts";

export const aftership = { name: "aftership", verify, read } satisfies Source;

/** Verifies the signature, which covers the body but no time: an old webhook that is sent again adds nothing new. */
async function verify(
  { headers, body }: Webhook,
  secrets: readonly string[],
): Promise<Result<null, SignatureRefusal>> {
  const signature = bytesFromBase64(headers.get("aftership-hmac-sha256") ?? "");
  const matches = await hmacMatches({
    keys: secrets.map((secret) => new TextEncoder().encode(secret)),
    signatures: signature === null ? [] : [signature],
    signed: body,
  });
  return matches
    ? ok(null)
    : notSigned("aftership-hmac-sha256 must be the body's HMAC made with a secret of this shop");
}

const Event = v.object({ event_id: PlainId, event: v.pipe(v.string(), v.maxLength(128)) });

const EVENTS = ["tracking_update", "edd_revise"];

const Tracking = v.object({
  // Time of the event in Unix seconds; the times below are the carrier's.
  ts: helpful(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(99_999_999_999))),
  msg: v.object({
    id: Words,
    tracking_number: TrackingNumber,
    slug: Code,
    tag: Code,
    subtag: Code,
    shipment_delivery_date: v.nullish(v.unknown()),
    signed_by: v.nullish(v.unknown()),
    order_id: helpful(PlainId),
    order_number: Words,
    courier_tracking_link: v.nullish(v.unknown()),
    expected_delivery: v.nullish(v.unknown()),
    courier_estimated_delivery_date: helpful(v.object({ estimated_delivery_date: v.nullish(v.unknown()) })),
    latest_estimated_delivery: helpful(v.object({
      type: v.nullish(v.unknown()),
      datetime: v.nullish(v.unknown()),
      datetime_min: v.nullish(v.unknown()),
      datetime_max: v.nullish(v.unknown()),
    })),
    checkpoints: scanList(v.object({
      tag: Code,
      subtag: Code,
      checkpoint_time: Code,
      created_at: Code,
      message: Words,
      location: Words,
      city: Words,
      state: Words,
      country_name: Words,
    })),
  }),
});
type Tracked = v.InferOutput<typeof Tracking>["msg"];

function read(webhook: Webhook): Promise<Result<Reading, ReadingRefusal>> {
  return Promise.resolve(readEvent(webhook));
}

function readEvent({ body, received_at_ms }: Webhook): Result<Reading, ReadingRefusal> {
  const json = readJson(body);
  if (!json.ok) return json;
  const envelope = checked(Event, json.value);
  if (!envelope.ok) return envelope;
  const { event_id, event } = envelope.value;
  if (!EVENTS.includes(event)) return ok({ type: "ignored", topic: event });
  const payload = checked(Tracking, json.value);
  if (!payload.ok) return payload;
  const { ts, msg } = payload.value;
  const reported_at = new Date(ts === undefined ? received_at_ms : ts * 1_000).toISOString();
  return trackerReading({ id: event_id, topic: event }, {
    id: msg.id,
    number: msg.tracking_number,
    number_field: "msg.tracking_number",
    carrier: carrierName(msg.slug),
    url: msg.courier_tracking_link,
    scans: knownScans(msg.checkpoints.flatMap(scanOf), { ...statusOf(msg), stated_at: reported_at }),
    expected: expectedOf(msg),
    signed_by: typeof msg.signed_by === "string" ? msg.signed_by : undefined,
    reported_at,
    also: referencesOf(msg),
    received_at_ms,
  });
}

/** Returns the order's names that the shop gave AfterShip with the tracking. */
function referencesOf({ order_id, order_number }: Tracked): readonly Reference[] {
  return [
    ...(order_id ? [{ by: "order_id" as const, value: order_id }] : []),
    ...(order_number ? [{ by: "number" as const, value: order_number }] : []),
  ];
}

/** Returns AfterShip's newest estimate of the delivery, else the carrier's. */
function expectedOf(
  { latest_estimated_delivery: latest, courier_estimated_delivery_date, expected_delivery }: Tracked,
) {
  const range = latest?.type === "range"
    ? expectedBetween(latest.datetime_min, latest.datetime_max)
    : undefined;
  return range ??
    expectedOn(
      latest?.datetime,
      courier_estimated_delivery_date?.estimated_delivery_date,
      expected_delivery,
    );
}

/** Scan types by tag. `Pending`, `InfoReceived` and `Expired` are not scans: the shipment has not moved. */
const TYPE_OF_TAG: ReadonlyMap<string, ScanType> = new Map([
  ["InTransit", "shipment.in_transit"],
  ["OutForDelivery", "shipment.out_for_delivery"],
  ["AvailableForPickup", "shipment.ready_for_pickup"],
  ["AttemptFail", "shipment.attempted"],
  ["Exception", "shipment.exception"],
  ["Delivered", "shipment.delivered"],
]);

/** https://www.aftership.com/docs/tracking/enum/webhook-sub-statuses: those that are other news than their tag. */
const TYPE_OF_SUBTAG: ReadonlyMap<string, ScanType> = new Map([
  ["Delivered_002", "shipment.picked_up"],
  ["Exception_010", "shipment.returned_to_sender"],
  ["Exception_011", "shipment.returned_to_sender"],
]);

interface Status {
  readonly tag?: string | null | undefined;
  readonly subtag?: string | null | undefined;
}

function typeOf({ tag, subtag }: Status): ScanType | undefined {
  return TYPE_OF_SUBTAG.get(subtag ?? "") ?? TYPE_OF_TAG.get(tag ?? "");
}

/** Returns the whole shipment's status; the time of a delivery is used only if it has a zone. */
function statusOf(msg: Tracked): WholeStatus {
  const type = typeOf(msg);
  const at = fitting(Instant, msg.shipment_delivery_date);
  return { type, at: type === "shipment.delivered" || type === "shipment.picked_up" ? at : undefined };
}

function scanOf(checkpoint: Tracked["checkpoints"][number]): readonly ReadScan[] {
  const { tag, message, location, city, state, country_name } = checkpoint;
  const at = momentOf(checkpoint);
  if (at === undefined) return [];
  return [{
    at,
    type: typeOf(checkpoint),
    unsaid: (tag ?? "") === "",
    place: location ?? placeOf(city, state, country_name),
    description: message,
    offset_minutes: offsetOf(checkpoint.checkpoint_time),
  }];
}

/**
 * Returns the time of a scan. `checkpoint_time` is local and often has no zone; then the time at which AfterShip
 * learnt of the scan is used, which has one. Taking local time for UTC would move a scan by up to half a day and
 * change the order of scans.
 */
function momentOf({ checkpoint_time, created_at }: Tracked["checkpoints"][number]): string | undefined {
  return fitting(Instant, checkpoint_time) ?? fitting(Instant, created_at);
}
