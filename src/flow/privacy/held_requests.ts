/**
 * Holds a storefront's request to erase all of its orders for 48 hours: the shop is told and can stop it. The clock
 * begins the erasure afterwards.
 */
import {
  type HeldRow,
  insertHeldRequest,
  selectDueHeldRequests,
  settleHeldRequest,
} from "../../sql/held_requests.ts";
import { sourceSubject } from "../../messages/subject.ts";
import type { Shop, SweepPorts } from "../ports.ts";
import { insertShopAlert } from "../shop_alert.ts";
import { insertSourceErasure } from "./erase_source.ts";
import { listErasure } from "./list_erasure.ts";

export const GRACE_MS = 48 * 3_600_000;
const DUE_MAX = 20;

export async function holdErasure(
  { db }: Pick<SweepPorts, "db">,
  shop: Shop,
  source: string,
  now_ms: number,
): Promise<void> {
  const due_at = now_ms + GRACE_MS;
  const detail = `${source}: ${new Date(due_at).toISOString()}`;
  await db.batch([
    insertHeldRequest(db, { shop_id: shop.id, source, asked_at: now_ms, due_at }),
    insertShopAlert(db, shop, { topic: "erasure_asked", detail }, now_ms),
  ]);
}

/** Returns false where nothing waits: it was stopped before, has begun, or was never asked. */
export async function stopErasure(
  { db }: Pick<SweepPorts, "db">,
  shop_id: string,
  source: string,
  now_ms: number,
): Promise<boolean> {
  const { meta } = await settleHeldRequest(db, shop_id, source, "stopped", now_ms).run();
  return meta.changes > 0;
}

/** Begins the erasures whose time has come; the clock continues them. */
export async function beginHeldErasures(
  { db, mail }: Pick<SweepPorts, "db" | "mail">,
  now_ms: number,
): Promise<void> {
  const { results } = await selectDueHeldRequests(db, now_ms, DUE_MAX).all<HeldRow>();
  for (const { shop_id, source, asked_at } of results) {
    await listErasure(mail, { subject: sourceSubject(shop_id, source), asked_at_ms: asked_at }, now_ms);
    await db.batch([
      insertSourceErasure(db, shop_id, source, asked_at, now_ms),
      settleHeldRequest(db, shop_id, source, "done", now_ms),
    ]);
  }
}
