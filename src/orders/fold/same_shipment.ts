/**
 * Finds the shipment that an event means: storefronts and carriers use different ids or tracking numbers for it.
 * Pure.
 */
import type { Tracking } from "../event.ts";
import { trackingNumber } from "../reference.ts";
import type { OrderShipment } from "../state.ts";

/** Names of a shipment: one of an order's, or one that an event reports. */
export type AnyShipment = Pick<OrderShipment, "id" | "lines" | "tracking" | "other_ids">;

/**
 * Finds the known shipments that `reported` means. A shipment with content that is reported under its own id matches
 * alone, whichever others share its number.
 */
export function sameShipments<One extends AnyShipment>(
  shipments: readonly One[],
  reported: AnyShipment,
): readonly One[] {
  const same = shipments.filter((one) => isSame(one, reported));
  return same.some(({ id }) => id === reported.id)
    ? same.filter((one) => one.id === reported.id || !hasContent(one))
    : same;
}

/**
 * Returns whether both are the same shipment: by an id, a tracking number used as id, or a common number. Two that
 * both state their content are two fulfilments even so.
 */
function isSame(one: AnyShipment, reported: AnyShipment): boolean {
  if (one.id === reported.id || one.other_ids?.includes(reported.id) === true) return true;
  if (hasContent(one) && hasContent(reported)) return false;
  return isNumberOf(reported.id, one.tracking) || isNumberOf(one.id, reported.tracking) ||
    one.tracking.some(({ number }) => number !== undefined && isNumberOf(number, reported.tracking));
}

export function hasContent({ lines }: Pick<AnyShipment, "lines">): boolean {
  return lines.length > 0;
}

/**
 * Chooses the shipment's id in any order of arrival: an id with content is the storefront's and wins, and any id is
 * better than the carrier's tracking number.
 */
export function named(before: AnyShipment, reported: AnyShipment): Pick<OrderShipment, "id" | "other_ids"> {
  const id = standing(reported) > standing(before) ? reported.id : before.id;
  const others = [...before.other_ids ?? [], before.id, reported.id, ...reported.other_ids ?? []];
  const other_ids = [...new Set(others)].filter((other) => other !== id);
  return { id, other_ids: other_ids.length === 0 ? undefined : other_ids };
}

function standing(one: AnyShipment): number {
  return hasContent(one) ? 2 : isNumberOf(one.id, one.tracking) ? 0 : 1;
}

export function isNumberOf(text: string, tracking: readonly Tracking[]): boolean {
  if (tracking.length === 0) return false;
  const name = trackingNumber(text);
  return name !== "" && numbersOf(tracking).has(name);
}

/** Caches the numbers as they are compared: each event is compared with all shipments of its order. */
const known = new WeakMap<readonly Tracking[], ReadonlySet<string>>();

function numbersOf(tracking: readonly Tracking[]): ReadonlySet<string> {
  const before = known.get(tracking);
  if (before !== undefined) return before;
  const numbers = new Set(tracking.map(({ number }) => trackingNumber(number ?? "")));
  known.set(tracking, numbers);
  return numbers;
}

/**
 * Returns the numbers of both, those of `reported` first. Only the sender that named the shipment may replace its own
 * numbers.
 */
export function allNumbers(reported: readonly Tracking[], beside: readonly Tracking[]): readonly Tracking[] {
  const more = beside.filter(({ number }) =>
    reported.length === 0 || (number !== undefined && !isNumberOf(number, reported))
  );
  return [...informed(reported, beside), ...more].slice(0, TRACKING_MAX);
}

/** Fills in carrier and URL from `beside` for the same number. */
export function informed(reported: readonly Tracking[], beside: readonly Tracking[]): readonly Tracking[] {
  return reported.map((one) => {
    const other = beside.find(({ number }) => number !== undefined && isNumberOf(number, [one]));
    return { ...one, carrier: one.carrier ?? other?.carrier, url: one.url ?? other?.url };
  });
}

const TRACKING_MAX = 50;
