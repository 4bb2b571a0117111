/** One telling order for every kind of mail: the state in which it is owed, what it is about, and what was told before. */
import { mailView } from "../../src/mail/content/mail_content.ts";
import type { ContentOf } from "../../src/mail/content/letters.ts";
import type { FactsShown } from "../../src/messages/ledger.ts";
import type { OrderKind } from "../../src/messages/message.ts";
import type { OrderDetails, OrderEvent } from "../../src/orders/event.ts";
import type { MailView } from "../../templates/view.ts";
import { ADAS_ORDER, hours, NOW_MS, SHOP } from "../support/cast.ts";
import { orderOf, PAGE_URL, scanned } from "./views.ts";
import type { Order } from "../../src/orders/state.ts";

export interface KindSample {
  readonly order: Order;
  readonly message: { readonly kind: OrderKind; readonly about: string };
  readonly facts_shown: FactsShown;
}

const TRACKING = [{
  carrier: "DHL",
  number: "00340434161094042557",
  url: "https://www.dhl.example/track?id=00340434161094042557",
}];
const PAYMENT = {
  id: "pay_1",
  amount_minor: 12_890,
  method: { brand: "Visa", last4: "4242" },
  transaction_id: "txn_3PqK81",
  statement_name: "KONTOR SOEHNE",
  retry_url: "https://pay.example/retry/1",
};
const PAY_URL = "https://pay.example/1001";

const INVOICE = {
  number: "RE 2026/0012",
  issued_on: "2026-11-22",
  due_on: "2026-12-06",
  url: "https://kontor.example/invoices/12.pdf",
};

/** The sample of `kind`, its order told in `locale`; `changed` is what a test wants different about the order. */
export function sampleFor(
  kind: OrderKind,
  locale = "en",
  changed: (details: OrderDetails) => OrderDetails = (details) => details,
): KindSample {
  const details = changed({ ...ADAS_ORDER, locale });
  const { order, about = "", facts_shown = {} } = SAMPLES[kind](details);
  return { order, message: { kind, about }, facts_shown };
}

/** What the sample mail of `kind` shows. */
export function sampleView<Kind extends OrderKind>(
  kind: Kind,
  locale?: string,
  changed?: (details: OrderDetails) => OrderDetails,
): MailView<ContentOf<Kind>> {
  const { order, message: { about }, facts_shown } = sampleFor(kind, locale, changed);
  return mailView(order, SHOP, { kind, about }, facts_shown, { page_url: PAGE_URL }, NOW_MS);
}

interface Situated {
  readonly order: Order;
  readonly about?: string;
  readonly facts_shown?: FactsShown;
}

