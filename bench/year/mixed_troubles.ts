/**
 * Draws the troubles of a year as a stranger to the digest might think of them: any family, a part or two of any kind, from plain to strong.
 * Seven of them, no two of one family; weak ones may be too few cases to be named in time.
 */
import { drawYear } from "./other_troubles.ts";
import type { Effect, Injected } from "./troubles.ts";

const SKUS = ["sku-01", "sku-03", "sku-06", "sku-08", "sku-11", "sku-15"] as const;
const DOMAINS = ["gmail.example", "gmx.example", "web.example", "outlook.example", "icloud.example"] as const;
const CARRIERS = ["dhl", "hermes", "dpd"] as const;
const CHANNELS = ["ses", "postmark"] as const;
const MAILS = [
  "order_confirmation",
  "shipment_shipped",
  "shipment_out_for_delivery",
  "shipment_delivered",
  "invoice",
  "feedback_request",
] as const;
const TOPICS = ["where", "question", "return", "address"] as const;

export function mixedYear(seed: number): readonly Injected[] {
  return drawYear(seed * 15_485_863, (one): readonly (() => Effect)[] => [
    () => ({ type: "late", carrier: one(CARRIERS), share: one([0.25, 0.35, 0.5]) }),
    () => ({ type: "late", carrier: one(CARRIERS), country: one(["at", "ch"]), share: one([0.5, 0.7]) }),
    () => ({ type: "late", country: one(["at", "ch", "fr"]), share: one([0.5, 0.7]) }),
    () => ({ type: "late", share: one([0.2, 0.3]) }),
    () => ({ type: "late", ordered_on: one(["1", "3", "5"]), share: one([0.4, 0.6]) }),
    () => ({ type: "untracked", carrier: one(CARRIERS), share: one([0.2, 0.5, 1]) }),
    () => ({ type: "untracked", share: one([0.15, 0.3]) }),
    () => ({ type: "unpaid", method: one(["card", "paypal", "klarna"]), share: one([0.15, 0.3]) }),
    () => ({ type: "unpaid", method: one(["card", "paypal"]), country: "at", share: one([0.3, 0.5]) }),
    () => ({ type: "unpaid", share: one([0.08, 0.12]) }),
    () => ({ type: "bounced", domain: one(DOMAINS), share: one([0.08, 0.3]) }),
    () => ({ type: "bounced", channel: one(CHANNELS), domain: one(DOMAINS), share: one([0.15, 0.5]) }),
    () => ({ type: "bounced", kind: one(MAILS), share: one([0.04, 0.08]) }),
    () => ({ type: "complained", kind: one(MAILS), share: one([0.01, 0.03]) }),
    () => ({ type: "complained", domain: one(DOMAINS), share: one([0.01, 0.02]) }),
    () => ({ type: "complained", kind: one(MAILS), domain: one(DOMAINS), share: one([0.05, 0.1]) }),
    () => ({ type: "failed", kind: one(MAILS), share: one([0.03, 0.08]) }),
    () => ({ type: "clicked", kind: one(MAILS), share: one([0.01, 0.05]) }),
    () => ({ type: "clicked", share: one([0.03, 0.07]) }),
    () => ({ type: "slow", kind: one(MAILS), share: one([0.04, 0.1]) }),
    () => ({ type: "slow", share: one([0.02, 0.05]) }),
    () => ({ type: "delayed", channel: one(CHANNELS), domain: one(DOMAINS), share: one([0.12, 0.3]) }),
    () => ({ type: "delayed", domain: one(DOMAINS), share: one([0.08, 0.2]) }),
    () => ({
      type: "returned",
      sku: one(SKUS),
      reason: one(["defective", "too_small", "not_as_described"]),
      share: one([0.25, 0.4]),
    }),
    () => ({ type: "returned", sku: one(SKUS), reason: "damaged", share: one([0.25, 0.4]) }),
    () => ({
      type: "returned",
      country: one(["at", "ch"]),
      reason: one(["damaged", "changed_mind"]),
      share: one([0.2, 0.35]),
    }),
    () => ({ type: "returned", reason: one(["damaged", "not_as_described"]), share: one([0.05, 0.08]) }),
    () => ({ type: "asked", after: one(MAILS), topic: one(TOPICS), share: one([0.025, 0.05]) }),
    () => ({ type: "asked", after: one(MAILS), share: one([0.03, 0.05]) }),
    () => ({ type: "asked", after: one(MAILS), locale: one(["en", "fr"]), share: one([0.15, 0.3]) }),
    () => ({
      type: "asked",
      after: "order_confirmation",
      method: one(["klarna", "paypal"]),
      topic: "question",
      share: one([0.08, 0.15]),
    }),
    () => ({ type: "unprompted", topic: one(TOPICS), share: one([0.02, 0.04]) }),
    () => ({ type: "unprompted", country: one(["at", "ch"]), topic: one(TOPICS), share: one([0.12, 0.2]) }),
    () => ({ type: "unprompted", method: one(["klarna", "paypal"]), share: one([0.08, 0.12]) }),
    () => ({ type: "rated", carrier: one(CARRIERS), share: one([0.35, 0.5]) }),
    () => ({ type: "rated", carrier: one(CARRIERS), about: "delivery", share: one([0.4, 0.6]) }),
    () => ({ type: "rated", about: one(["delivery", "nps"]), share: one([0.3, 0.4]) }),
    () => ({ type: "answered", over: one(["2", "8"]), share: one([0.4, 0.7]) }),
    () => ({ type: "unheard", source: one(["shopify", "stripe", "aftership"]), share: one([0.03, 0.1]) }),
    () => ({ type: "silent", source: one(["shopify", "stripe", "aftership"]), share: one([0.7, 1]) }),
  ]);
}
