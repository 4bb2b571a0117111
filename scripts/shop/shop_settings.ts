/** Converts a person's settings to the row of a shop: checks every rule and refuses unknown names. */
import * as v from "valibot";
import { checkSettings } from "../../src/flow/settings/check_settings.ts";
import { NEW_SHOP_ID, SHOP_ID } from "../../src/orders/order_id.ts";
import { err, ok, type Result } from "../../src/result.ts";
import { seal, type SealingRing } from "../../src/sealed.ts";
import { checked, invalid } from "../../src/sources/read/parse_error.ts";
import { STOREFRONT_NAMES } from "../../src/sources/table.ts";
import type { ShopRow } from "../../src/sql/shops.ts";
import type { Secrets } from "../../src/doors/webhooks/secret_rules.ts";

/** Returns the settings as JSON to be kept; a refusal names the field and the rule. */
export function settingsText(settings: unknown): Result<string, "invalid"> {
  const checked = checkSettings(settings, STOREFRONT_NAMES);
  if (checked.ok) return ok(JSON.stringify(settings));
  const { field, rule, value } = checked;
  return value === undefined && rule.includes("docs/settings.md")
    ? err("invalid", `${field} ${rule}`)
    : invalid(field, rule, value);
}

/** Checks that the id can stand in URLs and keys. */
export function checkedId(id: string): Result<string, "invalid"> {
  return checked(v.pipe(v.string(), v.regex(SHOP_ID)), id, () => "ID");
}

/** The same for a new shop, whose id may have 29 characters. */
export function checkedNewId(id: string): Result<string, "invalid"> {
  return checked(v.pipe(v.string(), v.regex(NEW_SHOP_ID)), id, () => "ID");
}

/** Returns the row with its secrets sealed; `nonce` is 12 fresh random bytes. */
export async function shopRow(
  { id, settings, secrets }: { readonly id: string; readonly settings: string; readonly secrets: Secrets },
  ring: SealingRing,
  nonce: Uint8Array<ArrayBuffer>,
): Promise<ShopRow> {
  return { id, settings, secrets: await seal(ring, JSON.stringify(secrets), id, nonce) };
}
