/** Joins deliveries to what is known of their order: what is new of them, and the order that they make with it. It writes nothing. */
import { eraseHappening } from "../../customers/erase.ts";
import type { Happening } from "../../orders/event.ts";
import { foldOn, lastPosition } from "../../orders/fold/append_events.ts";
import { fold, type Order } from "../../orders/fold/fold.ts";
import { EVENTS_MAX, type Folded, type OrderRow } from "../../sql/orders.ts";
import { erasedMark } from "../privacy/erase_order.ts";
import type { ParkedRow } from "../../sql/parked.ts";
import type { Known } from "./load_order.ts";
import { type Printed, printed } from "./fingerprints.ts";

export type Joined =
  | {
    readonly type: "folded";
    /** What is to be stored: of each delivery, only what the order was not told before. */
    readonly fresh: readonly ParkedRow[];
    /** Whether the first of the deliveries is among them. */
    readonly mine: boolean;
    readonly order: Order;
    readonly folded: Folded;
  }
  | { readonly type: "nothing_new"; readonly row: OrderRow }
  /** No event has brought the order itself yet. */
  | { readonly type: "no_order" }
  /** One of them is not later than all that the order holds. */
  | { readonly type: "needs_all" }
  | { readonly type: "too_many"; readonly count: number };

/** An erasure reaches an order that was placed before it was asked; whoever orders after it is a customer again. */
export async function joinFresh(known: Known, deliveries: readonly Printed[]): Promise<Joined> {
  const joined = await join({ ...known, erased_at: null }, deliveries);
  const { erased_at } = known;
  if (erased_at === null || joined.type !== "folded") return joined;
  return Date.parse(joined.order.details.placed_at) > erased_at ? joined : await join(known, deliveries);
}

async function join(known: Known, deliveries: readonly Printed[]): Promise<Joined> {
  const { row, folded, events, erased_at } = known;
  const is_erased = row?.order.erased_at !== undefined || erased_at !== null || deliveries.some(isErased);
  const prints = new Set(folded?.prints ?? await printsOf(known));
  const fresh: ParkedRow[] = [];
  const news: Happening[] = [];
  let mine = false;
  for (const [index, { row: delivery, name, marks }] of (await asKept(deliveries, is_erased)).entries()) {
    const untold = delivery.happenings.filter((_, at) => !prints.has(marks[at]!.print));
    if (prints.has(name) || untold.length === 0) continue;
    mine ||= index === 0;
    // A tracker tells the whole way of its parcel each time.
    fresh.push({ ...delivery, happenings: untold });
    news.push(...untold);
    for (const print of [name, ...marks.map((mark) => mark.print)]) prints.add(print);
  }
  if (row !== null && fresh.length === 0) return { type: "nothing_new", row };
  if (erased_at !== null && row?.order.erased_at === undefined) {
    const mark = { ...erasedMark(erased_at), names: fresh[0]!.names };
    fresh.push(mark);
    news.push(...mark.happenings);
  }
  const count = row?.seq ?? 0;
  if (count + fresh.length > EVENTS_MAX) return { type: "too_many", count };

  const can_fold_on = row !== null && folded !== null && events.length === 0;
  const order = can_fold_on
    ? foldOn(row.order, folded.to, news)
    : fold([...events.flatMap(({ happenings }) => happenings), ...news]);
  if (order === null) return { type: can_fold_on ? "needs_all" : "no_order" };
  const before = folded?.to ?? lastPosition(events.flatMap(({ happenings }) => happenings));
  const last = lastPosition(news);
  return {
    type: "folded",
    fresh,
    mine,
    order,
    folded: { to: last > before ? last : before, prints: [...prints] },
  };
}

/** A storefront goes on telling of an order whose customer was erased here: nobody comes back by that. */
async function asKept(deliveries: readonly Printed[], is_erased: boolean): Promise<readonly Printed[]> {
  if (!is_erased) return deliveries;
  return await Promise.all(deliveries.map(async (delivery) => {
    const { row, marks } = await printed({
      ...delivery.row,
      happenings: delivery.row.happenings.map(eraseHappening),
    });
    return { ...delivery, row, marks };
  }));
}

function isErased({ row: { happenings } }: Printed): boolean {
  return happenings.some(({ type }) => type === "customer.erased");
}

/** Of an order whose prints are not kept, or by another version: those of all its events. */
async function printsOf({ events }: Known): Promise<readonly string[]> {
  const all = await Promise.all(events.map((event) => printed({ ...event, names: [] })));
  return all.flatMap(({ name, marks }) => [name, ...marks.map(({ print }) => print)]);
}
