/** Decides which ways the goods of an order take, and which one the mails mention for the whole order. Pure. */
import { DELIVERY_WAYS, type DeliveryWay } from "../event.ts";
import type { Order } from "../state.ts";
import { goodsOf } from "./goods.ts";
import { travels } from "./way.ts";

/** Returns the ways of all pieces that were not withdrawn; of all ordered ones if none is left. */
export function waysOf(order: Order): ReadonlySet<DeliveryWay> {
  const { lines } = goodsOf(order);
  const kept = lines.filter(({ ordered, fates }) => fates.withdrawn < ordered);
  return new Set((kept.length > 0 ? kept : lines).map(({ way }) => way));
}

/** Returns the first way of the order by precedence: brought, collected, taken along, sent by mail. */
export function mainWay(order: Order): DeliveryWay {
  const ways = waysOf(order);
  return SPOKEN_OF.find((way) => ways.has(way)) ?? "carrier";
}

const SPOKEN_OF: readonly DeliveryWay[] = ["carrier", "local", "pickup", "till", "digital"];

/** Returns whether anything is brought to an address. */
export function isBrought(order: Order): boolean {
  return DELIVERY_WAYS.some((way) => travels(way) && waysOf(order).has(way));
}
