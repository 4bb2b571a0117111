import { describe, expect, test } from "vitest";
import { shopify } from "../../../src/sources/shopify/shopify.ts";
import adas from "../../fixtures/shopify/orders_create_ada.json";
import fulfilment from "../../fixtures/shopify/fulfillments_create.json";
import refund from "../../fixtures/shopify/refunds_create.json";
import { NOW_MS } from "../../support/cast.ts";
import { readByShopify, readShopify, shopifyWebhook, WEBHOOK_ID } from "../../support/shopify.ts";
import { signShopify } from "../../support/signing.ts";

const SECRET = "whsec_the-whole-of-it-is-the-key";
const BODY = JSON.stringify(adas);

async function signed(changed: Readonly<Record<string, string>> = {}) {
  const headers = new Headers({
    ...await signShopify(SECRET, BODY),
    "x-shopify-topic": "orders/create",
    ...changed,
  });
  return { headers, body: new TextEncoder().encode(BODY), received_at_ms: NOW_MS };
}

describe("a Shopify signature", () => {
  test("is made with the whole secret, including its prefix", async () => {
    expect(await shopify.verify(await signed(), [SECRET])).toEqual({ ok: true, value: null });
    expect((await shopify.verify(await signed(), [SECRET.replace("whsec_", "")])).ok).toBe(false);
  });

  test("is the documented one: base64 of the body's HMAC-SHA256", async () => {
    const headers = await signShopify("Jefe", "what do ya want for nothing?");
    expect(headers["x-shopify-hmac-sha256"]).toBe("W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM=");
  });

  test("is accepted from either of two live secrets", async () => {
    expect((await shopify.verify(await signed(), ["last-year", SECRET])).ok).toBe(true);
  });

  test.each([[[]], [[""]], [["another"]]])("is not verified with %j", async (secrets) => {
    expect(await shopify.verify(await signed(), secrets)).toMatchObject({ ok: false, reason: "signature" });
  });

  test("for another body is refused", async () => {
    const webhook = { ...await signed(), body: new TextEncoder().encode(`${BODY}\n`) };
    expect(await shopify.verify(webhook, [SECRET])).toMatchObject({ ok: false, reason: "signature" });
  });

  test.each(["", "not base64", "AAAA"])("that reads %j is refused", async (signature) => {
    const webhook = await signed({ "x-shopify-hmac-sha256": signature });
    expect(await shopify.verify(webhook, [SECRET])).toMatchObject({ ok: false, reason: "signature" });
  });
});

describe("a Shopify topic", () => {
  test("that Waybill does not use is ignored before its body is read", async () => {
    expect(await readShopify("carts/update", "{")).toEqual({
      ok: true,
      value: { type: "ignored", topic: "carts/update" },
    });
  });

  test("must be given", async () => {
    const webhook = shopifyWebhook("orders/create", adas);
    webhook.headers.delete("x-shopify-topic");
    expect(await shopify.read(webhook)).toEqual({
      ok: false,
      reason: "invalid",
      message: "X-Shopify-Topic must be given: got nothing",
    });
  });

  test("orders/create places the order as it was at its last update", async () => {
    const { order, events } = await readByShopify("orders/create", adas);
    expect(order).toBe("5678901234567");
    expect(events).toEqual([
      expect.objectContaining({ type: "order.placed", at: "2026-11-22T09:58:03.000Z" }),
    ]);
    expect(events[0]).toMatchObject({ order: { placed_at: "2026-11-22T09:58:00.000Z" } });
  });

  test("orders/updated is a change", async () => {
    const { events } = await readByShopify("orders/updated", {
      ...adas,
      updated_at: "2026-11-23T08:00:00+01:00",
    });
    expect(events).toMatchObject([{ type: "order.changed", at: "2026-11-23T07:00:00.000Z" }]);
  });

  test("orders/paid is a change and one payment of the whole", async () => {
    const { events } = await readByShopify("orders/paid", adas);
    expect(events).toMatchObject([
      { type: "order.changed" },
      {
        type: "payment.succeeded",
        payment: { id: "paid", amount_minor: 12_890, method: { brand: "Shopify Payments" } },
      },
    ]);
  });

  const off = { ...adas, cancelled_at: "2026-11-22T18:00:00+01:00", updated_at: "2026-11-22T18:00:04+01:00" };

  test("orders/cancelled is a change and the cancellation, with Shopify's reason", async () => {
    const { events } = await readByShopify("orders/cancelled", { ...off, cancel_reason: "inventory" });
    expect(events).toMatchObject([
      {
        type: "order.changed",
        at: "2026-11-22T17:00:04.000Z",
        order: { cancelled_at: "2026-11-22T17:00:00.000Z" },
      },
      { type: "order.cancelled", at: "2026-11-22T17:00:00.000Z", reason: "inventory" },
    ]);
  });

  test.each(["fraud", "staff", "other", null])(
    "a cancellation because of %s gives the customer no reason",
    async (cancel_reason) => {
      const { events } = await readByShopify("orders/cancelled", { ...off, cancel_reason });
      expect(events[1]).toMatchObject({ type: "order.cancelled" });
      expect(events[1]).not.toHaveProperty("reason", expect.anything());
    },
  );

  test("an order that is cancelled when it first arrives is cancelled", async () => {
    const { events } = await readByShopify("orders/create", off);
    expect(events).toMatchObject([{
      type: "order.placed",
      order: { cancelled_at: "2026-11-22T17:00:00.000Z" },
    }]);
  });
});

