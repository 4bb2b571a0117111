/** Plans the mails about shipments: each shows the shipment's present state, never a past one. */
import { LEASE_S } from "../../messages/attempt.ts";
import { hasLeft } from "../../messages/ledger.ts";
import { isSmsKind, type OrderKind, type SuppressionReason } from "../../messages/message.ts";
import { partyFor } from "../addressee.ts";
import type { Order, OrderShipment, ShipmentStatus } from "../state.ts";
import type { PlanInput, PlannedMessage } from "./plan_input.ts";
import { calledOffAt, isCalledOff } from "../called_off.ts";
import { isPutBack } from "../goods/goods.ts";
import { duePieces, isReplaced } from "../goods/parts.ts";
import { isReported, shippedAt, statusScan } from "../goods/shipment.ts";
import { shipmentWay, travels } from "../goods/way.ts";
import { aboutAgain, correctedAt } from "../reachable.ts";
import type { ShopSettings } from "../shop.ts";
import { DAY_MS } from "../days.ts";
import { planned } from "./planned_message.ts";
import { countedFrom, dueSinceConfirmed, toldAt } from "./since_told.ts";
import { planUpdated } from "./shipment_updates.ts";
import { textOrder } from "../../values/text_order.ts";

/** Statuses with one mail for each shipment. */
const ONCE: Partial<Readonly<Record<ShipmentStatus, OrderKind>>> = {
  out_for_delivery: "shipment_out_for_delivery",
  ready_for_pickup: "shipment_ready_for_pickup",
  delivered: "shipment_delivered",
  returned_to_sender: "shipment_returned_to_sender",
};

/** Statuses that may occur again, each time with a mail of its own. */
const AGAIN: Partial<Readonly<Record<ShipmentStatus, OrderKind>>> = {
  attempted: "shipment_attempted",
  exception: "shipment_exception",
};

export function planShipments(input: PlanInput): readonly PlannedMessage[] {
  return input.order.shipments.flatMap((shipment) =>
    planShipment(input, shipment).flatMap((message) =>
      onceByAnyName(input, shipment, againOnceCorrected(input, message))
    )
  );
}

/**
 * Plans the mails of one shipment. A pickup has one mail, that it is ready; goods that are handed over or do not
 * travel have none.
 */
function planShipment(input: PlanInput, shipment: OrderShipment): readonly PlannedMessage[] {
  const way = shipmentWay(input.order.details, shipment);
  if (way === "pickup") {
    const is_waiting = shipment.status === "ready_for_pickup" && !isPutBack(input.order, shipment);
    return is_waiting ? planState(input, shipment) : [];
  }
  if (!travels(way)) return [];
  return [
    ...planShipped(input, shipment),
    ...planState(input, shipment),
    ...(way === "carrier" ? planStalled(input, shipment) : []),
    ...planUpdated(input, shipment),
  ];
}

/** Sends a bounced mail to a gift's recipient once more, to the corrected address. */
function againOnceCorrected({ order, ledger }: PlanInput, message: PlannedMessage): PlannedMessage {
  const { kind, about } = message;
  const corrected_at = isSmsKind(kind) || partyFor(order, kind) === "customer"
    ? null
    : correctedAt(order, "recipient");
  const came_back = ledger.some((entry) =>
    entry.kind === kind && entry.about === about && entry.state === "bounced"
  );
  return corrected_at === null || !came_back
    ? message
    : { ...message, about: aboutAgain(about, corrected_at) };
}

/** Skips a mail already sent under another id of the same shipment; delays it while such a mail is being sent. */
function onceByAnyName(
  { ledger, now_ms }: PlanInput,
  { id, other_ids = [] }: OrderShipment,
  message: PlannedMessage,
): readonly PlannedMessage[] {
  const abouts = other_ids.map((other) => other + message.about.slice(id.length));
  const shown = ledger.filter(({ kind, about }) => kind === message.kind && abouts.includes(about));
  if (shown.some(hasLeft)) return [];
  const is_leaving = shown.some(({ state }) => state === "sending");
  const settled_ms = now_ms + LEASE_S * 1_000;
  return [is_leaving ? { ...message, due_at_ms: Math.max(message.due_at_ms, settled_ms) } : message];
}

/**
 * Returns the shipments that share one mail: same way, and departed within `shipments_share_s` of the first one,
 * whose id is `first_id`.
 */
export function shipmentGroup(order: Order, shop: ShopSettings, first_id: string): readonly OrderShipment[] {
  return groupsOf(order, shop.pace.shipments_share_s).get(first_id) ?? [];
}

/** Groups by the id of their first shipment, cached: a plan asks for the group of each shipment, and an order is immutable. */
const known = new WeakMap<
  Order,
  { readonly share_s: number; readonly groups: ReadonlyMap<string, readonly OrderShipment[]> }
>();

