/** What a mail of each kind tells its customer about dates, changes and stock. Pure. */
import { backordered } from "../orders/plan/order.ts";
import type { Situation } from "../orders/plan/plan.ts";
import { currentWindow } from "../orders/promise.ts";
import { hasLeft, lastTold, type Ledger, type Told } from "./ledger.ts";
import type { OrderKind } from "./message.ts";

/** Which parts of the order's state each kind shows. A kind that is not named shows none that a later mail would refer to. */
const TELLS: Partial<Readonly<Record<OrderKind, readonly (keyof Told)[]>>> = {
  order_confirmation: ["expected", "changes", "backordered"],
  order_changed: ["expected", "changes", "backordered"],
  backorder_notice: ["backordered"],
  back_on_track: ["expected", "backordered"],
  delay_notice: ["expected"],
  payment_receipt: ["expected"],
  shipment_shipped: ["expected"],
  shipment_updated: ["expected"],
};

/** What a mail of `kind` that leaves now tells; null when it tells nothing of the kind. */
export function toldBy(kind: OrderKind, situation: Situation): Told | null {
  const parts = TELLS[kind];
  if (parts === undefined) return null;
  const { order, shop } = situation;
  const all: Required<Told> = {
    expected: currentWindow(order, shop) ?? undefined,
    changes: order.changes.length,
    delays: undefined,
    instead: undefined,
    backordered: backordered(situation),
  };
  return Object.fromEntries(parts.map((part) => [part, all[part]]));
}

/** The newest of everything that the customer has been told. */
export function toldSoFar(ledger: Ledger): Told {
  return {
    expected: lastTold(ledger, "expected"),
    changes: lastTold(ledger, "changes"),
    delays: ledger.filter((entry) => entry.kind === "delay_notice" && hasLeft(entry)).length,
    backordered: lastTold(ledger, "backordered"),
  };
}
