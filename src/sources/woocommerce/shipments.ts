/**
 * Reads shipments of a WooCommerce order, which WooCommerce itself does not store, from the meta data of Shipment
 * Tracking and Advanced Shipment Tracking, the most common plugins.
 * https://woocommerce.com/document/shipment-tracking/
 */
import * as v from "valibot";
import { Id } from "../../values/schemas.ts";
import type { Line, OrderEvent, Shipment } from "../../orders/event.ts";
import { fitting, known, UnixSeconds, words } from "../read/fields.ts";
import { trackingEntries } from "../read/tracking.ts";
import type { WoocommerceOrder } from "./order.ts";

const KEY = "_wc_shipment_tracking_items";

const Text = v.pipe(
  v.nullish(v.union([v.string(), v.number()])),
  v.transform((text) => words(String(text ?? ""))),
);

const Item = v.object({
  tracking_id: v.pipe(v.union([v.string(), v.number()]), v.transform(String), Id),
  tracking_provider: Text,
  custom_tracking_provider: Text,
  formatted_tracking_provider: Text,
  tracking_number: Text,
  custom_tracking_link: Text,
  formatted_tracking_link: Text,
  ast_tracking_link: Text,
  // Unix seconds, as text in some versions.
  date_shipped: v.nullish(v.union([v.string(), v.number()])),
  products_list: v.nullish(v.unknown()),
});
type Item = v.InferOutput<typeof Item>;

/** A product in the shipment, where the plugin lists them. */
const Product = v.object({
  item_id: v.pipe(v.union([v.string(), v.number()]), v.transform(String), Id),
  qty: v.pipe(v.union([v.string(), v.number()]), v.transform(Number), v.integer(), v.minValue(1)),
});

/** Returns the ids of all shipments that the shop lists; undefined where it has no such plugin. */
export function shipmentIds(order: WoocommerceOrder): readonly string[] | undefined {
  return itemsOf(order)?.map(({ tracking_id }) => tracking_id);
}

/** Returns a "sent" event for each shipment. `shipmentIds` shows when one is removed from the list. */
export function shipmentsOf(order: WoocommerceOrder, at: string): readonly OrderEvent[] {
  return (itemsOf(order) ?? []).map((item) => ({
    type: "shipment.shipped",
    at: leftAt(item, at),
    shipment: shipmentOf(item),
  }));
}

/**
 * Returns the shipments of a part of an order as its parent's news. The parent has lines of its own for the same goods, so
 * each line is named by SKU and title. Where the plugin lists no products, the parcels of the part count as one.
 */
export function parentShipments(
  order: WoocommerceOrder,
  lines: readonly Line[],
  at: string,
): readonly OrderEvent[] {
  const told = shipmentsOf(order, at).flatMap((event) => event.type === "shipment.shipped" ? [event] : []);
  const [first] = told;
  if (first === undefined) return [];
  const named = (line_id: string, quantity: number) => {
    const line = lines.find(({ id }) => id === line_id);
    return { line_id, quantity, ...known({ sku: line?.sku, title: line?.title }) };
  };
  if (told.every(({ shipment }) => shipment.lines.length > 0)) {
    return told.map((event) => ({
      ...event,
      shipment: {
        ...event.shipment,
        lines: event.shipment.lines.map(({ line_id, quantity }) => named(line_id, quantity)),
      },
    }));
  }
  const whole = lines.filter(({ requires_shipping }) => requires_shipping)
    .map(({ id, quantity }) => named(id, quantity));
  const tracking = told.flatMap(({ shipment }) => shipment.tracking).slice(0, ITEMS_MAX);
  return [{ ...first, shipment: { ...first.shipment, id: `${order.id}-parcels`, lines: whole, tracking } }];
}

/**
 * Returns when the shipment left. A day without an hour means midnight; no shipment leaves after `at`, when the order
 * that lists it was written.
 */
function leftAt({ date_shipped }: Item, at: string): string {
  const shipped_at = fitting(UnixSeconds, Number(date_shipped ?? Number.NaN));
  return shipped_at === undefined || shipped_at > at ? at : shipped_at;
}

function shipmentOf(item: Item): Shipment {
  const { tracking_id, tracking_number, tracking_provider, custom_tracking_provider } = item;
  const { formatted_tracking_provider, custom_tracking_link, formatted_tracking_link, ast_tracking_link } =
    item;
  const products = Array.isArray(item.products_list) ? item.products_list : [];
  return {
    id: tracking_id,
    lines: products.map((product) => fitting(Product, product)).filter((product) => product !== undefined)
      .map(({ item_id, qty }) => ({ line_id: item_id, quantity: qty })),
    tracking: trackingEntries({
      numbers: [tracking_number],
      urls: [custom_tracking_link ?? formatted_tracking_link ?? ast_tracking_link],
      carrier: formatted_tracking_provider ?? custom_tracking_provider ?? tracking_provider,
    }),
  };
}

function itemsOf({ meta_data }: WoocommerceOrder): readonly Item[] | undefined {
  const found = meta_data.find((meta) =>
    typeof meta === "object" && meta !== null && "key" in meta && meta.key === KEY
  ) as { readonly value?: unknown } | undefined;
  if (found === undefined) return undefined;
  const items = Array.isArray(found.value) ? found.value : [];
  return items.map((item) => fitting(Item, item)).filter((item) => item !== undefined).slice(0, ITEMS_MAX);
}

const ITEMS_MAX = 50;
