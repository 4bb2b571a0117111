/**
 * Reads Shopify's stock. A level names an inventory item and a location; the item's own webhook or its product's
 * variants name the SKU. An order names neither item nor location, so the SKU of an item must be learnt from these
 * webhooks.
 */
import * as v from "valibot";
import { ok, type Result } from "../../result.ts";
import { type ItemNamed, Sku, StockEvent } from "../../stock/event.ts";
import { Code, fitting, list, PlainId } from "../read/fields.ts";
import { checked } from "../read/parse_error.ts";
import { identity, idOf } from "./fields.ts";
import { Instant } from "../../values/schemas.ts";

const STOCK_TOPICS = [
  "inventory_levels/connect",
  "inventory_levels/update",
  "inventory_levels/disconnect",
  "inventory_items/create",
  "inventory_items/update",
  "products/create",
  "products/update",
] as const;
export type StockTopic = (typeof STOCK_TOPICS)[number];

export function isStockTopic(topic: string): topic is StockTopic {
  return STOCK_TOPICS.some((known) => known === topic);
}

/** Reads a stock webhook; the list is empty when no item in it has a SKU. */
export function readStock(
  topic: StockTopic,
  json: unknown,
  received_at_ms: number,
): Result<readonly StockEvent[], "invalid"> {
  switch (topic) {
    case "inventory_levels/connect":
    case "inventory_levels/update":
      return whole(readLevel(json));
    case "inventory_levels/disconnect":
      return whole(readDisconnection(json, received_at_ms));
    case "inventory_items/create":
    case "inventory_items/update":
      return whole(readItem(json));
    case "products/create":
    case "products/update":
      return whole(readProduct(json));
  }
}

type Read = Result<readonly StockEvent[], "invalid">;

const place = {
  inventory_item_id: PlainId,
  location_id: PlainId,
  // gid://shopify/InventoryLevel/24826418?inventory_item_id=271878346596884015, the only form that keeps all digits
  // of an id rounded elsewhere.
  admin_graphql_api_id: Code,
};
const Level = v.object({
  ...place,
  /** Null when the item is not tracked. */
  available: v.nullable(v.pipe(v.number(), v.integer())),
  updated_at: Instant,
});

/**
 * Reads a level; `available` is the quantity that can still be sold: pieces of open orders are deducted, and oversold
 * stock is below zero.
 */
function readLevel(json: unknown): Read {
  const level = checked(Level, json);
  if (!level.ok) return level;
  const { available, updated_at } = level.value;
  return ok([{
    type: "stock.item_changed",
    at: updated_at,
    ...placeOf(level.value),
    available_quantity: available,
    basis: "free",
  }]);
}

/** Reads that an item is no longer kept at a location. The webhook has no time, so the time of arrival is used. */
function readDisconnection(json: unknown, received_at_ms: number): Read {
  const level = checked(v.object(place), json);
  if (!level.ok) return level;
  return ok([{
    type: "stock.item_changed",
    at: new Date(received_at_ms).toISOString(),
    ...placeOf(level.value),
    available_quantity: 0,
    basis: "free",
  }]);
}

function placeOf({ inventory_item_id, location_id, admin_graphql_api_id }: {
  readonly inventory_item_id: string;
  readonly location_id: string;
  readonly admin_graphql_api_id?: string | null | undefined;
}) {
  const item = /[?&]inventory_item_id=(\d{1,20})$/.exec(admin_graphql_api_id ?? "")?.[1] ?? inventory_item_id;
  return { item, location: location_id };
}

const Item = v.object({ ...identity, sku: Code, updated_at: Instant });

function readItem(json: unknown): Read {
  const item = checked(Item, json);
  if (!item.ok) return item;
  return ok(named(idOf(item.value), item.value.sku, item.value.updated_at));
}

const Product = v.object({
  updated_at: Instant,
  // Variants; Shopify omits some of a very large product, whose items name their SKUs in webhooks of their own.
  variants: list(v.object({ inventory_item_id: v.nullish(PlainId), sku: Code })),
});
const VARIANTS_MAX = 2_048;

/**
 * Reads a product for its SKUs only: the variants' quantities are sums over all locations; the levels are more exact.
 */
function readProduct(json: unknown): Read {
  const product = checked(Product, json);
  if (!product.ok) return product;
  const { variants, updated_at } = product.value;
  return ok(
    variants.slice(0, VARIANTS_MAX).flatMap(({ inventory_item_id, sku }) =>
      typeof inventory_item_id === "string" ? named(inventory_item_id, sku, updated_at) : []
    ),
  );
}

/** Names the item; a SKU that no order line could hold is dropped. */
function named(item: string, text: string | null | undefined, at: string): readonly ItemNamed[] {
  const sku = fitting(Sku, text);
  return sku === undefined ? [] : [{ type: "stock.item_named", at, item, sku }];
}

/** Checks the events against the schema of StockEvent. */
function whole(read: Read): Read {
  return read.ok ? checked(v.array(StockEvent), read.value, (path) => path.replace(/^\d+\./, "")) : read;
}
