import { describe, expect, test } from "vitest";
import type { OrderDetails } from "@waybill/client";
import { addedUp, readByWaybill } from "../../support/read_by_waybill.ts";
import { composeEvent } from "../src/compose_event.ts";
import { NOTE_KINDS, type NoteKind, noteOf } from "../src/note.ts";
import type { VendureOrder } from "../src/vendure_order.ts";

const AT = new Date("2026-11-22T11:58:00.000Z");
const WORDING = { precision: 2, language: "de" };

const bens: VendureOrder = {
  code: "T3SCS8QJ2V",
  state: "PaymentSettled",
  createdAt: AT,
  orderPlacedAt: AT,
  currencyCode: "EUR",
  totalWithTax: 33_490,
  total: 28_143,
  shippingWithTax: 490,
  customer: { firstName: "Ben", lastName: "Okada", emailAddress: "ben@okada.example", phoneNumber: "" },
  lines: [{
    id: 12,
    quantity: 3,
    orderPlacedQuantity: 3,
    unitPriceWithTax: 11_850,
    linePriceWithTax: 35_550,
    discountedLinePriceWithTax: 34_550,
    productVariant: { name: "Handgedrehte Teekanne", sku: "TP-1", product: { slug: "teekanne" } },
    featuredAsset: { preview: "preview/ab/teekanne.jpg" },
  }],
  discounts: [
    { type: "PROMOTION", description: "Kannentage", amountWithTax: -1_000 },
    { type: "DISTRIBUTED_ORDER_PROMOTION", description: "WILLKOMMEN", amountWithTax: -1_900 },
  ],
  surcharges: [{ description: "Geschenkpapier", priceWithTax: 350 }],
  shippingLines: [{ shippingMethod: { name: "DHL Paket" } }],
  shippingAddress: {
    fullName: "Ben Okada",
    streetLine1: "Speicherstadt 3",
    streetLine2: "",
    city: "Hamburg",
    postalCode: "20457",
    countryCode: "DE",
  },
  payments: [{ id: 5, method: "stripe", amount: 33_490, state: "Settled", transactionId: "pi_3QKx8b2e" }],
};

const LOADED = {
  order: bens,
  payment: { id: 5, method: "stripe", amount: 33_490, state: "Settled", transactionId: "pi_3QKx8b2e" },
  fulfillment: {
    id: 9,
    method: "DHL",
    trackingCode: "00340434161094042557",
    lines: [{ orderLineId: 12, quantity: 2 }],
  },
  refund: { id: 2, total: 11_850, reason: "one came broken", lines: [{ orderLineId: 12, quantity: 1 }] },
};

function note(kind: NoteKind, subject: string | null = null) {
  return noteOf(kind, {
    code: kind === "customer_erased" ? "" : bens.code,
    subject,
    at: AT,
    channel: "kontor",
  });
}

function detailsOf(order: VendureOrder, wording = WORDING): OrderDetails {
  const event = composeEvent(note("placed"), { order }, wording);
  return (event as unknown as { data: { order: OrderDetails } }).data.order;
}

