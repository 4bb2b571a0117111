/**
 * Says what one commit of an order adds to its shop's counts: that it came, what was sold, what left, whether the promise was kept
 * when the last goods arrived, and what a customer sends back. It compares the order before and after. Pure.
 */
import { dayIn } from "../orders/days.ts";
import { lastArrival } from "../orders/goods/arrival.ts";
import { shippedAt } from "../orders/goods/shipment.ts";
import { shipmentWay, travels } from "../orders/goods/way.ts";
import { carrierOf, countryOf, serviceOf } from "../orders/learnt.ts";
import { judgedWindow, startsOn, workingDaysBetween } from "../orders/promise.ts";
import type { OrderDetails } from "../orders/event.ts";
import type { ShopSettings } from "../orders/shop.ts";
import type { Order } from "../orders/state.ts";
import { type Count, keyOf, languageOf, partsOf, weekdayOf } from "./counts.ts";

/** Longest time from order to arrival that is believed, in working days. */
const LEAD_MAX_DAYS = 90;

/** `before` is null for a new order. An order that has arrived when it comes, such as an imported one, is not judged. */
export function orderCounts(before: Order | null, after: Order, shop: ShopSettings): readonly Count[] {
  if (after.erased_at !== undefined) return [];
  return [
    ...(before === null ? placed(after) : []),
    ...left(before, after),
    ...unpaid(before, after),
    ...arrived(before, after, shop),
    ...sentBack(before, after),
  ];
}

function placed({ details, language }: Order): readonly Count[] {
  return [
    {
      what: "ordered",
      key: keyOf(countryOf(details), languageOf(language ?? details.locale), methodOf(details)),
      count: 1,
    },
    ...details.lines.flatMap(({ sku, quantity }): readonly Count[] =>
      sku === undefined || quantity <= 0 ? [] : [{ what: "sold", key: keyOf(sku), count: quantity }]
    ),
  ];
}

/** The way of paying in the shop's own words, or its class; empty where the storefront tells neither. */
function methodOf({ payment }: OrderDetails): string {
  return payment?.method?.brand ?? payment?.class ?? "";
}

/** Payments whose failing is news; one that fails again under the same id counts once. */
function unpaid(before: Order | null, { payments, details }: Order): readonly Count[] {
  const known = new Set(
    before?.payments.filter(({ status }) => status === "failed").map(({ id }) => id) ?? [],
  );
  return payments.filter(({ id, status }) => status === "failed" && !known.has(id)).map(({ method }) => ({
    what: "unpaid",
    key: keyOf(methodOf(details) || (method?.brand ?? ""), countryOf(details)),
    count: 1,
  }));
}

/** Judged once, by the commit in which the last goods arrive. */
function arrived(before: Order | null, after: Order, shop: ShopSettings): readonly Count[] {
  const arrival = lastArrival(after);
  if (before === null || arrival === null || lastArrival(before) !== null) return [];
  const shipment = after.shipments.at(-1);
  if (shipment === undefined) return [];
  const { details, shipments } = after;
  const carrier = carrierOf(shipments);
  const country = countryOf(details);
  const day = dayIn(shop.time_zone, Date.parse(arrival.at));
  const days = workingDaysBetween(shop, startsOn(after, shop), day);
  const judged = judgedWindow(after, shop);
  const verdict = judged !== null && day <= judged.window.until ? "kept" : "late";
  const weekday = String(weekdayOf(dayIn(shop.time_zone, Date.parse(details.placed_at))));
  const is_brought = travels(shipmentWay(details, shipment));
  return [
    ...(judged === null ? [] : [{
      what: "promise" as const,
      key: keyOf(carrier, country, judged.origin, verdict, weekday),
      count: 1,
    }]),
    ...(judged?.key === undefined
      ? []
      : [{ what: "learnt" as const, key: keyOf(...partsOf(judged.key), verdict), count: 1 }]),
    ...(days > LEAD_MAX_DAYS || !is_brought ? [] : [
      { what: "lead" as const, key: keyOf(carrier, serviceOf(details), country, String(days)), count: 1 },
    ]),
  ];
}

/** Counted once for each parcel, by the commit in which it leaves; a number that becomes known later is late for the mail. */
function left(before: Order | null, after: Order): readonly Count[] {
  if (before === null) return [];
  const known = new Set(before.shipments.filter((one) => shippedAt(one) !== "").map(({ id }) => id));
  return after.shipments
    .filter((one) =>
      shippedAt(one) !== "" && !known.has(one.id) && shipmentWay(after.details, one) === "carrier"
    )
    .map((one) => ({
      what: "shipped",
      key: keyOf(
        carrierOf([one]),
        one.tracking.some(({ number }) => number !== undefined) ? "tracked" : "untracked",
      ),
      count: 1,
    }));
}

function sentBack(before: Order | null, after: Order): readonly Count[] {
  const country = countryOf(after.details);
  const known = new Set(before?.returns.map(({ id }) => id) ?? []);
  const skus = new Map(after.details.lines.map(({ id, sku }) => [id, sku]));
  return after.returns.filter(({ id }) => !known.has(id)).flatMap(({ lines }) =>
    lines.flatMap(({ line_id, quantity, reason }): readonly Count[] => {
      const sku = skus.get(line_id);
      return sku === undefined
        ? []
        : [{ what: "returned", key: keyOf(sku, reason ?? "", country), count: quantity }];
    })
  );
}
