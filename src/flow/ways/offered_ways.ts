/** Says which short ways a shop offers its customers: those that its settings name and by which messages can leave. */
import { canLeaveBy } from "../../channels/table.ts";
import { SHORT_WAYS, type ShortWay } from "../../messages/ways.ts";
import type { DeliverPorts, Shop } from "../ports.ts";
import { waysOf } from "./ways_of_shop.ts";

export function offeredWays(
  ports: Pick<DeliverPorts, "ways" | "public_url">,
  shop: Shop,
): readonly ShortWay[] {
  const ways = waysOf(ports, shop);
  return SHORT_WAYS.filter((way) => shop.settings[`shipment_${way}`] && canLeaveBy(way, ways));
}
