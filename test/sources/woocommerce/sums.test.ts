import { describe, expect, test } from "vitest";
import { lineTotalMinor } from "../../../src/orders/account/parts.ts";
import adas from "../../fixtures/woocommerce/order_ada.json";
import bens from "../../fixtures/woocommerce/order_ben.json";
import guests from "../../fixtures/woocommerce/order_guest.json";
import { added } from "../../support/sums.ts";
import { detailsByWoocommerce, readByWoocommerce } from "../../support/woocommerce.ts";

const [mill, beans] = adas.line_items as [(typeof adas.line_items)[0], (typeof adas.line_items)[0]];
const [coupon] = adas.coupon_lines as [(typeof adas.coupon_lines)[0]];

describe("the sums of an order", () => {
  test.each([["Ada", adas], ["Ben", bens], ["the guest", guests]])(
    "the sums of %s add up to the total",
    async (_who, payload) => {
      const order = await detailsByWoocommerce(payload);
      expect(added(order)).toBe(order.total_minor);
    },
  );

  test("with tax in the prices include the tax, though the payload's do not", async () => {
    expect(await detailsByWoocommerce(adas)).toMatchObject({
      currency: "EUR",
      lines: [
        { quantity: 1, unit_price_minor: 8_990, discount_minor: 0 },
        { quantity: 2, unit_price_minor: 2_450, discount_minor: 0 },
      ],
      discounts: [{ label: "willkommen", amount_minor: 1_000 }],
      shipping: { label: "DHL Paket", amount_minor: 490 },
      fees: [],
      tax: { amount_minor: 1_707, included: true },
      total_minor: 13_380,
    });
  });

  test("with tax on top do not include the tax, which is shown by itself", async () => {
    expect(await detailsByWoocommerce(guests)).toMatchObject({
      fees: [{ label: "Gift wrap", amount_minor: 500 }],
      tax: { amount_minor: 133, included: false },
      total_minor: 1_633,
    });
    expect((await detailsByWoocommerce(guests)).shipping).toBe(undefined);
  });

  test("a fee below zero is a discount under the fee's name", async () => {
    expect(await detailsByWoocommerce(bens)).toMatchObject({
      discounts: [{ label: "Returning customer", amount_minor: 500 }],
      fees: [],
      total_minor: 15_100,
    });
    expect((await detailsByWoocommerce(bens)).tax).toBe(undefined);
  });

  test("a price that does not divide evenly keeps the line's total exact to the cent", async () => {
    const { lines: [line] } = await detailsByWoocommerce(guests);
    expect(line).toMatchObject({ quantity: 3, unit_price_minor: 334, discount_minor: 2 });
    expect(lineTotalMinor(line!)).toBe(1_000);
  });
});

describe("discounts of an order", () => {
  test("without a coupon stays with its line", async () => {
    const order = await detailsByWoocommerce({ ...adas, coupon_lines: [] });
    expect(order.discounts).toEqual([]);
    expect(order.lines.map(({ discount_minor }) => discount_minor)).toEqual([647, 353]);
    expect(order.lines.map(lineTotalMinor)).toEqual([8_343, 4_547]);
    expect(added(order)).toBe(order.total_minor);
  });

  test("by two coupons is named after both", async () => {
    const order = await detailsByWoocommerce({
      ...adas,
      coupon_lines: [{ ...coupon, discount: "5.00", discount_tax: "1.00" }, {
        ...coupon,
        code: "zweite",
        discount: "3.73",
        discount_tax: "0.27",
      }],
    });
    expect(order.discounts).toEqual([
      { label: "willkommen", amount_minor: 600 },
      { label: "zweite", amount_minor: 400 },
    ]);
    expect(added(order)).toBe(order.total_minor);
  });

  test.each([["8.72", "a cent apart"], ["5.00", "lowered by hand on top"]])(
    "by a coupon of %s, %s, is what the lines lost",
    async (discount) => {
      const order = await detailsByWoocommerce({ ...adas, coupon_lines: [{ ...coupon, discount }] });
      expect(order.discounts).toEqual([{ label: "willkommen", amount_minor: 1_000 }]);
      expect(added(order)).toBe(order.total_minor);
    },
  );

  test("by a coupon for shipping alone is not shown", async () => {
    const free = { ...coupon, code: "freeship", discount: "0", discount_tax: "0" };
    expect((await detailsByWoocommerce({ ...bens, coupon_lines: [free] })).discounts).toEqual([
      { label: "Returning customer", amount_minor: 500 },
    ]);
  });

  test("by more coupons than an order can name is shown as one amount", async () => {
    const many = Array.from({ length: 60 }, () => ({ ...coupon, discount: "0.10", discount_tax: "0.00" }));
    const line = { ...mill, subtotal: "76.11", subtotal_tax: "13.32" };
    const order = await detailsByWoocommerce({ ...adas, line_items: [line], coupon_lines: many });
    expect(order.discounts).toEqual([{ label: "willkommen", amount_minor: 600 }]);
  });

  test("a line that was made more expensive by hand has no discount", async () => {
    const dearer = { ...beans, subtotal: "40.00", subtotal_tax: "2.80" };
    const { lines: [line] } = await detailsByWoocommerce({
      ...adas,
      line_items: [dearer],
      coupon_lines: [],
    });
    expect(lineTotalMinor(line!)).toBe(4_547);
    expect(line).toMatchObject({ unit_price_minor: 2_274, discount_minor: 1 });
  });
});

describe("amounts are exact to the minor unit", () => {
  async function inCurrency(currency: string, total: string) {
    const [teapot] = bens.line_items as [(typeof bens.line_items)[0]];
    const order = {
      ...bens,
      currency,
      total,
      line_items: [{ ...teapot, quantity: 1, subtotal: total, total }],
      shipping_lines: [],
      fee_lines: [],
    };
    const { events: [order_event] } = await readByWoocommerce("order.updated", order);
    return order_event;
  }

  test.each([
    ["JPY", "4800", 4_800],
    ["JPY", "4800.00", 4_800],
    ["KWD", "12.345", 12_345],
    ["KWD", "12.30", 12_300],
    ["IQD", "1500.000", 1_500_000],
    ["HUF", "4990.00", 499_000],
    ["COP", "120000.00", 12_000_000],
    ["EUR", "1.2345", 123],
    ["EUR", "1.235", 124],
    ["EUR", "0.995", 100],
    ["JPY", "99.5", 100],
    ["EUR", "-1.235", -124],
  ])("%s %s is %i", async (currency, total, total_minor) => {
    expect(await inCurrency(currency, total)).toMatchObject({
      order: { total_minor, lines: [{ unit_price_minor: total_minor }] },
    });
  });
});