function groupsOf(order: Order, share_s: number): ReadonlyMap<string, readonly OrderShipment[]> {
  const before = known.get(order);
  if (before?.share_s === share_s) return before.groups;
  const groups = new Map<string, OrderShipment[]>();
  const by_way = Map.groupBy(order.shipments, (one) => shipmentWay(order.details, one));
  for (const shipments of by_way.values()) {
    let group: OrderShipment[] = [];
    for (const shipment of shipments.toSorted((a, b) => textOrder(shippedAt(a), shippedAt(b)))) {
      const apart_ms = group.length === 0
        ? Infinity
        : Date.parse(shippedAt(shipment)) - Date.parse(shippedAt(group[0]!));
      if (!(apart_ms <= share_s * 1_000)) {
        group = [];
        groups.set(shipment.id, group);
      }
      group.push(shipment);
    }
  }
  known.set(order, { share_s, groups });
  return groups;
}

/**
 * Plans the mail about the departure; it waits for shipments that share it, and briefly for a tracking number, so
 * that its link is not empty.
 */
function planShipped(input: PlanInput, shipment: OrderShipment): readonly PlannedMessage[] {
  const { order, shop } = input;
  const group = shipmentGroup(order, shop, shipment.id);
  const open = group.filter(({ status }) => status === "shipped" || status === "in_transit");
  if (open.length === 0) return [];
  const left_at = shippedAt(shipment);
  const complete = duePieces(order, ({ way }) => travels(way)).length === 0;
  // Deliveries by the shop's own driver have no tracking number.
  const tracked = shipmentWay(order.details, shipment) === "local" ||
    group.every(({ tracking }) => tracking.some(({ number, url }) => number ?? url));
  const wait_s = Math.max(
    complete ? 0 : shop.pace.shipments_share_s,
    tracked ? 0 : shop.pace.tracking_wait_s,
  );
  const called_off_at = calledOffAt(order);
  // The mail about all of the money spoke of what had left by then; what leaves afterwards is news.
  const is_told = called_off_at !== null && left_at < called_off_at;
  const against = order.cancelled !== undefined ? "order_cancelled" : is_told ? "overtaken" : null;
  return [
    planned(
      input,
      "shipment_shipped",
      shipment.id,
      left_at,
      against,
      Date.parse(left_at) + wait_s * 1_000,
    ),
  ];
}

function planState(input: PlanInput, shipment: OrderShipment): readonly PlannedMessage[] {
  const { id, status, scans } = shipment;
  const made_by = statusScan(shipment);
  const once = ONCE[status];
  const again = AGAIN[status];
  if (made_by === undefined) return [];
  const count = scans.filter((scan) => scan.status === status).length;
  // Nobody waits for a shipment whose content has left again.
  const against = endedBefore(input.order, made_by.at) ??
    (isReplaced(input.order, shipment) ? "overtaken" : null);
  if (once !== undefined) {
    // After a correction the same status is news again.
    const is_corrected = scans.some((scan) => scan.is_correction === true && scan.at <= made_by.at);
    return [planned(input, once, is_corrected && count > 1 ? `${id}:${count}` : id, made_by.at, against)];
  }
  return again === undefined ? [] : [planned(input, again, `${id}:${count}`, made_by.at, against)];
}

/**
 * Returns why a shipment's state of time `at` is not told: the mail that the order was cancelled, or all of it paid back, said what to do
 * with the shipment. Null while the order goes on.
 */
function endedBefore(order: Order, at: string): SuppressionReason | null {
  const called_off_at = calledOffAt(order);
  if (called_off_at === null || at < called_off_at) return null;
  return order.cancelled === undefined ? "overtaken" : "order_cancelled";
}

function planStalled(input: PlanInput, shipment: OrderShipment): readonly PlannedMessage[] {
  const at_ms = stalledAt(input, shipment);
  if (at_ms === null || at_ms > input.now_ms) return [];
  const last = shipment.scans.at(-1)!;
  return [planned(input, "shipment_stalled", `${shipment.id}:${last.at}`, new Date(at_ms).toISOString())];
}

const MAY_STALL: ReadonlySet<ShipmentStatus> = new Set(["shipped", "in_transit", "out_for_delivery"]);

/** Returns when a shipment under way will have been without scans for too long; null if it is not under way. */
export function stalledAt(input: PlanInput, shipment: OrderShipment): number | null {
  const { order, shop } = input;
  const { status, scans } = shipment;
  const last = scans.at(-1);
  if (last === undefined || !MAY_STALL.has(status) || isReplaced(order, shipment)) return null;
  // No silence is news where nobody would tell how far it is.
  if (!isReported(shipment, shop)) return null;
  if (isCalledOff(order) || shop.schedule.stalled_days === null) return null;
  const since_ms = countedFrom(Date.parse(last.at), leftAsTold(input, shipment));
  return dueSinceConfirmed(input, since_ms, shop.schedule.stalled_days * DAY_MS);
}

/** Returns when the mail left that tells of the shipment's departure, as `toldAt` does. */
function leftAsTold(input: PlanInput, { id, other_ids = [] }: OrderShipment): number {
  const { order, shop, ledger, now_ms } = input;
  const names = [id, ...other_ids];
  const first = order.shipments.find((one) =>
    shipmentGroup(order, shop, one.id).some((member) => member.id === id)
  )!;
  const mails = ledger.filter(({ kind, about, facts_shown }) =>
    kind === "shipment_shipped" &&
    names.some((name) => about === name || facts_shown?.shipments?.[name] !== undefined)
  );
  const isPlanned = () => planShipped(input, first).some(({ against }) => against === null);
  return toldAt(mails, isPlanned, now_ms);
}
