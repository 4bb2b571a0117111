import { expect, test } from "vitest";
import { upgradeSpilled } from "../../../src/flow/record/spilled_webhook.ts";

test("a webhook that an older Waybill kept is read under today's names", () => {
  const scan = { type: "shipment.delivered", at: "2026-10-06T08:00:00.000Z", shipment: { id: "p1" } };
  const level = { type: "stock.changed", sku: "FLOAT", available_quantity: 3 };
  const part = { source: "standard", received_at_ms: 5 };
  const old = {
    store_id: "harbour",
    reports: [{ ...part, delivery_id: "d-1", order: "77", also: [], happenings: [scan] }],
    stock: { ...part, delivery_id: "d-1", happenings: [level] },
  };
  expect(upgradeSpilled(old)).toEqual({
    shop_id: "harbour",
    orders: [{ ...part, webhook_id: "d-1", order: "77", also: [], events: [scan] }],
    stock: { ...part, webhook_id: "d-1", events: [level] },
  });
});

test("a customer's choice of sms in it has its new name", () => {
  const choice = { at: "2026-10-06T08:00:00.000Z" };
  const old = { ...choice, type: "customer.texts_chosen", texts: null };
  const upgraded = upgradeSpilled({
    store_id: "harbour",
    reports: [{ source: "page", received_at_ms: 5, delivery_id: "d-2", happenings: [old] }],
  });
  expect(upgraded.orders[0]!.events).toEqual([{ ...choice, type: "customer.ways_chosen", ways: [] }]);
  expect(upgraded).not.toHaveProperty("stock");
});

test("a choice of sms that was kept before there were other ways is a choice of one way", () => {
  const at = "2026-10-06T08:00:00.000Z";
  const part = { source: "page", received_at_ms: 5, webhook_id: "d-3", order: "77", also: [] };
  const old = { at, type: "customer.sms_chosen", sms: { number: "+4915112345678", alone: true } };
  const upgraded = upgradeSpilled({ shop_id: "harbour", orders: [{ ...part, events: [old] }] } as never);
  const ways = [{ by: "sms", to: "+4915112345678", alone: true }];
  expect(upgraded.orders).toEqual([{ ...part, events: [{ at, type: "customer.ways_chosen", ways }] }]);
});

test("a webhook of this version stays as it is", () => {
  const kept = { shop_id: "harbour", orders: [] };
  expect(upgradeSpilled(kept)).toBe(kept);
});
