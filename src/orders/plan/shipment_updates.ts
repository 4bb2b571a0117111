/** Plans the mail about a change of a shipment under way: another day, another number, or the first number. Pure. */
import {
  hasLeft,
  lastShown,
  type Ledger,
  type ShipmentFacts,
  shipmentsShown,
  wasSent,
} from "../../messages/ledger.ts";
import type { OrderShipment, ShipmentStatus } from "../state.ts";
import { isCalledOff } from "../called_off.ts";
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

/** Plans no update before the message about the departure has left, since that one shows everything. */
export function planUpdated(input: PlanInput, shipment: OrderShipment): readonly PlannedMessage[] {
  if (!isDepartureTold(input.ledger) || isCalledOff(input.order)) return [];
  return [...planDate(input, shipment), ...planNumber(input, shipment)];
}

/** Returns whether a mail, or a short message in its place, told of a departure. */
function isDepartureTold(ledger: Ledger): boolean {
  return wasSent(ledger, "shipment_shipped") ||
    ledger.some((entry) =>
      entry.facts_shown?.instead === true && entry.about.startsWith("shipped:") && hasLeft(entry)
    );
}

/**
 * Plans a mail for a date earlier than the one shown for the shipment or the order, as somebody should be at home; or
 * later than the shipment's date within the order's. A date beyond that is a delay of the order.
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

/** Plans a mail for a number that no mail about this shipment has shown. */
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

/** Returns the facts that sent mails showed about a shipment, under any of its ids. */
function shownOf(ledger: Ledger, { id, other_ids = [] }: OrderShipment): ShipmentFacts | undefined {
  const shown = shipmentsShown(ledger) ?? {};
  const facts = [...other_ids, id].flatMap((name) => shown[name] ?? []);
  return facts.length === 0 ? undefined : facts.reduce((before, next) => ({ ...before, ...next }));
}
