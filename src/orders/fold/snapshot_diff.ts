/**
 * Lists the changes between two snapshots of one order that a customer would call changes. Price changes that follow
 * from them are not listed.
 */
import type { Change } from "../change.ts";
import type { Address, OrderDetails } from "../event.ts";
import { wayOf } from "../goods/way.ts";

export function changesBetween(before: OrderDetails, after: OrderDetails): readonly Change[] {
  if (before === after) return [];
  return [
    ...lineChanges(before, after),
    ...addressChange(before, after),
    ...methodChange(before, after),
    ...totalChange(before, after),
  ];
}

function lineChanges(before: OrderDetails, after: OrderDetails): readonly Change[] {
  const known = new Map(before.lines.map((line) => [line.id, line]));
  const kept = new Set(after.lines.map(({ id }) => id));
  const removed = before.lines.filter(({ id }) => !kept.has(id))
    .map(({ title, quantity }): Change => ({ what: "line_removed", title, quantity }));
  const changed = after.lines.flatMap((line): readonly Change[] => {
    const old = known.get(line.id);
    const { title, quantity } = line;
    if (old === undefined) return [{ what: "line_added", line_id: line.id, title, quantity }];
    return old.quantity === quantity
      ? []
      : [{ what: "quantity", title, before: old.quantity, after: quantity }];
  });
  return [...removed, ...changed];
}

/** Ignores an address that was unknown before, but where the goods were to be collected and are brought now. */
function addressChange(before: OrderDetails, after: OrderDetails): readonly Change[] {
  if (after.shipping_address === undefined) return [];
  if (before.shipping_address === undefined) {
    return isCollected(before) && !isCollected(after) ? [{ what: "shipping_address" }] : [];
  }
  return spelled(before.shipping_address) === spelled(after.shipping_address)
    ? []
    : [{ what: "shipping_address" }];
}

function isCollected({ lines }: OrderDetails): boolean {
  return lines.some((line) => wayOf(line) === "pickup");
}

function methodChange(before: OrderDetails, after: OrderDetails): readonly Change[] {
  const [old, label] = [before.shipping?.label, after.shipping?.label];
  return old === undefined || label === undefined || old === label
    ? []
    : [{ what: "shipping_method", after: label }];
}

/** Ignores the totals where the currency changed: they cannot be compared. */
function totalChange(before: OrderDetails, after: OrderDetails): readonly Change[] {
  const { total_minor: before_minor } = before;
  const { total_minor: after_minor } = after;
  return before.currency === after.currency && before_minor !== after_minor
    ? [{ what: "total", before_minor, after_minor }]
    : [];
}

function spelled({ name, company, lines, city, region, postal_code, country }: Address): string {
  return [name, company, ...lines, city, region, postal_code, country].map((part) => (part ?? "").trim())
    .join("\n");
}
