/**
 * Finds contradictions within one event: a total that differs from the sum of its named parts. Pure; the shop is
 * alerted to each.
 */
import type { OrderDetails, OrderEvent, Refund } from "../event.ts";
import { breakdownOf, orderParts, refundParts, sumOf } from "./parts.ts";

export interface Contradiction {
  /** Contradicted sum: the order's total, its tax by rate, a refund, or its destinations. */
  readonly of: "total" | "tax" | "refund" | "destinations";
  /** The refund's id. */
  readonly refund_id?: string | undefined;
  readonly stated_minor: number;
  /** Sum of the named parts. */
  readonly parts_minor: number;
}

export function contradictionsIn(event: OrderEvent): readonly Contradiction[] {
  switch (event.type) {
    case "order.placed":
    case "order.changed":
      return [...ofTotal(event.order), ...ofTax(event.order)];
    case "payment.refunded":
      return [...ofRefund(event.refund), ...ofDestinations(event.refund)];
    default:
      return [];
  }
}

function ofTotal(details: OrderDetails): readonly Contradiction[] {
  const parts = orderParts(details);
  return breakdownOf(parts, details.total_minor).state === "whole"
    ? []
    : [{ of: "total", stated_minor: details.total_minor, parts_minor: sumOf(parts) }];
}

function ofTax({ tax }: OrderDetails): readonly Contradiction[] {
  if (tax?.rates === undefined || tax.rates.length === 0) return [];
  const parts_minor = sumOf(tax.rates);
  return parts_minor === tax.amount_minor ? [] : [{ of: "tax", stated_minor: tax.amount_minor, parts_minor }];
}

function ofRefund(refund: Refund): readonly Contradiction[] {
  const parts = refundParts(refund);
  if (parts.length === 0 || sumOf(parts) === refund.amount_minor) return [];
  return [{
    of: "refund",
    refund_id: refund.id,
    stated_minor: refund.amount_minor,
    parts_minor: sumOf(parts),
  }];
}

function ofDestinations({ id, amount_minor, destinations = [] }: Refund): readonly Contradiction[] {
  if (destinations.length === 0 || sumOf(destinations) === amount_minor) return [];
  return [{
    of: "destinations",
    refund_id: id,
    stated_minor: amount_minor,
    parts_minor: sumOf(destinations),
  }];
}
