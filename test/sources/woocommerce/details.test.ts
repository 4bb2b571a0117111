import { describe, expect, test } from "vitest";
import adas from "../../fixtures/woocommerce/order_ada.json";
import bens from "../../fixtures/woocommerce/order_ben.json";
import guests from "../../fixtures/woocommerce/order_guest.json";
import { detailsByWoocommerce, readWoocommerce } from "../../support/woocommerce.ts";

const [mill, beans] = adas.line_items as [(typeof adas.line_items)[0], (typeof adas.line_items)[0]];

describe("Ada's order", () => {
  test("is read as she placed it", async () => {
    expect(await detailsByWoocommerce(adas)).toMatchObject({
      id: "7301",
      number: "#7301",
      placed_at: "2026-11-22T09:58:00.000Z",
      customer: {
        id: "77",
        email: "ada@lovelace.example",
        name: "Ada Lovelace",
        first_name: "Ada",
        phone: "+49 30 901820",
      },
      payment: { status: "paid", method: { brand: "Credit / Debit Card" } },
    });
  });

  test("keeps helpful fields that are of another kind: a number is its digits, everything else is left out", async () => {
    const line_items = [{ ...mill, sku: 4711, name: 12 }, { ...beans, sku: { id: 1 } }];
    const billing = { ...adas.billing, postcode: 10119, phone: 30901820, company: false };
    const { lines, billing_address, customer } = await detailsByWoocommerce({ ...adas, line_items, billing });
    expect(lines.map(({ sku }) => sku)).toEqual(["4711", undefined]);
    expect(lines[0]!.title).toBe("12");
    expect(billing_address).toMatchObject({ postal_code: "10119" });
    expect(billing_address).not.toHaveProperty("company", false);
    expect(customer.phone).toBe("30901820");
  });

  test("goes to an address without WooCommerce's region numbers", async () => {
    const { shipping_address, billing_address } = await detailsByWoocommerce(adas);
    expect(shipping_address).toEqual({
      name: "Ada Lovelace",
      lines: ["Torstraße 1"],
      city: "Berlin",
      postal_code: "10119",
      country: "DE",
    });
    expect(billing_address).toEqual(shipping_address);
  });

  test("shows its lines with their products, pictures and options, without markup", async () => {
    const { lines } = await detailsByWoocommerce(adas);
    expect(lines).toMatchObject([
      {
        id: "501",
        sku: "KM-1",
        title: "Kaffeemühle „Mahlwerk“",
        image_url: "https://kontor.example/wp-content/uploads/muehle.jpg",
        requires_shipping: true,
      },
      {
        id: "502",
        title: `Espressobohnen – "Speicher"`,
        variant: "Gewicht: 1 kg · Mahlgrad: fein & gleichmäßig",
      },
    ]);
    expect(lines[0]!.variant).toBe(undefined);
    expect(lines[1]!.image_url).toBe(undefined);
  });
});

describe("a line", () => {
  async function only(changed: Readonly<Record<string, unknown>>) {
    const { lines: [line] } = await detailsByWoocommerce({ ...adas, line_items: [{ ...beans, ...changed }] });
    return line!;
  }

  test("whose product is not named is shown under its own name, which includes its options", async () => {
    const line = await only({ parent_name: null, name: "Espressobohnen - 1 kg" });
    expect(line).toMatchObject({ title: "Espressobohnen - 1 kg", variant: "Mahlgrad: fein & gleichmäßig" });
  });

  test("without options to show is shown under its own name", async () => {
    const line = await only({ name: "Beans - 1 kg", meta_data: [{ key: "pa_gewicht", value: "1-kg" }] });
    expect(line).toMatchObject({ title: "Beans - 1 kg" });
    expect(line.variant).toBe(undefined);
  });

  test("without any name is shown under its SKU", async () => {
    expect(await only({ name: "", parent_name: null, meta_data: [] })).toMatchObject({ title: "EB-1KG" });
  });

  test("of half a piece is one piece at the price of the half", async () => {
    const line = await only({ quantity: 0.5, meta_data: [] });
    expect(line).toMatchObject({ quantity: 1, variant: "0.5 ×", unit_price_minor: 4_900 });
  });

  test("with a broken picture keeps its other fields", async () => {
    expect((await only({ image: { id: "", src: "data:image/png;base64,AAAA" } })).image_url).toBe(undefined);
  });

  test.each([
    ["Salt &amp;amp; Pepper", "Salt &amp; Pepper"],
    ["Caf&#233; &#x2013; noir", "Café – noir"],
    ["A &unknown; B &#1; &#xD800;", "A &unknown; B &#1; &#xD800;"],
    ["Bold <strong>beans</strong>", "Bold beans"],
    ["Bag < 5 kg > 2 kg", "Bag < 5 kg > 2 kg"],
  ])("called %s is %s", async (name, title) => {
    expect(await only({ name, parent_name: null, meta_data: [] })).toMatchObject({ title });
  });
});

