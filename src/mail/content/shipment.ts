/** Builds the content of the mails about shipments: what left, where it is, and what went wrong. */
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
  PickupView,
  ShipmentContent,
  ShipmentProblemView,
  ShipmentScanView,
  ShipmentSummaryView,
  ShipmentUpdateView,
  StalledView,
} from "../../../templates/content.ts";
import type { Tracking } from "../../orders/event.ts";
import { shipmentGroup } from "../../orders/plan/shipments.ts";
import { isUnderway } from "../../orders/goods/arrival.ts";
import { inside, isReplaced, partOf, positionOf, replacementOf } from "../../orders/goods/parts.ts";
import { isScanned } from "../../orders/goods/shipment.ts";
import { shipmentWay } from "../../orders/goods/way.ts";
import { aboutNumber } from "../../orders/plan/about.ts";
import { scanZone } from "../../orders/zone.ts";
import { endedViews, itemViews } from "../format/amounts.ts";
import { spokenDay, weekMomentText, windowText } from "../format/dates.ts";
import { expectedText } from "../format/expected.ts";
import { placeText } from "../format/place.ts";
import { proofOf, waitingOf } from "../view/handing_over.ts";
import { problemOf } from "../view/shipment_problem.ts";
import { shipmentSchema } from "../schema_org/shipment.ts";
import { type ContentInput, missing } from "./input.ts";
import { oneLine, quoted, textOrNull, webUrl } from "../format/text.ts";
import type { OrderShipment, Scan, ShipmentStatus } from "../../orders/state.ts";
import { orderLetter } from "./letter.ts";

/** Builds the mail about all shipments that left together; the message contains the id of the first. */
export function departure(input: ContentInput): DepartureView {
  const { order, shop, about, view, words, is_present, is_secret } = input;
  const group = shipmentGroup(order, shop, about);
  if (group.length === 0) throw missing(input, "that parcel as the first of those that left with it");
  const { scope, still_to_come } = partOf(order, group);
  const expected = group.length === 1 ? group[0]!.expected : undefined;
  return {
    way: wayOfShipment(input, group[0]!),
    scope,
    shipments: departed(input, group),
    expected: expected === undefined ? view.expected : expectedText(expected, words),
    items: is_secret ? [] : endedViews(inside(order, group), words),
    still_to_come: is_secret ? [] : itemViews(still_to_come, words),
    replaced_numbers: replacedNumbers(input, group),
    json_ld: shipmentSchema(order, shop, group, !is_present),
  };
}

/** Returns tracking numbers that earlier mails showed for shipments since withdrawn or given up, whose goods left with `group`. */
function replacedNumbers(
  { order, facts_shown }: ContentInput,
  group: readonly OrderShipment[],
): readonly string[] {
  const inside = new Set(group.flatMap(({ lines }) => lines).map(({ line_id }) => line_id));
  const given_up = order.shipments.filter((one) => isReplaced(order, one));
  const replaced = given_up.filter((one) => group.includes(replacementOf(order, one)!));
  const numbers = [...order.withdrawn_shipments ?? [], ...replaced]
    .filter(({ lines }) =>
      lines.length === 0 || inside.size === 0 || lines.some(({ line_id }) => inside.has(line_id))
    )
    .flatMap(({ id, other_ids = [] }) =>
      [id, ...other_ids].flatMap((name) => facts_shown.shipments?.[name]?.numbers ?? [])
    );
  const current = new Set(
    order.shipments.filter((one) => !given_up.includes(one)).flatMap(({ tracking }) => tracking)
      .map(({ number }) => number),
  );
  return [...new Set(numbers)].filter((number) => !current.has(number)).map(oneLine);
}

/**
 * A date in a message's `about`, with a counter where one date is announced more than once: `2026-12-01`,
 * `2026-12-01:2`.
 */
const DAY = /^\d{4}-\d\d-\d\d(?=$|:\d)/;

/** `about` is `<shipment id>:<new last day>` or `<shipment id>:<new tracking number>`. */
export function shipmentUpdate(input: ContentInput): ShipmentUpdateView {
  const { order, shop, facts_shown, words } = input;
  const [shipment, rest] = shipmentAndRest(input);
  const { id, other_ids = [], expected, tracking } = shipment;
  const has_date = expected !== undefined && DAY.exec(rest)?.[0] === expected.until;
  if (!has_date && !tracking.some(({ number }) => number !== undefined && aboutNumber(number) === rest)) {
    throw missing(input, "that day or tracking number for the parcel");
  }
  const shown = [...other_ids, id].map((name) => facts_shown.shipments?.[name])
    .reduce((before, next) => ({ ...before, ...next }), {});
  const now = expectedText(expected, words);
  const before = shown?.expected ?? facts_shown.expected;
  const was = before === undefined || !has_date ? null : windowText(words.locale, before);
  // What comes sooner than its last day is no good news where the order itself is late.
  const is_earlier = has_date && before !== undefined && expected.until < before.until &&
    !input.view.situation.is_late;
  const is_first_number = shown?.numbers !== undefined && shown.numbers.length === 0;
  return {
    way: wayOfShipment(input, shipment),
    shipment: shipmentSummary(input, shipment),
    change: !has_date ? is_first_number ? "tracked" : "tracking" : is_earlier ? "earlier" : "date",
    was: was === now ? null : was,
    now,
    json_ld: shipmentSchema(order, shop, [shipment], !input.is_present),
  };
}

