/** What is known of the goods of each line: its storefront's word, and over it what Waybill itself found. Pure. */
import type { OrderDetails, OrderEvent } from "../event.ts";
import { withCorrections } from "../reachable.ts";
import type { LineAllocation, Order } from "../state.ts";

/** The order with a newer snapshot. What Waybill found of a line, and an address that was corrected, stand whatever it says. */
export function withSnapshot(order: Order, at: string, snapshot: OrderDetails): Order {
  const details = orderedAt(withCorrections(snapshot, order.corrections), order.details);
  return withDetails(order, at, allocatedTo(details, order.allocated ?? []));
}

/** When it was ordered is known from the first snapshot: what a later one says is the time of that snapshot's own cause. */
function orderedAt(details: OrderDetails, { ordered_at }: OrderDetails): OrderDetails {
  if (details.ordered_at === ordered_at) return details;
  const { ordered_at: _, ...rest } = details;
  return ordered_at === undefined ? rest : { ...rest, ordered_at };
}

/** The order after Waybill has looked for some of its goods. */
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

/** What a snapshot says of stock, as one text to compare. */
function stockOf({ lines }: OrderDetails): string {
  return JSON.stringify(lines.map(({ id, stock }) => [id, stock]));
}
