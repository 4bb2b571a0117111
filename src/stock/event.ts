/**
 * Declares stock events of a shop, named in the past tense; they belong to no order. Decides nothing about orders or
 * mails.
 */
import * as v from "valibot";
import { Line, OrderDetails } from "../orders/event.ts";
import { Currency, Customer, Day, EmailAddress, Id, Instant, Minor } from "../values/schemas.ts";

const QUANTITY_MAX = 1_000_000_000;
const SKU_MAX = 255;

/** Shop's own name of a product, as in the order lines. */
export const Sku = v.pipe(
  v.string(),
  v.trim(),
  v.minLength(1),
  v.maxLength(SKU_MAX),
  v.regex(/^[^\p{Cc}]+$/u, "Must hold no control character"),
);

const counted = {
  at: Instant,
  /** Location of the pieces. Each location has its own count, and the available stock is their sum. */
  location: v.optional(Id),
  /** Counted pieces; null when the shop does not count them, then no order is judged. */
  available_quantity: v.nullable(
    v.pipe(v.number(), v.integer(), v.minValue(-QUANTITY_MAX), v.maxValue(QUANTITY_MAX)),
  ),
  /** `on_hand` includes the pieces for open orders. `free` excludes them, and is negative when oversold. */
  basis: v.optional(v.picklist(["on_hand", "free"]), "on_hand"),
  /** The day on which more is expected. */
  expected_on: v.optional(Day),
};

/** Product as the back-in-stock mail shows it. */
export const WatchedProduct = v.object({
  title: Line.entries.title,
  variant: Line.entries.variant,
  image_url: Line.entries.image_url,
  url: Line.entries.url,
  price: v.optional(v.object({ amount_minor: v.pipe(Minor, v.minValue(0)), currency: Currency })),
});
export type WatchedProduct = v.InferOutput<typeof WatchedProduct>;

export const StockLevel = v.object({ type: v.literal("stock.changed"), sku: Sku, ...counted });
export type StockLevel = v.InferOutput<typeof StockLevel>;

/** Stock level by the storefront's own item id, for storefronts that send no SKU with it. */
export const ItemLevel = v.object({ type: v.literal("stock.item_changed"), item: Id, ...counted });
export type ItemLevel = v.InferOutput<typeof ItemLevel>;

/** SKU of such an item id. */
export const ItemNamed = v.object({ type: v.literal("stock.item_named"), at: Instant, item: Id, sku: Sku });
export type ItemNamed = v.InferOutput<typeof ItemNamed>;

/** Customer requests a mail when the product is back in stock. */
export const WatchRequest = v.object({
  type: v.literal("stock.watch_requested"),
  at: Instant,
  sku: Sku,
  customer: v.object({
    email: EmailAddress,
    name: Customer.entries.name,
    locale: OrderDetails.entries.locale,
  }),
  product: WatchedProduct,
});
export type WatchRequest = v.InferOutput<typeof WatchRequest>;

export const StockEvent = v.variant("type", [StockLevel, ItemLevel, ItemNamed, WatchRequest]);
export type StockEvent = v.InferOutput<typeof StockEvent>;
