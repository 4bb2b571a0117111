/**
 * Brings kept webhooks back by the clock, oldest first, once the database takes writes: those that the queue has given
 * up, lost, or would try again only later. What fails although the database answers is set aside in the end.
 */
import { probeDatabase } from "../../flow/clock/probe_database.ts";
import { listSpilled, type SpilledObject } from "../../flow/record/list_spilled.ts";
import { SPILL, spillRetryS } from "../../flow/record/spill.ts";
import { insertShopAlert } from "../../flow/shop_alert.ts";
import { logFailure } from "../log.ts";
import { inCell, type Ports } from "../ports.ts";
import { bringBack } from "./bring_back.ts";
import { giveUp } from "./give_up.ts";

/** Most webhooks of one tick: recording one takes some fifteen of the statements that an invocation may make. */
const AT_ONCE_MAX = 15;
/** The queue has the first try. */
const AFTER_MS = 60_000;
/** Tries by the clock, spread over some hours, after which a person must look. */
const TRIES_MAX = 14;
/** A shop is told of webhooks that have waited for so long. */
const ALERT_AFTER_MS = 15 * 60_000;
const PAGES_MAX = 5;
/** Most shops that one tick alerts. */
const ALERTS_MAX = 20;

export async function sweepSpill(ports: Ports, now_ms: number): Promise<void> {
  const { objects } = await listSpilled(ports.mail, SPILL, null, PAGES_MAX);
  const due = objects.filter((one) =>
    one.received_at_ms <= now_ms - AFTER_MS &&
    (one.tries === 0 || one.tried_at_ms + spillRetryS(one.tries) * 1_000 <= now_ms)
  );
  if (due.length === 0 || !await takesWrites(ports, now_ms)) return;
  await alertShops(ports, objects, now_ms);
  for (const one of due.slice(0, AT_ONCE_MAX)) {
    const shop = await ports.find_shop(one.shop_id, now_ms);
    if (shop?.is_moving) continue; // Its move is no failure.
    try {
      await bringBack(ports, { stored_at: one.key });
    } catch (error) {
      logFailure("spill_not_recorded", { shop: one.shop_id, tries: one.tries + 1 }, error);
      // The database has gone away again: the next tick goes on.
      if (!await takesWrites(shop === null ? ports : inCell(ports, shop), now_ms)) return;
      await countTry(ports, one, now_ms);
    }
  }
}

async function takesWrites({ db }: Ports, now_ms: number): Promise<boolean> {
  return (await probeDatabase(db, "spill", now_ms)).state !== "refuses_writes";
}

async function countTry(ports: Ports, one: SpilledObject, now_ms: number): Promise<void> {
  if (one.tries + 1 >= TRIES_MAX) {
    return await giveUp(ports, { stored_at: one.key }, one.key.split("/").at(-1)!);
  }
  const { mail } = ports;
  const stored = await mail.get(one.key);
  if (stored === null) return;
  const customMetadata = {
    ...stored.customMetadata,
    tries: String(one.tries + 1),
    tried_at: String(now_ms),
  };
  // Not written where it was recorded and deleted meanwhile, since it would come again.
  await mail.put(one.key, await stored.text(), { customMetadata, onlyIf: { etagMatches: stored.etag } });
}

/** Once a day for each shop; the mail is owed as soon as the database takes it. */
async function alertShops(ports: Ports, objects: readonly SpilledObject[], now_ms: number): Promise<void> {
  const old = objects.filter(({ received_at_ms }) => received_at_ms <= now_ms - ALERT_AFTER_MS);
  const by_shop = [...Map.groupBy(old, ({ shop_id }) => shop_id)].slice(0, ALERTS_MAX);
  for (const [shop_id, waiting] of by_shop) {
    const shop = await ports.find_shop(shop_id, now_ms);
    if (shop === null || shop.is_moving) continue; // A name that nobody proved; a shop that moves is told later.
    const since = new Date(waiting[0]!.received_at_ms).toISOString();
    const facts = { topic: "webhooks_waiting", count: waiting.length, detail: since } as const;
    await insertShopAlert(inCell(ports, shop).db, shop, facts, now_ms, {
      about: since.slice(0, "2026-11-22".length),
    })
      .run();
  }
}
