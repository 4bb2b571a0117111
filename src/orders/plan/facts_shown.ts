/** Lists the facts that each kind of mail shows about dates, changes, stock and shipments. Pure. */
import { accountOf } from "../account/account.ts";
import { isPaid } from "../account/shop_waits.ts";
import type { OrderShipment } from "../state.ts";
import { backordered } from "./order.ts";
import type { PlanInput } from "./plan_input.ts";
import { shipmentGroup } from "./shipments.ts";
import { windowToShow } from "../promise.ts";
import {
  type FactsShown,
  hasLeft,
  lastShown,
  type Ledger,
  mayHaveBeenRead,
  type ShipmentFacts,
  shipmentsShown,
} from "../../messages/ledger.ts";
import type { ShownFact } from "../../messages/kinds/definition.ts";
import { ORDER_MAILS, type OrderKind } from "../../messages/message.ts";

/** Returns the facts that a mail of `kind` and `about` shows if it leaves now; null for a kind that shows none. */
export function factsShownBy(kind: OrderKind, about: string, input: PlanInput): FactsShown | null {
  const { shows } = ORDER_MAILS[kind];
  if (shows.length === 0) return null;
  const { order, shop } = input;
  const all: Readonly<Pick<FactsShown, ShownFact>> = {
    expected: windowToShow(order, shop) ?? undefined,
    changes: order.changes.length,
    backordered: backordered(input),
    paid: isPaid(accountOf(order)),
    shipments: shipmentFacts(kind, about, input),
  };
  return Object.fromEntries(shows.map((fact) => [fact, all[fact]]));
}

/** Returns a shipment's date where the kind shows it, and its numbers where the mail is about that shipment. */
function shipmentFacts(
  kind: OrderKind,
  about: string,
  { order, shop }: PlanInput,
): Readonly<Record<string, ShipmentFacts>> {
  if (kind === "delay_notice") {
    return Object.fromEntries(
      order.shipments.flatMap(({ id, expected }) => expected === undefined ? [] : [[id, { expected }]]),
    );
  }
  const meant = kind === "shipment_shipped"
    ? shipmentGroup(order, shop, about)
    : order.shipments.filter(({ id }) => about === id || about.startsWith(`${id}:`));
  return Object.fromEntries(meant.map((shipment) => [shipment.id, factsOf(kind, shipment)]));
}

function factsOf(kind: OrderKind, { tracking, expected }: OrderShipment): ShipmentFacts {
  const numbers = tracking.flatMap(({ number }) => number ?? []);
  const names_day = kind === "shipment_shipped" || kind === "shipment_updated";
  return names_day && expected !== undefined ? { numbers, expected } : { numbers };
}

/**
 * Returns the newest facts on which a mail builds. A date counts only where the customer may have read it: a mail that
 * leaves must not speak of one that a mail in shadow mode named. A mail in shadow mode itself reads as if all had left.
 */
export function factsShownSoFar(ledger: Ledger, is_in_shadow = false): FactsShown {
  const read = is_in_shadow ? ledger : ledger.filter(mayHaveBeenRead);
  return {
    expected: lastShown(read, "expected"),
    changes: lastShown(ledger, "changes"),
    delays: read.filter((entry) => entry.kind === "delay_notice" && hasLeft(entry)).length,
    backordered: lastShown(ledger, "backordered"),
    shipments: shipmentsShown(ledger),
  };
}
