import { describe, expect, test } from "vitest";
import adas from "../../fixtures/shopify/orders_create_ada.json";
import bens from "../../fixtures/shopify/orders_create_ben.json";
import guests from "../../fixtures/shopify/orders_create_guest.json";
import refund from "../../fixtures/shopify/refunds_create.json";
import { added } from "../../support/sums.ts";
import { detailsByShopify } from "../../support/shopify.ts";

const [mill, beans] = adas.line_items as [(typeof adas.line_items)[0], (typeof adas.line_items)[0]];

describe("the sums of an order", () => {
  test.each([["Ada", adas], ["Ben", bens], ["the guest", guests]])(
    "the sums of %s add up to the total",
    async (_who, payload) => {
      const order = await detailsByShopify(payload);
      expect(added(order)).toBe(order.total_minor);
    },
  );

  test("a discount without an allocation at Shopify belongs to the order, named by its code", async () => {
    const without = [mill, beans].map((line) => ({ ...line, discount_allocations: [] }));
    const order = await detailsByShopify({ ...adas, line_items: without, discount_applications: [] });
    expect(order.lines.map(({ discount_minor }) => discount_minor)).toEqual([0, 0]);
    expect(order.discounts).toEqual([{ label: "WILLKOMMEN", amount_minor: 1_490 }]);
    expect(added(order)).toBe(order.total_minor);
  });

  test("a line discount without allocations counts once", async () => {
    const old = { ...beans, total_discount: "4.90", discount_allocations: [] };
    const whole = { ...mill, discount_allocations: [] };
    const order = await detailsByShopify({ ...adas, line_items: [whole, old] });
    expect(order.lines[1]).toMatchObject({ discount_minor: 490 });
    expect(order.discounts).toEqual([{ label: "WILLKOMMEN", amount_minor: 1_000 }]);
  });

  test("a line discount that repeats its allocations counts once", async () => {
    const order = await detailsByShopify({
      ...adas,
      line_items: [mill, { ...beans, total_discount: "8.19" }],
    });
    expect(order.lines[1]).toMatchObject({ discount_minor: 490 });
  });

  test("without discounts there is none to show", async () => {
    const lines = [mill, beans].map((line) => ({ ...line, discount_allocations: [] }));
    const order = await detailsByShopify({
      ...adas,
      line_items: lines,
      discount_applications: [],
      discount_codes: [],
      total_discounts: "0.00",
    });
    expect(order.discounts).toEqual([]);
  });

  test("a tip that has no line of its own is still a fee", async () => {
    expect((await detailsByShopify({ ...guests, line_items: guests.line_items.slice(0, 1) })).fees).toEqual([{
      kind: "tip",
      amount_minor: 200,
    }]);
  });

  test("an order of nothing but a tip shows the tip as its line", async () => {
    const order = await detailsByShopify({
      ...guests,
      line_items: guests.line_items.slice(1),
      total_price: "2.00",
      total_tax: "0.00",
    });
    expect(order).toMatchObject({ lines: [{ title: "Tip", unit_price_minor: 200 }], fees: [] });
    expect(added(order)).toBe(order.total_minor);
  });
});

describe("Ben's order in yen from a shop in euros", () => {
  test("is shown in the customer's currency", async () => {
    expect(await detailsByShopify(bens)).toMatchObject({
      currency: "JPY",
      locale: "ja",
      lines: [{ quantity: 3, unit_price_minor: 4_800 }],
      discounts: [{ label: "FREESHIP", amount_minor: 1_200 }],
      shipping: { label: "International", amount_minor: 1_200 },
      fees: [{ kind: "duties", amount_minor: 500 }],
      total_minor: 14_900,
      shipping_address: { city: "大阪市", lines: ["梅田1-1"], country: "JP" },
    });
    expect((await detailsByShopify(bens)).tax).toBe(undefined);
  });

  test("is shown in euros throughout when one amount is known in euros only", async () => {
    const order = await detailsByShopify({ ...bens, total_price_set: null });
    expect(order).toMatchObject({
      currency: "EUR",
      total_minor: 9_250,
      lines: [{ unit_price_minor: 2_980 }],
    });
    expect(added(order)).toBe(order.total_minor);
  });

  test("is shown in euros when Shopify names no other currency", async () => {
    expect(await detailsByShopify({ ...bens, presentment_currency: null })).toMatchObject({
      currency: "EUR",
      total_minor: 9_250,
    });
  });

  test("duties that the prices include are not a fee", async () => {
    expect((await detailsByShopify({ ...bens, duties_included: true })).fees).toEqual([]);
  });
});

describe("an order that lost lines", () => {
  const removed = {
    refund_line_items: refund.refund_line_items.map((line) => ({ ...line, quantity: 2 })),
    transactions: [] as unknown[],
  };
  const edited = {
    ...adas,
    line_items: [mill, { ...beans, current_quantity: 0 }],
    refunds: [removed],
    current_total_discounts: "10.00",
    current_total_tax: "13.54",
    current_total_price: "84.80",
  };

  test("by an edit shows what is left, at the total that is left to pay", async () => {
    const order = await detailsByShopify(edited);
    expect(order.lines.map(({ title }) => title)).toEqual(["Kaffeemühle „Mahlwerk“"]);
    expect(order).toMatchObject({
      total_minor: 8_480,
      tax: { amount_minor: 1_354 },
      discounts: [{ label: "WILLKOMMEN", amount_minor: 1_000 }],
    });
    expect(added(order)).toBe(order.total_minor);
  });

  test("in part by an edit keeps its share of the line's discount", async () => {
    const order = await detailsByShopify({
      ...edited,
      line_items: [mill, { ...beans, current_quantity: 1 }],
    });
    expect(order.lines[1]).toMatchObject({ quantity: 1, discount_minor: 245 });
  });

  test("by a refund is shown as it was bought, and the refund is an event of its own", async () => {
    const paid_back = { ...removed, transactions: [{ kind: "refund", status: "success" }] };
    const order = await detailsByShopify({ ...edited, refunds: [paid_back] });
    expect(order.lines).toHaveLength(2);
    expect(order.total_minor).toBe(12_890);
  });

  test("by a refund that failed is shown as an edited order", async () => {
    const failed = { ...removed, transactions: [{ kind: "refund", status: "failure" }] };
    expect((await detailsByShopify({ ...edited, refunds: [failed] })).lines).toHaveLength(1);
  });

  test("by its cancellation is shown as it was bought", async () => {
    const cancelled_at = "2026-11-22T18:00:00+01:00";
    const order = await detailsByShopify({ ...edited, cancelled_at });
    expect(order.lines).toHaveLength(2);
    expect(order.total_minor).toBe(12_890);
  });

  test("completely is shown as it was bought", async () => {
    const none = [mill, beans].map((line) => ({ ...line, current_quantity: 0 }));
    expect((await detailsByShopify({ ...edited, line_items: none })).lines).toHaveLength(2);
  });

  test("of quantity 0 does not show these lines", async () => {
    expect(
      (await detailsByShopify({
        ...adas,
        line_items: [mill, { ...beans, quantity: 0, current_quantity: 0 }],
      })).lines,
    ).toHaveLength(1);
  });
});