const SAMPLES: { readonly [Kind in OrderKind]: (details: OrderDetails) => Situated } = {
  order_confirmation: (details) => ({ order: orderOf(details) }),
  order_changed: (details) => ({
    order: orderOf(details, {
      type: "order.changed",
      at: hours(2),
      order: {
        ...details,
        lines: [
          { ...details.lines[0]!, quantity: details.lines[0]!.quantity + 1 },
          ...details.lines.slice(1),
        ],
        total_minor: details.total_minor + details.lines[0]!.unit_price_minor,
        shipping_address: details.shipping_address &&
          { ...details.shipping_address, lines: ["Torstraße 99"] },
        shipping: { label: "DHL Express", amount_minor: 490 },
      },
    }),
    about: hours(2),
    facts_shown: { changes: 0 },
  }),
  order_cancelled: (details) => ({
    order: orderOf(details, paid(), { type: "order.cancelled", at: hours(3), reason: "inventory" }),
  }),
  invoice: (details) => ({
    order: orderOf({ ...unpaid(details), invoice: INVOICE }),
    about: "RE%202026%2F0012",
  }),
  payment_reminder: (details) => ({ order: orderOf(unpaid(details)), about: "1" }),
  backorder_notice: (details) => ({
    order: orderOf(out(details, "2026-12-03")),
    about: hours(2),
    facts_shown: { backordered: [] },
  }),
  back_on_track: (details) => ({
    order: orderOf(details),
    about: hours(50),
    facts_shown: { backordered: [details.lines[0]!.id] },
  }),
  delay_notice: (details) => ({
    order: orderOf(details, promised("2026-12-01", "2026-12-04")),
    about: "2026-12-04",
    facts_shown: { expected: { from: "2026-11-25", until: "2026-11-27" } },
  }),
  payment_receipt: (details) => ({ order: orderOf(details, paid()), about: "pay_1" }),
  payment_failed: (details) => ({
    order: orderOf(unpaid(details), {
      type: "payment.failed",
      at: hours(1),
      payment: PAYMENT,
      reason: "The card has expired",
    }),
    about: `pay_1:${hours(1)}`,
  }),
  refund_issued: (details) => ({
    order: orderOf(details, paid(), sent(details, "delivered", 60), {
      type: "payment.refunded",
      at: hours(90),
      refund: {
        id: "r1",
        amount_minor: 2_205,
        reason: "Came back unopened",
        lines: [{ line_id: details.lines.at(-1)!.id, quantity: 1, amount_minor: 2_205 }],
      },
    }),
    about: "r1",
  }),
  shipment_shipped: (details) => ({
    order: orderOf(details, paid(), part(details, "p1", 0, 24)),
    about: "p1",
  }),
  shipment_updated: (details) => ({
    order: orderOf(details, paid(), sent(details, "shipped", 24, { until: "2026-11-24" })),
    about: "p1:2026-11-24",
    facts_shown: { expected: { from: "2026-11-25", until: "2026-11-27" } },
  }),
  shipment_out_for_delivery: (details) => travelled(details, "out_for_delivery"),
  shipment_ready_for_pickup: (details) =>
    travelled(details, "ready_for_pickup", "", "Spätkauf Torstraße, Torstraße 50, Berlin"),
  shipment_delivered: (details) => travelled(details, "delivered", "", "Berlin, DE"),
  shipment_attempted: (details) =>
    travelled(details, "attempted", ":1", "Berlin, DE", "Nobody was there to take it"),
  shipment_exception: (details) =>
    travelled(details, "exception", ":1", "Leipzig, DE", "The address is incomplete"),
  shipment_stalled: (details) => travelled(details, "in_transit", `:${hours(48)}`, "Leipzig, DE"),
  shipment_returned_to_sender: (details) =>
    travelled(details, "returned_to_sender", "", "Berlin, DE", "Not collected in time"),
  return_received_request: (details) => sentBack(details, "return.requested"),
  return_approved: (details) =>
    sentBack(details, "return.approved", {
      label_url: "https://returns.example/label/1.pdf",
      send_by: "2026-12-18",
    }),
  return_declined: (details) => sentBack(details, "return.declined", {}, "The seal of the bag is broken"),
  return_arrived: (details) => sentBack(details, "return.received"),
  return_window_closing: (details) => ({ order: orderOf(details, paid(), sent(details, "delivered", 60)) }),
  withdrawal_acknowledged: (details) => ({
    order: orderOf(details, {
      type: "order.withdrawn",
      at: hours(1),
      withdrawal: {
        id: "w1",
        lines: [{ line_id: "2", quantity: 1 }],
        name: "Ada Lovelace",
        statement: "I hereby withdraw from the contract for the items named here.",
        hash: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
      },
    }),
    about: "w1",
  }),
  follow_up: (details) => ({ order: orderOf(details, paid(), sent(details, "delivered", 60)) }),
  feedback_request: (details) => ({ order: orderOf(details, paid(), sent(details, "delivered", 60)) }),
  order_link: (details) => ({ order: orderOf(details), about: "2026-11-22T12" }),
};

function paid(): OrderEvent {
  return { type: "payment.succeeded", at: hours(0.1), payment: PAYMENT };
}

function unpaid(details: OrderDetails): OrderDetails {
  return { ...details, payment: { status: "pending" }, pay_url: PAY_URL };
}

function out(details: OrderDetails, expected_on: string): OrderDetails {
  const [first, ...others] = details.lines;
  return { ...details, lines: [{ ...first!, stock: { available: false, expected_on } }, ...others] };
}

function promised(from: string, until: string): OrderEvent {
  return { type: "shipment.promise_changed", at: hours(20), promised: { from, until } };
}

/** The parcel `p1` with everything. */
function sent(
  details: OrderDetails,
  status: "shipped" | "delivered",
  at: number,
  expected = details.promised,
): OrderEvent {
  return scanned(status, at, { tracking: TRACKING, expected });
}

/** A parcel that holds one line alone. */
function part(details: OrderDetails, id: string, index: number, at: number): OrderEvent {
  const { id: line_id, quantity } = details.lines[index]!;
  return scanned("shipped", at, {
    id,
    tracking: TRACKING,
    expected: { until: "2026-11-26" },
    lines: [{ line_id, quantity }],
  });
}

/** Shipped, then scanned once more. */
function travelled(
  details: OrderDetails,
  status: Parameters<typeof scanned>[0],
  about = "",
  place?: string,
  description?: string,
): Situated {
  const last = { ...scanned(status, 48, { tracking: TRACKING }), place, description };
  return { order: orderOf(details, paid(), sent(details, "shipped", 24), last), about: `p1${about}` };
}

function sentBack(
  details: OrderDetails,
  type: Extract<OrderEvent, { return: unknown }>["type"],
  more: { readonly label_url?: string; readonly send_by?: string } = {},
  reason?: string,
): Situated {
  const { id: line_id } = details.lines.at(-1)!;
  const one = {
    id: "ret_1",
    lines: [{ line_id, quantity: 1, reason: "Too dark a roast" }],
    steps: [],
    ...more,
  };
  return {
    order: orderOf(details, paid(), sent(details, "delivered", 60), {
      type,
      at: hours(100),
      return: one,
      reason,
    }),
    about: "ret_1",
  };
}
