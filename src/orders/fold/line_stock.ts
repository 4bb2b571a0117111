/** Keeps the availability of each line's goods: the storefront's statement, overridden by what Waybill found. Pure. */
import type { OrderDetails, OrderEvent } from "../event.ts";
import { withCorrections } from "../reachable.ts";
import type { LineAllocation, Order } from "../state.ts";

/**
 * Returns the order with a newer snapshot. Waybill's own findings about a line and corrected addresses override the
 * snapshot.
 */
export function withSnapshot(order: Order, at: string, snapshot: OrderDetails): Order {
  const marked = withMarks(withCorrections(snapshot, order.corrections), order.details);
  const own = withPictures(marked, order.details);
  const details = orderedAt(own, order.details);
  return withDetails(order, at, allocatedTo(details, order.allocated ?? []));
}

/** Keeps the customer's kinds and tags where a snapshot says nothing of them: not every way of asking tells them. */
function withMarks(details: OrderDetails, before: OrderDetails): OrderDetails {
  const { kinds, tags } = before.customer;
  if (details.customer.kinds !== undefined || kinds === undefined) return details;
  return { ...details, customer: { ...details.customer, kinds, ...(tags === undefined ? {} : { tags }) } };
}

/** Keeps a line's picture where a snapshot says nothing of it: webhooks of some storefronts have none. */
function withPictures(details: OrderDetails, { lines }: OrderDetails): OrderDetails {
  const known = new Map(
    lines.flatMap(({ id, image_url }) => image_url === undefined ? [] : [[id, image_url]]),
  );
  if (known.size === 0 || details.lines.every(({ image_url }) => image_url !== undefined)) return details;
  return {
    ...details,
    lines: details.lines.map((line) => {
      const image_url = line.image_url ?? known.get(line.id);
      return image_url === undefined ? line : { ...line, image_url };
    }),
  };
}

/** Keeps `ordered_at` of the first snapshot: a later one carries the time of its own cause. */
function orderedAt(details: OrderDetails, { ordered_at }: OrderDetails): OrderDetails {
  const { ordered_at: _, ...rest } = details;
  return ordered_at === undefined ? rest : { ...rest, ordered_at };
}

/** Returns the order after Waybill allocated stock to some of its lines. */
export function withAllocation(
  order: Order,
  { at, lines }: Extract<OrderEvent, { type: "stock.allocated" }>,
): Order {
  const found = new Map(lines.map((line) => [line.line_id, { ...line, at }]));
  const others = (order.allocated ?? []).filter(({ line_id }) => !found.has(line_id));
  const allocated = [...others, ...found.values()];
  return { ...withDetails(order, at, allocatedTo(order.details, allocated)), allocated };
}

function withDetails(order: Order, at: string, details: OrderDetails): Order {
  const changed = stockOf(order.details) !== stockOf(details);
  return { ...order, details, stock_changed_at: changed ? at : order.stock_changed_at };
}

function allocatedTo(details: OrderDetails, allocated: readonly LineAllocation[]): OrderDetails {
  if (allocated.length === 0) return details;
  const found = new Map(allocated.map(({ line_id, available, expected_on }) => [
    line_id,
    expected_on === undefined ? { available } : { available, expected_on },
  ]));
  const lines = details.lines.map((line) => {
    const stock = found.get(line.id);
    return stock === undefined ? line : { ...line, stock };
  });
  return { ...details, lines };
}

/** Returns a snapshot's stock as one text for comparison. */
function stockOf({ lines }: OrderDetails): string {
  return JSON.stringify(lines.map(({ id, stock }) => [id, stock]));
}
