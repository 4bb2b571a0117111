/** What a mail of each kind tells its customer about dates, changes, stock and shipments. Pure. */
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
  type ShipmentFacts,
  shipmentsShown,
} from "../../messages/ledger.ts";
import type { OrderKind } from "../../messages/message.ts";

/** Which parts of the order's state each kind shows. A kind that is not named shows none that a later mail would refer to. */
const SHOWN_FACTS: Partial<Readonly<Record<OrderKind, readonly (keyof FactsShown)[]>>> = {
  order_confirmation: ["expected", "changes", "backordered"],
  order_changed: ["expected", "changes", "backordered"],
  backorder_notice: ["backordered"],
  back_on_track: ["expected", "backordered"],
  delay_notice: ["expected", "shipments"],
  payment_receipt: ["expected"],
  shipment_shipped: ["expected", "shipments"],
  shipment_updated: ["expected", "shipments"],
  shipment_out_for_delivery: ["shipments"],
  shipment_ready_for_pickup: ["shipments"],
  shipment_attempted: ["shipments"],
  shipment_exception: ["shipments"],
  shipment_stalled: ["shipments"],
};

/** What a mail of `kind` about `about` that leaves now tells; null when it tells nothing of the kind. */
export function factsShownBy(kind: OrderKind, about: string, input: PlanInput): FactsShown | null {
  const parts = SHOWN_FACTS[kind];
  if (parts === undefined) return null;
  const { order, shop } = input;
  const all: Required<FactsShown> = {
    expected: windowToShow(order, shop) ?? undefined,
    changes: order.changes.length,
    delays: undefined,
    instead: undefined,
    backordered: backordered(input),
    shipments: shipmentFacts(kind, about, input),
  };
  return Object.fromEntries(parts.map((part) => [part, all[part]]));
}

/** The day of a shipment where the kind names it, and its numbers where the mail is about it. */
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

/** The newest of everything that the customer has been told. */
export function factsShownSoFar(ledger: Ledger): FactsShown {
  return {
    expected: lastShown(ledger, "expected"),
    changes: lastShown(ledger, "changes"),
    delays: ledger.filter((entry) => entry.kind === "delay_notice" && hasLeft(entry)).length,
    backordered: lastShown(ledger, "backordered"),
    shipments: shipmentsShown(ledger),
  };
}
