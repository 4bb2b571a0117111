import { describe, expect, test } from "vitest";
import event from "../../fixtures/shopify/fulfillment_events_create.json";
import fulfilment from "../../fixtures/shopify/fulfillments_create.json";
import { readByShopify, readShopify, WEBHOOK_ID } from "../../support/shopify.ts";

const TOPIC = "fulfillment_events/create";

describe("a Shopify fulfilment event", () => {
  test("is a scan of its fulfilment's shipment, with place, text and the expected day", async () => {
    expect(await readByShopify(TOPIC, event)).toEqual({
      order: "5678901234567",
      events: [{
        type: "shipment.in_transit",
        at: "2026-11-24T02:12:00.000Z",
        shipment: {
          id: String(fulfilment.id),
          lines: [],
          tracking: [],
          expected: { until: "2026-11-26" },
        },
        place: "Leipzig, SN, DE",
        description: "Die Sendung wurde im Paketzentrum bearbeitet.",
        offset_minutes: 60,
      }],
    });
  });

  test.each([
    ["carrier_picked_up", "shipment.in_transit"],
    ["in_transit", "shipment.in_transit"],
    ["delayed", "shipment.in_transit"],
    ["out_for_delivery", "shipment.out_for_delivery"],
    ["attempted_delivery", "shipment.attempted"],
    ["ready_for_pickup", "shipment.ready_for_pickup"],
    ["picked_up", "shipment.picked_up"],
    ["delivered", "shipment.delivered"],
    ["failure", "shipment.exception"],
  ])("of status %s is %s", async (status, type) => {
    expect(await readByShopify(TOPIC, { ...event, status })).toMatchObject({ events: [{ type }] });
  });

  test.each(["label_purchased", "label_printed", "confirmed"])("of status %s is no scan", async (status) => {
    expect(await readShopify(TOPIC, { ...event, status })).toEqual({
      ok: true,
      value: { type: "ignored", topic: `${TOPIC} (${status})` },
    });
  });

  test("of a status that is not known is ignored without repeating it", async () => {
    expect(await readShopify(TOPIC, { ...event, status: "constructor" })).toEqual({
      ok: true,
      value: { type: "ignored", topic: `${TOPIC} (unknown status)` },
    });
  });

  test("that has only the country and no day shows only the country", async () => {
    const bare = { ...event, city: null, province: null, message: null, estimated_delivery_at: null };
    const { events: [scan] } = await readByShopify(TOPIC, bare);
    expect(scan).toMatchObject({ place: "DE", shipment: { id: "4567890123456" } });
    expect(scan).toMatchObject({ description: undefined, shipment: { expected: undefined } });
  });

  test("without any location has no place", async () => {
    const { events: [scan] } = await readByShopify(TOPIC, {
      ...event,
      city: null,
      province: " ",
      country: null,
    });
    expect((scan as { place?: string }).place).toBe(undefined);
  });

  test("with an expected day that is not a date keeps the scan", async () => {
    const { events: [scan] } = await readByShopify(TOPIC, { ...event, estimated_delivery_at: "soon" });
    expect(scan).toMatchObject({ type: "shipment.in_transit", shipment: { expected: undefined } });
  });

  test("is known by the webhook's id, and its 18-digit ids keep every digit", async () => {
    const text = JSON.stringify(event)
      .replace("4567890123456", "820982911946154509")
      .replace("5678901234567", "820982911946154508");
    expect(await readShopify(TOPIC, text)).toMatchObject({
      value: {
        id: WEBHOOK_ID,
        orders: [{
          order: "820982911946154508",
          events: [{ shipment: { id: "820982911946154509" } }],
        }],
      },
    });
  });

  test.each([
    [{ ...event, order_id: null }, "order_id must be an id: got null"],
    [{ ...event, fulfillment_id: undefined }, "fulfillment_id must be given: got nothing"],
    [{ ...event, status: null }, "status must be text: got null"],
    [
      { ...event, happened_at: "2026-11-24" },
      "happened_at must be an RFC 3339 time with a zone: got text of 10 characters",
    ],
  ])("%# is refused by field, rule and shape", async (payload, message) => {
    expect(await readShopify(TOPIC, payload)).toEqual({ ok: false, reason: "invalid", message });
  });
});
