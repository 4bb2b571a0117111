/** Situations from real shops, from the sender's body to the words of mail and page: goods that nobody reports, that come later or in bundles. */
import { describe, expect, test } from "vitest";
import { hours, NOW_MS, SHOP } from "../support/cast.ts";
import { type Body, gmt, HOUR_MS, life, paidAt, shopifyStep, wooStep } from "../support/kettle.ts";
import { kindsOf, lastScreen, mailOf, screenOf, type Step } from "../support/lived.ts";
import { pageOf } from "../mail/views.ts";
import { readByShopify } from "../support/shopify.ts";

describe("goods whose way nobody reports", () => {
  test.each<[string, Body]>([
    ["as the storefront calls the order completed", {}],
    ["as their shipment has no number", {
      meta_data: [{
        key: "_wc_shipment_tracking_items",
        value: [{ tracking_id: "t9", tracking_provider: "Brief", tracking_number: "" }],
      }],
    }],
  ])("are never said to be late, %s", async (_how, changed) => {
    const done = { ...paidAt(0), status: "completed", date_completed_gmt: gmt(30), ...changed };
    const told = await life([wooStep(0, paidAt(0)), wooStep(30, done)], 24 * 12);
    expect(kindsOf(told)).not.toContain("delay_notice");
    expect(kindsOf(told)).not.toContain("shipment_stalled");
    expect(lastScreen(told)).toContain(
      "Everything has been sent | Hasn’t it reached you? Please write to us.",
    );
  });

  const WITH_NUMBER = {
    ...paidAt(0),
    meta_data: [{
      key: "_wc_shipment_tracking_items",
      value: [{ tracking_id: "t9", tracking_provider: "dhl", tracking_number: "00340434161094015902" }],
    }],
  };

  test("are neither late nor silent though they have a number, where no carrier's report ever reaches the shop", async () => {
    const steps = [wooStep(0, paidAt(0)), wooStep(20, WITH_NUMBER)];
    const told = await life(steps, 24 * 20, { ...SHOP, hears_of_parcels: false });
    expect(kindsOf(told)).toEqual(["order_confirmation", "shipment_shipped"]);
    // The page is read when its promised day is over.
    const { order, ledger } = told;
    const page = pageOf(order!, { ...SHOP, hears_of_parcels: false }, {
      ledger,
      now_ms: NOW_MS + 9 * 24 * HOUR_MS,
    });
    expect(screenOf(page)).toContain(
      "Everything has been sent | Hasn’t it reached you? Please write to us.",
    );
    expect(page.shipments[0]!.tracking[0]!.url).toContain("00340434161094015902");
  });

  test("are late where a report has come all the same", async () => {
    const scan: Step = {
      at_ms: NOW_MS + 30 * HOUR_MS,
      events: [{
        type: "shipment.in_transit",
        at: hours(30),
        place: "Leipzig",
        shipment: { id: "t9", lines: [], tracking: [] },
      }],
    };
    const steps = [wooStep(0, paidAt(0)), wooStep(20, WITH_NUMBER), scan];
    expect(kindsOf(await life(steps, 24 * 20, { ...SHOP, hears_of_parcels: false }))).toContain(
      "delay_notice",
    );
  });

  test("are late while a part of the order has not left", async () => {
    const lines = [
      { id: 1, name: "Kettle", quantity: 1, subtotal: "24.00", total: "24.00" },
      { id: 2, name: "Cup", quantity: 1, subtotal: "5.00", total: "5.00" },
    ];
    const both = { ...paidAt(0), line_items: lines, total: "35.00" };
    const told = await life([
      wooStep(0, both),
      wooStep(30, {
        ...both,
        meta_data: [{
          key: "_wc_shipment_tracking_items",
          value: [{ tracking_id: "t9", tracking_number: "", products_list: [{ item_id: 1, qty: 1 }] }],
        }],
      }),
    ], 24 * 6);
    expect(kindsOf(told)).toContain("delay_notice");
  });

  test("are spoken of as sent by the shop, not as scanned by a carrier, where they have a number", async () => {
    const told = await life([
      wooStep(0, paidAt(0)),
      wooStep(20, {
        ...paidAt(0),
        meta_data: [{
          key: "_wc_shipment_tracking_items",
          value: [{ tracking_id: "t9", tracking_provider: "dhl", tracking_number: "00340434161094015902" }],
        }],
      }),
    ], 24 * 9);
    const { text } = mailOf(told, "shipment_stalled");
    expect(text).toContain("We sent it on Monday, November 23 and have had no news from the carrier since.");
    expect(text).not.toMatch(/last scan/i);
  });
});

describe("goods that an exchange adds once the rest has arrived", () => {
  test("are expected from that day on, and are not late at once", async () => {
    const item = (id: string, title: string, current_quantity: number) => ({
      id,
      title,
      price: "24.00",
      quantity: 1,
      current_quantity,
      requires_shipping: true,
    });
    const parcel = async (at: number, topic: string, body: Body): Promise<Step> => {
      return { at_ms: NOW_MS + at * HOUR_MS, events: (await readByShopify(topic, body)).events };
    };
    const told = await life([
      shopifyStep(0, { line_items: [item("l-1", "Red kettle", 1)] }),
      parcel(20, "fulfillments/create", {
        id: "8801",
        order_id: "5601",
        status: "success",
        created_at: hours(20),
        updated_at: hours(20),
        tracking_numbers: ["1Z999AA10123456784"],
        tracking_urls: [],
        line_items: [{ id: "l-1", quantity: 1 }],
      }),
      parcel(50, "fulfillment_events/create", {
        fulfillment_id: "8801",
        order_id: "5601",
        status: "delivered",
        happened_at: hours(50),
      }),
      shopifyStep(100, {
        line_items: [item("l-1", "Red kettle", 0), item("l-2", "Blue kettle", 1)],
        total_price: "54.00",
        current_total_price: "30.00",
        refunds: [{
          id: "1",
          refund_line_items: [{ line_item_id: "l-1", quantity: 1, restock_type: "return" }],
          transactions: [],
        }],
      }),
    ], 24 * 6);
    expect(mailOf(told, "order_changed").text).toContain("Expected Mon, Nov 30 – Wed, Dec 2");
    expect(kindsOf(told)).not.toContain("delay_notice");
  });
});

describe("a bundle whose shipment names its parts alone", () => {
  test("has left as a whole: nothing is still to come", async () => {
    const set = {
      ...paidAt(0),
      line_items: [
        { id: 1, name: "Tea set", quantity: 1, subtotal: "24.00", total: "24.00" },
        { id: 2, name: "Pot", quantity: 1, subtotal: "0.00", total: "0.00", bundled_by: 1 },
        { id: 3, name: "Cup", quantity: 4, subtotal: "0.00", total: "0.00", bundled_by: 1 },
      ],
    };
    const products_list = [{ item_id: 2, qty: 1 }, { item_id: 3, qty: 4 }];
    const told = await life([
      wooStep(0, set),
      wooStep(20, {
        ...set,
        meta_data: [{
          key: "_wc_shipment_tracking_items",
          value: [{ tracking_id: "t1", tracking_number: "00340434161094015902", products_list }],
        }],
      }),
    ], 30);
    const { subject, text } = mailOf(told, "shipment_shipped");
    expect(subject).toContain("Order #5501 is on its way");
    expect(text).not.toContain("Still to come");
    expect(lastScreen(told)).toMatch(/^Expected .* \| On its way to you/);
  });
});
