import { describe, expect, test } from "vitest";
import { addedUp, readByWaybill } from "../../support/read_by_waybill.ts";
import { eventsOfPayload } from "../src/events_of_payload.ts";
import { orderDetails } from "../src/order_details.ts";
import type { SaleorOrder, SaleorPayload } from "../src/saleor_order.ts";
import { ADAS_ORDER } from "./saleor.ts";

const AT = "2026-11-23T09:00:00.000000+00:00";
const ID = ADAS_ORDER.id;

const event = (type: string, id: string, amount: number) => ({
  id,
  type,
  createdAt: AT,
  pspReference: "pi_3QKx8b2e",
  message: type === "CHARGE_FAILURE" ? "Card declined" : "",
  amount: { amount },
});

const later: SaleorOrder = {
  ...ADAS_ORDER,
  transactions: [{
    id: "VHJhbnNhY3Rpb25JdGVtOjE=",
    name: "Visa",
    events: [
      event("AUTHORIZATION_SUCCESS", "RTox", 128.91),
      event("CHARGE_FAILURE", "RToy", 128.91),
      event("CHARGE_SUCCESS", "RToz", 128.91),
      event("REFUND_SUCCESS", "RTo0", 10),
      event("CHARGE_BACK", "RTo1", 20),
    ],
  }],
  fulfillments: [
    {
      id: "RnVsZmlsbG1lbnQ6MQ==",
      status: "FULFILLED",
      created: AT,
      trackingNumber: "00340434161094042557",
      lines: [{ quantity: 1, orderLine: { id: "T3JkZXJMaW5lOjE=" } }],
    },
    { id: "RnVsZmlsbG1lbnQ6Mg==", status: "WAITING_FOR_APPROVAL", created: AT, trackingNumber: "" },
    { id: "RnVsZmlsbG1lbnQ6Mw==", status: "CANCELED", created: AT, trackingNumber: "" },
    { id: "RnVsZmlsbG1lbnQ6NA==", status: "RETURNED", created: AT, trackingNumber: "" },
  ],
};

function idsOf(topic: string, payload: SaleorPayload): readonly string[] {
  return eventsOfPayload(topic, payload, AT).map(({ id }) => id);
}

describe("a Saleor order", () => {
  test("is told in the customer's language, with what each line cost and what was taken off", () => {
    const details = orderDetails(ADAS_ORDER);
    expect(details).toMatchObject({
      id: ID,
      number: "#1001",
      locale: "de-AT",
      customer: { email: "ada@lovelace.example", first_name: "Ada", name: "Ada Lovelace" },
      lines: [{ title: "Kaffeemühle", quantity: 2, unit_price_minor: 7_201, discount_minor: 1_001 }],
      discounts: [{ label: "WILLKOMMEN", amount_minor: 1_000 }],
      shipping: { label: "DHL Paket", amount_minor: 490 },
      total_minor: 12_891,
      payment: { status: "authorized" },
    });
    expect(addedUp(details)).toBe(details.total_minor);
  });

  const beside = { name: "WELCOME", translatedName: "WILLKOMMEN", amount: { amount: 10 } };
  const in_price = { name: "FREESHIP", translatedName: null, amount: { amount: 4.9 } };
  test.each([
    ["beside the lines", 128.91, [beside], [{ label: "WILLKOMMEN", amount_minor: 1_000 }]],
    ["beside the lines, two of them", 124.01, [beside, in_price], [
      { label: "WILLKOMMEN", amount_minor: 1_000 },
      { label: "FREESHIP", amount_minor: 490 },
    ]],
    ["one beside the lines, one in the price of the shipping", 128.91, [in_price, beside], [
      { label: "WILLKOMMEN", amount_minor: 1_000 },
    ]],
    ["in the prices of the lines", 138.91, [beside], []],
    ["in the prices, and rounded", 138.92, [beside], []],
  ])("has its discount told once: %s", (_, amount, discounts, told) => {
    const total = { ...ADAS_ORDER.total, gross: { amount } };
    const details = orderDetails({ ...ADAS_ORDER, total, discounts });
    expect(details.discounts).toEqual(told);
    expect(addedUp(details)).toBe(details.total_minor);
  });

  test("that is collected at a warehouse says where, and by the post nothing of it", async () => {
    const address = {
      ...ADAS_ORDER.shippingAddress!,
      streetAddress1: "Speicherstadt 3",
      postalCode: "20457",
      city: "HAMBURG",
    };
    const deliveryMethod = { __typename: "Warehouse", name: "Kontor Hamburg", address };
    const details = orderDetails({ ...ADAS_ORDER, deliveryMethod });
    expect(details.lines.map(({ way }) => way)).toEqual(["pickup"]);
    expect(details.pickup).toEqual({ name: "Kontor Hamburg", lines: ["Speicherstadt 3", "20457 HAMBURG"] });
    const [event] = eventsOfPayload("order_created", { order: { ...ADAS_ORDER, deliveryMethod } }, AT);
    expect(await readByWaybill(event!)).toBeTypeOf("object");
    expect(orderDetails({ ...ADAS_ORDER, deliveryMethod: { __typename: "ShippingMethod", name: "DHL" } }))
      .not.toHaveProperty("pickup");
  });

  test("whose total nothing explains is told with that total and without an invented part", () => {
    const total = { ...ADAS_ORDER.total, gross: { amount: 120 } };
    expect(orderDetails({ ...ADAS_ORDER, total })).toMatchObject({ discounts: [], total_minor: 12_000 });
    expect(orderDetails({ ...ADAS_ORDER, total })).not.toHaveProperty("fees");
    expect(orderDetails({ ...ADAS_ORDER, total })).not.toHaveProperty("rounding_minor");
  });

  test("brings the words that go with a present, where the storefront keeps them as `gift_message`", () => {
    const metadata = [{ key: "source", value: "app" }, { key: "gift_message", value: "Alles Gute!" }];
    expect(orderDetails({ ...ADAS_ORDER, metadata }).gift_message).toBe("Alles Gute!");
    expect(orderDetails(ADAS_ORDER).gift_message).toBeUndefined();
  });

  test.each([
    ["NONE", "FULL", "paid"],
    ["NONE", "OVERCHARGED", "paid"],
    ["FULL", "NONE", "authorized"],
    ["NONE", "PARTIAL", "partially_paid"],
    ["NONE", "NONE", "pending"],
  ])("authorised %s and charged %s is %s", (authorizeStatus, chargeStatus, status) => {
    expect(orderDetails({ ...ADAS_ORDER, authorizeStatus, chargeStatus }).payment?.status).toBe(status);
  });
});

