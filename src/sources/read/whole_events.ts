/**
 * Checks events against their own schema in two rings: what names an order or moves money or goods must be right, and
 * whatever else does not fit is read as text or left out. It never changes an amount of a total, a quantity or a time.
 */
import * as v from "valibot";
import { OrderEvent } from "../../orders/event.ts";
import { withSummary } from "../../orders/goods/summary_line.ts";
import { err, ok, type Result } from "../../result.ts";
import { faultOf } from "../../values/fault.ts";
import { TEXT_MAX } from "../../values/schemas.ts";
import { known, wordsOf } from "./fields.ts";
import { faultMessage } from "./parse_error.ts";
import { addressAmong } from "./reader.ts";

/** Most passes: each mends all faults that it finds, and one fault may lead up to the whole that holds it. */
const PASSES_MAX = 12;

/** Most parts that are named as left out. */
const NAMED_MAX = 20;

export interface WholeEvent<Event = OrderEvent> {
  readonly event: Event;
  /** For each part that was left out: its field, the rule, and the value's shape. */
  readonly left_out: readonly string[];
}

/** Paths that are never left out; `*` is a position. */
const INNER: ReadonlySet<string> = new Set([
  "",
  "type",
  "at",
  "order",
  "order.id",
  "order.number",
  "order.placed_at",
  "order.cancelled_at",
  "order.currency",
  "order.total_minor",
  "order.lines",
  "order.lines.*",
  "order.lines.*.id",
  "order.lines.*.quantity",
  "order.lines.*.unit_price_minor",
  "order.lines.*.discount_minor",
  "payment",
  "payment.id",
  "payment.amount_minor",
  "refund",
  "refund.id",
  "refund.amount_minor",
  "refund.status",
  "refund.lines",
  "refund.lines.*",
  "refund.lines.*.line_id",
  "refund.lines.*.quantity",
  "shipment",
  "shipment.id",
  "shipment.lines",
  "shipment.lines.*",
  "shipment.lines.*.line_id",
  "shipment.lines.*.quantity",
  "return",
  "return.id",
  "return.lines",
  "return.lines.*",
  "return.lines.*.line_id",
  "return.lines.*.quantity",
  "promised",
  "outcome",
  "withdrawal",
  // Of stock: another place or basis would be another count.
  "sku",
  "location",
  "basis",
  "available_quantity",
  "customer",
  "customer.email",
  "product",
  "product.title",
]);

/** Names of the inner ring that are text: a number is read as its text there too. */
const TEXTS: ReadonlySet<string> = new Set(["order.number", "sku", "product.title"]);

/** Of the inner ring, what may say nothing: then it is not there. */
const NOTHING_IF_NULL: ReadonlySet<string> = new Set([
  "order.lines.*.discount_minor",
  "shipment.lines",
  "refund.lines",
  "return.lines",
  "location",
]);

/** Lists that are left out whole: what is missing in them counts as withdrawn. */
const WHOLE_LISTS: ReadonlySet<string> = new Set(["order.shipment_ids", "order.refund_ids"]);

/** Returns the events as their schema has them; a refusal names the field without its event's position. */
export function wholeEvents(events: readonly OrderEvent[]): Result<OrderEvent[], "invalid"> {
  const whole: OrderEvent[] = [];
  for (const event of events) {
    const read = wholeEvent(event);
    if (!read.ok) return read;
    whole.push(read.value.event);
  }
  return ok(whole);
}

/**
 * Returns what a sender calls an event as its schema has it: what does not fit is mended or left out, part by part, until
 * all fits or the inner ring is wrong. `rename` converts a path to the sender's name of the field.
 */
export function wholeEvent(
  event: unknown,
  rename: (path: string) => string = (path) => path,
): Result<WholeEvent, "invalid"> {
  const whole = wholeOf(OrderEvent, event, rename);
  return whole.ok ? ok({ ...whole.value, event: withFoldedLines(whole.value.event) }) : whole;
}

/** The same for an event of another schema. */
export function wholeOf<Event>(
  schema: v.GenericSchema<unknown, Event>,
  event: unknown,
  rename: (path: string) => string,
): Result<WholeEvent<Event>, "invalid"> {
  const first = v.safeParse(schema, event);
  if (first.success) return ok({ event: first.output, left_out: [] });
  const left = structuredClone(event);
  let issues: readonly Issue[] = first.issues;
  /** The fault for which a part was left out, by the part's path. */
  const causes = new Map<string, Issue>();
  for (let pass = 0; pass < PASSES_MAX; pass++) {
    const refused = mendAll(left, issues, causes);
    if (refused !== null) return refusal(refused, rename);
    const read = v.safeParse(schema, left);
    if (read.success) {
      const faults = [...new Set(causes.values())].slice(0, NAMED_MAX);
      return ok({
        event: read.output,
        left_out: faults.map((issue) => messageOf(issue, rename)),
      });
    }
    issues = read.issues;
  }
  return refusal(issues[0]!, rename);
}

type Issue = v.BaseIssue<unknown>;
type Path = readonly (string | number)[];

function refusal(issue: Issue, rename: (path: string) => string): Result<never, "invalid"> {
  return err("invalid", messageOf(issue, rename));
}

