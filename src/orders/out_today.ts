/** What is out for delivery is so for a day: a shipment that was not handed over that day is on its way again. Pure. */
import { dayIn, endOfDay } from "./days.ts";
import { statusScan } from "./goods/shipment.ts";
import type { ShopSettings } from "./shop.ts";
import type { Order, OrderShipment } from "./state.ts";
import { scanZone } from "./zone.ts";

/** When the day of the scan that made its present status is over, where that was made. Milliseconds since the epoch. */
export function endOfScanDay(
  order: Pick<Order, "details">,
  shop: Pick<ShopSettings, "time_zone">,
  scan: ReturnType<typeof statusScan>,
  at: string | undefined = scan?.at,
): number | null {
  if (at === undefined) return null;
  const zone = scanZone(order, shop, scan ?? {});
  return endOfDay(zone, dayIn(zone, Date.parse(at)));
}

/** Until when each shipment that is out for delivery is; empty where none is. Milliseconds since the epoch. */
export function outUntil(order: Order, shop: Pick<ShopSettings, "time_zone">): readonly number[] {
  return order.shipments.filter(isOut)
    .flatMap((shipment) => endOfScanDay(order, shop, statusScan(shipment)) ?? []);
}

/** The order as its customer finds it at that moment. */
export function asOf(order: Order, shop: Pick<ShopSettings, "time_zone">, now_ms: number): Order {
  if (outUntil(order, shop).every((until_ms) => until_ms > now_ms)) return order;
  const shipments = order.shipments.map((shipment): OrderShipment => {
    const until_ms = isOut(shipment) ? endOfScanDay(order, shop, statusScan(shipment)) : null;
    return until_ms !== null && until_ms <= now_ms ? { ...shipment, status: "in_transit" } : shipment;
  });
  return { ...order, shipments };
}

function isOut({ status }: OrderShipment): boolean {
  return status === "out_for_delivery";
}
