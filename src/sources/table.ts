/** Lists all senders that Waybill supports, under the name in the address of their webhook. */
import { aftership } from "./trackers/aftership.ts";
import { bigcommerce } from "./bigcommerce/bigcommerce.ts";
import { easypost } from "./trackers/easypost.ts";
import { paypal } from "./paypal/paypal.ts";
import { seventeentrack } from "./trackers/seventeentrack.ts";
import { shipengine } from "./trackers/shipengine.ts";
import { shippo } from "./trackers/shippo.ts";
import { shopify } from "./shopify/shopify.ts";
import type { Source } from "./source.ts";
import { square } from "./square.ts";
import { standard } from "./standard/standard.ts";
import { stripe } from "./stripe/stripe.ts";
import { woocommerce } from "./woocommerce/woocommerce.ts";

export const SOURCES = {
  standard,
  shopify,
  woocommerce,
  bigcommerce,
  stripe,
  paypal,
  square,
  easypost,
  aftership,
  shippo,
  "17track": seventeentrack,
  shipengine,
} satisfies Readonly<Record<string, Source>>;

export const SOURCE_NAMES = Object.keys(SOURCES) as readonly (keyof typeof SOURCES)[];

/** Sources that send orders; carriers and payment providers may name an order by the ids of these sources. */
export const STOREFRONT_NAMES: readonly string[] = ["shopify", "woocommerce", "bigcommerce", "standard"];

/** Sources that may tell of a parcel after it has left. The other storefronts say that it left, and no more. */
export const PARCEL_REPORTERS: readonly string[] = [
  "shopify",
  "standard",
  "easypost",
  "aftership",
  "shippo",
  "17track",
  "shipengine",
];

export function sourceNamed(name: string): Source | null {
  return Object.hasOwn(SOURCES, name) ? SOURCES[name as keyof typeof SOURCES] : null;
}

/**
 * Returns the shop's access tokens at a sender whose API must supply what its webhooks omit. They are sealed with the
 * secrets: `{"bigcommerce": ["<client secret>"], "bigcommerce.token": ["<store hash>:<access token>"]}`.
 */
export function tokensOf(
  secrets: Readonly<Record<string, readonly string[]>>,
  { name }: Source,
): readonly string[] {
  return secrets[`${name}.token`] ?? [];
}
