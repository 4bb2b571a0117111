/** Computes what an order still needs of each SKU, and how a newer state changes this. Pure; it allocates nothing. */
import type { Order } from "../orders/state.ts";
import type { Holding } from "../orders/goods/claims.ts";
import { type Goods, goodsOf } from "../orders/goods/goods.ts";
import { shippedAt } from "../orders/goods/shipment.ts";
import { isPhysical } from "../orders/goods/way.ts";

export interface OpenLine {
  readonly sku: string;
  readonly line_id: string;
  /** Pieces that are still to be sent. */
  readonly quantity: number;
  /** Number of pieces that have left; `sent_at` is the departure of the last. */
  readonly sent: number;
  readonly sent_at: string | null;
  /** Availability by the order's events; null before the first. */
  readonly available: boolean | null;
  readonly expected_on: string | null;
  /** Time of Waybill's last allocation. */
  readonly allocated_at: string | null;
}

/** Line that no longer needs stock. `sent_at` is null when nothing of it has left. */
export type ClosedLine = Pick<OpenLine, "sku" | "line_id" | "sent_at">;

export interface OpenLinesChange {
  /** Lines that are open now, or were until this change. */
  readonly lines: readonly OpenLine[];
  readonly closed: readonly ClosedLine[];
  /** SKUs whose needed pieces changed. */
  readonly skus: readonly string[];
}

/**
 * Days after which an order that was neither shipped nor cancelled is ignored, so that it does not block newer ones.
 */
export const OPEN_DAYS = 180;
/** Longest SKU, as in stock levels; a longer one can never be counted. */
const SKU_MAX = 255;

/** Returns every line that may need stock, including those that no longer do. */
export function openLines(order: Order): readonly OpenLine[] {
  // The parent of a split order has the same goods.
  if (order.details.parent !== undefined) return [];
  const { lines, holdings } = goodsOf(order);
  const allocated_at = new Map(order.allocated?.map(({ line_id, at }) => [line_id, at]));
  const has = new Set(order.details.lines.map(({ id }) => id));
  return lines.flatMap(({ line: { id, sku = "", stock }, way, fates }) => {
    if (!has.has(id) || sku === "" || sku.length > SKU_MAX || !isPhysical(way)) return [];
    const { pieces, at } = sentOf(id, holdings);
    return [{
      sku,
      line_id: id,
      quantity: fates.due,
      sent: pieces,
      sent_at: pieces === 0 ? null : at,
      available: stock?.available ?? null,
      expected_on: stock?.expected_on ?? null,
      allocated_at: allocated_at.get(id) ?? null,
    }];
  });
}

/**
 * Returns the changed lines; `before` is null for a new order. Both are states of the same order, placed at the same
 * time.
 */
export function openLinesChange(before: Order | null, after: Order): OpenLinesChange {
  const old = new Map((before === null ? [] : openLines(before)).map((line) => [keyOf(line), line]));
  const now = openLines(after);
  const kept = new Set(now.map(keyOf));
  const gone = [...old.values()].filter((line) => !kept.has(keyOf(line)));
  const live = now.filter((line) => line.quantity > 0 || (old.get(keyOf(line))?.quantity ?? 1) > 0);
  const needs = [
    ...live.filter((line) => {
      const { quantity, sent } = old.get(keyOf(line)) ?? { quantity: 0, sent: 0 };
      return line.quantity !== quantity || line.sent !== sent;
    }),
    ...gone.filter(({ quantity }) => quantity > 0),
  ];
  return {
    lines: live,
    closed: [
      ...live.filter(({ quantity }) => quantity === 0),
      // Clears `sent_at` of removed lines, so that they are deleted at once and not kept until the next count.
      ...gone.map((line) => ({ ...line, sent_at: null })),
    ].map(({ sku, line_id, sent_at }) => ({ sku, line_id, sent_at })),
    skus: [...new Set(needs.map(({ sku }) => sku))],
  };
}

interface Sent {
  readonly pieces: number;
  /** Time at which the last of them left. */
  readonly at: string;
}

/**
 * Returns the pieces of a line that left in shipments. Shipments without stated content hold the same pieces
 * together.
 */
function sentOf(line_id: string, holdings: Goods["holdings"]): Sent {
  const holding = holdings.filter(({ pieces }) => (pieces.get(line_id) ?? 0) > 0);
  const count = ({ pieces }: Holding) => pieces.get(line_id) ?? 0;
  const untold = holding.filter(({ shipment }) => shipment.lines.length === 0).map(count);
  return {
    pieces: holding.filter(({ shipment }) => shipment.lines.length > 0)
      .reduce((sum, one) => sum + count(one), Math.max(0, ...untold)),
    at: holding.map(({ shipment }) => shippedAt(shipment)).sort().at(-1) ?? "",
  };
}

function keyOf({ sku, line_id }: Pick<OpenLine, "sku" | "line_id">): string {
  return `${line_id}/${sku}`;
}
