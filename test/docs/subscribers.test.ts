import { describe, expect, test } from "vitest";
import { type MedusaOrder, orderOfMedusa } from "../../docs/subscribers/medusa.ts";
import { orderOfSaleor, type SaleorOrder } from "../../docs/subscribers/saleor.ts";
import { orderOfVendure, type VendureOrder } from "../../docs/subscribers/vendure.ts";
import { minorOf, tellWaybill } from "../../docs/subscribers/waybill.ts";
import type { OrderDetails } from "../../src/orders/event.ts";
import { standard } from "../../src/sources/standard/standard.ts";
import type { Webhook } from "../../src/sources/source.ts";
import { NOW } from "../support/cast.ts";
import { added } from "../support/sums.ts";

const SECRET = "whsec_d2F5YmlsbC1zaG9wLXNlY3JldC1mb3ItdGVzdHM=";
const URL_OF_SHOP = "https://waybill.test/hooks/demo/standard";

/** What the door would see of one telling. */
async function delivered(data: Record<string, unknown>): Promise<Webhook> {
  let seen: Webhook | undefined;
  const door = async (...sent: Parameters<typeof fetch>) => {
    const request = new Request(...sent);
    expect(request.url).toBe(URL_OF_SHOP);
    seen = {
      headers: request.headers,
      body: new Uint8Array(await request.arrayBuffer()),
      received_at_ms: Date.now(),
    };
    return new Response("{}", { status: 202 });
  };
  await tellWaybill(
    { url: URL_OF_SHOP, secret: SECRET },
    { id: "order_placed_1", type: "order.placed", timestamp: new Date(NOW), data },
    door as typeof fetch,
  );
  return seen!;
}

async function told(order: Record<string, unknown>): Promise<OrderDetails> {
  const reading = await standard.read(await delivered({ order }));
  if (!reading.ok) throw new Error(reading.message);
  if (reading.value.type !== "events") throw new Error(`not told: ${JSON.stringify(reading.value)}`);
  expect(reading.value.id).toBe("order_placed_1");
  return (reading.value.orders[0]!.events[0] as { readonly order: OrderDetails }).order;
}

const adas_medusa: MedusaOrder = {
  id: "order_01JD8Q5V6R7S8T9U0V1W2X3Y4Z",
  display_id: 1001,
  email: "ada@lovelace.example",
  currency_code: "eur",
  created_at: NOW,
  total: 128.9,
  tax_total: 20.58,
  shipping_total: 4.9,
  items: [
    {
      id: "ordli_1",
      product_title: "Kaffeemühle",
      title: "Schwarz",
      variant_title: "Schwarz",
      variant_sku: "KM-1",
      quantity: 1,
      total: 89.9,
    },
    { id: "ordli_2", title: "Espressobohnen", quantity: 3, total: 50 },
  ],
  shipping_methods: [{ name: "DHL Paket" }],
  customer: { id: "cus_01", first_name: "Ada" },
  shipping_address: {
    first_name: "Ada",
    last_name: "Lovelace",
    address_1: "Torstraße 1",
    address_2: null,
    city: "Berlin",
    postal_code: "10119",
    country_code: "de",
  },
  payment_collections: [{ status: "completed" }],
};

const bens_vendure: VendureOrder = {
  id: 7,
  code: "T3SCS8QJ2V",
  state: "PaymentAuthorized",
  createdAt: new Date(NOW),
  orderPlacedAt: new Date(NOW),
  currencyCode: "JPY",
  totalWithTax: 1_440_000,
  total: 1_309_100,
  shippingWithTax: 50_000,
  customer: { id: 3, firstName: "Ben", lastName: "Okada", emailAddress: "ben@okada.example" },
  lines: [{
    id: 12,
    quantity: 3,
    proratedLinePriceWithTax: 1_390_000,
    productVariant: { name: "Hand-thrown teapot", sku: "TP-1" },
  }],
  shippingLines: [{ shippingMethod: { name: "Yamato" } }],
  shippingAddress: {
    fullName: "Ben Okada",
    streetLine1: "梅田1-1",
    city: "大阪市",
    postalCode: "530-0001",
    countryCode: "JP",
  },
};

