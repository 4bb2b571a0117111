import { describe, expect, test } from "vitest";
import adas from "../../fixtures/shopify/orders_create_ada.json";
import guests from "../../fixtures/shopify/orders_create_guest.json";
import { detailsByShopify } from "../../support/shopify.ts";

const [mill, beans] = adas.line_items as [(typeof adas.line_items)[0], (typeof adas.line_items)[0]];

describe("Ada's order in euros", () => {
  test("is read completely", async () => {
    const home = {
      name: "Ada Lovelace",
      lines: ["Torstraße 1"],
      city: "Berlin",
      region: "Berlin",
      postal_code: "10119",
      country: "DE",
    };
    expect(await detailsByShopify(adas)).toEqual({
      id: "5678901234567",
      number: "#1001",
      placed_at: "2026-11-22T09:58:00.000Z",
      currency: "EUR",
      locale: "de",
      customer: {
        email: "ada@lovelace.example",
        name: "Ada Lovelace",
        first_name: "Ada",
        phone: "+49 30 1234567",
        kinds: ["guest"],
      },
      channel: "shopify:web",
      billing_address: home,
      shipping_address: home,
      lines: [
        {
          id: "14012345678901",
          sku: "KM-104",
          title: "Kaffeemühle „Mahlwerk“",
          variant: "Kupfer · Gravur: Für Ada",
          quantity: 1,
          unit_price_minor: 8_990,
          discount_minor: 0,
          requires_shipping: true,
        },
        {
          id: "14012345678902",
          sku: "EB-221",
          title: "Espressobohnen",
          variant: "1 kg",
          quantity: 2,
          unit_price_minor: 2_450,
          discount_minor: 490,
          requires_shipping: true,
        },
      ],
      discounts: [{ label: "WILLKOMMEN", amount_minor: 1_000 }],
      shipping: { label: "DHL Paket", amount_minor: 490 },
      fees: [],
      tax: { amount_minor: 2_058, included: true },
      total_minor: 12_890,
      payment: { status: "paid", method: { brand: "Shopify Payments" }, open_minor: 0 },
      aliases: [],
    });
  });

  test.each([
    [["visa", "bogus"], "Visa"],
    [["gift_card", "shopify_payments"], "Gift Card, Shopify Payments"],
    [["paypal"], "PayPal"],
    [["Überweisung"], "Überweisung"],
    [["bogus"], undefined],
    [["manual", null], undefined],
    [[], undefined],
    [null, undefined],
  ])("paid by %j is %s to the customer", async (payment_gateway_names, brand) => {
    expect((await detailsByShopify({ ...adas, payment_gateway_names })).payment?.method?.brand).toBe(brand);
  });

  test.each([["expired", "voided"], ["unheard_of", undefined], [null, undefined], [
    "constructor",
    undefined,
  ]])(
    "the financial status %s is %s",
    async (financial_status, status) => {
      expect((await detailsByShopify({ ...adas, financial_status })).payment?.status).toBe(status);
    },
  );

  test.each([
    [{ image_url: "https://cdn.kontor.example/mill.jpg" }, "https://cdn.kontor.example/mill.jpg"],
    [{ image: { src: "//cdn.kontor.example/mill.jpg" } }, "https://cdn.kontor.example/mill.jpg"],
    [{ image_url: "javascript:alert(1)" }, undefined],
    [{ image: null }, undefined],
  ])("the picture in %j is %s", async (image, url) => {
    expect(
      (await detailsByShopify({ ...adas, line_items: [{ ...mill, ...image }, beans] })).lines[0]?.image_url,
    ).toBe(
      url,
    );
  });

  test("of the properties of a line only those that a person wrote are shown", async () => {
    const properties = [
      { name: "Gravur", value: "Für Ada" },
      { name: "_hidden", value: "x" },
      { name: "Datei", value: "https://cdn.example/upload.png" },
      { name: "Leer", value: "" },
      { name: "Objekt", value: { a: 1 } },
      { name: "Lang", value: "x".repeat(500) },
      "broken",
      null,
    ];
    const line = { ...mill, variant_title: "Default Title", properties };
    expect((await detailsByShopify({ ...adas, line_items: [line, beans] })).lines[0]?.variant).toBe(
      "Gravur: Für Ada",
    );
  });

  test("a title that is too long is cut, not refused", async () => {
    const order = await detailsByShopify({
      ...adas,
      line_items: [{ ...mill, title: `${"x".repeat(999)}😀 end` }],
    });
    expect(order.lines[0]?.title).toBe("x".repeat(999));
  });
});

describe("a guest's order", () => {
  test("has no customer address, no name and no shipping, and is still an order", async () => {
    expect(await detailsByShopify(guests)).toEqual({
      id: "5678901235111",
      number: "#1003",
      placed_at: "2026-11-22T10:20:00.000Z",
      currency: "USD",
      customer: { kinds: ["guest"] },
      channel: "shopify:web",
      lines: [
        expect.objectContaining({ title: "Pattern book (PDF)", quantity: 1, requires_shipping: false }),
      ],
      discounts: [],
      fees: [{ kind: "tip", amount_minor: 200 }],
      tax: { amount_minor: 99, included: false },
      total_minor: 1_499,
      payment: { status: "paid", method: { brand: "PayPal" }, class: "prepaid", open_minor: 0 },
      aliases: [],
    });
  });

  test.each([
    [{ email: "first@guest.example", contact_email: "second@guest.example" }, "first@guest.example"],
    [{ email: null, contact_email: "second@guest.example" }, "second@guest.example"],
    [{ customer: { ...adas.customer, email: "third@guest.example" } }, "third@guest.example"],
    [{ customer: { ...adas.customer, email: null } }, undefined],
    [{ email: "", contact_email: " second@guest.example " }, "second@guest.example"],
    [{ email: "not an address" }, undefined],
    [{ email: "a@guest.example, b@guest.example" }, "a@guest.example"],
    [{ email: "Guest <a@gue\u200bst.example>" }, "a@guest.example"],
  ])("with %j is written to at %s", async (given, email) => {
    expect((await detailsByShopify({ ...guests, ...given })).customer.email).toBe(email);
  });

  test("takes the customer's name from an address where there is no customer", async () => {
    const order = await detailsByShopify({
      ...guests,
      shipping_address: { ...adas.shipping_address, first_name: null, last_name: null },
    });
    expect(order.customer).toMatchObject({ name: "Ada Lovelace" });
  });

  test.each(["", "x-klingon-very-long-tag-that-is-none", "12", null])(
    "a locale of %j is none",
    async (customer_locale) => {
      expect((await detailsByShopify({ ...guests, customer_locale })).locale).toBe(undefined);
    },
  );
});
