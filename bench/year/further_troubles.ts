/**
 * Draws the troubles of a further year by its seed: six of the sorts that other years do not know, such as a payment method, a language,
 * a country, a day of the week, a channel that is slow, a storefront that stops. No two are of one family.
 */
import { drawYear } from "./other_troubles.ts";
import type { Effect, Injected } from "./troubles.ts";

export function furtherYear(seed: number): readonly Injected[] {
  return drawYear(seed * 104_729, (one): readonly (() => Effect)[] => [
    () => ({ type: "unpaid", method: one(["card", "klarna", "paypal"]), share: 0.15 }),
    () => ({ type: "unpaid", country: one(["at", "ch"]), share: 0.25 }),
    () => ({
      type: "asked",
      after: one(["order_confirmation", "shipment_shipped"]),
      locale: one(["fr", "en"]),
      share: 0.2,
    }),
    () => ({ type: "asked", after: "order_confirmation", method: one(["klarna", "transfer"]), share: 0.12 }),
    () => ({ type: "unprompted", method: one(["klarna", "paypal"]), share: 0.12 }),
    () => ({ type: "unprompted", country: one(["at", "ch"]), topic: "question", share: 0.2 }),
    () => ({ type: "unprompted", locale: "en", share: 0.2 }),
    () => ({ type: "late", ordered_on: one(["1", "2"]), share: 0.5 }),
    () => ({ type: "slow", channel: one(["ses", "postmark"]), share: 0.05 }),
    () => ({ type: "delayed", channel: one(["ses", "postmark"]), share: 0.06 }),
    () => ({ type: "delayed", domain: one(["gmx.example", "web.example"]), share: 0.08 }),
    () => ({ type: "bounced", kind: one(["invoice", "feedback_request"]), share: 0.04 }),
    () => ({ type: "complained", channel: "postmark", share: 0.01 }),
    () => ({ type: "complained", domain: one(["gmx.example", "outlook.example"]), share: 0.01 }),
    () => ({ type: "returned", country: one(["ch", "at"]), reason: "damaged", share: 0.3 }),
    () => ({ type: "returned", sku: one(["sku-01", "sku-03"]), reason: "defective", share: 0.3 }),
    () => ({ type: "rated", carrier: one(["dpd", "hermes"]), share: 0.35 }),
    () => ({ type: "answered", over: "2", share: 0.5 }),
    () => ({ type: "unheard", source: one(["shopify", "aftership"]), share: 0.05 }),
    () => ({ type: "silent", source: one(["shopify", "stripe", "aftership"]), share: 0.9 }),
  ]);
}
