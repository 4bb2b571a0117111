/**
 * Alerts each shop to events that have waited for over a day for their order: each event once, together, at most one
 * mail an hour.
 */
import { markAlertedIfChanged, type ParkedRow, readParked, selectStaleParked } from "../../sql/parked.ts";
import type { FindShop } from "../ports.ts";
import { insertShopAlert } from "../shop_alert.ts";

const DAY_MS = 86_400_000;
const WEBHOOKS_MAX = 200;
/** Most events that an alert lists; it gives the number of all. */
const NAMED_MAX = 20;

/** Owes the alerts. The events stay parked. A shop that had such an alert within the hour gets them with the next. */
export async function sweepParked(
  ports: { readonly db: D1Database; readonly find_shop: FindShop },
  now_ms: number,
): Promise<void> {
  const stale = readParked(await selectStaleParked(ports.db, now_ms - DAY_MS, WEBHOOKS_MAX).all());
  for (const [shop_id, events] of Map.groupBy(stale, ({ names }) => names[0]!.split("/")[0]!)) {
    const shop = await ports.find_shop(shop_id, now_ms);
    if (shop === null) continue; // A shop that is gone gets no alert.
    const detail = events.slice(0, NAMED_MAX).map(worded).join("\n");
    const facts = { topic: "event_parked", count: events.length, detail } as const;
    await ports.db.batch([
      insertShopAlert(ports.db, shop, facts, now_ms),
      markAlertedIfChanged(ports.db, events, now_ms),
    ]);
  }
}

/** Returns a line such as `stripe pi_1: payment.succeeded`, with the sender's own name of the order. */
function worded({ names, source, events }: ParkedRow): string {
  const called = names[0]!.split("/").slice(2).join("/");
  return `${source} ${called}: ${[...new Set(events.map(({ type }) => type))].join(", ")}`;
}
