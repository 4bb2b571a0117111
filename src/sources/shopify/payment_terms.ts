/** Decides how a Shopify order is paid: by which gateway, by when, and how much is still open. */
import * as v from "valibot";
import type { Instalment, PaymentClass, PaymentDetails } from "../../orders/event.ts";
import { classOfName } from "../../orders/account/payment_class.ts";
import { Code, fitting, wholeList } from "../read/fields.ts";
import { decimal } from "./fields.ts";
import type { ShopifyOrder } from "./order.ts";

/** Reads the payment terms that Waybill uses. A field in another form drops the terms and keeps the order. */
function termsIn(currency: string) {
  return v.object({
    payment_terms_type: Code,
    payment_schedules: wholeList(v.object({
      amount: decimal(currency),
      currency: Code,
      due_at: v.nullish(v.pipe(v.string(), v.isoTimestamp())),
      completed_at: Code,
    })),
  });
}

type Terms = Pick<PaymentDetails, "class" | "due_on" | "instalments">;

/** Returns `on_terms` for one date or none, `instalments` for several; empty where the order has no terms. */
export function termsOf({ payment_terms, currency }: ShopifyOrder): Terms {
  const terms = fitting(termsIn(currency), payment_terms ?? undefined);
  if (terms === undefined) return {};
  const schedules = terms.payment_schedules.filter((one) => (one.currency ?? currency) === currency);
  const instalments = schedules.map(({ amount, due_at, completed_at }): Instalment => ({
    amount_minor: Math.max(0, amount),
    ...(typeof due_at === "string" ? { due_on: dayOf(due_at) } : {}),
    ...(typeof completed_at === "string" ? { is_paid: true } : {}),
  }));
  if (instalments.length > 1) return { class: "instalments", instalments };
  const due_on = instalments[0]?.due_on;
  return { class: "on_terms", ...(due_on === undefined ? {} : { due_on }) };
}

/** Returns the calendar day as Shopify writes it, in the shop's offset. */
function dayOf(at: string): string {
  return at.slice(0, "2026-12-24".length);
}

/** Returns the class of payment by the gateways' names; where a gift card paid a part, the class of the rest. */
export function gatewayClass({ payment_gateway_names }: ShopifyOrder): PaymentClass | undefined {
  const classes = payment_gateway_names.map(classOfName);
  const others = classes.filter((one) => one !== "store_credit");
  return others.length === 0 ? classes[0] : others.find((one) => one !== undefined);
}

/**
 * Returns the open amount in the currency in which the customer reads the order. Shopify states it only in the shop's
 * currency: where the two differ, only "nothing" and "everything" can be converted.
 */
export function openMinor(order: ShopifyOrder, currency: string, total_minor: number): number | undefined {
  const { total_outstanding, total_price } = order;
  if (typeof total_outstanding !== "number") return undefined;
  if (currency === order.currency || total_outstanding === 0) return total_outstanding;
  return total_outstanding === total_price ? total_minor : undefined;
}
