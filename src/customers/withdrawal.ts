/**
 * Says for how many days a customer may withdraw from the contract: by the law of the customer's country. Pure. Whoever
 * sells to consumers of a country keeps to its law; the shop judges the exceptions.
 */
import type { Order } from "../orders/state.ts";
import type { ShopSettings } from "../orders/shop.ts";

/**
 * Days after delivery, by country. The European Union and the European Economic Area: Directive 2011/83/EU, Article 9.
 * United Kingdom: the Consumer Contracts Regulations 2013, regulation 30.
 */
const EEA = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK".split(
  " ",
);
const DAYS: ReadonlyMap<string, number> = new Map([...EEA, "GB"].map((country) => [country, 14]));

/**
 * Returns null where no law that is known here gives the right. `withdrawal_days` of the shop lengthens what the law
 * gives, and speaks for the shop's own country and for orders that name none.
 */
export function withdrawalDays({ details }: Order, shop: ShopSettings): number | null {
  const country = details.shipping_address?.country ?? details.billing_address?.country;
  const own = shop.withdrawal_days;
  // A shop that neither says so itself nor sits where the law says so may sell to businesses alone.
  if (own === null && !DAYS.has(shop.country ?? "")) return null;
  if (country === undefined || country === shop.country) return own ?? DAYS.get(shop.country ?? "") ?? null;
  const by_law = DAYS.get(country);
  return by_law === undefined ? null : Math.max(by_law, own ?? 0);
}
