import { describe, expect, test } from "vitest";
import fulfilment from "../../fixtures/shopify/fulfillments_create.json";
import { readByShopify, readShopify } from "../../support/shopify.ts";

const URL_DHL = "https://www.dhl.de/sendung?idc=00340434161094042557";
const update = {
  ...fulfilment,
  shipment_status: "out_for_delivery",
  updated_at: "2026-11-25T07:40:00+01:00",
};

async function tracking(changed: Readonly<Record<string, unknown>>) {
  const { events: [order_event] } = await readByShopify("fulfillments/create", {
    ...fulfilment,
    ...changed,
  });
  return order_event !== undefined && "shipment" in order_event
    ? (order_event.shipment as { tracking?: unknown }).tracking
    : null;
}

describe("a Shopify fulfilment", () => {
  test("that is created is a shipment that left", async () => {
    expect(await readByShopify("fulfillments/create", fulfilment)).toEqual({
      order: "5678901234567",
      events: [{
        type: "shipment.shipped",
        at: "2026-11-23T08:15:00.000Z",
        shipment: {
          id: "4567890123456",
          lines: [{ line_id: "14012345678901", quantity: 1 }, { line_id: "14012345678902", quantity: 1 }],
          tracking: [{ number: "00340434161094042557", carrier: "DHL", url: URL_DHL }],
        },
      }],
    });
  });

  test.each([
    ["in_transit", "shipment.in_transit"],
    ["carrier_picked_up", "shipment.in_transit"],
    ["out_for_delivery", "shipment.out_for_delivery"],
    ["ready_for_pickup", "shipment.ready_for_pickup"],
    ["picked_up", "shipment.picked_up"],
    ["delivered", "shipment.delivered"],
    ["attempted_delivery", "shipment.attempted"],
    ["failure", "shipment.exception"],
    ["label_printed", "shipment.shipped"],
    ["constructor", "shipment.shipped"],
    [null, "shipment.shipped"],
  ])("that is updated to %s is %s at that time", async (shipment_status, type) => {
    const { events } = await readByShopify("fulfillments/update", { ...update, shipment_status });
    expect(events).toMatchObject([{
      type,
      at: "2026-11-25T06:40:00.000Z",
      shipment: { id: "4567890123456" },
    }]);
  });

  test.each(["cancelled", "error", "failure"])("of status %s takes the parcel back", async (status) => {
    for (const topic of ["fulfillments/create", "fulfillments/update"]) {
      const { events } = await readByShopify(topic, { ...update, status });
      expect(events).toMatchObject([{
        type: "shipment.withdrawn",
        at: new Date(update.updated_at).toISOString(),
        shipment: { id: String(update.id) },
      }]);
    }
  });

  test("with several numbers has several tracking numbers, each with its own address", async () => {
    expect(
      await tracking({
        tracking_numbers: ["1", "2", " "],
        tracking_urls: ["https://a.example/1", "ftp://a.example/2"],
      }),
    ).toEqual([
      { number: "1", carrier: "DHL", url: "https://a.example/1" },
      { number: "2", carrier: "DHL" },
    ]);
  });

  test("with the old single fields takes its tracking from them", async () => {
    expect(await tracking({ tracking_numbers: null, tracking_urls: [] })).toEqual([
      { number: "00340434161094042557", carrier: "DHL", url: URL_DHL },
    ]);
  });

  test("of a carrier called Other has no carrier", async () => {
    expect(await tracking({ tracking_company: "Other" })).toEqual([{
      number: "00340434161094042557",
      url: URL_DHL,
    }]);
  });

  test("with a tracking number that is no text keeps its digits", async () => {
    expect(await tracking({ tracking_number: 340434161094, tracking_numbers: [340434161094] }))
      .toMatchObject([{ number: "340434161094" }]);
  });

  test("without tracking numbers has no tracking", async () => {
    const none = {
      tracking_number: null,
      tracking_numbers: [],
      tracking_url: null,
      tracking_urls: [],
      tracking_company: null,
    };
    expect(await tracking(none)).toEqual([]);
  });

  test.each([
    [{ ...fulfilment, order_id: null }, "order_id must be an id: got null"],
    [{ ...fulfilment, created_at: 1_732_266_000 }, "created_at must be text: got a whole number"],
    [{ ...fulfilment, line_items: [{ id: 1 }] }, "line_items.0.quantity must be given: got nothing"],
    [{ ...fulfilment, line_items: 7 }, "line_items must be a list: got a whole number"],
  ])("%# is refused by field, rule and shape", async (payload, message) => {
    expect(await readShopify("fulfillments/create", payload)).toEqual({
      ok: false,
      reason: "invalid",
      message,
    });
  });
});
