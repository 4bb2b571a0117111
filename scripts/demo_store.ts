/** The store `demo` of every development machine: its settings, and the SQL that puts it into the local database. */
import * as v from "valibot";
import { CheckedShopSettings } from "../src/mail/shop_check.ts";
import { fromBase64, seal, sealingKey } from "../src/sealed.ts";
import { SOURCE_NAMES } from "../src/sources/table.ts";

const SETTINGS = {
  name: "Nordlicht Supply",
  url: "https://nordlicht.example",
  from: { email: "orders@nordlicht.example" },
  support_email: "help@nordlicht.example",
  locale: "en",
  time_zone: "Europe/Berlin",
  brand: { accent: "#1f6f54" },
  legal_lines: ["Nordlicht Supply GmbH · Speicherstadt 12 · 20457 Hamburg"],
  channels: ["capture"],
  returns: { window_days: 30 },
  delivery: { days_min: 2, days_max: 4 },
  withdrawal_days: 14,
  schedule: { feedback_days: 7 },
};

/** Inserts the store once and keeps what was changed since; its secret follows `.dev.vars`. */
export async function demoStoreSql(vars: Readonly<Record<string, string>>): Promise<string> {
  const secrets = Object.fromEntries(SOURCE_NAMES.map((source) => [source, [vars["DEMO_WEBHOOK_SECRET"]]]));
  const nonce = crypto.getRandomValues(new Uint8Array(12));
  const sealed = await seal(
    await sealingKey(fromBase64(vars["SEALING_KEY"]!)),
    JSON.stringify(secrets),
    "demo",
    nonce,
  );
  v.parse(CheckedShopSettings, SETTINGS);
  const values = ["demo", JSON.stringify(SETTINGS), sealed].map((text) => `'${text.replaceAll("'", "''")}'`);
  return `insert into stores (id, settings, secrets) values (${values.join(", ")})
on conflict do update set secrets = excluded.secrets;\n`;
}
