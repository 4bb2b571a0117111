/** An order in the situation in which it owes a mail, for each kind: what the desk shows where the shop chooses none of its own. Pure. */
import { fold } from "../../orders/fold/fold.ts";
import type { FactsShown } from "../../messages/ledger.ts";
import type { OrderKind } from "../../messages/message.ts";
import type { OrderDetails, OrderEvent, Shipment } from "../../orders/event.ts";
import type { Order, ReturnStatus } from "../../orders/state.ts";

/** An order, and what its mail is about. */
export interface SampleOrder {
  readonly order: Order;
  readonly about: string;
  /** What earlier mails showed. */
  readonly facts_shown: FactsShown;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Moments and days around the one at which the mail is written. */
interface Clock {
  /** So many hours ago. */
  readonly ago: (hours: number) => string;
  /** So many days from now, as `2026-11-28`. */
  readonly day: (days: number) => string;
}

/** The goods, people and sums of an order that every shop could have; `locale` is that of its customer. */
export function sampleDetails(locale: string, now_ms: number): OrderDetails {
  const { ago, day } = clockAt(now_ms);
  const address = {
    name: "Mara Lindqvist",
    lines: ["Lychener Straße 14"],
    postal_code: "10437",
    city: "Berlin",
    country: "DE",
  };
  return {
    id: "1499",
    number: "#1499",
    placed_at: ago(72),
    currency: "EUR",
    locale,
    customer: { id: "1", email: "mara@example.com", name: "Mara Lindqvist", first_name: "Mara" },
    billing_address: address,
    shipping_address: address,
    lines: [
      line("1", "Storm Lantern", 1, 7_900),
      line("2", "Enamel Kettle", 1, 6_400),
    ],
    discounts: [],
    shipping: { label: "DHL", amount_minor: 490 },
    fees: [],
    tax: { amount_minor: 2_361, included: true },
    total_minor: 14_790,
    payment: { status: "paid", method: { brand: "Visa", last4: "4242" } },
    promised: { from: day(1), until: day(3) },
    aliases: [],
  };
}

function line(id: string, title: string, quantity: number, unit_price_minor: number) {
  return { id, title, quantity, unit_price_minor, discount_minor: 0, requires_shipping: true };
}

/** Returns the order of `details` as it owes a mail of `kind`. The goods, people and sums stay those of the details. */
export function sampleOrder(kind: OrderKind, details: OrderDetails, now_ms: number): SampleOrder {
  const clock = clockAt(now_ms);
  // What happened to the order itself is left out: the sample tells its own story.
  const placed = { ...details, placed_at: clock.ago(72), cancelled_at: undefined, shipment_ids: undefined };
  const { changed = placed, events = [], about = "", facts_shown = {} } = LIVES[kind](placed, clock);
  const order = fold([{ type: "order.placed", at: placed.placed_at, order: changed }, ...events])!;
  return { order, about, facts_shown };
}

function clockAt(now_ms: number): Clock {
  return {
    ago: (hours) => new Date(now_ms - hours * HOUR_MS).toISOString(),
    day: (days) => new Date(now_ms + days * DAY_MS).toISOString().slice(0, 10),
  };
}

/** What happens after the order was placed; what is left out is nothing. */
interface Life {
  readonly changed?: OrderDetails;
  readonly events?: readonly OrderEvent[];
  readonly about?: string;
  readonly facts_shown?: FactsShown;
}

type Tell = (details: OrderDetails, clock: Clock) => Life;

const TRACKING = [{ carrier: "DHL", number: "00340434161094042557" }];

const paid = ({ total_minor }: OrderDetails, { ago }: Clock): OrderEvent => ({
  type: "payment.succeeded",
  at: ago(71),
  payment: { id: "pay_1", amount_minor: total_minor, method: { brand: "Visa", last4: "4242" } },
});

function scan(
  type: Extract<OrderEvent, { shipment: Shipment }>["type"] & `shipment.${string}`,
  at: string,
  more: Partial<Shipment> = {},
  told: { readonly place?: string; readonly description?: string } = {},
): OrderEvent {
  return { type, at, shipment: { id: "p1", lines: [], tracking: TRACKING, ...more }, ...told } as OrderEvent;
}

/** Left a day ago, and scanned once more an hour ago. */
const travelled = (
  type: Parameters<typeof scan>[0],
  about = "",
  told: Parameters<typeof scan>[3] = {},
): Tell =>
(details, clock) => ({
  events: [paid(details, clock), scan("shipment.shipped", clock.ago(24)), scan(type, clock.ago(1), {}, told)],
  about: `p1${about}`,
});

const sentBack = (
  type: `return.${ReturnStatus}`,
  more: (clock: Clock) => { readonly send_by?: string } = () => ({}),
  reason?: string,
): Tell =>
(details, clock) => ({
  events: [
    paid(details, clock),
    scan("shipment.shipped", clock.ago(60)),
    scan("shipment.delivered", clock.ago(40)),
    {
      type,
      at: clock.ago(1),
      return: {
        id: "ret_1",
        lines: [{ line_id: details.lines.at(-1)!.id, quantity: 1 }],
        steps: [],
        ...more(clock),
      },
      ...(reason === undefined ? {} : { reason }),
    },
  ],
  about: "ret_1",
});

const arrived: Tell = (details, clock) => ({
  events: [
    paid(details, clock),
    scan("shipment.shipped", clock.ago(60)),
    scan("shipment.delivered", clock.ago(40)),
  ],
});

const unpaid = (details: OrderDetails): OrderDetails => ({ ...details, payment: { status: "pending" } });

const first = ({ lines }: OrderDetails) => lines[0]!;

const LIVES: Readonly<Record<OrderKind, Tell>> = {
  order_confirmation: () => ({}),
  order_changed: (details, { ago }) => ({
    events: [{
      type: "order.changed",
      at: ago(1),
      order: {
        ...details,
        lines: [{ ...first(details), quantity: first(details).quantity + 1 }, ...details.lines.slice(1)],
        total_minor: details.total_minor + first(details).unit_price_minor,
      },
    }],
    about: ago(1),
    facts_shown: { changes: 0 },
  }),
  order_cancelled: (details, clock) => ({
    events: [paid(details, clock), { type: "order.cancelled", at: clock.ago(1), reason: "inventory" }],
  }),
  backorder_notice: (details, { ago, day }) => ({
    changed: {
      ...details,
      lines: [
        { ...first(details), stock: { available: false, expected_on: day(9) } },
        ...details.lines.slice(1),
      ],
    },
    about: ago(1),
    facts_shown: { backordered: [] },
  }),
  back_on_track: (details, { ago }) => ({ about: ago(1), facts_shown: { backordered: [first(details).id] } }),
  delay_notice: (_, { ago, day }) => ({
    events: [{ type: "shipment.promise_changed", at: ago(1), promised: { from: day(6), until: day(9) } }],
    about: day(9),
    facts_shown: { expected: { from: day(1), until: day(3) } },
  }),
  order_link: (_, { ago }) => ({ about: ago(0).slice(0, "2026-11-22T10".length) }),
  invoice: (details, { day }) => ({
    changed: { ...unpaid(details), invoice: { number: "2026-0012", issued_on: day(-1), due_on: day(13) } },
    about: "2026-0012",
  }),
  payment_reminder: (details) => ({ changed: unpaid(details), about: "1" }),
  payment_receipt: (details, clock) => ({ events: [paid(details, clock)], about: "pay_1" }),
  payment_failed: (details, { ago }) => ({
    changed: unpaid(details),
    events: [{
      type: "payment.failed",
      at: ago(1),
      payment: { id: "pay_1", amount_minor: details.total_minor, method: { brand: "Visa", last4: "4242" } },
    }],
    about: `pay_1:${ago(1)}`,
  }),
  refund_issued: (details, clock) => ({
    events: [paid(details, clock), {
      type: "payment.refunded",
      at: clock.ago(1),
      refund: { id: "r1", amount_minor: Math.ceil(details.total_minor / 4), lines: [] },
    }],
    about: "r1",
  }),
  refund_failed: (details, clock) => ({
    events: [paid(details, clock), {
      type: "payment.refunded",
      at: clock.ago(48),
      refund: { id: "r1", amount_minor: Math.ceil(details.total_minor / 4), payment_id: "pay_1", lines: [] },
    }, { type: "payment.refund_failed", at: clock.ago(1), refund: { id: "r1" }, reason: "account_closed" }],
    about: "r1",
  }),
  shipment_shipped: (details, clock) => ({
    events: [
      paid(details, clock),
      scan("shipment.shipped", clock.ago(1), {
        expected: { until: clock.day(2) },
        lines: [{ line_id: first(details).id, quantity: first(details).quantity }],
      }),
    ],
    about: "p1",
  }),
  shipment_updated: (details, clock) => ({
    events: [
      paid(details, clock),
      scan("shipment.shipped", clock.ago(24), { expected: { until: clock.day(1) } }),
    ],
    about: `p1:${clock.day(1)}`,
    facts_shown: { expected: { from: clock.day(2), until: clock.day(4) } },
  }),
  shipment_out_for_delivery: travelled("shipment.out_for_delivery"),
  shipment_ready_for_pickup: travelled("shipment.ready_for_pickup", "", {
    place: "Kiosk, Torstraße 50, Berlin",
  }),
  shipment_delivered: travelled("shipment.delivered", "", { place: "Berlin, DE" }),
  shipment_attempted: travelled("shipment.attempted", ":1", { place: "Berlin, DE" }),
  shipment_exception: travelled("shipment.exception", ":1", { place: "Leipzig, DE" }),
  shipment_stalled: (details, clock) => ({
    ...travelled("shipment.in_transit", `:${clock.ago(1)}`, { place: "Leipzig, DE" })(details, clock),
  }),
  shipment_returned_to_sender: travelled("shipment.returned_to_sender", "", { place: "Berlin, DE" }),
  return_received_request: sentBack("return.requested"),
  return_approved: sentBack("return.approved", ({ day }) => ({ send_by: day(14) })),
  return_declined: sentBack("return.declined"),
  return_arrived: sentBack("return.received"),
  return_window_closing: arrived,
  withdrawal_acknowledged: ({ lines, customer }, { ago }) => ({
    events: [{
      type: "order.withdrawn",
      at: ago(1),
      withdrawal: {
        id: "w1",
        lines: [{ line_id: lines.at(-1)!.id, quantity: 1 }],
        name: customer.name,
        statement: "–",
        hash: "0".repeat(64),
      },
    }],
    about: "w1",
  }),
  follow_up: arrived,
  feedback_request: arrived,
};
