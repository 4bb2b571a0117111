/** What happened to the order of a sample: payments, shipments, returns. */
import type { OrderDetails, OrderEvent, RETURN_EVENTS } from "../../src/orders/event.ts";
import { hours } from "../support/cast.ts";
import { orderOf, scanned } from "../mail/views.ts";
import type { Situated } from "./kind_case.ts";

export const TRACKING = [{
  carrier: "DHL",
  number: "00340434161094042557",
  url: "https://www.dhl.example/track?id=00340434161094042557",
}];
export const SHOWN_PAYMENT = {
  id: "pay_1",
  amount_minor: 12_890,
  method: { brand: "Visa", last4: "4242" },
  transaction_id: "txn_3PqK81",
  statement_name: "KONTOR SOEHNE",
  retry_url: "https://pay.example/retry/1",
};
export const PAY_URL = "https://pay.example/1001";

export const SHOWN_INVOICE = {
  number: "RE 2026/0012",
  issued_on: "2026-11-22",
  due_on: "2026-12-06",
  url: "https://kontor.example/invoices/12.pdf",
};

export function paid(): OrderEvent {
  return { type: "payment.succeeded", at: hours(0.1), payment: SHOWN_PAYMENT };
}

export function notPaid(details: OrderDetails): OrderDetails {
  return { ...details, payment: { status: "pending" }, pay_url: PAY_URL };
}

export function soldOut(details: OrderDetails, expected_on: string): OrderDetails {
  const [first, ...others] = details.lines;
  return { ...details, lines: [{ ...first!, stock: { available: false, expected_on } }, ...others] };
}

export function newDate(from: string, until: string): OrderEvent {
  return { type: "shipment.promise_changed", at: hours(20), promised: { from, until } };
}

/** The parcel `p1` with everything. */
export function sentParcel(
  details: OrderDetails,
  status: "shipped" | "delivered",
  at: number,
  expected = details.promised,
): OrderEvent {
  return scanned(status, at, { tracking: TRACKING, expected });
}

/** A parcel that holds one line alone. */
export function partParcel(details: OrderDetails, id: string, index: number, at: number): OrderEvent {
  const { id: line_id, quantity } = details.lines[index]!;
  return scanned("shipped", at, {
    id,
    tracking: TRACKING,
    expected: { until: "2026-11-26" },
    lines: [{ line_id, quantity }],
  });
}

/** Shipped, then scanned once more. */
export function travelled(
  details: OrderDetails,
  status: Parameters<typeof scanned>[0],
  about = "",
  place?: string,
  description?: string,
): Situated {
  const last = { ...scanned(status, 48, { tracking: TRACKING }), place, description };
  return { order: orderOf(details, paid(), sentParcel(details, "shipped", 24), last), about: `p1${about}` };
}

export function sentBack(
  details: OrderDetails,
  type: (typeof RETURN_EVENTS)[number],
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
    order: orderOf(details, paid(), sentParcel(details, "delivered", 60), {
      type,
      at: hours(100),
      return: one,
      reason,
    }),
    about: "ret_1",
  };
}
