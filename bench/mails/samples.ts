/** Events after which a sample order owes a mail of one kind. A kind without an entry uses the tests' sample. */
import type { FactsShown, Ledger } from "../../src/messages/ledger.ts";
import type { OrderKind } from "../../src/messages/message.ts";
import type { OrderDetails, OrderEvent, Shipment } from "../../src/orders/event.ts";
import { fold } from "../../src/orders/fold/fold.ts";
import { KIND_CASES } from "../../test/kinds/kind_cases.ts";
import { type DescribedOrder, describedOrders } from "./orders.ts";
import type { Order, ShipmentStatus } from "../../src/orders/state.ts";

/** An order at the time when it owes the mail. */
export interface Sample {
  readonly name: string;
  readonly order: Order;
  /** Subject of the mail where the plan does not give it. */
  readonly about?: string;
  /** Mails that the customer got before. */
  readonly ledger: Ledger;
  readonly now_ms: number;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Returns what the confirmation showed, before every other mail: the expected days, and the lines missing then. */
function confirmed({ lines }: OrderDetails): FactsShown {
  return {
    expected: { from: "2026-11-25", until: "2026-11-27" },
    changes: 0,
    backordered: lines.filter(({ stock }) => stock?.available === false).map(({ id }) => id),
  };
}

const INVOICE = { number: "RE 2026/0012", issued_on: "2026-11-22", due_on: "2026-12-06" };

/** Events of an order after it was placed, and how long after the last one the mail is written. */
interface Life {
  readonly happens: (details: OrderDetails, order_events: DescribedOrder) => readonly OrderEvent[];
  readonly details?: (details: OrderDetails) => OrderDetails;
  /** For mails that become due by time. */
  readonly days_later?: number;
}

/** Samples by kind; add an entry to see a kind with split shipments, or as the plan finds it. */
const LIVES: Partial<Readonly<Record<OrderKind, Life>>> = {
  order_confirmation: { happens: () => [] },
  order_changed: { happens: (details) => [{ type: "order.changed", at: hours(3), order: changed(details) }] },
  order_cancelled: { happens: () => [{ type: "order.cancelled", at: hours(3), reason: "customer" }] },
  invoice: { details: (details) => ({ ...unpaid(details), invoice: INVOICE }), happens: () => [] },
  backorder_notice: {
    happens: (details) => [{ type: "order.changed", at: hours(3), order: soldOut(details) }],
  },
  back_on_track: {
    details: soldOut,
    happens: (details) => [{ type: "order.changed", at: hours(30), order: restocked(details) }],
  },
  delay_notice: {
    happens: () => [{
      type: "shipment.promise_changed",
      at: hours(20),
      promised: { from: "2026-12-01", until: "2026-12-03" },
    }],
  },
  payment_receipt: { happens: (details) => [paid(details)] },
  payment_failed: {
    details: unpaid,
    happens: (details) => [{ ...paid(details), type: "payment.failed", reason: "card_declined" }],
  },
  payment_reminder: { details: unpaid, happens: () => [], days_later: 4 },
  refund_issued: {
    happens: (details) => [paid(details), {
      type: "payment.refunded",
      at: hours(100),
      refund: {
        id: "rf_1",
        amount_minor: details.lines[0]!.unit_price_minor,
        reason: "Damaged in transit",
        lines: [],
      },
    }],
  },
  shipment_shipped: { happens: way("shipped") },
  shipment_updated: {
    happens: (
      details,
      order_events,
    ) => [...way("shipped")(details, order_events), sooner(details, order_events)],
  },
  shipment_out_for_delivery: { happens: way("shipped", "in_transit", "out_for_delivery") },
  shipment_ready_for_pickup: { happens: way("shipped", "in_transit", "ready_for_pickup") },
  shipment_delivered: { happens: way("shipped", "in_transit", "out_for_delivery", "delivered") },
  shipment_attempted: { happens: way("shipped", "out_for_delivery", "attempted") },
  shipment_exception: { happens: way("shipped", "in_transit", "exception") },
  shipment_stalled: { happens: way("shipped", "in_transit"), days_later: 6 },
  shipment_returned_to_sender: { happens: way("shipped", "attempted", "returned_to_sender") },
  return_received_request: { happens: returned("return.requested") },
  return_approved: { happens: returned("return.approved") },
  return_declined: { happens: returned("return.declined") },
  return_arrived: { happens: returned("return.received") },
  withdrawal_acknowledged: {
    happens: (details) => [{
      type: "order.withdrawn",
      at: hours(60),
      withdrawal: {
        id: "w1",
        lines: details.lines.slice(0, 2).map(({ id }) => ({ line_id: id, quantity: 1 })),
        name: details.customer.name ?? "A. Customer",
        statement: "I hereby withdraw from my contract for the items named here.",
        hash: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
      },
    }],
  },
  return_window_closing: { happens: way("shipped", "delivered"), days_later: 26 },
  follow_up: { happens: way("shipped", "delivered"), days_later: 3 },
  feedback_request: { happens: way("shipped", "delivered"), days_later: 7 },
  order_link: { happens: () => [{ type: "customer.link_requested", at: hours(48) }] },
};

/** Returns the kind for every sample order in `locale`, each at the time when the mail is owed. */
export function samplesFor(kind: OrderKind, locale: string): readonly Sample[] {
  const life = LIVES[kind];
  return describedOrders(locale).map((order_events) => {
    if (life === undefined) return testSample(kind, order_events);
    const details = life.details?.(order_events.details) ?? order_events.details;
    const happened = life.happens(details, order_events);
    const order = fold([{ type: "order.placed", at: details.placed_at, order: details }, ...happened]);
    if (order === null) throw new Error(`Cannot write ${kind} as ${order_events.name} must have been placed`);
    const last_ms = Date.parse(happened.at(-1)?.at ?? details.placed_at);
    const now_ms = last_ms + (life.days_later ?? 0) * DAY_MS + HOUR_MS / 2;
    return {
      name: order_events.name,
      order,
      ledger: [
        ...ledgerOf(kind, confirmed(details), last_ms),
        ...(life.days_later === undefined ? [] : toldOf(order)),
      ],
      now_ms,
    };
  });
}

/** Returns the tests' sample of the kind, some days after the order. */
function testSample(kind: OrderKind, { name, details }: DescribedOrder): Sample {
  const { order, about = "", facts_shown } = KIND_CASES[kind].sample(details);
  const placed_ms = Date.parse(details.placed_at);
  const ledger = ledgerOf(kind, { ...confirmed(details), ...facts_shown }, placed_ms);
  return { name, order, about, ledger, now_ms: placed_ms + 5 * DAY_MS };
}

/**
 * Returns the mails sent before: the confirmation for every kind but the first, and the shipped mail where it shows
 * more.
 */
function ledgerOf(kind: OrderKind, facts_shown: FactsShown, last_ms: number): Ledger {
  const before: readonly OrderKind[] = kind === "order_confirmation"
    ? []
    : kind === "shipment_updated"
    ? ["order_confirmation", "shipment_shipped"]
    : ["order_confirmation"];
  return before.map((earlier) => ({
    kind: earlier,
    about: "",
    state: "sent",
    closed_at: Math.min(last_ms, Date.parse("2026-11-22T18:43:00Z")),
    facts_shown,
  }));
}

/** Returns the mails that told at once of each shipment: what is due days later counts from them. */
function toldOf({ shipments }: Order): Ledger {
  return shipments.flatMap(({ id, scans }) =>
    scans.flatMap(({ status, at }) =>
      status !== "shipped" && status !== "delivered" ? [] : {
        kind: `shipment_${status}` as const,
        about: id,
        state: "sent" as const,
        closed_at: Date.parse(at),
        facts_shown: null,
      }
    )
  );
}

/**
 * Returns one scan after the other, twelve hours apart. A split order has a second shipment, which is on its way or
 * has arrived with the first.
 */
function way(...statuses: readonly ShipmentStatus[]): Life["happens"] {
  return (details, order_events) => {
    const scan = (status: ShipmentStatus, after_hours: number, shipment: Shipment): OrderEvent => ({
      type: `shipment.${status}`,
      at: hours(after_hours),
      shipment,
      place: status === "shipped" ? "Berlin, DE" : "Leipzig, DE",
      description: status === "exception" ? "Address incomplete" : undefined,
    });
    const second = secondParcel(details, order_events);
    return [
      paid(details),
      ...(second === null ? [] : [scan("shipped", 20, second)]),
      ...(second === null || statuses.at(-1) !== "delivered" ? [] : [scan("delivered", 31, second)]),
      ...statuses.map((status, index) => scan(status, 20 + 12 * index, parcel(order_events))),
    ];
  };
}

/** Returns null when one shipment holds everything. */
function secondParcel({ lines }: OrderDetails, { first_parcel }: DescribedOrder): Shipment | null {
  if (first_parcel === undefined) return null;
  const left = lines.map(({ id, quantity }) => ({
    line_id: id,
    quantity: quantity - (first_parcel.find(({ line_id }) => line_id === id)?.quantity ?? 0),
  }));
  return {
    id: "p2",
    lines: left.filter(({ quantity }) => quantity > 0),
    tracking: [{ carrier: "Hermes", number: "H1000730000124801029" }],
  };
}

function parcel(order_events: DescribedOrder): Shipment {
  return {
    id: "p1",
    lines: [...order_events.first_parcel ?? []],
    tracking: [{
      number: "00340434161094042557",
      carrier: "DHL",
      url: "https://www.dhl.de/sendung?idc=00340434161094042557",
    }],
    expected: { until: "2026-11-26" },
  };
}

function sooner(_: OrderDetails, order_events: DescribedOrder): OrderEvent {
  return {
    type: "shipment.in_transit",
    at: hours(30),
    shipment: { ...parcel(order_events), expected: { until: "2026-11-24" } },
  };
}

/** Returns the events of a return, two days after the delivery. */
function returned(
  type: "return.requested" | "return.approved" | "return.declined" | "return.received",
): Life["happens"] {
  return (details, order_events) => [...way("shipped", "delivered")(details, order_events), {
    type,
    at: hours(80),
    return: {
      id: "rma_1",
      lines: [{ line_id: details.lines[0]!.id, quantity: 1, reason: "Too small" }],
      label_url: "https://nordlicht.example/returns/rma_1/label.pdf",
      steps: ["Print the label and stick it on the parcel.", "Hand the parcel in at any DHL shop."],
      send_by: "2026-12-10",
    },
    ...(type === "return.declined" ? { reason: "The time for returns is over." } : {}),
  }];
}

function paid(details: OrderDetails): Extract<OrderEvent, { payment: unknown }> {
  return {
    type: "payment.succeeded",
    at: hours(1),
    payment: {
      id: "pay_1",
      amount_minor: details.total_minor,
      method: { brand: "Visa", last4: "4242", wallet: "Apple Pay" },
      transaction_id: "ch_3Qe1XkLk",
      statement_name: "NORDLICHT BERLIN",
      retry_url: "https://nordlicht.example/checkout/pay/1001",
    },
  };
}

function unpaid(details: OrderDetails): OrderDetails {
  return {
    ...details,
    payment: { ...details.payment, status: "pending" },
    pay_url: "https://nordlicht.example/checkout/pay/1001",
  };
}

function changed(details: OrderDetails): OrderDetails {
  const [first, ...others] = details.lines;
  const doubled = { ...first!, quantity: first!.quantity + 1 };
  return {
    ...details,
    lines: [doubled, ...others],
    total_minor: details.total_minor + first!.unit_price_minor,
    shipping: { label: "DHL Express", amount_minor: details.shipping?.amount_minor ?? 0 },
  };
}

function soldOut(details: OrderDetails): OrderDetails {
  const [first, ...others] = details.lines;
  return {
    ...details,
    lines: [{ ...first!, stock: { available: false, expected_on: "2026-12-03" } }, ...others],
  };
}

function restocked(details: OrderDetails): OrderDetails {
  return { ...details, lines: details.lines.map((line) => ({ ...line, stock: { available: true } })) };
}

/** Returns the time `count` hours after the order. */
function hours(count: number): string {
  return new Date(Date.parse("2026-11-22T18:42:00.000Z") + count * HOUR_MS).toISOString();
}
