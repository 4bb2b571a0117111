/**
 * Checks settings that somebody wants to keep: the schema, colours and own words, names that are no setting, and sales
 * channels of storefronts that do not exist.
 */
import * as v from "valibot";
import { CheckedShopSettings } from "../../mail/view/shop_check.ts";
import type { ShopSettings } from "../../orders/shop.ts";
import { type Fault, faultOf } from "../../values/fault.ts";

export type SettingsCheck =
  | { readonly ok: true; readonly settings: ShopSettings }
  | ({ readonly ok: false } & Fault);

/** `storefronts` are the names that may stand before a channel: `shopify:pos`. */
export function checkSettings(given: unknown, storefronts: readonly string[]): SettingsCheck {
  const read = v.safeParse(CheckedShopSettings, given, { abortEarly: true });
  if (!read.success) return { ok: false, ...faultOf(read.issues[0]) };
  const [stranger] = strangers(given, read.output, []);
  if (stranger !== undefined) {
    return { ok: false, field: stranger, rule: "must be a setting: see docs/settings.md", value: undefined };
  }
  const channel = strangeChannel(read.output, storefronts);
  return channel === null ? { ok: true, settings: read.output } : { ok: false, ...channel };
}

/** Returns the paths of settings that are unknown: otherwise a misspelt setting would silently have no effect. */
function strangers(given: unknown, read: unknown, path: readonly string[]): readonly string[] {
  if (typeof given !== "object" || given === null || typeof read !== "object" || read === null) return [];
  return Object.entries(given).flatMap(([key, value]) =>
    Object.hasOwn(read, key)
      ? strangers(value, (read as Readonly<Record<string, unknown>>)[key], [...path, key])
      : [[...path, key].join(".")]
  );
}

function strangeChannel({ mails }: ShopSettings, storefronts: readonly string[]): Fault | null {
  for (const [at, { channels = [] }] of mails.not_owed.entries()) {
    for (const [index, name] of channels.entries()) {
      const [storefront, ...channel] = name.split(":");
      if (channel.length === 0 || storefronts.includes(storefront!)) continue;
      return {
        field: `mails.not_owed.${at}.channels.${index}`,
        rule: `must begin with one of ${storefronts.join(", ")} where it has a colon`,
        value: name,
      };
    }
  }
  return null;
}
