/**
 * Verifies and reads 17TRACK's webhooks: the body is hashed together with the account's key; from version 2 on, each
 * holds all scans of a number. https://asset.17track.net/api/document/v2.2_en/index.html
 */
import * as v from "valibot";
import { Instant } from "../../values/schemas.ts";
import { offsetOf } from "../read/offset.ts";
import type { Reference } from "../../orders/reference.ts";
import { ok, type Result } from "../../result.ts";
import { Code, fitting, helpful, scanList, TrackingNumber, Words } from "../read/fields.ts";
import { readJson } from "../read/json.ts";
import { checked } from "../read/parse_error.ts";
import { bytesFromHex, contentId, digestMatches } from "../verify/signature.ts";
import type { Reading, ReadingRefusal, SignatureRefusal, Source, Webhook } from "../source.ts";
import {
  expectedBetween,
  expectedOn,
  notSigned,
  placeOf,
  type ScanType,
  trackerReading,
  type TrackerScan,
} from "./tracker.ts";

export const seventeentrack = { name: "17track", verify, read } satisfies Source;

/** Verifies `sign`, the SHA-256 of body, slash and key, in hex. No time is signed. */
async function verify(
  { headers, body }: Webhook,
  secrets: readonly string[],
): Promise<Result<null, SignatureRefusal>> {
  const sign = bytesFromHex(headers.get("sign") ?? "");
  const texts = secrets.filter((secret) => secret.length > 0).map((secret) =>
    bodyAndText(body, `/${secret}`)
  );
  const matches = sign !== null && await digestMatches({ given: [sign], texts });
  return matches ? ok(null) : notSigned("sign must be the SHA-256 of the body and a key of this shop");
}

function bodyAndText(body: Uint8Array, text: string): Uint8Array {
  const tail = new TextEncoder().encode(text);
  const bytes = new Uint8Array(body.length + tail.length);
  bytes.set(body);
  bytes.set(tail, body.length);
  return bytes;
}

const Envelope = v.object({
  event: v.pipe(v.string(), v.maxLength(128)),
  data: v.object({ number: TrackingNumber, tag: v.nullish(v.unknown()), track: v.nullish(v.unknown()) }),
});

const Scan = v.object({
  time_utc: Code,
  time_iso: Code,
  description: Words,
  location: Words,
  stage: Code,
  sub_status: Code,
  address: helpful(v.object({ city: Words, state: Words, country: Words })),
});

const Update = v.object({
  data: v.object({
    track_info: v.object({
      latest_status: helpful(v.object({ status: Code, sub_status: Code })),
      latest_event: helpful(Scan),
      milestone: scanList(v.object({
        key_stage: Code,
        time_utc: Code,
        time_iso: Code,
      })),
      time_metrics: helpful(v.object({
        estimated_delivery_date: helpful(v.object({
          from: v.nullish(v.unknown()),
          to: v.nullish(v.unknown()),
        })),
      })),
      tracking: v.nullish(v.object({
        providers: scanList(v.object({
          provider: helpful(v.object({ name: Words })),
          events: scanList(Scan),
        })),
      })),
    }),
  }),
});
type Tracked = v.InferOutput<typeof Update>["data"]["track_info"];
type Event = v.InferOutput<typeof Scan>;

async function read(webhook: Webhook): Promise<Result<Reading, ReadingRefusal>> {
  const { body, received_at_ms } = webhook;
  const json = readJson(body);
  if (!json.ok) return json;
  const envelope = checked(Envelope, json.value);
  if (!envelope.ok) return envelope;
  const { event, data: { number, tag, track } } = envelope.value;
  if (event !== "TRACKING_UPDATED") return ok({ type: "ignored", topic: event });
  // Version 1 gives local times without a zone, so its scans cannot be dated.
  if (track !== null && track !== undefined) return ok({ type: "ignored", topic: `${event} (version 1)` });
  const payload = checked(Update, json.value);
  if (!payload.ok) return payload;
  const info = payload.value.data.track_info;
  const providers = info.tracking?.providers ?? [];
  return trackerReading({ id: await contentId(event, body), topic: event }, {
    number,
    number_field: "data.number",
    // Of several carriers the last one delivers to the customer and is listed first.
    carrier: providers[0]?.provider?.name,
    scans: scansOf(info),
    expected: expectedOf(info),
    reported_at: new Date(received_at_ms).toISOString(),
    also: referencesOf(tag),
    received_at_ms,
  });
}

/** Returns the order's number, which 17TRACK advises shops to store with the tracking number. */
function referencesOf(tag: unknown): readonly Reference[] {
  const value = typeof tag === "string" ? tag.trim() : "";
  if (value === "" || /\s/.test(value)) return [];
  return [{ by: "number", value }, { by: "order_id", value }];
}

