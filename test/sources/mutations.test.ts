import fc from "fast-check";
import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { OrderEvent } from "../../src/orders/event.ts";
import { bigcommerce } from "../../src/sources/bigcommerce/bigcommerce.ts";
import { paypal } from "../../src/sources/paypal/paypal.ts";
import { aftership } from "../../src/sources/trackers/aftership.ts";
import { easypost } from "../../src/sources/trackers/easypost.ts";
import { seventeentrack } from "../../src/sources/trackers/seventeentrack.ts";
import { shipengine } from "../../src/sources/trackers/shipengine.ts";
import { shippo } from "../../src/sources/trackers/shippo.ts";
import { shopify } from "../../src/sources/shopify/shopify.ts";
import type { Source, Webhook } from "../../src/sources/source.ts";
import { square } from "../../src/sources/square.ts";
import { standard } from "../../src/sources/standard/standard.ts";
import { stripe } from "../../src/sources/stripe/stripe.ts";
import { woocommerce } from "../../src/sources/woocommerce/woocommerce.ts";
import store_order from "../fixtures/bigcommerce/order.json";
import store_created from "../fixtures/bigcommerce/order_created.json";
import store_moved from "../fixtures/bigcommerce/order_status_updated.json";
import store_products from "../fixtures/bigcommerce/products.json";
import store_refunded from "../fixtures/bigcommerce/refund_created.json";
import store_refunds from "../fixtures/bigcommerce/refunds.json";
import store_shipment from "../fixtures/bigcommerce/shipment.json";
import store_shipped from "../fixtures/bigcommerce/shipment_created.json";
import capture_completed from "../fixtures/paypal/capture_completed.json";
import capture_denied from "../fixtures/paypal/capture_denied.json";
import capture_pending from "../fixtures/paypal/capture_pending.json";
import capture_refunded from "../fixtures/paypal/capture_refunded.json";
import capture_reversed from "../fixtures/paypal/capture_reversed.json";
import paypal_dispute from "../fixtures/paypal/dispute_created.json";
import square_dispute from "../fixtures/square/dispute_created.json";
import square_payment from "../fixtures/square/payment_updated.json";
import square_refund from "../fixtures/square/refund_created.json";
import charge_dispute from "../fixtures/stripe/charge_dispute_created.json";
import charge_listed from "../fixtures/stripe/charge_refunded_listed.json";
import charge_partly from "../fixtures/stripe/charge_refunded_partial.json";
import charge_rest from "../fixtures/stripe/charge_refunded_rest.json";
import charge from "../fixtures/stripe/charge_succeeded.json";
import session from "../fixtures/stripe/checkout_session_completed.json";
import intent_failed from "../fixtures/stripe/payment_intent_payment_failed.json";
import intent from "../fixtures/stripe/payment_intent_succeeded.json";
import thin from "../fixtures/stripe/thin_event.json";
import post from "../fixtures/17track/tracking_updated.json";
import dhl from "../fixtures/aftership/tracking_update.json";
import paket from "../fixtures/easypost/tracker_updated.json";
import ups from "../fixtures/shipengine/api_track.json";
import usps from "../fixtures/shippo/track_updated.json";
import ada from "../fixtures/shopify/orders_create_ada.json";
import ben from "../fixtures/shopify/orders_create_ben.json";
import guest from "../fixtures/shopify/orders_create_guest.json";
import scan from "../fixtures/shopify/fulfillment_events_create.json";
import fulfilment from "../fixtures/shopify/fulfillments_create.json";
import shopify_item from "../fixtures/shopify/inventory_items_update.json";
import shopify_level from "../fixtures/shopify/inventory_levels_update.json";
import shopify_product from "../fixtures/shopify/products_update.json";
import refund from "../fixtures/shopify/refunds_create.json";
import placed from "../fixtures/standard/order_placed.json";
import paid from "../fixtures/standard/payment_succeeded.json";
import refunded from "../fixtures/standard/payment_refunded.json";
import promised from "../fixtures/standard/promise_changed.json";
import shipped from "../fixtures/standard/shipment_shipped.json";
import stocked from "../fixtures/standard/stock_changed.json";
import watched from "../fixtures/standard/stock_watch_requested.json";
import forgetting from "../fixtures/standard/customer_erase_requested.json";
import adas_basket from "../fixtures/woocommerce/order_ada.json";
import bens_basket from "../fixtures/woocommerce/order_ben.json";
import guests_basket from "../fixtures/woocommerce/order_guest.json";
import { bigcommerceWebhook, PATHS, store, TOKEN } from "../support/bigcommerce.ts";
import woocommerce_product from "../fixtures/woocommerce/product.json";
import { StockEvent } from "../../src/stock/event.ts";
import { NOW_MS } from "../support/cast.ts";
import { BODY_MAX, CANARY, mutated, mutations, TIMEOUT_MS } from "../support/mutation.ts";
import { WEBHOOK_ID } from "../support/shopify.ts";
import { NO_PORTS } from "../support/source_ports.ts";

/** Whatever the damage makes a source ask for, it is answered or not there. */
const WEEK_MS = 7 * 86_400_000;
const PORTS = { ...store().ports, tokens: [TOKEN] };

/** A shop whose damaged answer is read, to a delivery that is whole: its signature vouches for the one, TLS for the other. */
function answeredWith(event: unknown, path: string): Source {
  return {
    ...bigcommerce,
    read: ({ body }) => {
      const { ports } = store({ [path]: new TextDecoder().decode(body) });
      return bigcommerce.read(bigcommerceWebhook(event), ports);
    },
  };
}

