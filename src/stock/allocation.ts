/**
 * Decides which open lines get the available pieces: the oldest orders first, the newest wait. Pure; it uses only the
 * lines' needs, and sends nothing.
 */
import { textOrder } from "../values/text_order.ts";

/** Stock count of one location. */
export interface Count {
  /** Counted pieces; null when the shop does not count them. */
  readonly quantity: number | null;
  /** `on_hand` includes the pieces for open orders. `free` excludes them, and is negative when oversold. */
  readonly basis: "on_hand" | "free";
  readonly expected_on: string | null;
  readonly at: string;
}

/** Line of an order that is not fully shipped, or was only after the last count. */
export interface WaitingLine {
  readonly order_id: string;
  readonly line_id: string;
  readonly placed_at: string;
  /** Pieces that are still to be sent. */
  readonly quantity: number;
  readonly sent: number;
  readonly sent_at: string | null;
}

/** What somebody at the shop said of the SKU, beside the counts. */
export interface Said {
  /** The first day on which more is expected; it goes before what senders expect. */
  readonly expected_on: string | null;
  /** When it was said to be back: true until the next count. RFC 3339 in UTC. */
  readonly back_at: string | null;
}

export interface Allocation<Waiting extends WaitingLine = WaitingLine> {
  readonly line: Waiting;
  readonly available: boolean;
  /** First day on which more is expected, for an unavailable line; null if unknown. */
  readonly expected_on: string | null;
}

/**
 * Tolerance: a storefront subtracts an order's pieces a moment before the order's time. Counted again, such an order
 * would report the last piece as missing to its own buyer.
 */
const COUNTED_AHEAD_MS = 300_000;

/**
 * Returns each open line with its allocation, newest first; empty where stock is not counted. `today` is the shop's
 * calendar day.
 */
export function allocate<Waiting extends WaitingLine>(
  counts: readonly Count[],
  lines: readonly Waiting[],
  today: string,
  said: Said | null = null,
): readonly Allocation<Waiting>[] {
  const missing = shortage(counts, lines, said);
  if (missing === null) return [];
  const given = said?.expected_on == null ? counts.map((count) => count.expected_on) : [said.expected_on];
  const expected_on = given.filter((day) => day !== null && day >= today).sort()[0] ?? null;
  let uncovered = missing;
  return lines.filter(({ quantity }) => quantity > 0).toSorted(newestFirst).map((line) => {
    const available = uncovered <= 0;
    if (!available) uncovered -= line.quantity;
    return { line, available, expected_on: available ? null : expected_on };
  });
}

/** Returns the pieces that open orders lack; negative for surplus pieces. Null where stock is not counted. */
export function shortage(
  counts: readonly Count[],
  lines: readonly WaitingLine[],
  said: Said | null = null,
): number | null {
  const missing = counted(counts, lines);
  const newest = counts.map(({ at }) => at).toSorted(textOrder).at(-1);
  const is_back = said?.back_at != null && newest !== undefined && newest < said.back_at;
  return missing === null || !is_back ? missing : Math.min(missing, 0);
}

function counted(counts: readonly Count[], lines: readonly WaitingLine[]): number | null {
  const newest = counts.toSorted((a, b) => textOrder(b.at, a.at))[0];
  if (newest === undefined || counts.some(({ quantity }) => quantity === null)) return null;
  const there = counts.reduce((sum, { quantity }) => sum + (quantity ?? 0), 0);
  if (newest.basis === "free") {
    const included_until_ms = Date.parse(newest.at) + COUNTED_AHEAD_MS;
    return sum(lines.filter(({ placed_at }) => Date.parse(placed_at) > included_until_ms)) - there;
  }
  const left_since = lines.filter(({ sent_at }) => sent_at !== null && sent_at > newest.at);
  return sum(lines) + left_since.reduce((total, { sent }) => total + sent, 0) - there;
}

function sum(lines: readonly WaitingLine[]): number {
  return lines.reduce((total, { quantity }) => total + quantity, 0);
}

function newestFirst(a: WaitingLine, b: WaitingLine): number {
  return textOrder(b.placed_at, a.placed_at) || textOrder(b.order_id, a.order_id) ||
    textOrder(b.line_id, a.line_id);
}