const adas_saleor: SaleorOrder = {
  id: "T3JkZXI6ZTUzZTBlM2MtMjk5Yi00OWYxLWIyZDItY2Q4NWExYTgxYjY2",
  number: "1001",
  created: "2026-11-22T12:00:00.203440+00:00",
  updatedAt: NOW,
  languageCodeEnum: "DE_AT",
  userEmail: "ada@lovelace.example",
  user: { id: "VXNlcjoyMDg0NTEwNDEw", firstName: "Ada" },
  shippingAddress: {
    firstName: "Ada",
    lastName: "Lovelace",
    companyName: "",
    streetAddress1: "Torstraße 1",
    streetAddress2: "",
    city: "BERLIN",
    countryArea: "",
    postalCode: "10119",
    phone: "",
    country: { code: "DE" },
  },
  lines: [{
    id: "T3JkZXJMaW5lOjE=",
    productName: "Kaffeemühle",
    variantName: "",
    quantity: 2,
    isShippingRequired: true,
    totalPrice: { gross: { amount: 134.01 } },
  }],
  deliveryMethod: { name: "DHL Paket" },
  shippingPrice: { gross: { amount: 4.9 } },
  total: { currency: "EUR", gross: { amount: 128.91 }, tax: { amount: 20.58 } },
  authorizeStatus: "FULL",
  chargeStatus: "NONE",
};

describe("a subscriber of the documents", () => {
  test("signs what the source `standard` verifies", async () => {
    const delivery = await delivered({ order_id: "1001" });
    expect(await standard.verify(delivery, [SECRET])).toEqual({ ok: true, value: null });
    expect((await standard.verify(delivery, ["whsec_b3RoZXItc2VjcmV0LW90aGVyLXNlY3JldA=="])).ok).toBe(false);
  });

  test("throws unless Waybill has it, so that the shop tries again", async () => {
    const refusing = () => Promise.resolve(new Response("no such shop", { status: 404 }));
    const event = { id: "1", type: "order.placed", timestamp: NOW, data: {} };
    await expect(tellWaybill({ url: URL_OF_SHOP, secret: SECRET }, event, refusing as typeof fetch))
      .rejects.toThrow("Waybill answered 404: no such shop");
  });

  test("tells Medusa's order", async () => {
    const details = await told(orderOfMedusa(adas_medusa));
    expect(details).toMatchObject({
      id: "order_01JD8Q5V6R7S8T9U0V1W2X3Y4Z",
      number: "#1001",
      currency: "EUR",
      customer: { email: "ada@lovelace.example", name: "Ada Lovelace", first_name: "Ada" },
      shipping_address: { lines: ["Torstraße 1"], country: "DE" },
      lines: [
        { title: "Kaffeemühle", variant: "Schwarz", unit_price_minor: 8_990 },
        { title: "Espressobohnen", quantity: 3, unit_price_minor: 1_667, discount_minor: 1 },
      ],
      discounts: [{ amount_minor: 1_590 }],
      shipping: { label: "DHL Paket", amount_minor: 490 },
      total_minor: 12_890,
      payment: { status: "paid" },
    });
    expect(added(details)).toBe(details.total_minor);
  });

  test("tells Vendure's order, whose yen are kept in hundredths", async () => {
    const details = await told(orderOfVendure(bens_vendure));
    expect(details).toMatchObject({
      id: "7",
      number: "T3SCS8QJ2V",
      currency: "JPY",
      customer: { id: "3", email: "ben@okada.example" },
      lines: [{ title: "Hand-thrown teapot", unit_price_minor: 4_634, discount_minor: 2 }],
      shipping: { label: "Yamato", amount_minor: 500 },
      total_minor: 14_400,
      payment: { status: "authorized" },
    });
    expect(added(details)).toBe(details.total_minor);
  });

  test("tells Saleor's order", async () => {
    const details = await told(orderOfSaleor(adas_saleor));
    expect(details).toMatchObject({
      number: "#1001",
      locale: "de-at",
      customer: { email: "ada@lovelace.example", first_name: "Ada" },
      lines: [{ title: "Kaffeemühle", quantity: 2, unit_price_minor: 6_701, discount_minor: 1 }],
      discounts: [{ amount_minor: 1_000 }],
      total_minor: 12_891,
      payment: { status: "authorized" },
    });
    expect(added(details)).toBe(details.total_minor);
  });

  test.each([["EUR", "89.90", 8_990], ["JPY", 500, 500], ["KWD", 5.12, 5_120], ["IQD", 12.5, 12_500], [
    "HUF",
    10.45,
    1_045,
  ], ["COP", 45_000, 4_500_000]])(
    "%s %s is %i in the minor unit",
    (currency, amount, minor) => {
      expect(minorOf(amount, currency)).toBe(minor);
    },
  );
});
