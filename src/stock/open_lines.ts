/** What an order still needs of each SKU, and what a newer state of it changes about that. Pure; it judges nothing. */
import { accountOf } from "../orders/account/account.ts";
import { shippedAt } from "../orders/promise.ts";
import type { Order, OrderShipment } from "../orders/state.ts";

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
  const parcels = sentIn(order.shipments);
  const allocated_at = new Map(order.allocated?.map(({ line_id, at }) => [line_id, at]));
  const is_open = !needsNothing(order);
  return order.details.lines.flatMap(({ id, sku = "", quantity, stock, requires_shipping }) => {
    if (sku === "" || sku.length > SKU_MAX || !requires_shipping) return [];
    const { pieces, at } = parcels.get(id) ?? parcels.get(EVERYTHING) ?? NOTHING;
    const sent = Math.min(pieces, quantity);
    return [{
      sku,
      line_id: id,
      quantity: is_open ? quantity - sent : 0,
      sent,
      sent_at: sent === 0 ? null : at,
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

/** Cancelled, paid back, or done as its storefront says, whether or not anybody told of parcels. */
function needsNothing(order: Order): boolean {
  return order.cancelled !== undefined || order.details.completed_at !== undefined ||
    accountOf(order).status === "refunded";
}

interface Sent {
  readonly pieces: number;
  /** When the last of them left. */
  readonly at: string;
}

const NOTHING: Sent = { pieces: 0, at: "" };
/** No line's id is empty. */
const EVERYTHING = "";

/** What has left, by line. A parcel whose content nobody told is taken to hold everything. */
function sentIn(shipments: readonly OrderShipment[]): ReadonlyMap<string, Sent> {
  const sent = new Map<string, Sent>();
  const send = (line_id: string, pieces: number, at: string) => {
    const before = sent.get(line_id) ?? NOTHING;
    sent.set(line_id, { pieces: before.pieces + pieces, at: at > before.at ? at : before.at });
  };
  const whole = shipments.filter(({ lines }) => lines.length === 0).map(shippedAt).sort().at(-1);
  if (whole !== undefined) return new Map([[EVERYTHING, { pieces: Infinity, at: whole }]]);
  for (const shipment of shipments) {
    for (const { line_id, quantity } of shipment.lines) send(line_id, quantity, shippedAt(shipment));
  }
  return sent;
}

function keyOf({ sku, line_id }: Pick<OpenLine, "sku" | "line_id">): string {
  return `${line_id}/${sku}`;
}