describe("a Vendure order", () => {
  test("is told by its code, in the customer's language, with what each piece cost", () => {
    const details = detailsOf(bens);
    expect(details).toMatchObject({
      id: "T3SCS8QJ2V",
      number: "T3SCS8QJ2V",
      locale: "de",
      currency: "EUR",
      customer: { email: "ben@okada.example", name: "Ben Okada", first_name: "Ben" },
      shipping_address: { lines: ["Speicherstadt 3"], country: "DE" },
      lines: [{
        id: "12",
        title: "Handgedrehte Teekanne",
        quantity: 3,
        unit_price_minor: 11_850,
        discount_minor: 1_000,
      }],
      discounts: [{ label: "WILLKOMMEN", amount_minor: 1_900 }],
      fees: [{ label: "Geschenkpapier", amount_minor: 350 }],
      shipping: { label: "DHL Paket", amount_minor: 490 },
      tax: { amount_minor: 5_347, included: true },
      total_minor: 33_490,
      payment: { status: "paid", method: { brand: "stripe" } },
    });
    expect(addedUp(details)).toBe(details.total_minor);
    expect(JSON.stringify(details.customer)).not.toContain("id");
  });

  test("whose total nothing explains is told with that total and without an invented part", () => {
    const details = detailsOf({ ...bens, totalWithTax: 30_000 });
    expect(details).toMatchObject({
      total_minor: 30_000,
      discounts: [{ label: "WILLKOMMEN", amount_minor: 1_900 }],
      fees: [{ label: "Geschenkpapier", amount_minor: 350 }],
    });
    expect(details).not.toHaveProperty("rounding_minor");
  });

  test("names its taxes where they come to the whole", () => {
    const taxSummary = [
      { description: "Standard Tax", taxRate: 19, taxTotal: 5_000 },
      { description: "Reduced Tax", taxRate: 7, taxTotal: 347 },
    ];
    expect(detailsOf({ ...bens, taxSummary }).tax).toEqual({
      amount_minor: 5_347,
      included: true,
      rates: [
        { label: "Standard Tax", percent: "19", amount_minor: 5_000 },
        { label: "Reduced Tax", percent: "7", amount_minor: 347 },
      ],
    });
    expect(detailsOf({ ...bens, taxSummary: taxSummary.slice(1) }).tax).toEqual({
      amount_minor: 5_347,
      included: true,
    });
  });

  test("has pictures and pages where the shop says how their addresses are made", () => {
    expect(detailsOf(bens).lines[0]).toMatchObject({ image_url: undefined, url: undefined });
    const wording = {
      ...WORDING,
      asset_url: (preview: string) => `https://kontor.example/assets/${preview}`,
      product_url: (slug: string) => `https://kontor.example/p/${slug}`,
    };
    expect(detailsOf(bens, wording).lines[0]).toMatchObject({
      image_url: "https://kontor.example/assets/preview/ab/teekanne.jpg",
      url: "https://kontor.example/p/teekanne",
    });
  });

  test("in yen, which Vendure keeps in hundredths, is told in yen", () => {
    const [line] = bens.lines;
    const yen = detailsOf({
      ...bens,
      currencyCode: "JPY",
      totalWithTax: 3_490_000,
      shippingWithTax: 50_000,
      discounts: [{
        type: "DISTRIBUTED_ORDER_PROMOTION",
        description: "WILLKOMMEN",
        amountWithTax: -150_000,
      }],
      surcharges: [{ description: "Geschenkpapier", priceWithTax: 35_000 }],
      lines: [{
        ...line!,
        unitPriceWithTax: 1_185_000,
        linePriceWithTax: 3_555_000,
        discountedLinePriceWithTax: 3_555_000,
      }],
    });
    expect(yen).toMatchObject({
      total_minor: 34_900,
      shipping: { amount_minor: 500 },
      discounts: [{ amount_minor: 1_500 }],
    });
    expect(addedUp(yen)).toBe(34_900);
  });

  test("that was cancelled while Waybill was away is told as it was ordered", () => {
    const [line] = bens.lines;
    const cancelled = detailsOf({
      ...bens,
      state: "Cancelled",
      totalWithTax: 490,
      discounts: [],
      surcharges: [],
      lines: [{ ...line!, quantity: 0, linePriceWithTax: 0, discountedLinePriceWithTax: 0 }],
    });
    expect(cancelled).toMatchObject({
      lines: [{ quantity: 3, unit_price_minor: 11_850 }],
      payment: { status: "voided" },
    });
    expect(addedUp(cancelled)).toBe(cancelled.total_minor);
  });

  test("of which one line was cancelled is told without that line", () => {
    const [line] = bens.lines;
    const gone = { ...line!, id: 13, quantity: 0, linePriceWithTax: 0, discountedLinePriceWithTax: 0 };
    expect(detailsOf({ ...bens, lines: [line!, gone] }).lines.map(({ id }) => id)).toEqual(["12"]);
  });

  test.each([
    ["PaymentAuthorized", "authorized"],
    ["ArrangingAdditionalPayment", "partially_paid"],
    ["PaymentSettled", "paid"],
    ["PartiallyShipped", "paid"],
    ["Delivered", "paid"],
  ])("in state %s is %s", (state, status) => {
    expect(detailsOf({ ...bens, state }).payment?.status).toBe(status);
  });

  test("takes the shop's last word on what Vendure does not know", () => {
    const details = (_: VendureOrder, known: OrderDetails): OrderDetails => ({
      ...known,
      gift: { recipient: { name: "Ada" }, message: "Alles Gute!" },
    });
    expect(composeEvent(note("placed"), { order: bens }, { ...WORDING, details })).toMatchObject({
      data: { order: { gift: { message: "Alles Gute!" }, number: "T3SCS8QJ2V" } },
    });
  });
});

