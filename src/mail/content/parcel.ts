/** What the mails about parcels tell: what left, where it is, what went wrong with it. */
import type {
  ArrivalView,
  DepartureView,
  ItemView,
  ParcelProblemView,
  ParcelScanView,
  ParcelUpdateView,
  ParcelView,
} from "../../../templates/content.ts";
import type { Tracking } from "../../orders/event.ts";
import type { OrderShipment, Scan, ShipmentStatus } from "../../orders/fold/fold.ts";
import { shipmentGroup } from "../../orders/plan/shipments.ts";
import { coversOrder, shippedAt } from "../../orders/promise.ts";
import { itemView } from "../format/amounts.ts";
import { dateText, momentText, windowText } from "../format/dates.ts";
import { parcelSchema } from "../schema_org/parcel.ts";
import { needsShipping } from "../view/progress.ts";
import { missing, quoted, type Situation } from "./input.ts";
import { textOrNull, webUrl } from "../format/text.ts";

/** Signs of a problem in the carriers' words, in the languages they write in. The first that is found names it. */
const SIGNS: readonly (readonly [ParcelProblemView["problem"], RegExp])[] = [
  ["customs", /\bcustoms\b|clearance|\bzoll|douan|aduan|dogan|通関|税関/i],
  ["damage", /damag|beschädig|endommag|abîm|dañad|danneggiat|破損/i],
  ["lost", /\blost\b|\bmissing\b|verloren|perdu|extravi|smarrit|紛失/i],
  ["address", /address|adresse|dirección|indirizzo|住所|宛先/i],
];

/** All parcels that left together; the message bears the id of the first. */
export function departure(situation: Situation): DepartureView {
  const { order, shop, about, view, words } = situation;
  const group = shipmentGroup(order, shop, about);
  if (group.length === 0) throw missing(situation, "that parcel as the first of those that left with it");
  const left_at = group.map(shippedAt).sort()[0]!;
  const earlier = order.shipments.filter((other) => !group.includes(other) && shippedAt(other) < left_at);
  const is_complete = coversOrder(order, [...earlier, ...group]);
  const scope = !is_complete ? "some" : earlier.length === 0 ? "all" : "last";
  const expected = group.length === 1 ? group[0]!.expected : undefined;
  return {
    scope,
    parcels: departed(situation, group),
    expected: expected === undefined ? view.expected : windowText(words.locale, expected),
    items: scope === "all" ? [] : contents(situation, group),
    still_to_come: is_complete || situation.is_present ? [] : remaining(situation, [...earlier, ...group]),
    json_ld: parcelSchema(order, shop, group, !situation.is_present),
  };
}

/** About `<shipment id>:<its new last day>`, or `<shipment id>:<its new tracking number>`. */
export function parcelUpdate(situation: Situation): ParcelUpdateView {
  const { order, shop, told, words } = situation;
  const [shipment, rest] = shipmentAndRest(situation);
  const { expected, tracking } = shipment;
  const has_date = expected?.until === rest;
  if (!has_date && !tracking.some(({ number }) => number === rest)) {
    throw missing(situation, "that day or tracking number for the parcel");
  }
  const now = expected === undefined ? null : windowText(words.locale, expected);
  const was = told.expected === undefined || !has_date ? null : windowText(words.locale, told.expected);
  const is_earlier = has_date && told.expected !== undefined && expected.until < told.expected.until;
  return {
    parcel: parcelView(situation, shipment),
    change: !has_date ? "tracking" : is_earlier ? "earlier" : "date",
    was: was === now ? null : was,
    now,
    json_ld: parcelSchema(order, shop, [shipment], !situation.is_present),
  };
}

/** About `<shipment id>`, or `<shipment id>:<n>` where the n-th scan of that status is meant. */
export function parcelScan(situation: Situation, status: ShipmentStatus): ParcelScanView {
  const [shipment, rest] = shipmentAndRest(situation);
  const scans = shipment.scans.filter((scan) => scan.status === status);
  const scan = rest === "" ? scans.at(-1) : /^[1-9]\d*$/.test(rest) ? scans[Number(rest) - 1] : undefined;
  if (scan === undefined) throw missing(situation, `that scan of the parcel as ${status}`);
  return scanView(situation, shipment, scan);
}

export function parcelProblem(situation: Situation): ParcelProblemView {
  const scan = parcelScan(situation, "exception");
  return { ...scan, problem: problemOf(scan.description) };
}

