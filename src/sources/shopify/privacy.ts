/**
 * Reads Shopify's compliance webhooks: a customer asks for their data, or a customer or the whole store must be
 * erased. https://shopify.dev/docs/apps/build/compliance/privacy-law-compliance
 */
import * as v from "valibot";
import { ok, type Result } from "../../result.ts";
import { checked, invalid } from "../read/parse_error.ts";
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
const OrderIds = v.pipe(v.array(ShopifyId), v.maxLength(ORDERS_MAX));
const store = {
  shop_id: ShopifyId,
  shop_domain: v.pipe(v.string(), v.maxLength(255), v.toLowerCase()),
};
const customer = v.object({ email: v.nullish(v.pipe(v.string(), v.maxLength(254))) });

/**
 * The bodies, each with exactly the fields that Shopify documents: the topic stands in a header that nobody signed, so
 * the body alone must show what is asked for. An order under `shop/redact` erases nothing.
 */
const BODIES = {
  "customers/data_request": v.strictObject({
    ...store,
    customer,
    orders_requested: v.optional(OrderIds, []),
    data_request: v.object({ id: ShopifyId }),
  }),
  "customers/redact": v.strictObject({ ...store, customer, orders_to_redact: v.optional(OrderIds, []) }),
  "shop/redact": v.strictObject(store),
};

/** `pinned` is the store's domain, fixed when the shop was connected; null where it was not. */
export function readPrivacy(
  topic: PrivacyTopic,
  json: unknown,
  triggered_at: string | null,
  pinned: string | null,
): Result<PrivacyRequest, "invalid"> {
  const known = Object.keys(BODIES[topic].entries);
  const read = checked<v.InferOutput<(typeof BODIES)[PrivacyTopic]>>(
    BODIES[topic],
    json,
    // The name of a field that does not belong there is the sender's, and repeated to nobody.
    (path) => known.includes(path.split(".")[0]!) ? path : "body",
  );
  if (!read.ok) return read;
  const { shop_domain } = read.value;
  if (pinned === null ? topic === "shop/redact" : shop_domain !== pinned) {
    const rule = pinned === null
      ? "must be this shop's store, which its setting stores.shopify must name first"
      : "must be the store that this shop is connected to";
    return invalid("shop_domain", rule, shop_domain);
  }
  // If the header is not a time, the time of arrival is used: the request must not be delayed.
  const triggered = v.safeParse(Instant, triggered_at);
  const at = triggered.success ? triggered.output : null;
  const email = "customer" in read.value ? read.value.customer.email ?? null : null;
  switch (topic) {
    case "customers/data_request":
      return ok({ what: "data", email, orders: [], at });
    case "customers/redact":
      return ok({
        what: "customer",
        email,
        orders: "orders_to_redact" in read.value ? read.value.orders_to_redact : [],
        at,
      });
    case "shop/redact":
      return ok({ what: "shop", email: null, orders: [], at });
  }
}
