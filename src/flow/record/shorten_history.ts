/**
 * Shortens what is stored of a long order: webhooks that newer ones have overtaken (snapshots and scans without which it
 * says the same) go, and older ones are bound into volumes. Pure; the events that are left fold as before.
 */
import type { OrderEvent } from "../../orders/event.ts";
import { lastPosition } from "../../orders/fold/append_events.ts";
import { fold } from "../../orders/fold/fold.ts";
import type { Order, ShipmentStatus } from "../../orders/state.ts";
import { bindVolumes, type StoredRow, type WebhookRow } from "../../sql/volumes.ts";

/** Most webhooks of one order, in rows of their own and in volumes. A late event makes all of them be folded. */
export const WEBHOOKS_MAX = 10_000;

/** The newest webhooks stay as they are: mails may still be owed for what they say. */
const NEWEST_KEPT = 200;

/**
 * Most webhooks that one search folds: each fold reads all and leaves out a group, or half of one that is needed. 40 folds of a
 * thousand webhooks.
 */
const FOLDED_MAX = 40_000;

/** Types of which a later event says the same or more. Attempts and exceptions are none: each has a mail of its own. */
const OVERTAKEN_BY_LATER: ReadonlySet<OrderEvent["type"]> = new Set([
  "order.changed",
  "shipment.in_transit",
  "shipment.out_for_delivery",
  "shipment.promise_changed",
  "stock.allocated",
]);

/** How the webhooks of an order lie after its history was shortened. */
export interface Shortened {
  /** All that are left. */
  readonly webhooks: readonly WebhookRow[];
  /** Numbers of the rows to delete. */
  readonly gone: readonly number[];
  /** Rows to insert once those are gone. */
  readonly rows: readonly StoredRow[];
}

/** `webhooks` are all of the order, in the order in which they came; the newest `kept` stay as they are. */
export function shortened(webhooks: readonly WebhookRow[], kept = NEWEST_KEPT): Shortened {
  const needless = overtaken(webhooks, kept);
  const left = webhooks.filter(({ seq }) => !needless.has(seq));
  const is_bound = ({ volume }: WebhookRow, at: number) => volume !== undefined || at < left.length - kept;
  const bound = left.filter(is_bound);
  return {
    webhooks: left,
    gone: [...needless, ...bound.map(({ seq }) => seq)],
    rows: bindVolumes(bound),
  };
}

/** Returns the `seq` of each webhook that may be deleted. */
function overtaken(webhooks: readonly WebhookRow[], kept: number): ReadonlySet<number> {
  const in_order = webhooks.toSorted((a, b) => lastPosition(a.events) < lastPosition(b.events) ? -1 : 1);
  const changing = changingLines(in_order);
  const candidates = in_order.slice(0, -kept)
    .filter(({ events }) =>
      events.every((event) => OVERTAKEN_BY_LATER.has(event.type) && !changing.has(event))
    )
    .map(({ seq }) => seq);
  if (candidates.length === 0) return new Set();
  const wanted = sumsOf(webhooks, new Set());
  // What its order will say of it shows once the order itself has come.
  if (wanted === null) return new Set();
  const gone = new Set<number>();
  const groups: (readonly number[])[] = [candidates];
  const folds_max = Math.floor(FOLDED_MAX / webhooks.length);
  for (let folds = 0; folds < folds_max && groups.length > 0; folds++) {
    // The largest group first: it frees the most for one fold.
    groups.sort((a, b) => b.length - a.length);
    const group = groups.shift()!;
    if (sumsOf(webhooks, new Set([...gone, ...group])) === wanted) {
      for (const seq of group) gone.add(seq);
    } else if (group.length > 1) {
      const middle = Math.ceil(group.length / 2);
      groups.push(group.slice(0, middle), group.slice(middle));
    }
  }
  return gone;
}

/**
 * Returns the snapshots whose lines are other than those of the one before. Their time counts for what comes late: whether
 * a line had gone when its parcel left.
 */
function changingLines(in_order: readonly WebhookRow[]): ReadonlySet<OrderEvent> {
  const changing = new Set<OrderEvent>();
  let before: string | null = null;
  for (const event of in_order.flatMap(({ events }) => events)) {
    if (event.type !== "order.placed" && event.type !== "order.changed") continue;
    const lines = JSON.stringify(event.order.lines);
    if (lines !== before) changing.add(event);
    before = lines;
  }
  return changing;
}

/**
 * Returns all that the order says now, as text: the scans on the way between first and last may differ. Null where the
 * order has not been placed yet.
 */
function sumsOf(webhooks: readonly WebhookRow[], without: ReadonlySet<number>): string | null {
  const kept = webhooks.filter(({ seq }) => !without.has(seq));
  const order = fold(kept.flatMap(({ events }) => events));
  return order === null ? null : JSON.stringify(present(order));
}

function present(order: Order) {
  return {
    ...order,
    shipments: order.shipments.map(({ scans, ...shipment }) => ({
      ...shipment,
      scans: scans.filter(({ status }, at) => at === 0 || at === scans.length - 1 || !ON_THE_WAY.has(status)),
    })),
  };
}

const ON_THE_WAY: ReadonlySet<ShipmentStatus> = new Set(["in_transit", "out_for_delivery"]);
