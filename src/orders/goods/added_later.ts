/** Finds goods that were added to an order after all before had arrived: an exchange, a replacement. Pure. */
import type { Order } from "../state.ts";
import { goodsOf } from "./goods.ts";
import { arrivedAt, shippedAt } from "./shipment.ts";
import { shipmentWay, travels } from "./way.ts";

/**
 * Returns when goods to be brought were last added to an order of which everything else had arrived or was called off;
 * null where nothing was. Nobody was told a day for them before.
 */
export function addedAfterArrival(order: Order): string | null {
  const added = order.changes.flatMap(({ at, changes }) =>
    changes.flatMap((change) =>
      change.what === "line_added" && change.line_id !== undefined ? [{ at, line_id: change.line_id }] : []
    )
  );
  return added.map(({ at }) => at).toSorted().toReversed().find((at) =>
    isOnItsOwn(order, at, new Set(added.filter((one) => one.at >= at).map(({ line_id }) => line_id)))
  ) ?? null;
}

/** Returns whether something had arrived by `at` and nothing beside the `added` lines was or is to come. */
function isOnItsOwn(order: Order, at: string, added: ReadonlySet<string>): boolean {
  const { details, shipments } = order;
  const earlier = shipments.map((one) => ({ one, way: shipmentWay(details, one) }))
    .filter(({ one, way }) => travels(way) && shippedAt(one) < at);
  const has_arrived = earlier.length > 0 &&
    earlier.every(({ one, way }) => (arrivedAt(one, way) ?? "9999") < at);
  return has_arrived &&
    goodsOf(order).lines.every(({ line, way, fates }) =>
      added.has(line.id) || !travels(way) || fates.due + fates.in_shipment === 0
    );
}
