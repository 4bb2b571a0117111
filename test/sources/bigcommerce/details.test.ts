import { describe, expect, test } from "vitest";
import order from "../../fixtures/bigcommerce/order.json";
import products from "../../fixtures/bigcommerce/products.json";
import { accountOf } from "../../../src/orders/account/account.ts";
import { fold } from "../../../src/orders/fold/fold.ts";
import { placed } from "../../support/cast.ts";
import { detailsByBigcommerce } from "../../support/bigcommerce.ts";
import { added } from "../../support/sums.ts";

const [mill, beans] = products;

/** Without the coupon of the fixture. */
const UNREDUCED = { coupon_discount: "0.0000" };
const full = products.map((product) => ({ ...product, applied_discounts: [] }));

describe("BigCommerce's order in Waybill's format", () => {
  test("has its lines, its discount by name, its shipping and its customer", async () => {
    expect(await detailsByBigcommerce()).toMatchObject({
      id: "1001",
      number: "#1001",
      placed_at: "2026-11-22T11:58:00.000Z",
      currency: "EUR",
      locale: "de",
      customer: { id: "77", email: "ada@lovelace.example", name: "Ada Lovelace", first_name: "Ada" },
      shipping_address: { name: "Ada Lovelace", lines: ["Torstraße 1"], postal_code: "10119", country: "DE" },
      lines: [
        {
          id: "201",
          sku: "KM-1",
          title: "Kaffeemühle „Mahlwerk“",
          variant: "Farbe: Schwarz",
          quantity: 1,
          unit_price_minor: 8_990,
        },
        { id: "202", quantity: 2, unit_price_minor: 2_500, discount_minor: 0 },
      ],
      discounts: [{ label: "WILLKOMMEN", amount_minor: 1_590 }],
      shipping: { label: "DHL Paket", amount_minor: 490 },
      tax: { amount_minor: 2_058, included: true },
      total_minor: 12_890,
      payment: { status: "paid", method: { brand: "Credit Card" } },
    });
  });

  test.each<[string, Readonly<Record<string, unknown>>, readonly unknown[]]>([
    ["with tax in its prices", {}, products],
    ["without tax in its prices", { is_tax_inclusive_pricing: false }, products],
    ["with handling, wrapping and a fee", {
      handling_cost_inc_tax: "2.3800",
      handling_cost_ex_tax: "2.0000",
      wrapping_cost_inc_tax: "3.0000",
      fees: [{
        id: 1,
        type: "custom_fee",
        display_name_customer: "Insurance",
        cost_inc_tax: 1.5,
        cost_ex_tax: 1.26,
      }],
      total_inc_tax: "135.7800",
    }, products],
    ["that costs more than its parts, by rounding", { ...UNREDUCED, total_inc_tax: "144.8100" }, full],
    ["of three for 10.00", { ...UNREDUCED, total_inc_tax: "14.9000" }, [{
      ...full[0],
      quantity: 3,
      total_inc_tax: "10.0000",
    }]],
    ["with sums of four digits", {
      ...UNREDUCED,
      is_tax_inclusive_pricing: false,
      total_tax: "3.0421",
      total_inc_tax: "69.8400",
    }, [{ ...full[1], total_ex_tax: "62.6793", total_inc_tax: "67.8400" }]],
    ["with store credit and a gift certificate", {
      ...UNREDUCED,
      store_credit_amount: "10.0000",
      gift_certificate_amount: "25.0000",
      total_inc_tax: "109.8000",
    }, full],
  ])("%s adds up to the store's own total", async (_what, head, lines) => {
    const details = await detailsByBigcommerce(head, lines);
    expect(added(details)).toBe(details.total_minor);
  });

  test("whose sums contradict each other is taken as it is: no discount fills the gap", async () => {
    const details = await detailsByBigcommerce({ ...UNREDUCED, total_inc_tax: "120.0000" }, full);
    expect(details).toMatchObject({ total_minor: 12_000, discounts: [] });
    expect(added(details)).toBe(14_480);
    expect(accountOf(fold([placed(details)])!).breakdown).toMatchObject({
      state: "adjusted",
      parts: expect.arrayContaining([{ kind: "other", amount_minor: -2_480 }]),
    });
  });

  test.each<[string, Readonly<Record<string, unknown>>, unknown]>([
    ["what the customer wrote", { customer_message: "Ring twice,\nplease" }, { note: "Ring twice,\nplease" }],
    ["a way to pay on delivery", { payment_method: "Cash on Delivery" }, {
      payment: { class: "on_delivery", method: { brand: "Cash on Delivery" } },
    }],
    ["a transfer", { payment_method: "Bank Deposit", payment_status: "", status_id: 7 }, {
      payment: { class: "transfer", status: "pending" },
    }],
    ["a declined payment", { payment_status: "", status_id: 6 }, { payment: { status: "failed" } }],
  ])("tells %s", async (_what, head, told) => {
    expect(await detailsByBigcommerce(head)).toMatchObject(told as object);
  });

  test("of a guest without address or shipping has none", async () => {
    const details = await detailsByBigcommerce({
      customer_id: 0,
      billing_address: { first_name: "", email: "" },
      consignments: { shipping: [], pickups: [], downloads: [], email: { gift_certificates: [] } },
      shipping_cost_inc_tax: "0.0000",
      shipping_cost_ex_tax: "0.0000",
      total_inc_tax: "124.0000",
    }, [{ ...mill, type: "digital" }, beans]);
    expect(details.customer).toEqual({ kinds: ["guest"] });
    expect(details.billing_address).toBeUndefined();
    expect(details.shipping).toBeUndefined();
    expect(details.lines.map(({ requires_shipping }) => requires_shipping)).toEqual([false, true]);
  });

  test.each([
    ["authorized", 11, "authorized"],
    ["capture pending", 11, "authorized"],
    ["held for review", 12, "authorized"],
    ["captured", 11, "paid"],
    ["declined", 7, "failed"],
    ["partially refunded", 14, "partially_refunded"],
    ["void", 5, "voided"],
    ["", 7, "pending"],
    ["pending", 7, "pending"],
    ["", 12, "authorized"],
    ["", 11, "paid"],
    ["", 2, "paid"],
  ])("with payment %j in status %i is %s", async (payment_status, status_id, status) => {
    expect((await detailsByBigcommerce({ payment_status, status_id })).payment?.status).toBe(status);
  });

  test.each([
    ["JPY", "500.0000", 500],
    ["KWD", "5.1200", 5_120],
    ["IQD", "12500.2500", 12_500_250],
    ["HUF", "4500.5000", 450_050],
    ["COP", "45000.0000", 4_500_000],
    ["EUR", "62.6793", 6_268],
  ])("%s %s is %i in the minor unit", async (currency, total, total_minor) => {
    const details = await detailsByBigcommerce(
      {
        ...UNREDUCED,
        default_currency_code: currency,
        currency_code: "USD",
        total_inc_tax: total,
        shipping_cost_inc_tax: "0.0000",
      },
      [{ ...full[1], total_inc_tax: total, quantity: 1 }],
    );
    expect(details).toMatchObject({ currency, total_minor, lines: [{ unit_price_minor: total_minor }] });
    expect(added(details)).toBe(total_minor);
  });

  test("whose fees are only linked to is read without them", async () => {
    const fees = {
      url: "https://api.bigcommerce.com/stores/a1b2c3d4e5/v2/orders/1001/fees",
      resource: "/orders/1001/fees",
    };
    expect((await detailsByBigcommerce({ fees })).total_minor).toBe(12_890);
    expect(order.fees).toEqual([]);
  });
});
