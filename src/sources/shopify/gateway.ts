/** Turns Shopify's gateway names into names for customers. */
import { words } from "../read/fields.ts";

const BRANDS: ReadonlyMap<string, string> = new Map([
  ["amazon_payments", "Amazon Pay"],
  ["paypal", "PayPal"],
  ["paypal_express", "PayPal"],
]);

/** Shopify's test gateway and its name for "paid in some other way": neither names a payment method. */
const NO_BRANDS = ["bogus", "manual"];

/** Returns `Visa` for `["visa", "bogus"]`; several valid names are joined; a name given by the shop stays unchanged. */
export function brandOf(gateways: readonly (string | undefined)[]): string | undefined {
  const named = gateways.filter((name) => name !== undefined).filter((name) => !NO_BRANDS.includes(name));
  return words([...new Set(named.map(brand))].join(", "));
}

/** Turns `shopify_payments` into `Shopify Payments`. */
function brand(name: string): string {
  if (!/^[a-z0-9_ -]+$/.test(name)) return name;
  return BRANDS.get(name) ?? name.replaceAll("_", " ").replace(/\b[a-z]/g, (letter) => letter.toUpperCase());
}
