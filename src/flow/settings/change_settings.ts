/** Changes a shop's settings: reads the row, changes it, checks the whole, and writes it unless another writer was first. */
import { CANNED_NAMES, unknownNames } from "../../cases/canned.ts";
import type { ShopSettings } from "../../orders/shop.ts";
import { replaceSettings, selectShop, type ShopRow } from "../../sql/shops.ts";
import type { Fault } from "../../values/fault.ts";
import { type ChangedSetting, changedSettings } from "./changed_settings.ts";
import { checkSettings } from "./check_settings.ts";

export interface SettingsPorts {
  /** The first cell, where all shops are listed. */
  readonly directory: D1Database;
  readonly storefronts: readonly string[];
  readonly shop_changed: (shop_id: string) => void;
}

export type SettingsChange =
  | {
    readonly ok: true;
    readonly settings: ShopSettings;
    /** What was given differently, for the audit. */
    readonly changes: readonly ChangedSetting[];
  }
  | { readonly ok: false; readonly reason: "invalid"; readonly fault: Fault }
  /** Another person changed the settings at the same time: read them again. */
  | { readonly ok: false; readonly reason: "changed_meanwhile" };

/** Settings as they are kept: what the shop gave, without the defaults. */
export type GivenSettings = Readonly<Record<string, unknown>>;

export interface ChangeOptions {
  /** Checks and writes nothing. */
  readonly dry?: boolean;
}

/** `change` gets the settings as they are kept. A change is seen within 30 seconds. Throws for a shop that is gone. */
export async function changeSettings(
  { directory, storefronts, shop_changed }: SettingsPorts,
  shop_id: string,
  change: (given: GivenSettings) => unknown,
  { dry = false }: ChangeOptions = {},
): Promise<SettingsChange> {
  const before = await readSettings(directory, shop_id);
  const given = change(JSON.parse(before));
  const checked = checkSettings(given, storefronts);
  if (!checked.ok) return { ok: false, reason: "invalid", fault: checked };
  const canned = strangeCanned(JSON.parse(before), checked.settings);
  if (canned !== null) return { ok: false, reason: "invalid", fault: canned };
  const changes = changedSettings(JSON.parse(before), given);
  if (dry) return { ok: true, settings: checked.settings, changes };
  const { results } = await replaceSettings(directory, shop_id, { before, after: JSON.stringify(given) })
    .all();
  if (results.length === 0) return { ok: false, reason: "changed_meanwhile" };
  shop_changed(shop_id);
  return { ok: true, settings: checked.settings, changes };
}

/** A new canned answer with something in braces that nobody fills in could never be sent. One that stands already stops no other change. */
function strangeCanned(before: GivenSettings, { support }: ShopSettings): Fault | null {
  const known = JSON.stringify(before["support"] ?? {});
  const at = support.canned.findIndex(({ words }) =>
    unknownNames(words).length > 0 && !known.includes(JSON.stringify(words))
  );
  return at < 0 ? null : {
    field: `support.canned.${at}.words`,
    rule: `must have in braces only ${CANNED_NAMES.join(", ")}`,
    value: support.canned[at]!.words,
  };
}

/** Returns a shop's settings as they are kept, as JSON. */
export async function readSettings(directory: D1Database, shop_id: string): Promise<string> {
  const row = await selectShop(directory, shop_id).first<ShopRow>();
  if (row === null) throw new Error("Cannot change settings as their shop is gone");
  return row.settings;
}
