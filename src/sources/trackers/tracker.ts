/** Turns any tracker's report (number, scans, date) into events. Each tracker's own file reads its format. */
import { DeliveryProof, OrderEvent, type SHIPMENT_EVENTS, Tracking } from "../../orders/event.ts";
import { type Reference, trackingNumber } from "../../orders/reference.ts";
import { err, ok, type Result } from "../../result.ts";
import { fitting, known, words } from "../read/fields.ts";
import { invalid } from "../read/parse_error.ts";
import { wholeEvents } from "../read/whole_events.ts";
import type { OrderEvents, Reading, ReadingRefusal, SignatureRefusal } from "../source.ts";
import { Day, Id, Window } from "../../values/schemas.ts";
import { textOrder } from "../../values/text_order.ts";

export type ScanType = (typeof SHIPMENT_EVENTS)[number];

export interface TrackerScan {
  readonly at: string;
  readonly type: ScanType;
  readonly place?: string | undefined;
  readonly description?: string | undefined;
  /** Minutes by which local time was ahead of UTC at the place of the scan; absent where the sender does not say. */
  readonly offset_minutes?: number | undefined;
}

export interface TrackerReport {
  /** The tracker's own id; absent where its sender knows only the number. */
  readonly id?: string | undefined;
  readonly number: string;
  /** The sender's field that held the number. */
  readonly number_field: string;
  readonly carrier?: string | undefined;
  readonly url?: unknown;
  readonly scans: readonly TrackerScan[];
  readonly expected?: Window | undefined;
  /** Who signed for the delivery. */
  readonly signed_by?: string | null | undefined;
  /** When the sender wrote the report; the expected date is as of then. */
  readonly reported_at: string;
  readonly also?: readonly Reference[] | undefined;
  /** True for a return: it travels to the shop, so a mail "delivered" would be about the wrong shipment. */
  readonly goes_back?: boolean;
  readonly received_at_ms: number;
}

/** Limits the scans that become events to the newest; a long way has fifty. */
const SCANS_MAX = 200;

/**
 * Refuses scans further in the future than time zones can differ: such a scan is wrong and would be sorted after all
 * true ones.
 */
const AHEAD_MAX_MS = 27 * 3_600_000;

/** Turns a report into what its webhook, of that id and topic, is read as: ignored where `eventsOf` finds nothing. */
export function trackerReading(
  webhook: { readonly id: string; readonly topic: string },
  report: TrackerReport,
): Result<Reading, ReadingRefusal> {
  const scanned = eventsOf(report);
  if (!scanned.ok) return scanned;
  if (scanned.value === null) return ok({ type: "ignored", topic: `${webhook.topic} (no scan)` });
  return ok({ type: "events", id: webhook.id, orders: [scanned.value] });
}

/** Returns the events of a report; null when no scan or date concerns the customer yet. */
function eventsOf(report: TrackerReport): Result<OrderEvents | null, ReadingRefusal> {
  const number = fitting(Tracking.entries.number, words(report.number));
  const id = fitting(Id, trackingNumber(number ?? ""));
  if (number === undefined || id === undefined) {
    return invalid(report.number_field, "must be a tracking number", report.number);
  }
  const tracking = [{ number, carrier: report.carrier, url: fitting(Tracking.entries.url, report.url) }];
  const scans = report.scans
    .filter(({ at }) => Date.parse(at) <= report.received_at_ms + AHEAD_MAX_MS)
    .toSorted((a, b) => textOrder(a.at, b.at))
    .slice(-SCANS_MAX)
    .map(({ type, at, place, description, offset_minutes }, index, all) => ({
      type: isBackAtSender(type, all.slice(0, index)) ? "shipment.returned_to_sender" as const : type,
      at,
      // The shipment's id is made from its number, so that it matches the storefront's shipment once that is known.
      shipment: { id, lines: [], tracking },
      place,
      description,
      ...known({ offset_minutes }),
      ...(type === "shipment.delivered" ? known({ proof: proofOf(report.signed_by) }) : {}),
    }));
  const events = [...scans, ...promise(report, id, scans.at(-1)?.type)];
  if (events.length === 0) return ok(null);
  const whole = wholeEvents(events);
  if (!whole.ok) return whole;
  return ok({
    order: fitting(Id, report.id) ?? id,
    also: [{ by: "tracking", value: number }, ...report.also ?? []],
    events: whole.value,
    ...(report.goes_back === true ? { goes_back: true } : {}),
  });
}

function proofOf(signed_by: string | null | undefined): DeliveryProof | undefined {
  const name = words(signed_by ?? "");
  return name === undefined ? undefined : fitting(DeliveryProof, { signed_by: name });
}

/**
 * Returns whether a delivery is that at the shop: the shipment was on its way back, and no later scan shows it going
 * out again.
 */
