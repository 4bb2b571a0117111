/**
 * Checks finished events against their own schema in two rings: what names an order or moves money or goods must be
 * right, and whatever else does not fit is left out. It never changes an amount of a total, a quantity or a time.
 */
import * as v from "valibot";
import { type Line, LINES_MAX, OrderEvent } from "../../orders/event.ts";
import { ok, type Result } from "../../result.ts";
import { checked } from "./parse_error.ts";

/** Most parts that are left out of one webhook; a body that is wrong throughout is refused. */
const LEFT_OUT_MAX = 50;

/** Most lines of one order that are read: no body that a door lets in has more. */
export const LINES_READ_MAX = 100_000;

/** Paths that are never left out; `*` is a position. */
const INNER: readonly string[] = [
  "type",
  "at",
  "order",
  "order.id",
  "order.number",
  "order.placed_at",
  "order.currency",
  "order.total_minor",
  "order.customer",
  "order.lines",
  "order.lines.*",
  "order.lines.*.id",
  "order.lines.*.title",
  "order.lines.*.quantity",
  "order.lines.*.unit_price_minor",
  "payment",
  "payment.id",
  "payment.amount_minor",
  "refund",
  "refund.id",
  "refund.amount_minor",
  "refund.lines",
  "refund.lines.*",
  "shipment",
  "shipment.id",
  "shipment.lines",
  "shipment.lines.*",
  "return",
  "return.id",
  "return.lines",
  "return.lines.*",
  "withdrawal",
];

/** Returns the events as their schema has them; a refusal names the field without its event's position. */
export function wholeEvents(events: readonly OrderEvent[]): Result<OrderEvent[], "invalid"> {
  const whole: OrderEvent[] = [];
  for (const event of events) {
    const read = wholeEvent(withFoldedLines(event));
    if (!read.ok) return read;
    whole.push(read.value);
  }
  return ok(whole);
}

/** Leaves out what does not fit, part by part, until the event fits or its inner ring is wrong. */
function wholeEvent(event: OrderEvent): Result<OrderEvent, "invalid"> {
  let left: unknown = event;
  for (let count = 0; count < LEFT_OUT_MAX; count++) {
    const result = v.safeParse(OrderEvent, left, { abortEarly: true });
    if (result.success) return ok(result.output);
    const at = outermost((result.issues[0].path ?? []).map(({ key }) => String(key)));
    if (at === null) break;
    left = without(left, at);
  }
  return checked(OrderEvent, left);
}

/** Returns the shortest path to the fault that may be left out; null where all of it is the inner ring. */
function outermost(path: readonly string[]): readonly string[] | null {
  for (let length = 1; length <= path.length; length++) {
    const name = path.slice(0, length).map((key) => /^\d+$/.test(key) ? "*" : key).join(".");
    if (!INNER.includes(name)) return path.slice(0, length);
  }
  return null;
}

function without(value: unknown, [key = "", ...rest]: readonly string[]): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) {
    return value.map((item, index) => String(index) === key ? without(item, rest) : item);
  }
  if (rest.length > 0) {
    return { ...value, [key]: without((value as Readonly<Record<string, unknown>>)[key], rest) };
  }
  const { [key]: _, ...others } = value as Readonly<Record<string, unknown>>;
  return others;
}

/** An order of more lines than are kept shows the first, and one line that stands for all others. */
function withFoldedLines(event: OrderEvent): OrderEvent {
  if (!("order" in event) || event.order.lines.length <= LINES_MAX) return event;
  const { lines } = event.order;
  const kept = lines.slice(0, LINES_MAX - 1);
  return { ...event, order: { ...event.order, lines: [...kept, summaryOf(lines.slice(LINES_MAX - 1))] } };
}

/** Returns one line with the pieces and the sum of `lines`: `+402` is shown as its title in every language. */
function summaryOf(lines: readonly Line[]): Line {
  const sum = (of: (line: Line) => number) => lines.reduce((total, line) => total + of(line), 0);
  const quantity = sum((line) => line.quantity);
  const worth_minor = sum((line) => line.unit_price_minor * line.quantity);
  const unit_price_minor = Math.ceil(worth_minor / quantity);
  const [first] = lines;
  const is_one_way = lines.every(({ way }) => way === first!.way);
  return {
    id: "rest",
    title: `+${lines.length}`,
    quantity,
    unit_price_minor,
    // Rounding the price of a piece up is taken back here, so that the line comes to the sum of the others.
    discount_minor: unit_price_minor * quantity - worth_minor + sum((line) => line.discount_minor),
    requires_shipping: lines.some((line) => line.requires_shipping),
    ...(is_one_way && first!.way !== undefined ? { way: first!.way } : {}),
    ...(lines.every(({ fulfilled }) => fulfilled !== undefined)
      ? { fulfilled: sum((line) => line.fulfilled ?? 0) }
      : {}),
  };
}
