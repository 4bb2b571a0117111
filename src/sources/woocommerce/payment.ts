/** How a WooCommerce order is paid, and what has become of its payment. */
import * as v from "valibot";
import { classOfName } from "../../orders/account/payment_class.ts";
import type { PaymentClass, PaymentDetails, PaymentStatus } from "../../orders/event.ts";
import { amount } from "../read/amounts.ts";
import { fitting } from "../read/fields.ts";
import type { WoocommerceOrder } from "./order.ts";

/** WooCommerce's own methods, and what the names of plugins' methods hold. The first that fits is meant. */
const METHODS: readonly (readonly [PaymentClass, RegExp])[] = [
  ["on_delivery", /^cod$|cash[_-]?on[_-]?delivery/i],
  ["transfer", /^bacs$|^cheque$|bank[_-]?transfer/i],
  ["on_terms", /invoice|purchase[_-]?order|on[_-]?account|rechnung/i],
  ["store_credit", /^(woo_?)?wallet$|account_?funds|store[_-]?credit|gift[_-]?card/i],
];

/** By the method's id, then by its title; a method that says nothing is paid at the checkout. Undefined where none was chosen. */
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

/** As deposit plugins call an order of which a part is paid. */
const PARTLY_PAID = ["partial-payment", "partially-paid", "partial-paid"];

/**
 * `processing` and `completed` are the shop's work, not the customer's money: cash on delivery is in both before it is
 * paid. Only the date of the payment says that it came; where a payment is needed once more, the order grew since.
 */
export function statusOf(order: WoocommerceOrder): PaymentStatus {
  const { status, date_paid_gmt, needs_payment } = order;
  if (status === "refunded") return "refunded";
  if (PARTLY_PAID.includes(status)) return "partially_paid";
  if (typeof date_paid_gmt === "string") {
    return status === "pending" && needs_payment === true ? "partially_paid" : "paid";
  }
  return isUnfinished(order) ? "unfinished" : STATUS.get(status) ?? "pending";
}

/**
 * The customer was sent to a payment provider and has not come back with a payment: the order waits there, or was called off by
 * WooCommerce when it had waited too long. An order that the shop began by hand is not of this kind, nor one whose money a provider
 * reserved.
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

/** `_awcdp_deposits_second_payment`, `_wc_deposits_second_payment`: what a deposit plugin still expects. */
const SECOND_PAYMENT = /deposits?_second_payment$/;

function secondPayment({ meta_data, currency }: WoocommerceOrder): number | undefined {
  const Meta = v.object({ key: v.pipe(v.string(), v.regex(SECOND_PAYMENT)), value: amount(currency) });
  return meta_data.map((meta) => fitting(Meta, meta)).find((meta) => meta !== undefined)?.value;
}