describe.each<[string, Source, string, unknown]>([
  ["Ada's new order", shopify, "orders/create", ada],
  ["Ben's paid order", shopify, "orders/paid", ben],
  ["a guest's cancelled order", shopify, "orders/cancelled", { ...guest, cancelled_at: guest.updated_at }],
  ["a fulfilment", shopify, "fulfillments/update", { ...fulfilment, shipment_status: "delivered" }],
  ["a fulfilment's scan", shopify, "fulfillment_events/create", scan],
  ["a refund", shopify, "refunds/create", refund],
  ["Ada's new basket", woocommerce, "order.created", adas_basket],
  ["Ben's cancelled basket", woocommerce, "order.updated", { ...bens_basket, status: "cancelled" }],
  ["a guest's restored basket", woocommerce, "order.restored", guests_basket],
  ["a deleted basket", woocommerce, "order.deleted", { id: adas_basket.id }],
  ["an own order", standard, "", placed],
  ["an own payment", standard, "", paid],
  ["an own refund", standard, "", refunded],
  ["an own parcel", standard, "", shipped],
  ["an own promise", standard, "", promised],
  ["a checkout session", stripe, "", session],
  ["a session that failed", stripe, "", { ...session, type: "checkout.session.async_payment_failed" }],
  ["a paid intent", stripe, "", intent],
  ["a failed intent", stripe, "", intent_failed],
  ["a charge", stripe, "", charge],
  ["a charge refunded in part", stripe, "", charge_partly],
  ["a charge refunded", stripe, "", charge_rest],
  ["a charge that lists its refunds", stripe, "", charge_listed],
  ["a disputed charge", stripe, "", charge_dispute],
  ["a thin event", stripe, "", thin],
  ["a capture", paypal, "", capture_completed],
  ["a pending capture", paypal, "", capture_pending],
  ["a denied capture", paypal, "", capture_denied],
  ["a refunded capture", paypal, "", capture_refunded],
  ["a reversed capture", paypal, "", capture_reversed],
  ["a disputed capture", paypal, "", paypal_dispute],
  ["a Square payment", square, "", square_payment],
  ["a Square refund", square, "", square_refund],
  ["a Square dispute", square, "", square_dispute],
  ["word of a BigCommerce order", bigcommerce, "", store_created],
  ["word of a BigCommerce order's status", bigcommerce, "", store_moved],
  ["word of a BigCommerce refund", bigcommerce, "", store_refunded],
  ["word of a BigCommerce parcel", bigcommerce, "", store_shipped],
  ["a BigCommerce order", answeredWith(store_created, PATHS.order), "", store_order],
  ["a BigCommerce order's lines", answeredWith(store_moved, PATHS.products), "", store_products],
  ["a BigCommerce refund's order", answeredWith(store_refunded, PATHS.bare_order), "", store_order],
  ["a BigCommerce refund", answeredWith(store_refunded, PATHS.refunds), "", store_refunds],
  ["a BigCommerce parcel", answeredWith(store_shipped, PATHS.shipment), "", store_shipment],
  ["an own level", standard, "", stocked],
  ["an own request to be told", standard, "", watched],
  ["an own request to be forgotten", standard, "", forgetting],
  ["an inventory level", shopify, "inventory_levels/update", shopify_level],
  ["a level that is gone", shopify, "inventory_levels/disconnect", shopify_level],
  ["an inventory item", shopify, "inventory_items/update", shopify_item],
  ["a product's variants", shopify, "products/update", shopify_product],
  ["a product's quantity", woocommerce, "product.updated", woocommerce_product],
  ["EasyPost's tracker", easypost, "", paket],
  ["AfterShip's tracking", aftership, "", dhl],
  ["Shippo's track", shippo, "", usps],
  ["17TRACK's number", seventeentrack, "", post],
  ["ShipEngine's track", shipengine, "", ups],
])("%s, damaged in any place", (_what, source, topic, payload) => {
  test("is told as whole events or refused without a word of its content", async () => {
    await fc.assert(
      fc.asyncProperty(mutations, async (changes) => {
        const body = JSON.stringify(changes.reduce(mutated, payload)) ?? "";
        fc.pre(body.length <= BODY_MAX);
        const reading = await source.read(webhook(topic, body), PORTS);
        if (reading.ok) {
          const orders = reading.value.type === "events" ? reading.value.orders : [];
          for (const { events } of orders) {
            expect(v.parse(v.array(OrderEvent), events)).toEqual(events);
          }
          const stock = reading.value.type === "events" ? reading.value.stock ?? [] : [];
          expect(v.parse(v.array(StockEvent), stock)).toEqual(stock);
        } else {
          expect(reading.message).not.toContain(CANARY);
          expect(reading.message.length).toBeLessThan(300);
        }
      }),
      { numRuns: 1_000 },
    );
  }, TIMEOUT_MS);
});

describe("any bytes at all", () => {
  test.each<[Source]>([
    [standard],
    [shopify],
    [woocommerce],
    [stripe],
    [paypal],
    [square],
    [bigcommerce],
    [easypost],
    [aftership],
    [shippo],
    [seventeentrack],
    [shipengine],
  ])("are read or refused by $name", async (source) => {
    await fc.assert(fc.asyncProperty(fc.uint8Array(), async (body) => {
      const reading = await source.read({
        ...webhook(source === woocommerce ? "order.created" : "orders/create", ""),
        body,
      }, NO_PORTS);
      expect(reading.ok).toBe(false);
    }));
  });
});

function webhook(topic: string, body: string): Webhook {
  const headers = new Headers({
    "webhook-id": "msg_1",
    "x-shopify-topic": topic,
    "x-shopify-webhook-id": WEBHOOK_ID,
    "x-wc-webhook-topic": topic,
  });
  return { headers, body: new TextEncoder().encode(body), received_at_ms: NOW_MS + WEEK_MS };
}