describe("Ben's order", () => {
  test("waits for his bank transfer and shows where else he can pay", async () => {
    expect(await detailsByWoocommerce(bens)).toMatchObject({
      payment: { status: "pending", method: { brand: "銀行振込" } },
      pay_url: "https://kontor.example/checkout/order-pay/7302/?pay_for_order=true&key=wc_order_7302hQx2Lr7",
      shipping_address: { city: "大阪市", lines: ["梅田1-1"], country: "JP" },
    });
  });

  test("that needs no payment shows no address for paying", async () => {
    expect((await detailsByWoocommerce({ ...bens, needs_payment: false })).pay_url).toBe(undefined);
  });
});

describe("the guest's order", () => {
  test("has no mail address and no shipping address, and keeps the order number of its plugin", async () => {
    const order = await detailsByWoocommerce(guests);
    expect(order).toMatchObject({ number: "POS-0042", customer: {}, lines: [{ requires_shipping: false }] });
    expect(order.customer.email).toBe(undefined);
    expect(order.customer.id).toBe(undefined);
    expect(order.shipping_address).toBe(undefined);
  });

  test("of New York keeps the state, which is written on letters", async () => {
    expect((await detailsByWoocommerce(guests)).billing_address).toMatchObject({
      region: "NY",
      country: "US",
    });
  });

  test.each([
    ["ada at lovelace", undefined],
    ["ada@lovelace.example, eve@else.example", "ada@lovelace.example"],
    ["mailto:ada@lovelace.example", "ada@lovelace.example"],
  ])("whose address is %j is written to at %s", async (email, repaired) => {
    const { customer } = await detailsByWoocommerce({
      ...guests,
      billing: { ...guests.billing, email },
    });
    expect(customer.email).toBe(repaired);
  });
});

describe("the status of the payment", () => {
  test.each([
    ["pending", null, "pending"],
    ["on-hold", null, "authorized"],
    ["processing", null, "pending"],
    ["completed", null, "pending"],
    ["processing", "2026-11-22T09:58:06", "paid"],
    ["completed", "2026-11-22T09:58:06", "paid"],
    ["cancelled", null, "voided"],
    ["cancelled", "2026-11-22T09:58:06", "paid"],
    ["refunded", "2026-11-22T09:58:06", "refunded"],
    ["failed", null, "failed"],
    ["awaiting-pickup", null, "pending"],
    ["constructor", null, "pending"],
  ])("of %s, paid at %s, is %s", async (status, date_paid_gmt, told) => {
    expect((await detailsByWoocommerce({ ...adas, status, date_paid_gmt })).payment?.status).toBe(told);
  });
});

describe("a payload that is wrong in one thing is refused by field, rule and shape", () => {
  test.each<[unknown, string]>([
    [{ ...adas, id: null }, "id must be an id: got null"],
    [{ ...adas, currency: "€" }, "currency must be an ISO 4217 code: got text of 1 character"],
    [{ ...adas, total: "abc" }, "total must be a decimal amount: got text of 3 characters"],
    [{ ...adas, total: null }, "total must be a decimal amount: got null"],
    [
      { ...adas, date_created_gmt: "22.11.2026" },
      "date_created_gmt must be a time in UTC such as 2026-11-22T09:58:00: got text of 10 characters",
    ],
    [
      { ...adas, date_created_gmt: "2026-02-31T00:00:00" },
      "date_created_gmt must be a real date: got text of 20 characters",
    ],
    [{ ...adas, date_created_gmt: null }, "date_created_gmt must be text: got null"],
    [{ ...adas, line_items: undefined }, "line_items must be given: got nothing"],
    [
      { ...adas, line_items: [{ ...mill, quantity: "1" }] },
      "line_items.0.quantity must be a number: got text of 1 character",
    ],
    [{ ...adas, refunds: [{ id: 1 }] }, "refunds.0.total must be given: got nothing"],
    [{ code: "woocommerce_rest_cannot_view" }, "currency must be given: got nothing"],
    ["[]", "currency must be given: got nothing"],
    ["null", "body must be an object: got null"],
  ])("%#", async (payload, message) => {
    expect(await readWoocommerce("order.updated", payload)).toEqual({
      ok: false,
      reason: "invalid",
      message,
    });
  });

  test("a deletion without an id is refused, and a body that is no JSON is unreadable", async () => {
    expect(await readWoocommerce("order.deleted", {})).toMatchObject({
      message: "id must be given: got nothing",
    });
    expect(await readWoocommerce("order.deleted", "webhook_id=12")).toMatchObject({ reason: "unreadable" });
  });
});
