/** What the mails about parcels tell: what left, where it is, what went wrong with it. */
import { shipmentAttempted as shipmentAttemptedMail } from "../../../templates/emails/shipment_attempted.tsx";
import { shipmentDelivered as shipmentDeliveredMail } from "../../../templates/emails/shipment_delivered.tsx";
import { shipmentException as shipmentExceptionMail } from "../../../templates/emails/shipment_exception.tsx";
import { shipmentOutForDelivery as shipmentOutForDeliveryMail } from "../../../templates/emails/shipment_out_for_delivery.tsx";
import { shipmentReadyForPickup as shipmentReadyForPickupMail } from "../../../templates/emails/shipment_ready_for_pickup.tsx";
import { shipmentReturnedToSender as shipmentReturnedToSenderMail } from "../../../templates/emails/shipment_returned_to_sender.tsx";
import { shipmentShipped as shipmentShippedMail } from "../../../templates/emails/shipment_shipped.tsx";
import { shipmentStalled as shipmentStalledMail } from "../../../templates/emails/shipment_stalled.tsx";
import { shipmentUpdated as shipmentUpdatedMail } from "../../../templates/emails/shipment_updated.tsx";
import type {
  ArrivalView,
  DepartureView,
  ItemView,
  ShipmentProblemView,
  ShipmentScanView,
  ShipmentSummaryView,
  ShipmentUpdateView,
} from "../../../templates/content.ts";
import type { Tracking } from "../../orders/event.ts";
import { shipmentGroup } from "../../orders/plan/shipments.ts";
import { coversOrder, shippedAt } from "../../orders/promise.ts";
import { itemView } from "../format/amounts.ts";
import { dateText, momentText, windowText } from "../format/dates.ts";
import { shipmentSchema } from "../schema_org/shipment.ts";
import { needsShipping } from "../view/progress.ts";
import { type ContentInput, missing, quoted } from "./input.ts";
import { textOrNull, webUrl } from "../format/text.ts";
import type { OrderShipment, Scan, ShipmentStatus } from "../../orders/state.ts";
import { orderLetter } from "./letter.ts";

/** Signs of a problem in the carriers' words, in the languages they write in. The first that is found names it. */
const SIGNS: readonly (readonly [ShipmentProblemView["problem"], RegExp])[] = [
  ["customs", /\bcustoms\b|clearance|\bzoll|douan|aduan|dogan|通関|税関/i],
  ["damage", /damag|beschädig|endommag|abîm|dañad|danneggiat|破損/i],
  ["lost", /\blost\b|\bmissing\b|verloren|perdu|extravi|smarrit|紛失/i],
  ["address", /address|adresse|dirección|indirizzo|住所|宛先/i],
];

/** All parcels that left together; the message bears the id of the first. */
export function departure(input: ContentInput): DepartureView {
  const { order, shop, about, view, words } = input;
  const group = shipmentGroup(order, shop, about);
  if (group.length === 0) throw missing(input, "that parcel as the first of those that left with it");
  const left_at = group.map(shippedAt).sort()[0]!;
  const earlier = order.shipments.filter((other) => !group.includes(other) && shippedAt(other) < left_at);
  const is_complete = coversOrder(order, [...earlier, ...group]);
  const scope = !is_complete ? "some" : earlier.length === 0 ? "all" : "last";
  const expected = group.length === 1 ? group[0]!.expected : undefined;
  return {
    scope,
    shipments: departed(input, group),
    expected: expected === undefined ? view.expected : windowText(words.locale, expected),
    items: scope === "all" ? [] : contents(input, group),
    still_to_come: is_complete || input.is_present ? [] : remaining(input, [...earlier, ...group]),
    json_ld: shipmentSchema(order, shop, group, !input.is_present),
  };
}

/** About `<shipment id>:<its new last day>`, or `<shipment id>:<its new tracking number>`. */
export function shipmentUpdate(input: ContentInput): ShipmentUpdateView {
  const { order, shop, facts_shown, words } = input;
  const [shipment, rest] = shipmentAndRest(input);
  const { expected, tracking } = shipment;
  const has_date = expected?.until === rest;
  if (!has_date && !tracking.some(({ number }) => number === rest)) {
    throw missing(input, "that day or tracking number for the parcel");
  }
  const now = expected === undefined ? null : windowText(words.locale, expected);
  const was = facts_shown.expected === undefined || !has_date
    ? null
    : windowText(words.locale, facts_shown.expected);
  const is_earlier = has_date && facts_shown.expected !== undefined &&
    expected.until < facts_shown.expected.until;
  return {
    shipment: shipmentSummary(input, shipment),
    change: !has_date ? "tracking" : is_earlier ? "earlier" : "date",
    was: was === now ? null : was,
    now,
    json_ld: shipmentSchema(order, shop, [shipment], !input.is_present),
  };
}

/** About `<shipment id>`, or `<shipment id>:<n>` where the n-th scan of that status is meant. */
export function shipmentScan(input: ContentInput, status: ShipmentStatus): ShipmentScanView {
  const [shipment, rest] = shipmentAndRest(input);
  const scans = shipment.scans.filter((scan) => scan.status === status);
  const scan = rest === "" ? scans.at(-1) : /^[1-9]\d*$/.test(rest) ? scans[Number(rest) - 1] : undefined;
  if (scan === undefined) throw missing(input, `that scan of the parcel as ${status}`);
  return scanView(input, shipment, scan);
}

