/**
 * Makes the one line that stands for those beyond `LINES_MAX` of an order, and finds it for reports about one of them. It
 * keeps the pieces and the sum of the lines, not their names.
 */
import { type Line, LINES_MAX, type OrderDetails } from "../event.ts";

const SUMMARY_ID = "rest";

/** Returns the first lines, and one line with the pieces and the sum of all others where there are too many. */
export function withSummary(lines: readonly Line[]): Line[] {
  if (lines.length <= LINES_MAX) return [...lines];
  return [...lines.slice(0, LINES_MAX - 1), summaryOf(lines.slice(LINES_MAX - 1))];
}

/** `+402` is shown as its title in every language. */
function summaryOf(lines: readonly Line[]): Line {
  const sum = (of: (line: Line) => number) => lines.reduce((total, line) => total + of(line), 0);
  const quantity = sum((line) => line.quantity);
  const worth_minor = sum((line) => line.unit_price_minor * line.quantity);
  const unit_price_minor = Math.ceil(worth_minor / quantity);
  const [first] = lines;
  const is_one_way = lines.every(({ way }) => way === first!.way);
  return {
    id: SUMMARY_ID,
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

interface ReportedLine {
  readonly line_id: string;
  readonly quantity: number;
  readonly amount_minor?: number | undefined;
  readonly restock?: string | undefined;
}

/**
 * Returns the reported lines by the ids that the order has: one that it does not have is among those of the summary line,
 * where there is one. What is said alike of one line becomes one entry.
 */
export function byKnownLines<T extends ReportedLine>(
  details: Pick<OrderDetails, "lines">,
  lines: readonly T[],
): T[] {
  if (!hasSummary(details)) return [...lines];
  const ids = new Set(details.lines.map(({ id }) => id));
  const merged = new Map<string, T>();
  for (const line of lines) {
    const line_id = ids.has(line.line_id) ? line.line_id : SUMMARY_ID;
    const key = `${line_id} ${line.restock ?? ""}`;
    const before = merged.get(key);
    merged.set(key, before === undefined ? { ...line, line_id } : together(before, line));
  }
  return [...merged.values()];
}

/** Returns whether the last line stands for others. */
export function hasSummary({ lines }: Pick<OrderDetails, "lines">): boolean {
  return lines.length === LINES_MAX && lines.at(-1)!.id === SUMMARY_ID;
}

/** A sum of amounts of which one is not known is not known. */
function together<T extends ReportedLine>(one: T, other: T): T {
  const { amount_minor: _, ...rest } = one;
  const amount = one.amount_minor === undefined || other.amount_minor === undefined
    ? {}
    : { amount_minor: one.amount_minor + other.amount_minor };
  return { ...rest, quantity: one.quantity + other.quantity, ...amount } as T;
}
