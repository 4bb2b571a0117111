/** What happens to a shop's stock, in the past tense: it belongs to no order. It decides nothing about orders or mails. */
import * as v from "valibot";
import { Line, OrderDetails } from "../orders/event.ts";
import { Currency, Customer, Day, EmailAddress, Id, Instant, Minor } from "../values/schemas.ts";

const QUANTITY_MAX = 1_000_000_000;
const SKU_MAX = 255;

/** The shop's own name for what it sells, as it stands on the orders' lines. */
export const Sku = v.pipe(
  v.string(),
  v.trim(),
  v.minLength(1),
  v.maxLength(SKU_MAX),
  v.regex(/^[^\p{Cc}]+$/u, "Must hold no control character"),
);

const counted = {
  at: Instant,
  /** Where the pieces lie. Each place has a count of its own, and what is available is their sum. */
  location: v.optional(Id),
  /** Null when nobody counts: then no order is judged. */
  available_quantity: v.nullable(
    v.pipe(v.number(), v.integer(), v.minValue(-QUANTITY_MAX), v.maxValue(QUANTITY_MAX)),
  ),
  /**
   * `on_hand`: what is there, with the pieces that open orders wait for. `free`: what is left without them, below zero
   * when more was sold than there is.
   */
  basis: v.optional(v.picklist(["on_hand", "free"]), "on_hand"),
  /** The day on which more is expected. */
  expected_on: v.optional(Day),
};

/** As the mail shows it that says it is there again. */
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

/** A level by the storefront's own id of what it counts, for those that name no SKU with it. */
export const ItemLevel = v.object({ type: v.literal("stock.item_changed"), item: Id, ...counted });
export type ItemLevel = v.InferOutput<typeof ItemLevel>;

/** Which SKU such an id stands for. */
export const ItemNamed = v.object({ type: v.literal("stock.item_named"), at: Instant, item: Id, sku: Sku });
export type ItemNamed = v.InferOutput<typeof ItemNamed>;

/** A customer wants to be told when it is there again. */
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
