/** Decides how a WooCommerce order is paid, and the status of its payment. */
import * as v from "valibot";
import { classOfName } from "../../orders/account/payment_class.ts";
import type { PaymentClass, PaymentDetails, PaymentStatus } from "../../orders/event.ts";
import { amount } from "../read/amounts.ts";
import { fitting } from "../read/fields.ts";
import type { WoocommerceOrder } from "./order.ts";

/** WooCommerce's own methods, and parts of the names of plugins' methods. The first match decides. */
const METHODS: readonly (readonly [PaymentClass, RegExp])[] = [
  ["on_delivery", /^cod$|cash[_-]?on[_-]?delivery/i],
  // A slip or a code with which the customer pays elsewhere has a transaction before it is paid.
  [
    "transfer",
    /^bacs$|^cheque$|bank[_-]?transfer|boleto|oxxo|multibanco|konbini|customer[_-]?balance|(?:^|[_-])(?:pix|ticket)$/i,
  ],
  ["on_terms", /invoice|purchase[_-]?order|on[_-]?account|rechnung/i],
  ["store_credit", /^(woo_?)?wallet$|account_?funds|store[_-]?credit|gift[_-]?card/i],
];

/**
 * Returns the class of payment by the method's id, then by its title; an unknown method counts as paid at the
 * checkout. Undefined where none was chosen.
 */
export function classOf(
  { payment_method, payment_method_title }: WoocommerceOrder,
): PaymentClass | undefined {
  const id = payment_method ?? "";
  const by_id = METHODS.find(([, pattern]) => pattern.test(id))?.[0];
  return by_id ?? classOfName(payment_method_title) ?? (id === "" ? undefined : "prepaid");
}

const STATUS: ReadonlyMap<string, PaymentStatus> = new Map([
  ["pending", "pending"],
  ["on-hold", "pending"],
  ["failed", "failed"],
  ["cancelled", "voided"],
]);

/** Deposit plugins' statuses of a partly paid order. */
const PARTLY_PAID = ["partial-payment", "partially-paid", "partial-paid"];

/**
 * Returns the payment status. `processing` and `completed` describe the shop's work, not the payment: cash on
 * delivery reaches both before it is paid. Only the payment date shows that money came; where a payment is needed
 * again, the order has grown since.
 */
export function statusOf(order: WoocommerceOrder): PaymentStatus {
  const { status, date_paid_gmt, needs_payment } = order;
  if (status === "refunded") return "refunded";
  if (PARTLY_PAID.includes(status)) return "partially_paid";
  if (typeof date_paid_gmt === "string") {
    return status === "pending" && needs_payment === true ? "partially_paid" : "paid";
  }
  if (isUnfinished(order)) return "unfinished";
  return isReserved(order) ? "authorized" : STATUS.get(status) ?? "pending";
}

/**
 * Returns whether a payment provider has reserved the money or is bringing it: the order waits for the shop or the
 * provider and the customer has nothing to do. A provider gives each payment a transaction.
 */
function isReserved(order: WoocommerceOrder): boolean {
  return order.status === "on-hold" && classOf(order) === "prepaid" && order.transaction_id !== undefined;
}

/**
 * Returns whether the customer went to a payment provider and has not returned with a payment: the order waits there,
 * or WooCommerce cancelled it after too long. Orders created by the shop's staff, or with money reserved at a
 * provider, do not count.
 */
function isUnfinished(order: WoocommerceOrder): boolean {
  const { status, created_via, transaction_id, needs_payment } = order;
  if (classOf(order) !== "prepaid" || (order.payment_method ?? "") === "" || created_via === "admin") {
    return false;
  }
  return (status === "pending" && needs_payment === true) ||
    (status === "cancelled" && transaction_id === undefined);
}

export function paymentDetails(order: WoocommerceOrder): PaymentDetails {
  const { payment_method_title: brand } = order;
  const payment_class = classOf(order);
  const status = statusOf(order);
  const open_minor = status === "partially_paid" ? secondPayment(order) : undefined;
  return {
    status,
    method: brand === undefined ? undefined : { brand },
    ...(payment_class === undefined ? {} : { class: payment_class }),
    ...(open_minor === undefined ? {} : { open_minor }),
  };
}

/**
 * Matches `_awcdp_deposits_second_payment`, `_wc_deposits_second_payment`: the amount that a deposit plugin still
 * expects.
 */
const SECOND_PAYMENT = /deposits?_second_payment$/;

function secondPayment({ meta_data, currency }: WoocommerceOrder): number | undefined {
  const Meta = v.object({ key: v.pipe(v.string(), v.regex(SECOND_PAYMENT)), value: amount(currency) });
  return meta_data.map((meta) => fitting(Meta, meta)).find((meta) => meta !== undefined)?.value;
}
