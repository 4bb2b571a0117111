/**
 * Answers a connector that asks which kinds of mail do not leave at present, so that its shop goes on sending its own. The
 * question is signed as a webhook is, and changes nothing.
 */
import { stateOf, SWITCHABLE_KINDS } from "../../orders/mail_settings.ts";
import type { Arrival } from "../webhooks/arrival.ts";

/** Topic of the question, under WooCommerce's own header. */
const TOPIC = "waybill.kinds";

export function asksForKinds({ name, webhook }: Arrival): boolean {
  return name === "woocommerce" && webhook.headers.get("x-wc-webhook-topic") === TOPIC;
}

/** Returns the kinds that are off or in shadow. */
export function heldKinds({ shop }: Arrival): readonly string[] {
  return SWITCHABLE_KINDS.filter((kind) => stateOf(shop.settings.mails, kind) !== "on");
}