describe("a webhook's events", () => {
  test("are all that happened to the order, and Waybill reads each", async () => {
    const events = eventsOfPayload("order_updated", { issuedAt: AT, order: later }, AT);
    expect(events.map(({ id, type }) => [type, id])).toEqual([
      ["order.placed", `placed_${ID}`],
      ["order.changed", `changed_${ID}_${Date.parse(ADAS_ORDER.updatedAt)}`],
      ["payment.failed", "failed_RToy"],
      ["payment.succeeded", "paid_RToz"],
      ["payment.refunded", "refunded_RTo0"],
      ["payment.disputed", "disputed_RTo1"],
      ["shipment.shipped", "shipped_RnVsZmlsbG1lbnQ6MQ_00340434161094042557"],
      ["shipment.withdrawn", "withdrawn_RnVsZmlsbG1lbnQ6Mw"],
    ]);
    for (const one of events) expect(await readByWaybill(one)).toBeTypeOf("object");
  });

  test("say that it changed only where Saleor says so", () => {
    expect(idsOf("order_created", { order: ADAS_ORDER })).toEqual([`placed_${ID}`]);
    expect(idsOf("order_fully_paid", { order: ADAS_ORDER })).toEqual([`placed_${ID}`]);
  });

  test("say that it is cancelled, with when Saleor said it", () => {
    const [, cancelled] = eventsOfPayload("order_cancelled", {
      issuedAt: AT,
      order: { ...ADAS_ORDER, status: "CANCELED" },
    }, AT);
    expect(cancelled).toMatchObject({ type: "order.cancelled", timestamp: AT, data: { order_id: ID } });
  });

  test.each(["DRAFT", "EXPIRED"])("of an order that is %s are none", (status) => {
    expect(idsOf("order_updated", { order: { ...ADAS_ORDER, status } })).toEqual([]);
  });

  test("of a customer who changed are those of the orders", () => {
    const user = { email: "ada@lovelace.example", orders: { edges: [{ node: ADAS_ORDER }] } };
    expect(idsOf("customer_updated", { user })).toEqual([
      `changed_${ID}_${Date.parse(ADAS_ORDER.updatedAt)}`,
    ]);
  });

  test("of a customer who was deleted ask to forget them", async () => {
    const [erased] = eventsOfPayload("customer_deleted", {
      issuedAt: AT,
      user: { email: "ada@lovelace.example" },
    }, AT);
    expect(erased).toMatchObject({
      type: "customer.erase_requested",
      data: { customer: { email: "ada@lovelace.example" } },
    });
    expect(await readByWaybill(erased!)).toBeTypeOf("object");
    expect(idsOf("customer_deleted", { user: { email: "" } })).toEqual([]);
  });

  test("of a topic that names no order are none", () => {
    expect(idsOf("product_updated", {})).toEqual([]);
  });
});
