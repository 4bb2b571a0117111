/** What stands under the sum of an order about its payment. */
import type { OrderView } from "../view.ts";

/** The lines under the sum: what has become of the payment, what is still to pay, and by when; each sentence once. */
export function paymentLines({ payment, to_pay }: OrderView): readonly string[] {
  return [...new Set([payment.sentence, ...(to_pay === null ? [] : [to_pay.sentence, ...to_pay.due])])];
}
