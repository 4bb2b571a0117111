/**
 * Says how many working days a shop's own history gives an order: by its service and its country, and by the carrier once
 * it is known. What was learnt later never changes what an earlier order was told. Pure.
 */
import * as v from "valibot";
import { Day } from "../values/schemas.ts";
import type { OrderDetails } from "./event.ts";
import type { OrderShipment } from "./state.ts";

const Count = v.pipe(v.number(), v.integer(), v.minValue(0));

/** From `since` on, such orders are told these working days; null: there are too few, the shop's rule holds. */
const LearntDays = v.object({
  since: Day,
  days: v.nullable(v.object({ days_min: Count, days_max: Count })),
});
export type LearntDays = v.InferOutput<typeof LearntDays>;

/** What was learnt of one carrier, service and country. */
const LearntOf = v.object({
  /** Oldest first. */
  told: v.array(LearntDays),
  /** Arrivals that it was learnt from. */
  cases: Count,
  /** Of the orders that arrived in that time and were told it, those that came in time. */
  kept: Count,
  kept_of: Count,
});
export type LearntOf = v.InferOutput<typeof LearntOf>;

/** By `learntKey`. */
export const Learnt = v.record(v.string(), LearntOf);
export type Learnt = v.InferOutput<typeof Learnt>;

/** The working days told to one order, and under which key they were learnt. */
export interface ToldDays {
  readonly key: string;
  readonly days_min: number;
  readonly days_max: number;
}

const PART_MAX = 48;

/** `carrier` is empty for all carriers together. */
export function learntKey(carrier: string, service: string, country: string): string {
  return [carrier, service, country]
    .map((part) => part.trim().toLowerCase().replace(/[|\s]+/g, " ").slice(0, PART_MAX)).join("|");
}

/** The service that the customer chose, in the shop's own words; empty where none is named. */
export function serviceOf({ shipping }: Pick<OrderDetails, "shipping">): string {
  return shipping?.label ?? "";
}

export function countryOf(
  { shipping_address, billing_address }: Pick<OrderDetails, "shipping_address" | "billing_address">,
): string {
  return shipping_address?.country ?? billing_address?.country ?? "";
}

/** The carrier of the last shipment; empty where none is named. */
export function carrierOf(shipments: readonly Pick<OrderShipment, "tracking">[]): string {
  return shipments.at(-1)?.tracking.find(({ carrier }) => carrier !== undefined)?.carrier ?? "";
}

/**
 * Returns the working days for an order that starts on `start_on`; null where the history says nothing of it. A carrier that
 * becomes known may bring the end nearer and never puts it off: it was told already.
 */
export function learntDays(
  { details, shipments }: {
    readonly details: Pick<OrderDetails, "shipping" | "shipping_address" | "billing_address">;
    readonly shipments: readonly Pick<OrderShipment, "tracking">[];
  },
  learnt: Learnt,
  start_on: string,
): ToldDays | null {
  const told = (carrier: string): ToldDays | null => {
    const key = learntKey(carrier, serviceOf(details), countryOf(details));
    const days = learnt[key]?.told.findLast(({ since }) => since <= start_on)?.days ?? null;
    return days === null ? null : { key, ...days };
  };
  const general = told("");
  const carrier = carrierOf(shipments);
  const own = general === null || carrier === "" ? null : told(carrier);
  return own !== null && general !== null && own.days_max < general.days_max ? own : general;
}