function expectedOf({ time_metrics }: Tracked) {
  const { from, to } = time_metrics?.estimated_delivery_date ?? {};
  return expectedBetween(from, to) ?? expectedOn(to, from);
}

/**
 * Returns the scans. The newest event is repeated beside the list of events; the milestones date the stages a second
 * time.
 */
function scansOf(info: Tracked): readonly TrackerScan[] {
  const { latest_event, latest_status, milestone } = info;
  const stages = milestone.flatMap((one) => {
    const at = momentOf(one);
    const type = TYPE_OF_STATUS.get(one.key_stage ?? "");
    return at === undefined || type === undefined ? [] : [{ at, type }];
  });
  const newest = latest_event ?? undefined;
  const events = (info.tracking?.providers ?? []).flatMap(({ events }) => events);
  const isNewest = (event: Event) =>
    newest !== undefined && momentOf(event) === momentOf(newest) && event.description === newest.description;
  const others = events.filter((event) => !isNewest(event));
  const scans = [
    ...others.flatMap((event) => scanOf(event, [event, milestoneOf(event, stages)])),
    ...(newest === undefined ? [] : scanOf(newest, [
      // The carrier's text is more exact than 17TRACK's own "Exception".
      ...events.filter(isNewest),
      milestoneOf(newest, stages),
      newest,
      { stage: latest_status?.status, sub_status: latest_status?.sub_status },
    ])),
  ];
  // An event whose time has no zone cannot be dated, but its milestone can.
  return [...scans, ...stages.filter(({ type }) => !scans.some((scan) => scan.type === type))];
}

interface Stage {
  readonly type: ScanType;
  readonly at: string;
}

interface Status {
  readonly stage?: string | null | undefined;
  readonly sub_status?: string | null | undefined;
  readonly type?: ScanType | undefined;
}

function milestoneOf(event: Event, stages: readonly Stage[]): Status {
  const at = momentOf(event);
  return { type: stages.find((stage) => stage.at === at)?.type };
}

/**
 * Scan types by a shipment's main status and an event's stage, which are two lists. `NotFound`, `InfoReceived` and
 * `Expired` are not scans.
 */
const TYPE_OF_STATUS: ReadonlyMap<string, ScanType> = new Map([
  ["InTransit", "shipment.in_transit"],
  ["PickedUp", "shipment.in_transit"],
  ["Departure", "shipment.in_transit"],
  ["Arrival", "shipment.in_transit"],
  ["OutForDelivery", "shipment.out_for_delivery"],
  ["AvailableForPickup", "shipment.ready_for_pickup"],
  ["DeliveryFailure", "shipment.attempted"],
  ["Delivered", "shipment.delivered"],
  ["Exception", "shipment.exception"],
  ["Returning", "shipment.returned_to_sender"],
  ["Returned", "shipment.returned_to_sender"],
]);

/**
 * Scan types by sub-status, where it differs from the status before its underscore. A delay is not a problem: it has
 * a date.
 */
const TYPE_OF_SUB_STATUS: ReadonlyMap<string, ScanType> = new Map([
  ["Exception_Returning", "shipment.returned_to_sender"],
  ["Exception_Returned", "shipment.returned_to_sender"],
  ["Exception_Delayed", "shipment.in_transit"],
]);

/**
 * Returns the scan of an event; `statuses` are those that describe this event, the carrier's own first. The first one
 * more specific than a general problem decides.
 */
function scanOf(event: Event, statuses: readonly Status[]): readonly TrackerScan[] {
  const { description, location, address } = event;
  const types = statuses.map(typeOf).filter((type) => type !== undefined);
  const specific = statuses.some(({ sub_status }) => SPECIFIC_PROBLEM.test(sub_status ?? ""));
  const type = specific ? types[0] : types.find((type) => type !== "shipment.exception") ?? types[0];
  const at = momentOf(event);
  if (type === undefined || at === undefined) return [];
  const { city, state, country } = address ?? {};
  return [{
    at,
    type,
    place: location ?? placeOf(city, state, country),
    description,
    offset_minutes: offsetOf(event.time_iso),
  }];
}

/** Matches `Exception_Lost`, `Exception_Damage` and similar; `Exception_Other` names no problem. */
const SPECIFIC_PROBLEM = /^Exception_(?!Other$)/;

function typeOf({ type, stage, sub_status }: Status): ScanType | undefined {
  return type ?? TYPE_OF_SUB_STATUS.get(sub_status ?? "") ??
    TYPE_OF_STATUS.get((sub_status ?? "").split("_")[0]!) ?? TYPE_OF_STATUS.get(stage ?? "");
}

/** Returns `time_utc` where 17TRACK knows the zone; a time without one cannot be dated. */
function momentOf({ time_utc, time_iso }: Pick<Event, "time_utc" | "time_iso">): string | undefined {
  return fitting(Instant, time_utc) ?? fitting(Instant, time_iso);
}