export function shipmentProblem(input: ContentInput): ShipmentProblemView {
  const scan = shipmentScan(input, "exception");
  return { ...scan, problem: problemOf(scan.description) };
}

/** About `<shipment id>:<instant of its last scan>`. */
export function stalledShipment(input: ContentInput): ShipmentScanView {
  const [shipment, at] = shipmentAndRest(input);
  const scan = shipment.scans.findLast((one) => one.at === at);
  if (scan === undefined) throw missing(input, "a scan of that moment");
  return scanView(input, shipment, scan);
}

export function arrival(input: ContentInput): ArrivalView {
  const { order } = input;
  const scan = shipmentScan(input, "delivered");
  const is_home = ({ status }: OrderShipment) => status === "delivered" || status === "picked_up";
  return {
    ...scan,
    more_to_come: order.shipments.some((shipment) => !is_home(shipment)) ||
      (needsShipping(order) && !coversOrder(order, order.shipments)),
  };
}

function scanView(input: ContentInput, shipment: OrderShipment, scan: Scan): ShipmentScanView {
  const { order, shop, view, words: { locale } } = input;
  return {
    shipment: shipmentSummary(input, shipment),
    at: momentText(locale, shop.time_zone, scan.at),
    on: dateText(locale, shop.time_zone, scan.at),
    place: textOrNull(scan.place),
    description: quoted(scan.description),
    expected: shipment.expected === undefined ? view.expected : windowText(locale, shipment.expected),
    json_ld: shipmentSchema(order, shop, [shipment], !input.is_present),
  };
}

/** Under one number each; a shipment of several packages has several, which are then counted within the mail. */
function departed(input: ContentInput, group: readonly OrderShipment[]): readonly ShipmentSummaryView[] {
  const { words: { t } } = input;
  const shipments = group.flatMap((shipment) => {
    const view = { ...shipmentSummary(input, shipment), items: [] };
    return shipment.tracking.length < 2
      ? [view]
      : shipment.tracking.map((one) => ({ ...view, ...track(one) }));
  });
  return shipments.length === group.length ? shipments : shipments.map((shipment, index) => ({
    ...shipment,
    position: t("parcel.position", { number: index + 1, count: shipments.length }),
  }));
}

function shipmentSummary(input: ContentInput, shipment: OrderShipment): ShipmentSummaryView {
  const { order: { shipments }, words: { t } } = input;
  const number = shipments.indexOf(shipment) + 1;
  return {
    position: shipments.length === 1 ? null : t("parcel.position", { number, count: shipments.length }),
    ...track(shipment.tracking.find(({ url }) => webUrl(url) !== null) ?? shipment.tracking[0]),
    items: coversOrder(input.order, [shipment]) ? [] : contents(input, [shipment]),
  };
}

function track(tracking: Tracking | undefined): Pick<ShipmentSummaryView, "carrier" | "number" | "url"> {
  return {
    carrier: textOrNull(tracking?.carrier),
    number: textOrNull(tracking?.number),
    url: webUrl(tracking?.url),
  };
}

/** What is inside; not of a present, which should surprise. */
function contents(input: ContentInput, shipments: readonly OrderShipment[]): readonly ItemView[] {
  return input.is_present ? [] : lineItems(input, quantities(shipments));
}

function remaining(input: ContentInput, shipments: readonly OrderShipment[]): readonly ItemView[] {
  const sent = quantities(shipments);
  const left = input.order.details.lines.filter((line) => line.requires_shipping)
    .map(({ id, quantity }) => [id, quantity - (sent.get(id) ?? 0)] as const)
    .filter(([, quantity]) => quantity > 0);
  return lineItems(input, new Map(left));
}

function lineItems(
  { order, words }: ContentInput,
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
function shipmentAndRest(input: ContentInput): readonly [OrderShipment, string] {
  const { order, about } = input;
  const [shipment] = order.shipments
    .filter(({ id }) => about === id || about.startsWith(`${id}:`))
    .toSorted((a, b) => b.id.length - a.id.length);
  if (shipment === undefined) throw missing(input, "that parcel");
  return [shipment, about.slice(shipment.id.length + 1)];
}

function problemOf(description: string | null): ShipmentProblemView["problem"] {
  return SIGNS.find(([, sign]) => sign.test(description ?? ""))?.[0] ?? "other";
}

/** By kind: what it tells, and the template that shows it. */
export const SHIPMENT_LETTERS = {
  shipment_shipped: orderLetter(departure, shipmentShippedMail),
  shipment_updated: orderLetter(shipmentUpdate, shipmentUpdatedMail),
  shipment_out_for_delivery: orderLetter(
    (input) => shipmentScan(input, "out_for_delivery"),
    shipmentOutForDeliveryMail,
  ),
  shipment_ready_for_pickup: orderLetter(
    (input) => shipmentScan(input, "ready_for_pickup"),
    shipmentReadyForPickupMail,
  ),
  shipment_delivered: orderLetter(arrival, shipmentDeliveredMail),
  shipment_attempted: orderLetter((input) => shipmentScan(input, "attempted"), shipmentAttemptedMail),
  shipment_exception: orderLetter(shipmentProblem, shipmentExceptionMail),
  shipment_stalled: orderLetter(stalledShipment, shipmentStalledMail),
  shipment_returned_to_sender: orderLetter(
    (input) => shipmentScan(input, "returned_to_sender"),
    shipmentReturnedToSenderMail,
  ),
} as const;
