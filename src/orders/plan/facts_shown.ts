/** What a mail of each kind tells its customer about dates, changes and stock. Pure. */
import { backordered } from "./order.ts";
import { currentWindow } from "../promise.ts";
import { type FactsShown, hasLeft, lastShown, type Ledger } from "../../messages/ledger.ts";
import type { OrderKind } from "../../messages/message.ts";
import type { PlanInput } from "./plan_input.ts";

/** Which parts of the order's state each kind shows. A kind that is not named shows none that a later mail would refer to. */
const SHOWN_FACTS: Partial<Readonly<Record<OrderKind, readonly (keyof FactsShown)[]>>> = {
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
export function factsShownBy(kind: OrderKind, input: PlanInput): FactsShown | null {
  const parts = SHOWN_FACTS[kind];
  if (parts === undefined) return null;
  const { order, shop } = input;
  const all: Required<FactsShown> = {
    expected: currentWindow(order, shop) ?? undefined,
    changes: order.changes.length,
    delays: undefined,
    instead: undefined,
    backordered: backordered(input),
  };
  return Object.fromEntries(parts.map((part) => [part, all[part]]));
}

/** The newest of everything that the customer has been told. */
export function factsShownSoFar(ledger: Ledger): FactsShown {
  return {
    expected: lastShown(ledger, "expected"),
    changes: lastShown(ledger, "changes"),
    delays: ledger.filter((entry) => entry.kind === "delay_notice" && hasLeft(entry)).length,
    backordered: lastShown(ledger, "backordered"),
  };
}
