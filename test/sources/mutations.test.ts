import fc from "fast-check";
import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { Happening } from "../../src/orders/event.ts";
import { shopify } from "../../src/sources/shopify.ts";
import type { Delivery, Source } from "../../src/sources/source.ts";
import { standard } from "../../src/sources/standard.ts";
import { woocommerce } from "../../src/sources/woocommerce.ts";
import ada from "../fixtures/shopify/orders_create_ada.json";
import ben from "../fixtures/shopify/orders_create_ben.json";
import guest from "../fixtures/shopify/orders_create_guest.json";
import scan from "../fixtures/shopify/fulfillment_events_create.json";
import fulfilment from "../fixtures/shopify/fulfillments_create.json";
import refund from "../fixtures/shopify/refunds_create.json";
import placed from "../fixtures/standard/order_placed.json";
import paid from "../fixtures/standard/payment_succeeded.json";
import refunded from "../fixtures/standard/payment_refunded.json";
import promised from "../fixtures/standard/promise_changed.json";
import shipped from "../fixtures/standard/shipment_shipped.json";
import adas_basket from "../fixtures/woocommerce/order_ada.json";
import bens_basket from "../fixtures/woocommerce/order_ben.json";
import guests_basket from "../fixtures/woocommerce/order_guest.json";
import { NOW_MS } from "../support/cast.ts";
import { BODY_MAX, CANARY, mutated, mutations, TIMEOUT_MS } from "../support/mutation.ts";
import { WEBHOOK_ID } from "../support/shopify.ts";

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
])("%s, damaged in any place", (_what, source, topic, payload) => {
  test("is told as whole events or refused without a word of its content", async () => {
    await fc.assert(
      fc.asyncProperty(mutations, async (changes) => {
        const body = JSON.stringify(changes.reduce(mutated, payload)) ?? "";
        fc.pre(body.length <= BODY_MAX);
        const reading = await source.read(delivery(topic, body));
        if (reading.ok) {
          const tellings = reading.value.type === "told" ? reading.value.tellings : [];
          for (const { happenings } of tellings) {
            expect(v.parse(v.array(Happening), happenings)).toEqual(happenings);
          }
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
  test.each([[standard], [shopify], [woocommerce]])("are read or refused by $name", async (source) => {
    await fc.assert(fc.asyncProperty(fc.uint8Array(), async (body) => {
      const reading = await source.read({
        ...delivery(source === woocommerce ? "order.created" : "orders/create", ""),
        body,
      });
      expect(reading.ok).toBe(false);
    }));
  });
});

function delivery(topic: string, body: string): Delivery {
  const headers = new Headers({
    "webhook-id": "msg_1",
    "x-shopify-topic": topic,
    "x-shopify-webhook-id": WEBHOOK_ID,
    "x-wc-webhook-topic": topic,
  });
  return { headers, body: new TextEncoder().encode(body), received_at_ms: NOW_MS };
}
