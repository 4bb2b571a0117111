/**
 * Says what goes back to the customer where some pieces do: their price, with their share of the order's discounts and
 * taxes, and never more than was paid and not yet sent back. Pure.
 */
import type { Order, OrderReturn } from "../state.ts";
import { accountOf } from "./account.ts";
import { lineTotalMinor } from "./parts.ts";

/** Pieces of a line. */
export interface LinePieces {
  readonly line_id: string;
  readonly quantity: number;
}

export interface RefundPreview {
  /** Price of the pieces of each line after its own discount. */
  readonly lines: readonly (LinePieces & { readonly amount_minor: number })[];
  /** Their share of the order's discounts, negative, and of taxes that come on top. */
  readonly shares_minor: number;
  readonly total_minor: number;
  /** False where nothing was paid yet, so that nothing goes back. */
  readonly is_paid: boolean;
}

/** Shares are rounded to whole minor units, once over all pieces, so that all of an order's pieces come to its goods. */
export function refundPreview(order: Order, pieces: readonly LinePieces[]): RefundPreview {
  const account = accountOf(order);
  const { details } = order;
  const lines = pieces.flatMap(({ line_id, quantity }) => {
    const line = details.lines.find(({ id }) => id === line_id);
    if (line === undefined || line.quantity <= 0) return [];
    const amount_minor = Math.round(lineTotalMinor(line) * quantity / line.quantity);
    return [{ line_id, quantity, amount_minor }];
  });
  const goods_minor = lines.reduce((sum, { amount_minor }) => sum + amount_minor, 0);
  const all_minor = account.subtotal_minor;
  const discounts_minor = details.discounts.reduce((sum, { amount_minor }) => sum + amount_minor, 0);
  const added_tax_minor = account.is_tax_included ? 0 : goodsTaxMinor(account.tax_minor, order);
  const shares_minor = all_minor <= 0
    ? 0
    : Math.round((added_tax_minor - discounts_minor) * goods_minor / all_minor);
  const left_minor = Math.max(0, account.paid_minor - account.refunded_minor);
  return {
    lines,
    shares_minor,
    total_minor: Math.min(Math.max(0, goods_minor + shares_minor), left_minor),
    is_paid: account.paid_minor > 0,
  };
}

/** Returns what goes back for a return: what is exchanged is no refund. */
export function returnRefund(order: Order, { lines }: Pick<OrderReturn, "lines">): RefundPreview {
  return refundPreview(order, lines.filter(({ exchange_for }) => exchange_for === undefined));
}

/** The part of a tax on top that belongs to the goods, where shipping is taxed at the same rate. */
function goodsTaxMinor(tax_minor: number, { details }: Order): number {
  const goods_minor = details.lines.reduce((sum, line) => sum + lineTotalMinor(line), 0) -
    details.discounts.reduce((sum, { amount_minor }) => sum + amount_minor, 0);
  const taxed_minor = goods_minor + (details.shipping?.amount_minor ?? 0);
  return taxed_minor <= 0 ? 0 : Math.round(tax_minor * goods_minor / taxed_minor);
}
