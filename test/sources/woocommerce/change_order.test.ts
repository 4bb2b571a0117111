import { describe, expect, test } from "vitest";
import { senderAsker } from "../../../src/doors/webhooks/ask_sender.ts";
import type { StorefrontChange } from "../../../src/orders/storefront_change.ts";
import { changeAtWoocommerce } from "../../../src/sources/woocommerce/change_order.ts";
import { openWooShop } from "../../support/woocommerce_shop.ts";

const CANCEL: StorefrontChange = { type: "cancel", order: "7007" };
const ADDRESS: StorefrontChange = {
  type: "address",
  order: "7007",
  address: {
    name: "Ada Lovelace",
    lines: ["Neue Straße 5"],
    city: "Berlin",
    postal_code: "10115",
    country: "DE",
  },
};

async function changed(change: StorefrontChange, shop = openWooShop(), token = "ck_1:cs_1") {
  const result = await changeAtWoocommerce(change, {
    tokens: [`kontor.example:${token}`],
    ask: senderAsker(shop.fetch, ["kontor.example"]),
  });
  return { result, state: shop.state };
}

describe("an order that its customer cancels in WooCommerce", () => {
  test("is paid back by its gateway first, then cancelled", async () => {
    const { result, state } = await changed(CANCEL);
    expect(result).toEqual({ ok: true, value: "done" });
    expect(state.order).toMatchObject({ status: "cancelled", refunds: [{ total: "-128.90" }] });
  });

  test("that nobody has paid is cancelled without a refund", async () => {
    const { result, state } = await changed(CANCEL, openWooShop({ status: "on-hold", date_paid_gmt: null }));
    expect(result).toEqual({ ok: true, value: "done" });
    expect(state.order).toMatchObject({ status: "cancelled", refunds: [] });
  });

  test("is not refunded twice where the answer got lost", async () => {
    const shop = openWooShop({ status: "refunded", refunds: [{ id: 1, total: "-128.90" }] });
    const { result, state } = await changed(CANCEL, shop);
    expect(result).toEqual({ ok: true, value: "done" });
    expect(state.order).toMatchObject({ status: "cancelled", refunds: [{ id: 1, total: "-128.90" }] });
    expect((await changed(CANCEL, shop)).result).toEqual({ ok: true, value: "done" });
    expect(state.order.refunds).toHaveLength(1);
  });

  test("is refused where it is sent, refunded in part, unknown, or its gateway pays nothing back", async () => {
    for (
      const given of [{ status: "completed" }, { status: "packed" }, { refunds: [{ id: 1, total: "-5.00" }] }]
    ) {
      const { result, state } = await changed(CANCEL, openWooShop(given));
      expect(result, JSON.stringify(given)).toMatchObject({ ok: false, reason: "refused" });
      expect(state.order.status).not.toBe("cancelled");
    }
    expect((await changed({ ...CANCEL, order: "8" })).result).toMatchObject({ ok: false, reason: "refused" });
    expect((await changed({ ...CANCEL, order: "../x" })).result).toMatchObject({
      ok: false,
      reason: "refused",
    });
    const by_hand = openWooShop();
    by_hand.state.gateway_refunds = false;
    const { result, state } = await changed(CANCEL, by_hand);
    expect(result).toMatchObject({ ok: false, reason: "refused" });
    expect(state.order.status).toBe("processing");
  });

  test("says whether the token or the shop was the reason", async () => {
    expect((await changed(CANCEL, openWooShop(), "ck_2:cs_2")).result).toMatchObject({ reason: "denied" });
    const reads = openWooShop();
    reads.state.may_write = false;
    expect((await changed(CANCEL, reads)).result).toMatchObject({ reason: "denied" });
    const down = openWooShop();
    down.state.down = 1;
    expect((await changed(CANCEL, down)).result).toMatchObject({ reason: "unavailable" });
  });
});

describe("an address that is changed in WooCommerce", () => {
  test("replaces the delivery address while nothing is packed for good", async () => {
    const { result, state } = await changed(ADDRESS);
    expect(result).toEqual({ ok: true, value: "done" });
    expect(state.order.shipping).toMatchObject({
      first_name: "Ada",
      address_1: "Neue Straße 5",
      postcode: "10115",
    });
    expect((await changed(ADDRESS, openWooShop({ status: "completed" }))).result).toMatchObject({
      reason: "refused",
    });
  });
});
