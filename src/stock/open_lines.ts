/** What an order still needs of each SKU, and what a newer state of it changes about that. Pure; it judges nothing. */
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
  /** Pieces that have left, and when the last of them did. */
  readonly sent: number;
  readonly sent_at: string | null;
  /** What the order's events say of the line; null while nobody has said anything. */
  readonly available: boolean | null;
  readonly expected_on: string | null;
  /** When Waybill last found that out. */
  readonly allocated_at: string | null;
}

/** A line that needs nothing any more. `sent_at` is null when nothing of it has left. */
export type ClosedLine = Pick<OpenLine, "sku" | "line_id" | "sent_at">;

export interface OpenLinesChange {
  /** As they are now: all that are open, and those that were until now. */
  readonly lines: readonly OpenLine[];
  readonly closed: readonly ClosedLine[];
  /** Of which more or fewer pieces are needed than before. */
  readonly skus: readonly string[];
}

/** An order that nobody has shipped or cancelled for so long is forgotten: it must not starve those that wait. */
export const OPEN_DAYS = 180;
/** As much of a SKU's name as the levels may have; a longer one can never be counted. */
const SKU_MAX = 255;

/** Every line that may need stock, whether it still does or not. */
export function openLines(order: Order): readonly OpenLine[] {
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

/** `before` is null for a new order. Both are states of the same order, placed at the same time. */
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
      // A line that was taken out of the order is no reason to count anything twice.
      ...gone.map((line) => ({ ...line, sent_at: null })),
    ].map(({ sku, line_id, sent_at }) => ({ sku, line_id, sent_at })),
    skus: [...new Set(needs.map(({ sku }) => sku))],
  };
}

interface Sent {
  readonly pieces: number;
  /** When the last of them left. */
  readonly at: string;
}

/** What has left of a line in shipments. Those of untold content hold the same pieces together. */
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