/** About `<shipment id>:<instant of its last scan>`. */
export function stalledParcel(situation: Situation): ParcelScanView {
  const [shipment, at] = shipmentAndRest(situation);
  const scan = shipment.scans.findLast((one) => one.at === at);
  if (scan === undefined) throw missing(situation, "a scan of that moment");
  return scanView(situation, shipment, scan);
}

export function arrival(situation: Situation): ArrivalView {
  const { order } = situation;
  const scan = parcelScan(situation, "delivered");
  const is_home = ({ status }: OrderShipment) => status === "delivered" || status === "picked_up";
  return {
    ...scan,
    more_to_come: order.shipments.some((shipment) => !is_home(shipment)) ||
      (needsShipping(order) && !coversOrder(order, order.shipments)),
  };
}

function scanView(situation: Situation, shipment: OrderShipment, scan: Scan): ParcelScanView {
  const { order, shop, view, words: { locale } } = situation;
  return {
    parcel: parcelView(situation, shipment),
    at: momentText(locale, shop.time_zone, scan.at),
    on: dateText(locale, shop.time_zone, scan.at),
    place: textOrNull(scan.place),
    description: quoted(scan.description),
    expected: shipment.expected === undefined ? view.expected : windowText(locale, shipment.expected),
    json_ld: parcelSchema(order, shop, [shipment], !situation.is_present),
  };
}

/** Under one number each; a shipment of several packages has several, which are then counted within the mail. */
function departed(situation: Situation, group: readonly OrderShipment[]): readonly ParcelView[] {
  const { words: { t } } = situation;
  const parcels = group.flatMap((shipment) => {
    const view = { ...parcelView(situation, shipment), items: [] };
    return shipment.tracking.length < 2
      ? [view]
      : shipment.tracking.map((one) => ({ ...view, ...track(one) }));
  });
  return parcels.length === group.length ? parcels : parcels.map((parcel, index) => ({
    ...parcel,
    position: t("parcel.position", { number: index + 1, count: parcels.length }),
  }));
}

function parcelView(situation: Situation, shipment: OrderShipment): ParcelView {
  const { order: { shipments }, words: { t } } = situation;
  const number = shipments.indexOf(shipment) + 1;
  return {
    position: shipments.length === 1 ? null : t("parcel.position", { number, count: shipments.length }),
    ...track(shipment.tracking.find(({ url }) => webUrl(url) !== null) ?? shipment.tracking[0]),
    items: coversOrder(situation.order, [shipment]) ? [] : contents(situation, [shipment]),
  };
}

function track(tracking: Tracking | undefined): Pick<ParcelView, "carrier" | "number" | "url"> {
  return {
    carrier: textOrNull(tracking?.carrier),
    number: textOrNull(tracking?.number),
    url: webUrl(tracking?.url),
  };
}

/** What is inside; not of a present, which should surprise. */
function contents(situation: Situation, shipments: readonly OrderShipment[]): readonly ItemView[] {
  return situation.is_present ? [] : lineItems(situation, quantities(shipments));
}

function remaining(situation: Situation, shipments: readonly OrderShipment[]): readonly ItemView[] {
  const sent = quantities(shipments);
  const left = situation.order.details.lines.filter((line) => line.requires_shipping)
    .map(({ id, quantity }) => [id, quantity - (sent.get(id) ?? 0)] as const)
    .filter(([, quantity]) => quantity > 0);
  return lineItems(situation, new Map(left));
}

function lineItems(
  { order, words }: Situation,
  pieces: ReadonlyMap<string, number>,
): readonly ItemView[] {
  return order.details.lines.flatMap((line) => {
    const quantity = pieces.get(line.id);
    return quantity === undefined ? [] : [itemView(line, quantity, words)];
  });
}

function quantities(shipments: readonly OrderShipment[]): ReadonlyMap<string, number> {
  const pieces = new Map<string, number>();
  for (const { line_id, quantity } of shipments.flatMap(({ lines }) => lines)) {
    pieces.set(line_id, (pieces.get(line_id) ?? 0) + quantity);
  }
  return pieces;
}

/** An id may hold colons itself, so the longest that fits is meant. */
function shipmentAndRest(situation: Situation): readonly [OrderShipment, string] {
  const { order, about } = situation;
  const [shipment] = order.shipments
    .filter(({ id }) => about === id || about.startsWith(`${id}:`))
    .toSorted((a, b) => b.id.length - a.id.length);
  if (shipment === undefined) throw missing(situation, "that parcel");
  return [shipment, about.slice(shipment.id.length + 1)];
}

function problemOf(description: string | null): ParcelProblemView["problem"] {
  return SIGNS.find(([, sign]) => sign.test(description ?? ""))?.[0] ?? "other";
}
