/** A house to test in: migrated tables, the shop of the cast, ports on the real local bindings with a fixed clock. */
import { STOREFRONT_NAMES } from "../../src/sources/table.ts";
import { applyD1Migrations } from "cloudflare:test";
import { env } from "cloudflare:workers";
import type { ErasePorts, RecordPorts, Shop } from "../../src/flow/ports.ts";
import { customerNames } from "../../src/links/customer_name.ts";
import { fromBase64, seal, sealingRingIn } from "../../src/sealed.ts";
import { SOURCE_NAMES } from "../../src/sources/table.ts";
import { upsertShop } from "../../src/sql/shops.ts";
import { SHOP } from "./cast.ts";

export const SECRET = env.DEMO_WEBHOOK_SECRET;
export const DEMO: Shop = {
  id: "demo",
  settings: SHOP,
  secrets: Object.fromEntries(SOURCE_NAMES.map((name) => [name, [SECRET]])),
};

export const recording: RecordPorts & Pick<ErasePorts, "forget_captured"> = {
  db: env.DB,
  storefronts: STOREFRONT_NAMES,
  name_customer: customerNames(fromBase64(env.SEALING_KEY)),
  pause: () => Promise.resolve(),
  forget_captured: () => Promise.resolve(),
};

/** What the ledger is told of a mail that left. */
export const SENT = {
  state: "sent",
  reason: null,
  due_at_ms: null,
  channel: "capture",
  provider_id: "x",
  unknown: false,
  facts_shown: null,
} as const;

/** Migrates and opens the shop `demo`; call it once a file. */
export async function openHouse(): Promise<void> {
  await applyD1Migrations(env.DB, env.MIGRATIONS);
  const key = await sealingRingIn(env.SEALING_KEY);
  const nonce = new Uint8Array(12).fill(1);
  const secrets = await seal(key, JSON.stringify(DEMO.secrets), DEMO.id, nonce);
  await upsertShop(env.DB, { id: DEMO.id, settings: JSON.stringify(SHOP), secrets }).run();
}

/** Rows of a table, as they are. */
export async function rows(table: string): Promise<Record<string, unknown>[]> {
  return (await env.DB.prepare(`select * from ${table}`).all()).results;
}
