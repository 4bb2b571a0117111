/** The shop `demo` of every development machine: its settings, and the SQL that puts it into the local database. */
import { sealingRingIn } from "../src/sealed.ts";
import { SOURCE_NAMES } from "../src/sources/table.ts";
import { upsertShop } from "../src/sql/shops.ts";
import { settingsText, shopRow } from "./shop/shop_settings.ts";
import { sqlText } from "./shop/sql_text.ts";
import { STORE_TOKEN } from "./trigger/samples/bigcommerce.ts";
import { SHIPENGINE_PUBLIC_KEYS } from "./trigger/shipengine_key.ts";

const SETTINGS = {
  name: "Nordlicht Supply",
  url: "https://nordlicht.example",
  from: { email: "orders@nordlicht.example" },
  support_email: "help@nordlicht.example",
  reply_domain: "reply.nordlicht.example",
  locale: "en",
  time_zone: "Europe/Berlin",
  brand: { accent: "#1f6f54" },
  legal_lines: ["Nordlicht Supply GmbH · Speicherstadt 12 · 20457 Hamburg"],
  channels: ["capture"],
  pay_to: ["Nordlicht Supply GmbH", "IBAN DE02 1203 0000 0000 2020 51", "BIC BYLADEM1001"],
  returns: { window_days: 30 },
  delivery: { days_min: 2, days_max: 4 },
  withdrawal_days: 14,
  shipment_sms: true,
  bounce_sms: true,
  figures: true,
  order_index: true,
  schedule: { feedback_days: 7 },
};

/** Inserts the shop once and keeps later changes; its secrets follow `.dev.vars`. */
export async function demoShopSql(vars: Readonly<Record<string, string>>): Promise<string> {
  const settings = settingsText(SETTINGS);
  if (!settings.ok) throw new Error(settings.message);
  const senders = SOURCE_NAMES.map((source) => [source, [vars["DEMO_WEBHOOK_SECRET"]!]]);
  const secrets = {
    ...Object.fromEntries(senders),
    // Secrets for the senders that `deno task trigger` stands in for: ShipEngine's key, and a token of BigCommerce's
    // API.
    shipengine: [vars["DEMO_WEBHOOK_SECRET"]!, SHIPENGINE_PUBLIC_KEYS],
    "bigcommerce.token": [STORE_TOKEN],
    api: [vars["DEMO_API_TOKEN"]!],
  };
  const nonce = crypto.getRandomValues(new Uint8Array(12));
  const row = await shopRow(
    { id: "demo", settings: settings.value, secrets },
    await sealingRingIn(vars["SEALING_KEY"]!),
    nonce,
  );
  return `${sqlText((db) => upsertShop(db, row))};\n`;
}
