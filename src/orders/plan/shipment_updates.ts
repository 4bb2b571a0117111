/** The mail that says what changed about a shipment on its way: another day, another number, or the first number at all. Pure. */
import {
  lastShown,
  type Ledger,
  type ShipmentFacts,
  shipmentsShown,
  wasSent,
} from "../../messages/ledger.ts";
import type { OrderShipment, ShipmentStatus } from "../state.ts";
import { trackingNumber } from "../reference.ts";
import { aboutNumber } from "./about.ts";
import type { PlanInput, PlannedMessage } from "./plan_input.ts";
import { planned } from "./planned_message.ts";

const MOVING: ReadonlySet<ShipmentStatus> = new Set(["shipped", "in_transit"]);
const FOLLOWED: ReadonlySet<ShipmentStatus> = new Set([
  ...MOVING,
  "out_for_delivery",
  "attempted",
  "exception",
]);

/** Until the mail that says it left has gone out there is nothing to change: that one says all of it. */
export function planUpdated(input: PlanInput, shipment: OrderShipment): readonly PlannedMessage[] {
  if (!wasSent(input.ledger, "shipment_shipped") || input.order.cancelled !== undefined) return [];
  return [...planDate(input, shipment), ...planNumber(input, shipment)];
}

/**
 * Sooner than the customer was told of this shipment or of the order: somebody should be at home. Later than was told of this
 * shipment, and not later than was told of the order: what is later than that is the order's delay.
 */
function planDate(input: PlanInput, shipment: OrderShipment): readonly PlannedMessage[] {
  const { ledger, now_ms } = input;
  const of_order = lastShown(ledger, "expected");
  const of_shipment = shownOf(ledger, shipment)?.expected;
  const { id, expected, status, scans } = shipment;
  const shown = of_shipment ?? of_order;
  if (!MOVING.has(status) || shown === undefined || expected === undefined) return [];
  const is_sooner = expected.until < (shown.from ?? shown.until);
  const is_later = of_shipment !== undefined && expected.until > of_shipment.until &&
    of_order !== undefined && expected.until <= of_order.until;
  if (!is_sooner && !is_later) return [];
  const about = `${id}:${expected.until}`;
  const fact_at = is_sooner
    ? scans.at(-1)?.at ?? new Date(now_ms).toISOString()
    : new Date(now_ms).toISOString();
  return [planned(input, "shipment_updated", about, fact_at)];
}

/** A number that no mail about this shipment has named. */
function planNumber(input: PlanInput, shipment: OrderShipment): readonly PlannedMessage[] {
  const { ledger, now_ms } = input;
  const shown = shownOf(ledger, shipment)?.numbers;
  if (!FOLLOWED.has(shipment.status) || shown === undefined) return [];
  const known = new Set(shown.map(trackingNumber));
  const number = shipment.tracking.map((one) => one.number)
    .find((one) => one !== undefined && !known.has(trackingNumber(one)));
  return number === undefined ? [] : [
    planned(
      input,
      "shipment_updated",
      `${shipment.id}:${aboutNumber(number)}`,
      new Date(now_ms).toISOString(),
    ),
  ];
}

/** What the mails that left said of a shipment, under whichever name it went then. */
function shownOf(ledger: Ledger, { id, other_ids = [] }: OrderShipment): ShipmentFacts | undefined {
  const shown = shipmentsShown(ledger) ?? {};
  const facts = [...other_ids, id].flatMap((name) => shown[name] ?? []);
  return facts.length === 0 ? undefined : facts.reduce((before, next) => ({ ...before, ...next }));
}
