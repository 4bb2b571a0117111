/** Writes down who did what. A row is kept for a year, or for as long as the shop keeps its customers if that is less. */
import { type Act, deleteOldActs, insertAct } from "../../sql/audit.ts";
import type { Shop } from "../ports.ts";

const YEAR_DAYS = 365;
const DAY_MS = 86_400_000;

export async function recordAct(db: D1Database, shop: Shop, act: Act, now_ms: number): Promise<void> {
  const days = Math.min(YEAR_DAYS, shop.settings.retention_days ?? YEAR_DAYS);
  await db.batch([
    insertAct(db, shop.id, act, now_ms),
    deleteOldActs(db, shop.id, now_ms - days * DAY_MS),
  ]);
}
