import { describe, expect, test } from "vitest";
import { senderAsker } from "../../../src/doors/webhooks/ask_sender.ts";
import type { StorefrontChange } from "../../../src/orders/storefront_change.ts";
import { changeAtShopify } from "../../../src/sources/shopify/change_order.ts";
import ada from "../../fixtures/shopify/orders_create_ada.json";
import fulfilment from "../../fixtures/shopify/fulfillments_create.json";
import { openStore, type StoreState } from "../../support/shopify_admin.ts";
import type { WebhookOrder } from "../../support/shopify_admin_order.ts";

const ORDER = String(ada.id);
const ID = `gid://shopify/Order/${ORDER}`;
const CANCEL: StorefrontChange = { type: "cancel", order: ORDER };
const ADDRESS: StorefrontChange = {
  type: "address",
  order: ORDER,
  address: {
    name: "Ada King Lovelace",
    lines: ["Neue Straße 5", "3rd floor"],
    city: "Berlin",
    postal_code: "10115",
    country: "DE",
  },
};

async function changed(change: StorefrontChange, given: Partial<StoreState> = {}, token = "shpat_1") {
  const { store, asked, fetch } = openStore({ orders: [ada as unknown as WebhookOrder], ...given });
  const result = await changeAtShopify(change, {
    tokens: [`${store.domain}:${token}`],
    ask: senderAsker(fetch, [store.domain]),
  });
  return { result, store, asked };
}

describe("an order that its customer cancels in Shopify", () => {
  test("is cancelled with restock and refund, in a job whose end a webhook reports", async () => {
    const { result, store, asked } = await changed(CANCEL);
    expect(result).toEqual({ ok: true, value: { job: "gid://shopify/Job/1" } });
    expect(store.cancelled).toEqual([ID]);
    const { query } = asked.at(-1)!.body as { query: string };
    for (const said of ["reason: CUSTOMER", "restock: true", "originalPaymentMethodsRefund: true"]) {
      expect(query).toContain(said);
    }
  });

  test("is asked for by its job from then on: while it runs, when it is done, and when it came to nothing", async () => {
    const job = "gid://shopify/Job/1";
    const again: StorefrontChange = { ...CANCEL, job };
    const running = { cancelled: [ID] };
    const still = await changed(again, running);
    expect(still.result).toEqual({ ok: true, value: { job } });
    expect(still.store.cancelled).toEqual([ID]);
    const order = { ...ada, cancelled_at: "2026-11-22T13:00:00Z" } as unknown as WebhookOrder;
    expect((await changed(again, { ...running, orders: [order] })).result).toEqual({
      ok: true,
      value: "done",
    });
    const ended = await changed(again, { ...running, job_done: true });
    expect(ended.result).toMatchObject({ ok: false, reason: "refused" });
    expect((await changed(again)).result).toMatchObject({ ok: false, reason: "refused" });
  });

  test("that is cancelled already is not cancelled again", async () => {
    const order = { ...ada, cancelled_at: "2026-11-22T13:00:00Z" } as unknown as WebhookOrder;
    const { result, store } = await changed(CANCEL, { orders: [order] });
    expect(result).toEqual({ ok: true, value: "done" });
    expect(store.cancelled).toEqual([]);
  });

  test("is refused by a code alone, where goods have left, and where there is none", async () => {
    const refused = await changed(CANCEL, { cancel_refusal: "INVALID" });
    expect(refused.result).toMatchObject({
      ok: false,
      reason: "refused",
      message: expect.stringContaining("INVALID"),
    });
    expect(JSON.stringify(refused.result)).not.toContain("Ada");
    const left = { ...ada, fulfillments: [fulfilment] } as unknown as WebhookOrder;
    expect((await changed(CANCEL, { orders: [left] })).result).toMatchObject({
      ok: false,
      reason: "refused",
    });
    expect((await changed(CANCEL, { orders: [] })).result).toMatchObject({ ok: false, reason: "refused" });
  });

  test("says whether the token or the store was the reason", async () => {
    expect((await changed(CANCEL, {}, "shpat_old")).result).toMatchObject({ ok: false, reason: "denied" });
    expect((await changed(CANCEL, { points: 0 })).result).toMatchObject({ ok: false, reason: "unavailable" });
  });
});

describe("an address that is changed in Shopify", () => {
  test("replaces the whole one, and keeps the telephone", async () => {
    const { result, store } = await changed(ADDRESS);
    expect(result).toEqual({ ok: true, value: "done" });
    expect(store.updated).toMatchObject([{
      id: ID,
      shippingAddress: {
        firstName: "Ada",
        lastName: "King Lovelace",
        address1: "Neue Straße 5",
        address2: "3rd floor",
        city: "Berlin",
        zip: "10115",
        countryCode: "DE",
      },
    }]);
  });

  test("is refused once goods have left or the order is cancelled", async () => {
    const left = { ...ada, fulfillments: [fulfilment] } as unknown as WebhookOrder;
    const gone = { ...ada, cancelled_at: "2026-11-22T13:00:00Z" } as unknown as WebhookOrder;
    for (const order of [left, gone]) {
      const { result, store } = await changed(ADDRESS, { orders: [order] });
      expect(result).toMatchObject({ ok: false, reason: "refused" });
      expect(store.updated).toEqual([]);
    }
  });
});
