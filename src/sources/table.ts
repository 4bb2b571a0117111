/** All senders that Waybill understands, by the name that stands in the address of their webhook. */
import { aftership } from "./aftership.ts";
import { easypost } from "./easypost.ts";
import { seventeentrack } from "./seventeentrack.ts";
import { shipengine } from "./shipengine.ts";
import { shippo } from "./shippo.ts";
import { shopify } from "./shopify.ts";
import type { Source } from "./source.ts";
import { standard } from "./standard.ts";
import { woocommerce } from "./woocommerce.ts";

export const SOURCES: Readonly<Record<string, Source>> = {
  standard,
  shopify,
  woocommerce,
  easypost,
  aftership,
  shippo,
  "17track": seventeentrack,
  shipengine,
};

export function sourceNamed(name: string): Source | null {
  return Object.hasOwn(SOURCES, name) ? SOURCES[name]! : null;
}
