/** Converts a person's settings to the row of a shop: checks every rule and refuses unknown names. */
import * as v from "valibot";
import { CheckedShopSettings } from "../../src/mail/view/shop_check.ts";
import { SHOP_ID } from "../../src/orders/order_id.ts";
import { err, ok, type Result } from "../../src/result.ts";
import { seal, type SealingRing } from "../../src/sealed.ts";
import { checked } from "../../src/sources/read/parse_error.ts";
import type { ShopRow } from "../../src/sql/shops.ts";
import type { Secrets } from "./secrets.ts";

/** Returns the settings as JSON to be kept; a refusal names the field and the rule. */
export function settingsText(settings: unknown): Result<string, "invalid"> {
  const read = checked(CheckedShopSettings, settings);
  if (!read.ok) return read;
  const [stranger] = strangers(settings, read.value, []);
  return stranger === undefined
    ? ok(JSON.stringify(settings))
    : err("invalid", `${stranger} must be a setting: see docs/settings.md`);
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

/** Checks that the id can stand in URLs and keys. */
export function checkedId(id: string): Result<string, "invalid"> {
  return checked(v.pipe(v.string(), v.regex(SHOP_ID)), id, () => "ID");
}

/** Returns the row with its secrets sealed; `nonce` is 12 fresh random bytes. */
export async function shopRow(
  { id, settings, secrets }: { readonly id: string; readonly settings: string; readonly secrets: Secrets },
  ring: SealingRing,
  nonce: Uint8Array<ArrayBuffer>,
): Promise<ShopRow> {
  return { id, settings, secrets: await seal(ring, JSON.stringify(secrets), id, nonce) };
}
