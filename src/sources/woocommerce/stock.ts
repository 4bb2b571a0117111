/**
 * Reads WooCommerce's stock: a product or variation after a change. Its quantity is what can still be sold: pieces of
 * open orders are deducted, and it falls below zero where backorders are allowed.
 */
import * as v from "valibot";
import { ok, type Result } from "../../result.ts";
import { Sku, StockLevel } from "../../stock/event.ts";
import { Code, fitting } from "../read/fields.ts";
import { checked } from "../read/parse_error.ts";
import { Gmt } from "./fields.ts";

const STOCK_TOPICS = ["product.created", "product.updated"] as const;

export function isStockTopic(topic: string): topic is (typeof STOCK_TOPICS)[number] {
  return STOCK_TOPICS.some((known) => known === topic);
}

const Product = v.object({
  sku: Code,
  /** `parent` for a variation that is counted with its product: its own quantity is then unknown. */
  manage_stock: v.nullish(v.union([v.boolean(), v.string()], "Must be true, false or text")),
  // Plugins sell by weight and length, so a quantity may have a fraction.
  stock_quantity: v.nullish(v.pipe(v.number(), v.finite())),
  date_modified_gmt: v.nullish(Gmt),
  date_created_gmt: v.nullish(Gmt),
});

/**
 * Reads a stock level; null for a product without a SKU. Every change of a quantity saves the product and so has a
 * time of its own.
 */
export function readStock(json: unknown): Result<StockLevel | null, "invalid"> {
  const product = checked(Product, json);
  if (!product.ok) return product;
  const { manage_stock, stock_quantity, date_modified_gmt, date_created_gmt } = product.value;
  const sku = fitting(Sku, product.value.sku ?? undefined);
  if (sku === undefined) return ok(null);
  const is_counted = manage_stock === true && typeof stock_quantity === "number";
  return checked(StockLevel, {
    type: "stock.changed",
    at: date_modified_gmt ?? date_created_gmt ?? undefined,
    sku,
    available_quantity: is_counted ? Math.floor(stock_quantity) : null,
    basis: "free",
  }, (path) => ({ at: "date_modified_gmt", available_quantity: "stock_quantity" })[path] ?? path);
}
