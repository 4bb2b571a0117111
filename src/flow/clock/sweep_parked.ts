/** Tells each shop of events that have waited for over a day for an order that nobody brought: each once, together, at most one mail an hour. */
import { markAlertedIfChanged, type ParkedRow, readParked, selectStaleParked } from "../../sql/parked.ts";
import type { FindShop } from "../ports.ts";
import { insertShopAlert } from "../shop_alert.ts";

const DAY_MS = 86_400_000;
const WEBHOOKS_MAX = 200;
/** More than that nobody reads; their number is told. */
const NAMED_MAX = 20;

/** They go on waiting, told or not. Where the shop has had such a mail within the hour they are told with the next. */
export async function sweepParked(
  ports: { readonly db: D1Database; readonly find_shop: FindShop },
  now_ms: number,
): Promise<void> {
  const stale = readParked(await selectStaleParked(ports.db, now_ms - DAY_MS, WEBHOOKS_MAX).all());
  for (const [shop_id, events] of Map.groupBy(stale, ({ names }) => names[0]!.split("/")[0]!)) {
    const shop = await ports.find_shop(shop_id, now_ms);
    if (shop === null) continue; // There is nobody to tell until the shop is back.
    const detail = events.slice(0, NAMED_MAX).map(worded).join("\n");
    const facts = { topic: "event_parked", count: events.length, detail } as const;
    await ports.db.batch([
      insertShopAlert(ports.db, shop, facts, now_ms),
      markAlertedIfChanged(ports.db, events, now_ms),
    ]);
  }
}

/** `stripe pi_1: payment.succeeded`, as the sender names it. */
function worded({ names, source, events }: ParkedRow): string {
  const called = names[0]!.split("/").slice(2).join("/");
  return `${source} ${called}: ${[...new Set(events.map(({ type }) => type))].join(", ")}`;
}