describe("the id of a Shopify webhook", () => {
  test("is the webhook id", async () => {
    expect(await readShopify("orders/create", adas)).toMatchObject({ ok: true, value: { id: WEBHOOK_ID } });
  });

  test("is made from topic and body where there is none", async () => {
    const idOf = async (topic: string, payload: unknown) => {
      const webhook = shopifyWebhook(topic, payload);
      webhook.headers.delete("x-shopify-webhook-id");
      const reading = await shopify.read(webhook);
      return reading.ok && reading.value.type === "events" ? reading.value.id : null;
    };
    const id = await idOf("orders/create", adas);
    expect(id).toMatch(/^[0-9a-f]{64}$/);
    expect(await idOf("orders/create", adas)).toBe(id);
    expect(await idOf("orders/updated", adas)).not.toBe(id);
    expect(await idOf("orders/create", { ...adas, note: "x" })).not.toBe(id);
  });
});

describe("the ids that Shopify gives", () => {
  const long = BODY.replaceAll("5678901234567", "820982911946154508");

  test("keep their 18 digits", async () => {
    const { order, events } = await readByShopify("orders/create", long);
    expect(order).toBe("820982911946154508");
    expect(events[0]).toMatchObject({ order: { id: "820982911946154508", aliases: [] } });
  });

  test("are read from the gid where something on the way rounded the number, and the rounded number stays an alias", async () => {
    const rounded = long.replace(`"id":820982911946154508`, `"id":820982911946154500`);
    const { order, events } = await readByShopify("orders/create", rounded);
    expect(order).toBe("820982911946154508");
    expect(events[0]).toMatchObject({ order: { aliases: ["820982911946154500"] } });
  });

  test("of an order without a gid are the plain number", async () => {
    const { order } = await readByShopify("orders/create", { ...adas, admin_graphql_api_id: null });
    expect(order).toBe("5678901234567");
  });

  test("of lines are the same in the order, the fulfilment and the refund, rounded or not", async () => {
    const line_id = adas.line_items[1]!.id;
    const round = (payload: unknown) =>
      JSON.stringify(payload).replaceAll(
        `gid://shopify/LineItem/${line_id}`,
        "gid://shopify/LineItem/789012345678901234",
      )
        .replaceAll(String(line_id), "789012345678901200");
    const { events: [placed] } = await readByShopify("orders/create", round(adas));
    const { events: [shipped] } = await readByShopify("fulfillments/create", round(fulfilment));
    const { events: [refunded] } = await readByShopify("refunds/create", round(refund));
    expect(placed).toMatchObject({ order: { lines: [{}, { id: "789012345678901234" }] } });
    expect(shipped).toMatchObject({ shipment: { lines: [{}, { line_id: "789012345678901234" }] } });
    expect(refunded).toMatchObject({ refund: { lines: [{ line_id: "789012345678901234" }] } });
  });
});