/** `about` is `<shipment id>`, or `<shipment id>:<n>` for the n-th scan with that status. */
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

/** `about` is `<shipment id>:<instant of its last scan>`. */
export function stalledShipment(input: ContentInput): StalledView {
  const [shipment, at] = shipmentAndRest(input);
  const scan = shipment.scans.findLast((one) => one.at === at);
  if (scan === undefined) throw missing(input, "a scan of that moment");
  return { ...scanView(input, shipment, scan), is_scanned: isScanned(shipment) };
}

export function readyForPickup(input: ContentInput): PickupView {
  const { order, words, is_secret } = input;
  const { scope, still_to_come } = partOf(order, [shipmentAndRest(input)[0]]);
  return {
    ...shipmentScan(input, "ready_for_pickup"),
    scope,
    still_to_come: is_secret ? [] : itemViews(still_to_come, words),
  };
}

export function arrival(input: ContentInput): ArrivalView {
  const scan = shipmentScan(input, "delivered");
  return {
    ...scan,
    description: SAYS_NOTHING.test(scan.description ?? "") ? null : scan.description,
    more_to_come: isUnderway(input.order),
  };
}

/**
 * Matches scan texts that only say "delivered", which the mail says itself; where or with whom the shipment was left
 * is worth a line.
 */
const SAYS_NOTHING =
  /^\P{L}*(?:(?:the |your |ihre? |die |le |la |votre |su |el )?(?:package|parcel|shipment|item|order|sendung|paket|colis|envío|paquete)\s+)?(?:has been |was |is |wurde |ist |a été |ha sido )?(?:successfully |erfolgreich )?(?:delivered|delivery|zugestellt|geliefert|livrée?|entregado|配達完了|お届け済み|お届け先にお届け済み)\P{L}*$/iu;

function scanView(input: ContentInput, shipment: OrderShipment, scan: Scan): ShipmentScanView {
  const { order, shop, view, words } = input;
  const { locale, t } = words;
  const zone = scanZone(order, shop, scan);
  return {
    way: wayOfShipment(input, shipment),
    shipment: shipmentSummary(input, shipment),
    at: weekMomentText(locale, zone, scan.at),
    on: spokenDay(locale, zone, scan.at, words.today),
    place: placeText(scan.place, order.details),
    description: quoted(scan.description),
    proof: proofOf(shipment, words),
    waiting: waitingOf({ ...shipment, status: scan.status }, words),
    // A shipment out for delivery comes today, whatever date earlier mails showed.
    expected: scan.status === "out_for_delivery"
      ? t("date.today")
      : shipment.expected === undefined
      ? view.expected
      : expectedText(shipment.expected, words),
    json_ld: shipmentSchema(order, shop, [shipment], !input.is_present),
  };
}

function wayOfShipment({ order }: ContentInput, shipment: OrderShipment): ShipmentContent["way"] {
  const way = shipmentWay(order.details, shipment);
  return way === "local" || way === "pickup" ? way : "carrier";
}

/**
 * Returns one summary for each tracking number; a shipment of several packages has several numbers, which the mail
 * counts.
 */
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
  const { order, words, is_secret } = input;
  // What is put by at the shop is no parcel among others.
  const position = shipmentWay(order.details, shipment) === "pickup" ? null : positionOf(order, shipment);
  return {
    position: position === null ? null : words.t("parcel.position", position),
    ...track(shipment.tracking.find(({ url }) => webUrl(url) !== null) ?? shipment.tracking[0]),
    items: is_secret ? [] : endedViews(inside(order, [shipment]), words),
  };
}

function track(tracking: Tracking | undefined): Pick<ShipmentSummaryView, "carrier" | "number" | "url"> {
  return {
    carrier: textOrNull(tracking?.carrier),
    number: textOrNull(tracking?.number),
    url: webUrl(tracking?.url),
  };
}

/** A shipment id may contain colons, so the longest matching id is used. */
function shipmentAndRest(input: ContentInput): readonly [OrderShipment, string] {
  const { order, about } = input;
  const [shipment] = order.shipments
    .filter(({ id }) => about === id || about.startsWith(`${id}:`))
    .toSorted((a, b) => b.id.length - a.id.length);
  if (shipment === undefined) throw missing(input, "that parcel");
  return [shipment, about.slice(shipment.id.length + 1)];
}

/** By kind: the mail's content and its template. */
export const SHIPMENT_LETTERS = {
  shipment_shipped: orderLetter(departure, shipmentShippedMail),
  shipment_updated: orderLetter(shipmentUpdate, shipmentUpdatedMail),
  shipment_out_for_delivery: orderLetter(
    (input) => shipmentScan(input, "out_for_delivery"),
    shipmentOutForDeliveryMail,
  ),
  shipment_ready_for_pickup: orderLetter(readyForPickup, shipmentReadyForPickupMail),
  shipment_delivered: orderLetter(arrival, shipmentDeliveredMail),
  shipment_attempted: orderLetter((input) => shipmentScan(input, "attempted"), shipmentAttemptedMail),
  shipment_exception: orderLetter(shipmentProblem, shipmentExceptionMail),
  shipment_stalled: orderLetter(stalledShipment, shipmentStalledMail),
  shipment_returned_to_sender: orderLetter(
    (input) => shipmentScan(input, "returned_to_sender"),
    shipmentReturnedToSenderMail,
  ),
} as const;
