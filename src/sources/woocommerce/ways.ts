/**
 * Decides how a WooCommerce order reaches its customer, where it is collected, and whether the shop has completed its
 * work.
 */
import type { DeliveryWay, OrderDetails } from "../../orders/event.ts";
import { commonWay, deliveryWayNamed } from "../read/way_names.ts";
import { fitting, words } from "../read/fields.ts";
import { PlainLines } from "./fields.ts";
import type { WoocommerceOrder } from "./order.ts";

/**
 * Returns the way of each line by the name that WooCommerce gives it; `undefined` means by carrier. Where an order is sent in several
 * packages, each method lists the goods in its own. Of a sale at the till with a shipping method, what no method lists was taken along.
 */
export function physicalWays(
  { shipping_lines, created_via }: WoocommerceOrder,
): (line_name: string | undefined) => DeliveryWay | undefined {
  const is_till_sale = /^pos\b/.test(created_via ?? "");
  if (is_till_sale && shipping_lines.length === 0) return () => "till";
  const packages = shipping_lines.map(({ method_id, method_title, meta_data }) => ({
    way: methodWay(method_id) ?? deliveryWayNamed(method_title),
    items: valueIn(meta_data, "Items") ?? "",
  }));
  const common = commonWay(packages.map(({ way }) => way));
  const is_listed = packages.every(({ items }) => items !== "");
  if (common !== undefined && !is_till_sale) return () => common;
  return (line_name) => {
    const own = packages.filter(({ items }) => line_name !== undefined && holds(items, line_name));
    if (is_till_sale && own.length === 0) return is_listed ? "till" : common;
    return commonWay(own.map(({ way }) => way));
  };
}

/** Returns whether a package's list, `Mug × 1, Cup – blue × 2`, names the line. */
function holds(items: string, line_name: string): boolean {
  return `, ${items}`.includes(`, ${line_name} ×`);
}

/**
 * Returns the way of a method: `local_pickup`, `pickup_location:2` of the block checkout; `local_delivery` of older
 * shops.
 */
function methodWay(method_id: unknown): DeliveryWay | undefined {
  if (typeof method_id !== "string") return undefined;
  if (/^(?:local_pickup|pickup_location)/.test(method_id)) return "pickup";
  return /^local_delivery/.test(method_id) ? "local" : undefined;
}

/** Returns the pickup place that the customer chose, which the block checkout stores with the shipping method. */
export function pickupPlace(
  order: WoocommerceOrder,
  ways: readonly (DeliveryWay | undefined)[],
): OrderDetails["pickup"] {
  if (!ways.includes("pickup")) return undefined;
  const meta = order.shipping_lines.flatMap(({ meta_data }) => meta_data);
  const lines = (valueIn(meta, "pickup_address") ?? "").split(/\n|, /).map((line) => line.trim())
    .filter((line) => line !== "");
  return {
    name: words(valueIn(meta, "pickup_location")),
    lines: lines.slice(0, PLACE_LINES_MAX),
    note: valueIn(meta, "pickup_details"),
  };
}

function valueIn(meta: readonly unknown[], key: string): string | undefined {
  const found = meta.find((one) =>
    typeof one === "object" && one !== null && "key" in one && one.key === key
  );
  return fitting(PlainLines, (found as { readonly value?: unknown } | undefined)?.value);
}

const PLACE_LINES_MAX = 4;

/** Statuses in which the shop has finished its work, including plugins' own. */
const DONE: ReadonlySet<string> = new Set([
  "completed",
  "shipped",
  "delivered",
  "picked-up",
  "pickedup",
  "collected",
]);

/**
 * Returns when the order was completed. Without this, an order of a shop that reports no shipments would wait for its
 * pieces for ever.
 */
export function completedAt(order: WoocommerceOrder): string | undefined {
  if (!DONE.has(order.status)) return undefined;
  return order.date_completed_gmt ?? (order.status === "completed" ? undefined : order.date_modified_gmt) ??
    undefined;
}

/** Returns whether a plugin's status says that the order waits at the shop. */
export function isReadyForPickup({ status }: WoocommerceOrder): boolean {
  return /^(?:ready|awaiting)[-_ ]?(?:for|to)?[-_ ]?(?:pick[-_]?up|collect(?:ion)?)$/.test(status);
}

const DAY_MS = 86_400_000;
/** An order begun earlier than this was placed long ago and is only edited now. */
const BEGUN_MAX_MS = 60 * DAY_MS;
const PAID_BEFORE_MAX_MS = 2 * DAY_MS;
/**
 * Orders begun by the shop's staff, or as a draft of the block checkout: both keep the date on which they were begun.
 */
const BEGUN_EARLIER: ReadonlySet<string> = new Set(["admin", "store-api"]);
const OPEN: ReadonlySet<string> = new Set(["pending", "on-hold", "processing"]);

/**
 * Returns when the order was placed, where WooCommerce began it earlier and reports it only now. Every snapshot has
 * it; an order uses that of the first.
 */
export function orderedAt(order: WoocommerceOrder): string | undefined {
  const { created_via, status, date_created_gmt, date_modified_gmt, date_paid_gmt } = order;
  if (!BEGUN_EARLIER.has(created_via ?? "") || !OPEN.has(status)) return undefined;
  if (typeof date_modified_gmt !== "string") return undefined;
  const modified_ms = Date.parse(date_modified_gmt);
  const begun_ms = modified_ms - Date.parse(date_created_gmt);
  const was_paid_before = typeof date_paid_gmt === "string" &&
    modified_ms - Date.parse(date_paid_gmt) > PAID_BEFORE_MAX_MS;
  return begun_ms < DAY_MS || begun_ms > BEGUN_MAX_MS || was_paid_before ? undefined : date_modified_gmt;
}
