/** How the goods of a whole order reach the customer: which ways there are, and which one the order as a whole is spoken of. Pure. */
import { DELIVERY_WAYS, type DeliveryWay } from "../event.ts";
import type { Order } from "../state.ts";
import { goodsOf } from "./goods.ts";
import { travels } from "./way.ts";

/** Of everything that was not withdrawn; of all that was ordered where nothing else is left. */
export function waysOf(order: Order): ReadonlySet<DeliveryWay> {
  const { lines } = goodsOf(order);
  const kept = lines.filter(({ ordered, fates }) => fates.withdrawn < ordered);
  return new Set((kept.length > 0 ? kept : lines).map(({ way }) => way));
}

/** What is brought is spoken of before what is collected, that before what was taken along, and that before what is sent by mail. */
export function mainWay(order: Order): DeliveryWay {
  const ways = waysOf(order);
  return SPOKEN_OF.find((way) => ways.has(way)) ?? "carrier";
}

const SPOKEN_OF: readonly DeliveryWay[] = ["carrier", "local", "pickup", "till", "digital"];

/** Whether anything is brought to an address. */
export function isBrought(order: Order): boolean {
  return DELIVERY_WAYS.some((way) => travels(way) && waysOf(order).has(way));
}
