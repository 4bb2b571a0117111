/**
 * Holds a storefront's request to erase all of its orders for 48 hours: the shop is told and can stop it. The clock
 * begins the erasure afterwards. All three stand on the list outside the database as well.
 */
import {
  type HeldRow,
  insertHeldRequest,
  selectDueHeldRequests,
  selectHeldRequests,
  settleHeldRequest,
} from "../../sql/held_requests.ts";
import { sourceSubject } from "../../messages/subject.ts";
import type { Shop, SweepPorts } from "../ports.ts";
import { insertShopAlert } from "../shop_alert.ts";
import { insertSourceErasure } from "./erase_source.ts";
import { type ListedErasure, listErasure } from "./list_erasure.ts";

export const GRACE_MS = 48 * 3_600_000;
const DUE_MAX = 20;

type HeldPorts = Pick<SweepPorts, "db" | "mail">;

export async function holdErasure(
  ports: HeldPorts,
  shop: Shop,
  source: string,
  now_ms: number,
): Promise<void> {
  // A copy of a request that waits is none of its own.
  const before = await requestOf(ports.db, shop.id, source);
  if (before?.state !== "waiting") {
    await list(ports.mail, { shop_id: shop.id, source, asked_at: now_ms }, "waiting", now_ms);
  }
  await hold(ports.db, shop, source, now_ms, now_ms);
}

/** Returns false where nothing waits: it was stopped before, has begun, or was never asked. */
export async function stopErasure(
  { db, mail }: HeldPorts,
  shop_id: string,
  source: string,
  now_ms: number,
): Promise<boolean> {
  const request = await requestOf(db, shop_id, source);
  if (request?.state !== "waiting") return false;
  await list(mail, request, "stopped", now_ms);
  const { meta } = await settleHeldRequest(db, shop_id, source, request.asked_at, "stopped", now_ms).run();
  return meta.changes > 0;
}

/**
 * Begins the erasures whose time has come; the clock continues them. A database that went back in time must have the
 * whole list again before: it may hold a request that the shop stopped since.
 */
export async function beginHeldErasures({ db, mail }: HeldPorts, now_ms: number): Promise<void> {
  const { results } = await selectDueHeldRequests(db, now_ms, DUE_MAX).all<HeldRow>();
  for (const request of results) {
    const { shop_id, source, asked_at } = request;
    await list(mail, request, undefined, now_ms);
    await db.batch([
      insertSourceErasure(db, shop_id, source, asked_at, now_ms),
      settleHeldRequest(db, shop_id, source, asked_at, "done", now_ms),
    ]);
  }
}

/**
 * Holds, or stops, a listed request anew that the database does not know as held, or stopped. Returns false where it
 * knew. The shop is told again; the 48 hours are those of the first time.
 */
export async function replayHeld(
  db: D1Database,
  shop: Shop,
  source: string,
  { asked_at_ms, held }: Pick<ListedErasure, "asked_at_ms" | "held">,
  now_ms: number,
): Promise<boolean> {
  if (held === "stopped") {
    const { meta } = await settleHeldRequest(db, shop.id, source, asked_at_ms, "stopped", now_ms).run();
    return meta.changes > 0;
  }
  const known = await requestOf(db, shop.id, source);
  if (known !== undefined && known.asked_at >= asked_at_ms) return false;
  await hold(db, shop, source, asked_at_ms, now_ms);
  return true;
}

async function hold(
  db: D1Database,
  shop: Shop,
  source: string,
  asked_at: number,
  now_ms: number,
): Promise<void> {
  const due_at = asked_at + GRACE_MS;
  const detail = `${source}: ${new Date(due_at).toISOString()}`;
  await db.batch([
    insertHeldRequest(db, { shop_id: shop.id, source, asked_at, due_at }),
    insertShopAlert(db, shop, { topic: "erasure_asked", detail }, now_ms),
  ]);
}

async function requestOf(db: D1Database, shop_id: string, source: string): Promise<HeldRow | undefined> {
  const { results } = await selectHeldRequests(db, shop_id).all<HeldRow>();
  return results.find((request) => request.source === source);
}

async function list(
  mail: R2Bucket,
  { shop_id, source, asked_at }: Pick<HeldRow, "shop_id" | "source" | "asked_at">,
  held: ListedErasure["held"],
  now_ms: number,
): Promise<void> {
  const subject = sourceSubject(shop_id, source);
  await listErasure(
    mail,
    { subject, asked_at_ms: asked_at, ...(held === undefined ? {} : { held }) },
    now_ms,
  );
}
