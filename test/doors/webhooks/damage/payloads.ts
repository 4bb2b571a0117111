/** What is damaged at the door: payloads of every source and provider, in their senders' own shape. */
import parcel_post from "../../../fixtures/17track/tracking_updated.json";
import dhl from "../../../fixtures/aftership/tracking_update.json";
import store_created from "../../../fixtures/bigcommerce/order_created.json";
import store_refunded from "../../../fixtures/bigcommerce/refund_created.json";
import store_shipped from "../../../fixtures/bigcommerce/shipment_created.json";
import paket from "../../../fixtures/easypost/tracker_updated.json";
import capture from "../../../fixtures/paypal/capture_completed.json";
import capture_refunded from "../../../fixtures/paypal/capture_refunded.json";
import paypal_dispute from "../../../fixtures/paypal/dispute_created.json";
import ups from "../../../fixtures/shipengine/api_track.json";
import usps from "../../../fixtures/shippo/track_updated.json";
import scan from "../../../fixtures/shopify/fulfillment_events_create.json";
import fulfilment from "../../../fixtures/shopify/fulfillments_create.json";
import level from "../../../fixtures/shopify/inventory_levels_update.json";
import ada from "../../../fixtures/shopify/orders_create_ada.json";
import ben from "../../../fixtures/shopify/orders_create_ben.json";
import refund from "../../../fixtures/shopify/refunds_create.json";
import square_payment from "../../../fixtures/square/payment_updated.json";
import square_refund from "../../../fixtures/square/refund_created.json";
import forgetting from "../../../fixtures/standard/customer_erase_requested.json";
import cancelled from "../../../fixtures/standard/order_cancelled.json";
import placed from "../../../fixtures/standard/order_placed.json";
import paid from "../../../fixtures/standard/payment_succeeded.json";
import promised from "../../../fixtures/standard/promise_changed.json";
import shipped from "../../../fixtures/standard/shipment_shipped.json";
import stocked from "../../../fixtures/standard/stock_changed.json";
import watched from "../../../fixtures/standard/stock_watch_requested.json";
import charge_refunded from "../../../fixtures/stripe/charge_refunded_partial.json";
import charge from "../../../fixtures/stripe/charge_succeeded.json";
import session from "../../../fixtures/stripe/checkout_session_completed.json";
import intent_failed from "../../../fixtures/stripe/payment_intent_payment_failed.json";
import basket from "../../../fixtures/woocommerce/order_ada.json";
import product from "../../../fixtures/woocommerce/product.json";
import { PROVIDERS } from "../../../../src/providers/table.ts";
import { SOURCE_NAMES } from "../../../../src/sources/table.ts";
import { fixture } from "../../../support/providers.ts";
import type { ReporterName } from "../../../support/provider_senders.ts";
import type { SenderName } from "../../../support/senders.ts";

export type Name = SenderName | ReporterName;
export const NAMES: readonly Name[] = [...SOURCE_NAMES, ...Object.keys(PROVIDERS) as ReporterName[]];

/** Its name, its sender, its topic and the payload. */
export type Damaged = [string, Name, string, unknown];

export function payloadsOf(...names: readonly Name[]): readonly Damaged[] {
  return [...PAYLOADS, ...REPORTS].filter(([, name]) => names.includes(name));
}

const PAYLOADS: readonly Damaged[] = [
  ["Ada's new order", "shopify", "orders/create", ada],
  ["Ben's paid order", "shopify", "orders/paid", ben],
  ["a fulfilment", "shopify", "fulfillments/update", fulfilment],
  ["a fulfilment's scan", "shopify", "fulfillment_events/create", scan],
  ["a refund", "shopify", "refunds/create", refund],
  ["an inventory level", "shopify", "inventory_levels/update", level],
  ["who wants their data", "shopify", "customers/data_request", {
    shop_id: 954889,
    shop_domain: "kontor.myshopify.com",
    customer: { id: 191167, email: "ada@lovelace.example" },
    orders_requested: [299938, 280263],
    data_request: { id: 9999 },
  }],
  ["who wants to be forgotten", "shopify", "customers/redact", {
    shop_id: 954889,
    shop_domain: "kontor.myshopify.com",
    customer: { id: 191167, email: "ada@lovelace.example" },
    orders_to_redact: [299938, 280263],
  }],

  ["Ada's basket", "woocommerce", "order.created", basket],
  ["Ada's restored basket", "woocommerce", "order.restored", basket],
  ["a product's quantity", "woocommerce", "product.updated", product],

  ["word of a BigCommerce order", "bigcommerce", "", store_created],
  ["word of a BigCommerce refund", "bigcommerce", "", store_refunded],
  ["word of a BigCommerce parcel", "bigcommerce", "", store_shipped],

  ["an own order", "standard", "", placed],
  ["an own payment", "standard", "", paid],
  ["an own parcel", "standard", "", shipped],
  ["an own promise", "standard", "", promised],
  ["an own cancellation", "standard", "", cancelled],
  ["an own level", "standard", "", stocked],
  ["an own request to be told", "standard", "", watched],
  ["an own request to be forgotten", "standard", "", forgetting],

  ["a checkout session", "stripe", "", session],
  ["a failed intent", "stripe", "", intent_failed],
  ["a charge", "stripe", "", charge],
  ["a charge refunded in part", "stripe", "", charge_refunded],

  ["a capture", "paypal", "", capture],
  ["a refunded capture", "paypal", "", capture_refunded],
  ["a disputed capture", "paypal", "", paypal_dispute],

  ["a Square payment", "square", "", square_payment],
  ["a Square refund", "square", "", square_refund],

  ["EasyPost's tracker", "easypost", "", paket],
  ["AfterShip's tracking", "aftership", "", dhl],
  ["Shippo's track", "shippo", "", usps],
  ["17TRACK's number", "17track", "", parcel_post],
  ["ShipEngine's track", "shipengine", "", ups],
];

const REPORTS = ([
  ["mailchannels", "mailchannels_events.json"],
  ["mailgun", "mailgun_delivered.json"],
  ["mailgun", "mailgun_failed_permanent.json"],
  ["postmark", "postmark_bounce.json"],
  ["postmark", "postmark_delivery.json"],
  ["postmark", "postmark_spam_complaint.json"],
  ["resend", "resend_bounced.json"],
  ["resend", "resend_delivered.json"],
  ["sendgrid", "sendgrid_events.json"],
  ["ses", "ses_bounce.json"],
  ["ses", "ses_complaint.json"],
  ["ses", "ses_delivery.json"],
] as const).map(([name, file]): Damaged => [file, name, "", JSON.parse(fixture(file))]);