describe("a note", () => {
  test.each(NOTE_KINDS)("of kind %s becomes an event that Waybill reads", async (kind) => {
    const subject = kind === "customer_erased" ? "ben@okada.example" : "5";
    const event = composeEvent(note(kind, subject), LOADED, WORDING);
    expect(event).not.toBeNull();
    expect(await readByWaybill(event!)).toBeTypeOf("object");
  });

  test.each(
    [
      ["paid", "payment.succeeded", {
        payment: { id: "T3SCS8QJ2V-5", amount_minor: 33_490, transaction_id: "pi_3QKx8b2e" },
      }],
      ["payment_failed", "payment.failed", { payment: { id: "T3SCS8QJ2V-5" } }],
      ["shipped", "shipment.shipped", {
        shipment: {
          id: "T3SCS8QJ2V-9",
          lines: [{ line_id: "12", quantity: 2 }],
          tracking: [{ number: "00340434161094042557", carrier: "DHL" }],
        },
      }],
      ["delivered", "shipment.delivered", { shipment: { id: "T3SCS8QJ2V-9" } }],
      ["withdrawn", "shipment.withdrawn", { shipment: { id: "T3SCS8QJ2V-9" } }],
      ["refunded", "payment.refunded", {
        refund: { id: "T3SCS8QJ2V-2", amount_minor: 11_850, reason: "one came broken" },
      }],
      ["cancelled", "order.cancelled", {}],
    ] as const,
  )("of kind %s is told as %s of the order's code", (kind, type, data) => {
    expect(composeEvent(note(kind, "5"), LOADED, WORDING)).toMatchObject({
      type,
      timestamp: "2026-11-22T11:58:00.000Z",
      data: { order_id: "T3SCS8QJ2V", ...data },
    });
  });

  test("has an id of its own for each happening, the same whenever it is made again", () => {
    expect(note("paid", "5").id).toBe("paid_T3SCS8QJ2V_5");
    expect(note("placed").id).toBe("placed_T3SCS8QJ2V");
    expect(note("changed").id).toBe(`changed_T3SCS8QJ2V_${AT.getTime()}`);
    // A mail address has no place in an id.
    expect(note("customer_erased", "ben@okada.example").id).not.toContain("okada");
  });

  test.each(NOTE_KINDS.filter((kind) => kind !== "customer_erased"))(
    "of kind %s about a cart is not told",
    (kind) => {
      const order = { ...bens, state: "AddingItems", orderPlacedAt: null };
      expect(composeEvent(note(kind, "5"), { ...LOADED, order }, WORDING)).toBeNull();
    },
  );

  test("about what is gone is not told", () => {
    for (const kind of ["paid", "shipped", "refunded"] as const) {
      expect(composeEvent(note(kind, "5"), { order: bens }, WORDING)).toBeNull();
    }
    expect(composeEvent(note("changed"), { order: { ...bens, state: "Cancelled" } }, WORDING)).toBeNull();
  });
});