function messageOf(issue: Issue, rename: (path: string) => string): string {
  const { field, rule, value } = faultOf(issue);
  return faultMessage(rename(field), rule, value);
}

/** Mends every fault in place; returns the first for which nothing can be left out. */
function mendAll(left: unknown, issues: readonly Issue[], causes: Map<string, Issue>): Issue | null {
  const shortened = new Set<unknown[]>();
  const done = new Set<string>();
  for (const issue of issues) {
    const path = pathOf(issue);
    if (path.some((_, index) => done.has(keyOf(path.slice(0, index + 1))))) continue;
    const cause = causes.get(keyOf(path));
    if (cause === undefined && isMended(left, path, issue)) {
      done.add(keyOf(path));
      continue;
    }
    const at = removable(left, path);
    if (at === null) return cause ?? issue;
    remove(left, at, shortened);
    done.add(keyOf(at));
    // A part that must be there is missed in the next pass: the whole that holds it is then left out for the same cause.
    causes.set(keyOf(at), cause ?? issue);
  }
  for (const list of shortened) list.splice(0, list.length, ...list.filter((item) => item !== REMOVED));
  return null;
}

/** Stands for an entry until its list is shortened, so that the positions of the others hold. */
const REMOVED = Symbol("removed");

function pathOf(issue: Issue): Path {
  return (issue.path ?? []).map(({ key }) => key as string | number);
}

function keyOf(path: Path): string {
  return path.join("\0");
}

function nameOf(path: Path): string {
  return path.map((key) => typeof key === "number" ? "*" : key).join(".");
}

/** Returns whether the value at `path` could be read in another way, which then stands in its place. */
function isMended(left: unknown, path: Path, issue: Issue): boolean {
  const name = nameOf(path);
  const holder = valueAt(left, path.slice(0, -1));
  const key = path.at(-1);
  if (typeof holder !== "object" || holder === null || key === undefined) return false;
  const fields = holder as Record<string | number, unknown>;
  const better = reread(name, fields, fields[key], issue);
  if (better === undefined) return false;
  delete fields[key];
  Object.assign(fields, better.beside ?? {}, "value" in better ? { [key]: better.value } : {});
  return true;
}

interface Reread {
  readonly value?: unknown;
  /** Fields that stand beside the value or in its place. */
  readonly beside?: object;
}

function reread(
  name: string,
  fields: Readonly<Record<string | number, unknown>>,
  value: unknown,
  issue: Issue,
): Reread | undefined {
  if (name === "order.customer") return { value: {} };
  if (name === "order.customer.email" || name === "order.gift.recipient.email") {
    return { beside: known(addressAmong([value])) };
  }
  const is_text = issue.kind === "schema" && issue.expected === "string";
  if (value === null && NOTHING_IF_NULL.has(name)) return {};
  const is_shown = !INNER.has(name) || TEXTS.has(name);
  if (is_shown && is_text && Number.isFinite(value)) return { value: String(value) };
  const max = issue.type === "max_length" ? Number(issue.requirement) : null;
  // A cut address leads nowhere, and a cut id names something else: only long words are cut.
  if (is_shown && typeof value === "string" && max === TEXT_MAX && !name.endsWith("url")) {
    return { value: value.trim().slice(0, max).replace(/[\ud800-\udbff]$/, "") };
  }
  if (Array.isArray(value) && max !== null && CUT_LISTS.has(name)) return { value: value.slice(0, max) };
  if (name === "order.lines.*.title") return { value: wordsOf(fields["sku"]) ?? String(fields["id"]) };
  return undefined;
}

/** Lists of which the first entries say enough. */
const CUT_LISTS: ReadonlySet<string> = new Set([
  "order.tags",
  "order.customer.tags",
  "order.billing_address.lines",
  "order.shipping_address.lines",
  "shipment.tracking",
  "return.steps",
]);

/** Returns the path of the smallest part around the fault that is there and may be left out; null where there is none. */
function removable(left: unknown, path: Path): Path | null {
  for (let length = path.length; length > 0; length--) {
    const at = path.slice(0, length);
    const name = nameOf(at);
    if (INNER.has(name)) return null;
    const is_within_whole = WHOLE_LISTS.has(nameOf(at.slice(0, -1)));
    const value = valueAt(left, at);
    if (!is_within_whole && value !== undefined) return at;
  }
  return null;
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (one, key) =>
      typeof one === "object" && one !== null ? (one as Record<string | number, unknown>)[key] : undefined,
    value,
  );
}

function remove(left: unknown, path: Path, shortened: Set<unknown[]>): void {
  const holder = valueAt(left, path.slice(0, -1));
  const key = path.at(-1)!;
  if (Array.isArray(holder)) {
    holder[Number(key)] = REMOVED;
    shortened.add(holder);
  } else delete (holder as Record<string | number, unknown>)[key];
}

/** An order of more lines than are kept shows the first, and one line that stands for all others. */
function withFoldedLines(event: OrderEvent): OrderEvent {
  return "order" in event
    ? { ...event, order: { ...event.order, lines: withSummary(event.order.lines) } }
    : event;
}
