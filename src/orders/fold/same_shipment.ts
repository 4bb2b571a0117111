/** Which shipment an event is about: storefronts and carriers name the same one differently, by ids of their own or by tracking numbers. Pure. */
import type { Tracking } from "../event.ts";
import { trackingNumber } from "../reference.ts";
import type { OrderShipment } from "../state.ts";

/** A shipment as far as its names go: one of an order's, or one that an event reports. */
export type AnyShipment = Pick<OrderShipment, "id" | "lines" | "tracking" | "other_ids">;

/** Told under its own id, a parcel that has content is that one alone, whatever other bears its number. */
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
 * Told under one of its ids, by a tracking number of its own, or with one in common. Two that both say what is inside are
 * two fulfilments all the same.
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
 * Which of its names a parcel goes by, whichever came first: one that says what is inside is the storefront's, and any is
 * better than the number that its carrier knows it by.
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
  const name = trackingNumber(text);
  return name !== "" && tracking.some(({ number }) => trackingNumber(number ?? "") === name);
}

/** The numbers of both, those of `told` first. Only who named the parcel may replace a number of its own by another. */
export function allNumbers(reported: readonly Tracking[], beside: readonly Tracking[]): readonly Tracking[] {
  const more = beside.filter(({ number }) =>
    reported.length === 0 || (number !== undefined && !isNumberOf(number, reported))
  );
  return [...informed(reported, beside), ...more].slice(0, TRACKING_MAX);
}

/** With the carrier and the address that `beside` has for the same number. */
export function informed(reported: readonly Tracking[], beside: readonly Tracking[]): readonly Tracking[] {
  return reported.map((one) => {
    const other = beside.find(({ number }) => number !== undefined && isNumberOf(number, [one]));
    return { ...one, carrier: one.carrier ?? other?.carrier, url: one.url ?? other?.url };
  });
}

const TRACKING_MAX = 50;
