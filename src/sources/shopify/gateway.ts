/** The names that Shopify's payment gateways have for customers. */
import { words } from "../read/fields.ts";

const BRANDS: ReadonlyMap<string, string> = new Map([
  ["amazon_payments", "Amazon Pay"],
  ["paypal", "PayPal"],
  ["paypal_express", "PayPal"],
]);

/** Shopify's test gateway, and "however the shop was paid": neither is a way to pay. */
const NO_BRANDS = ["bogus", "manual"];

/** `["visa", "bogus"]` is `Visa`; several that count are told together; what a shop named itself is left as it is. */
export function brandOf(gateways: readonly (string | undefined)[]): string | undefined {
  const named = gateways.filter((name) => name !== undefined).filter((name) => !NO_BRANDS.includes(name));
  return words([...new Set(named.map(brand))].join(", "));
}

/** `shopify_payments` is `Shopify Payments`. */
function brand(name: string): string {
  if (!/^[a-z0-9_ -]+$/.test(name)) return name;
  return BRANDS.get(name) ?? name.replaceAll("_", " ").replace(/\b[a-z]/g, (letter) => letter.toUpperCase());
}
