/** What all trackers tell, whoever they are: a number, its scans, a date. How each writes them is decided in its own file. */
import * as v from "valibot";
import { OrderEvent, type SHIPMENT_EVENTS, Tracking } from "../../orders/event.ts";
import { type Reference, trackingNumber } from "../../orders/reference.ts";
import { err, ok, type Result } from "../../result.ts";
import { fitting, known, words } from "../read/fields.ts";
import { checked, invalid } from "../read/parse_error.ts";
import type { OrderEvents, ReadingRefusal, SignatureRefusal } from "../source.ts";
import { Day, Id, Window } from "../../values/schemas.ts";

export type ScanType = (typeof SHIPMENT_EVENTS)[number];

export interface TrackerScan {
  readonly at: string;
  readonly type: ScanType;
  readonly place?: string | undefined;
  readonly description?: string | undefined;
  /** How many minutes local time was ahead of UTC where it was made; absent where its sender does not say. */
  readonly offset_minutes?: number | undefined;
}

export interface TrackerReport {
  /** The tracker's own id; absent where its sender knows only the number. */
  readonly id?: string | undefined;
  readonly number: string;
  /** Where its sender wrote the number. */
  readonly number_field: string;
  readonly carrier?: string | undefined;
  readonly url?: unknown;
  readonly scans: readonly TrackerScan[];
  readonly expected?: Window | undefined;
  /** When its sender told this; the date is as of then. */
  readonly reported_at: string;
  readonly also?: readonly Reference[] | undefined;
  readonly received_at_ms: number;
}

/** The newest so many scans of a parcel are told: a long way has fifty. */
const SCANS_MAX = 200;

/** A scan further ahead than any two time zones are apart was never made; it would stand before all that is true. */
const AHEAD_MAX_MS = 27 * 3_600_000;

/** Null when nothing has happened to the parcel yet that its customer would call news. */
export function trackerEvents(report: TrackerReport): Result<OrderEvents | null, ReadingRefusal> {
  const number = fitting(Tracking.entries.number, words(report.number));
  const id = fitting(Id, trackingNumber(number ?? ""));
  if (number === undefined || id === undefined) {
    return invalid(report.number_field, "must be a tracking number", report.number);
  }
  const tracking = [{ number, carrier: report.carrier, url: fitting(Tracking.entries.url, report.url) }];
  const scans = report.scans
    .filter(({ at }) => Date.parse(at) <= report.received_at_ms + AHEAD_MAX_MS)
    .toSorted((a, b) => a.at < b.at ? -1 : a.at > b.at ? 1 : 0)
    .slice(-SCANS_MAX)
    .map(({ type, at, place, description, offset_minutes }, index, all) => ({
      type: isBackAtSender(type, all.slice(0, index)) ? "shipment.returned_to_sender" as const : type,
      at,
      // Named by its number, so that it is the storefront's parcel as soon as that one is known.
      shipment: { id, lines: [], tracking },
      place,
      description,
      ...known({ offset_minutes }),
    }));
  const events = [...scans, ...promise(report, id, scans.at(-1)?.type)];
  if (events.length === 0) return ok(null);
  const whole = checked(v.array(OrderEvent), events, (path) => path.replace(/^\d+\./, ""));
  if (!whole.ok) return whole;
  return ok({
    order: fitting(Id, report.id) ?? id,
    also: [{ by: "tracking", value: number }, ...report.also ?? []],
    events: whole.value,
  });
}

/** Whether an arrival is that at the shop: on its way back, nothing shows that it went out to its customer once more. */
function isBackAtSender(type: ScanType, before: readonly TrackerScan[]): boolean {
  if (type !== "shipment.delivered") return false;
  const turned = before.findLastIndex((scan) => scan.type === "shipment.returned_to_sender");
  return turned >= 0 && before.slice(turned + 1).every((scan) => scan.type === "shipment.in_transit");
}

/** A scan as its sender wrote it: without `type` where it bears no status of its own, or one that is no news. */
export interface ReadScan extends Omit<TrackerScan, "type"> {
  readonly type: ScanType | undefined;
  /** Its sender says nothing of its status. */
  readonly unsaid: boolean;
}

/** What the sender says of the shipment as a whole. */
export interface WholeStatus {
  readonly type: ScanType | undefined;
  /** When it became so, where that is told. */
  readonly at?: string | undefined;
}

/** A scan this close to the time of a status tells of it. */
const SAME_NEWS_MS = 3_600_000;

/**
 * The scans that are news. The newest takes the shipment's status where it bears none of its own; where no scan tells of
 * that status but its time is told, it is a scan of its own.
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
  if (whole.type === undefined || whole.at === undefined || known.some(({ type }) => type === whole.type)) {
    return known;
  }
  return [...known, { type: whole.type, at: whole.at }];
}

/** The date of a parcel that is not there yet. */
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

/** The day as it is written, in the zone of the place it is for: in UTC an evening in Tokyo would be the day before. */
export function expectedOn(...texts: readonly unknown[]): Window | undefined {
  const [until] = texts.map(dayOf).filter((day) => day !== undefined);
  return until === undefined ? undefined : { until };
}

/** From one day to another, where both are told and in order. */
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

/** `dhl-germany` is DHL Germany: what a tracker calls a carrier, as its customers would write it. */
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
