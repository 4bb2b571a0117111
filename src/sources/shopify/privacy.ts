/**
 * Reads Shopify's compliance webhooks: a customer asks for their data, or a customer or the whole store must be
 * erased. https://shopify.dev/docs/apps/build/compliance/privacy-law-compliance
 */
import * as v from "valibot";
import type { Result } from "../../result.ts";
import { checked } from "../read/parse_error.ts";
import type { PrivacyRequest } from "../source.ts";
import { Instant } from "../../values/schemas.ts";

export const PRIVACY_TOPICS = ["customers/data_request", "customers/redact", "shop/redact"] as const;
export type PrivacyTopic = (typeof PRIVACY_TOPICS)[number];

/** Limits the orders that one webhook may name. */
const ORDERS_MAX = 10_000;

const ShopifyId = v.pipe(
  v.union([v.number(), v.string()]),
  v.transform(String),
  v.regex(/^\d{1,20}$/, "Must be an id of digits"),
);
const OrderIds = v.optional(v.pipe(v.array(ShopifyId), v.maxLength(ORDERS_MAX)), []);

const Payload = v.object({
  customer: v.optional(v.object({ email: v.nullish(v.pipe(v.string(), v.maxLength(254))) })),
  orders_requested: OrderIds,
  orders_to_redact: OrderIds,
});

export function readPrivacy(
  topic: PrivacyTopic,
  json: unknown,
  triggered_at: string | null,
): Result<PrivacyRequest, "invalid"> {
  const read = checked(Payload, json, (path) => path);
  if (!read.ok) return read;
  const { customer, orders_requested, orders_to_redact } = read.value;
  const email = customer?.email ?? null;
  // If the header is not a time, the time of arrival is used: the request must not be delayed.
  const triggered = v.safeParse(Instant, triggered_at);
  const at = triggered.success ? triggered.output : null;
  switch (topic) {
    case "customers/data_request":
      return { ok: true, value: { what: "data", email, orders: orders_requested, at } };
    case "customers/redact":
      return { ok: true, value: { what: "customer", email, orders: orders_to_redact, at } };
    case "shop/redact":
      return { ok: true, value: { what: "shop", email: null, orders: [], at } };
  }
}
