/** What a mail of each kind tells its customer about dates, changes and stock. Pure. */
import { backordered } from "./order.ts";
import { currentWindow } from "../promise.ts";
import { type FactsShown, hasLeft, lastShown, type Ledger } from "../../messages/ledger.ts";
import type { ShownFact } from "../../messages/kinds/definition.ts";
import { ORDER_MAILS, type OrderKind } from "../../messages/message.ts";
import type { PlanInput } from "./plan_input.ts";

/** What a mail of `kind` that leaves now tells; null when it tells nothing of the kind. */
export function factsShownBy(kind: OrderKind, input: PlanInput): FactsShown | null {
  const { shows } = ORDER_MAILS[kind];
  if (shows.length === 0) return null;
  const { order, shop } = input;
  const all: Readonly<Pick<FactsShown, ShownFact>> = {
    expected: currentWindow(order, shop) ?? undefined,
    changes: order.changes.length,
    backordered: backordered(input),
  };
  return Object.fromEntries(shows.map((fact) => [fact, all[fact]]));
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
