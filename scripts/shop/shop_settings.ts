/** Settings as a person wrote them → the row of a shop: checked by every rule, and by no other names than there are. */
import * as v from "valibot";
import { CheckedShopSettings } from "../../src/mail/view/shop_check.ts";
import { SHOP_ID } from "../../src/orders/order_id.ts";
import { err, ok, type Result } from "../../src/result.ts";
import { seal, sealingKey } from "../../src/sealed.ts";
import { checked } from "../../src/sources/read/parse_error.ts";
import type { ShopRow } from "../../src/sql/shops.ts";
import type { Secrets } from "./secrets.ts";

/** The settings as JSON, to be kept; the refusal names field and rule. */
export function settingsText(settings: unknown): Result<string, "invalid"> {
  const read = checked(CheckedShopSettings, settings);
  if (!read.ok) return read;
  const [stranger] = strangers(settings, read.value, []);
  return stranger === undefined
    ? ok(JSON.stringify(settings))
    : err("invalid", `${stranger} must be a setting: see docs/settings.md`);
}

/** What was given and not read, by path: a setting that is misspelt would otherwise silently not hold. */
function strangers(given: unknown, read: unknown, path: readonly string[]): readonly string[] {
  if (typeof given !== "object" || given === null || typeof read !== "object" || read === null) return [];
  return Object.entries(given).flatMap(([key, value]) =>
    Object.hasOwn(read, key)
      ? strangers(value, (read as Readonly<Record<string, unknown>>)[key], [...path, key])
      : [[...path, key].join(".")]
  );
}

/** A name that can stand in addresses and keys. */
export function checkedId(id: string): Result<string, "invalid"> {
  return checked(v.pipe(v.string(), v.regex(SHOP_ID)), id, () => "ID");
}

/** The row with its secrets sealed; `nonce` is 12 fresh random bytes. */
export async function shopRow(
  { id, settings, secrets }: { readonly id: string; readonly settings: string; readonly secrets: Secrets },
  key: Uint8Array<ArrayBuffer>,
  nonce: Uint8Array<ArrayBuffer>,
): Promise<ShopRow> {
  return { id, settings, secrets: await seal(await sealingKey(key), JSON.stringify(secrets), id, nonce) };
}
