/**
 * Alerts each shop to events that have waited for over a day for their order: each event once, together, at most one
 * mail an hour.
 */
import { markAlertedIfChanged, type ParkedRow, readParked, selectStaleParked } from "../../sql/parked.ts";
import { type AlertedShop, insertShopAlert } from "../shop_alert.ts";

const DAY_MS = 86_400_000;
const WEBHOOKS_MAX = 200;
/** Most events that an alert lists; it gives the number of all. */
const NAMED_MAX = 20;

/** Owes the alerts. The events stay parked. A shop that had such an alert within the hour gets them with the next. */
export async function alertParked(
  { db }: { readonly db: D1Database },
  shops: readonly AlertedShop[],
  now_ms: number,
): Promise<void> {
  const selected = await db.batch(
    shops.map(({ id }) => selectStaleParked(db, id, now_ms - DAY_MS, WEBHOOKS_MAX)),
  );
  const alerts = selected.flatMap((result, index) => {
    const events = readParked(result);
    if (events.length === 0) return [];
    const detail = events.slice(0, NAMED_MAX).map(worded).join("\n");
    const facts = { topic: "event_parked", count: events.length, detail } as const;
    return [insertShopAlert(db, shops[index]!, facts, now_ms), markAlertedIfChanged(db, events, now_ms)];
  });
  if (alerts.length > 0) await db.batch(alerts);
}

/** Returns a line such as `stripe pi_1: payment.succeeded`, with the sender's own name of the order. */
function worded({ names, source, events }: ParkedRow): string {
  const called = names[0]!.split("/").slice(2).join("/");
  return `${source} ${called}: ${[...new Set(events.map(({ type }) => type))].join(", ")}`;
}
