/** Counts what stock tracking costs: rows of levels, of orders and their shipments. Deterministic. */
import type { Figure } from "./bench.ts";
import { anOrder, type InventedOrder, postEvent, postOrder } from "./webhooks.ts";
import { start } from "./miniflare.ts";
import { atMost, counted, counts } from "./order_cost.ts";

/** Lines of the counted order, each with its own SKU. */
const LINES = 10;

export async function stockCost(script: string): Promise<readonly Figure[]> {
  const house = await start({ script, consumers: false });
  await house.sql(`update shops set settings = json_set(settings, '$.stock', json('{"track":true}'))`);
  await postOrder(house.url, anOrder("warm-up"));
  await counts(house);
  // Posts a level, which belongs to no order, so the order's id is ignored.
  const level = (sku: string, available_quantity: number) =>
    postEvent(house.url, "", "stock.changed", { sku, available_quantity });
  await level("SKU-1", 1_000);
  const lonely = await counts(house);
  for (let line = 2; line <= LINES; line++) await level(`SKU-${line}`, 1_000);
  await counts(house);
  await postOrder(house.url, withSkus(anOrder("plenty")));
  const plenty = await counts(house);
  await postEvent(house.url, "plenty", "shipment.shipped", { shipment: { id: "p1" } });
  const shipped = await counts(house);
  await house.miniflare.dispose();
  return [
    atMost("stock: a level that nobody waits for: rows written", lonely.rows_written, 1, "rows"),
    atMost(`stock: new order of ${LINES} lines, all there: D1 round trips`, plenty.round_trips, 1, "trips"),
    counted(`stock: new order of ${LINES} lines, all there: rows written`, plenty.rows_written, "rows"),
    counted("stock: its one parcel: rows written", shipped.rows_written, "rows"),
  ];
}

function withSkus(order: InventedOrder): InventedOrder {
  const lines = (order["lines"] as readonly object[]).map((line, index) => ({
    ...line,
    sku: `SKU-${index + 1}`,
  }));
  return { ...order, lines };
}