function isBackAtSender(type: ScanType, before: readonly TrackerScan[]): boolean {
  if (type !== "shipment.delivered") return false;
  const turned = before.findLastIndex((scan) => scan.type === "shipment.returned_to_sender");
  return turned >= 0 && before.slice(turned + 1).every((scan) => scan.type === "shipment.in_transit");
}

/**
 * A scan as its sender wrote it; `type` is undefined where it has no status of its own, or one that does not concern
 * the customer.
 */
export interface ReadScan extends Omit<TrackerScan, "type"> {
  readonly type: ScanType | undefined;
  /** True where the sender gives the scan no status. */
  readonly unsaid: boolean;
}

/** The sender's status of the whole shipment. */
export interface WholeStatus {
  readonly type: ScanType | undefined;
  /** When the shipment reached the status, where the sender says so. */
  readonly at?: string | undefined;
  /** When the sender stated the status. */
  readonly stated_at?: string | undefined;
}

/** A scan within this time of a status is taken for the same event. */
const SAME_NEWS_MS = 3_600_000;

/**
 * Returns the scans that concern the customer. The newest takes the shipment's status where it has none of its own;
 * where no scan has that status but its time is known, the status becomes a scan of its own. An end of the way does so
 * in any case.
 */
export function knownScans(scans: readonly ReadScan[], whole: WholeStatus): readonly TrackerScan[] {
  const newest = scans.reduce<ReadScan | undefined>(
    (a, b) => a === undefined || b.at > a.at ? b : a,
    undefined,
  );
  const is_newest_unsaid = newest?.unsaid === true && whole.type !== undefined;
  const takes = is_newest_unsaid &&
    (whole.at === undefined || Math.abs(Date.parse(newest.at) - Date.parse(whole.at)) <= SAME_NEWS_MS);
  const known = scans.flatMap(({ unsaid, ...scan }): readonly TrackerScan[] => {
    if (scan.type !== undefined) return [{ ...scan, type: scan.type }];
    const is_whole = takes && unsaid && scan.at === newest.at;
    return is_whole ? [{ ...scan, type: whole.type!, at: whole.at ?? scan.at }] : [];
  });
  const { type } = whole;
  if (type === undefined || known.some((scan) => scan.type === type)) return known;
  const at = whole.at ??
    (isEnd(type) && !known.some((scan) => isEnd(scan.type)) ? whole.stated_at : undefined);
  return at === undefined ? known : [...known, { type, at }];
}

/** An end of the way must not be lost, though its sender lists no scan of it: it is dated by its telling. */
function isEnd(type: ScanType): boolean {
  return SETTLED.includes(type);
}

/** Returns the expected date of a shipment that has not arrived. */
function promise(
  { expected, reported_at }: TrackerReport,
  id: string,
  last: ScanType | undefined,
): OrderEvent[] {
  if (expected === undefined || (last !== undefined && SETTLED.includes(last))) return [];
  return [{ type: "shipment.promise_changed", at: reported_at, shipment: { id }, promised: expected }];
}

const SETTLED: readonly ScanType[] = [
  "shipment.delivered",
  "shipment.picked_up",
  "shipment.returned_to_sender",
];

/** Returns the day as written, in the zone of its place: in UTC an evening in Tokyo could be another day. */
export function expectedOn(...texts: readonly unknown[]): Window | undefined {
  const [until] = texts.map(dayOf).filter((day) => day !== undefined);
  return until === undefined ? undefined : { until };
}

/** Returns the window from one day to another, where both are given and in order. */
export function expectedBetween(from: unknown, until: unknown): Window | undefined {
  return fitting(Window, { from: dayOf(from), until: dayOf(until) });
}

function dayOf(text: unknown): string | undefined {
  return typeof text === "string" ? fitting(Day, text.slice(0, "2026-11-24".length)) : undefined;
}

/** `Leipzig, SN, DE` */
export function placeOf(...parts: readonly (string | null | undefined)[]): string | undefined {
  return words(parts.map((part) => (part ?? "").trim()).filter((part) => part !== "").join(", "));
}

const NAMES: ReadonlyMap<string, string> = new Map([
  ...["DHL", "DPD", "GLS", "TNT", "UPS", "USPS", "FedEx", "OnTrac", "PostNL", "InPost"].map((name) =>
    [name.toLowerCase(), name] as const
  ),
  ["stamps-com", "USPS"],
  ["endicia", "USPS"],
  ["deutsch-post", "Deutsche Post"],
]);

/** Turns a tracker's code of a carrier into a name for customers: `dhl-germany` is DHL Germany. */
export function carrierName(code: string | null | undefined): string | undefined {
  const slug = (code ?? "").trim().toLowerCase().replaceAll("_", "-");
  return NAMES.get(slug) ?? words(
    slug.split("-").filter((part) => part !== "").map((part) =>
      NAMES.get(part) ?? `${part[0]!.toUpperCase()}${part.slice(1)}`
    ).join(" "),
  );
}

export function notSigned(rule: string): Result<never, SignatureRefusal> {
  return err("signature", `Cannot verify webhook as ${rule}`);
}
