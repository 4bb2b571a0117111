/** A house to test in: migrated tables, the shop of the cast, ports on the real local bindings with a fixed clock. */
import { STOREFRONT_NAMES } from "../../src/sources/table.ts";
import { env } from "cloudflare:workers";
import type { CellPorts, ErasePorts, RecordPorts, Shop } from "../../src/flow/ports.ts";
import { customerNames } from "../../src/links/customer_name.ts";
import { fromBase64, seal, sealingRingIn } from "../../src/sealed.ts";
import { SOURCE_NAMES } from "../../src/sources/table.ts";
import { upsertShop } from "../../src/sql/shops.ts";
import { SHOP } from "./cast.ts";
import { cellOf, cellsInUse, isInSecondCell, migrateCells, placeShop } from "./cells_in_use.ts";

export const SECRET = env.DEMO_WEBHOOK_SECRET;
export const DEMO: Shop = {
  id: "demo",
  settings: SHOP,
  secrets: Object.fromEntries(SOURCE_NAMES.map((name) => [name, [SECRET]])),
};

export const recording: RecordPorts & CellPorts & Pick<ErasePorts, "forget_captured" | "wake_queue"> = {
  get db() {
    return cellOf(DEMO.id);
  },
  get cell() {
    return isInSecondCell(DEMO.id) ? 2 : 1;
  },
  directory: env.DB,
  mail: env.MAIL,
  get databases() {
    return cellsInUse();
  },
  storefronts: STOREFRONT_NAMES,
  name_customer: customerNames(fromBase64(env.SEALING_KEY)),
  pause: () => Promise.resolve(),
  forget_captured: () => Promise.resolve(),
  // Who calls a verb of flow delivers itself what it wants delivered.
  wake_queue: { sendBatch: () => Promise.resolve() } as unknown as Queue<never>,
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
  await migrateCells();
  const key = await sealingRingIn(env.SEALING_KEY);
  const nonce = new Uint8Array(12).fill(1);
  const secrets = await seal(key, JSON.stringify(DEMO.secrets), DEMO.id, nonce);
  await upsertShop(env.DB, { id: DEMO.id, settings: JSON.stringify(SHOP), secrets }).run();
  await placeShop(DEMO.id);
}

/** Rows of a table, as they are. */
export async function rows(table: string): Promise<Record<string, unknown>[]> {
  return (await cellOf(DEMO.id).prepare(`select * from ${table}`).all()).results;
}
