import { describe, expect, test } from "vitest";
import type { OrderDetails } from "@waybill/client";
import { addedUp, readByWaybill } from "../../support/read_by_waybill.ts";
import { eventsOfOrder } from "../src/waybill/events_of_order.ts";
import type { MedusaOrder } from "../src/waybill/medusa_order.ts";
import { orderDetails } from "../src/waybill/order_details.ts";
import { type Graph, orderIdsOf, orderIdsSince } from "../src/waybill/order_ids.ts";

const ID = "order_01JD8Q5V6R7S8T9U0V1W2X3Y4Z";

/** Amounts as Medusa gives them, not rounded. */
const adas: MedusaOrder = {
  id: ID,
  display_id: 1001,
  email: "ada@lovelace.example",
  currency_code: "eur",
  created_at: "2026-11-22T11:00:00.000Z",
  tax_total: 20.5815126,
  items: [
    {
      id: "ordli_1",
      title: "Eiche",
      product_title: "Kaffeemühle",
      product_handle: "kaffeemuehle",
      variant_title: "Eiche",
      variant_sku: "KM-1",
      thumbnail: "https://kontor.example/muehle.jpg",
      requires_shipping: true,
      quantity: 1,
      original_total: 89.90034,
      total: 79.90034,
    },
    {
      id: "ordli_2",
      title: "Espressobohnen",
      variant_title: "Default variant",
      quantity: "3",
      original_total: "50",
      total: "50",
    },
  ],
  shipping_methods: [{ name: "DHL Paket", total: 4.9 }],
  customer: { first_name: "Ada" },
  shipping_address: {
    first_name: "Ada",
    last_name: "Lovelace",
    address_1: "Torstraße 1",
    address_2: null,
    city: "Berlin",
    postal_code: "10119",
    country_code: "de",
  },
  payment_collections: [{
    status: "completed",
    payments: [{
      id: "pay_1",
      provider_id: "pp_stripe_stripe",
      data: { id: "pi_3QKx8b2e" },
      captures: [{ id: "capt_1", amount: 134.80034, created_at: "2026-11-22T11:01:00.000Z" }],
      refunds: [{ id: "ref_1", amount: 10, created_at: "2026-11-24T09:00:00.000Z", note: "one came broken" }],
    }],
  }],
  fulfillments: [{
    id: "ful_1",
    shipped_at: "2026-11-22T15:00:00.000Z",
    delivered_at: "2026-11-23T10:00:00.000Z",
    items: [{ line_item_id: "ordli_1", quantity: 1 }],
    labels: [{
      tracking_number: "00340434161094042557",
      tracking_url: "https://track.example/00340434161094042557",
    }],
  }],
};

describe("a Medusa order", () => {
  test("is told with what each line cost, rounded to cents that add up", () => {
    const details = orderDetails(adas);
    expect(details).toMatchObject({
      id: ID,
      number: "#1001",
      currency: "EUR",
      customer: { email: "ada@lovelace.example", name: "Ada Lovelace", first_name: "Ada" },
      lines: [
        {
          title: "Kaffeemühle",
          variant: "Eiche",
          unit_price_minor: 8_990,
          discount_minor: 1_000,
          image_url: "https://kontor.example/muehle.jpg",
        },
        {
          title: "Espressobohnen",
          variant: undefined,
          quantity: 3,
          unit_price_minor: 1_667,
          discount_minor: 1,
        },
      ],
      shipping: { label: "DHL Paket", amount_minor: 490 },
      tax: { amount_minor: 2_058, included: true },
      total_minor: 13_480,
      payment: { status: "paid" },
    });
    expect(addedUp(details)).toBe(details.total_minor);
  });

  test("costs what it did, whatever was refunded since; what the buyer brought along is taken off", () => {
    const credit = (reference: string, created_at: string) => ({ amount: 10, reference, created_at });
    expect(
      orderDetails({ ...adas, credit_lines: [credit("refund", "2026-11-24T09:00:00.000Z")] }).total_minor,
    ).toBe(13_480);
    expect(orderDetails({ ...adas, credit_lines: [credit("order", "2026-11-24T09:00:00.000Z")] }).total_minor)
      .toBe(13_480);
    const with_card = orderDetails({
      ...adas,
      credit_lines: [credit("gift-card", "2026-11-22T11:00:00.500Z")],
    });
    expect(with_card).toMatchObject({ total_minor: 12_480, gift_cards: [{ amount_minor: 1_000 }] });
    expect(addedUp(with_card)).toBe(12_480);
  });

  test("has the total that Medusa says, and no part that Medusa does not name", () => {
    expect(orderDetails({ ...adas, total: 134.80034 })).toMatchObject({ total_minor: 13_480 });
    const other = orderDetails({ ...adas, total: 140 });
    expect(other).toMatchObject({ total_minor: 14_000 });
    expect(addedUp(other)).toBe(13_480);
  });

  test("brings the words that go with a present, where the storefront keeps them as `gift_message`", () => {
    expect(orderDetails({ ...adas, metadata: { gift_message: "Alles Gute!" } }).gift_message).toBe(
      "Alles Gute!",
    );
    expect(orderDetails({ ...adas, metadata: { gift_message: 7 } }).gift_message).toBeUndefined();
  });

  test("takes the shop's last word", () => {
    const details = (_: MedusaOrder, known: OrderDetails) => ({
      ...known,
      pay_url: "https://kontor.example/pay",
    });
    expect(orderDetails(adas, { details })).toMatchObject({
      pay_url: "https://kontor.example/pay",
      total_minor: 13_480,
    });
  });
});

describe("the events of a Medusa order", () => {
  test("are all that happened to it, oldest first, and Waybill reads each", async () => {
    const events = eventsOfOrder({ ...adas, canceled_at: "2026-11-25T09:00:00.000Z" });
    expect(events.map(({ id, type }) => [id, type])).toEqual([
      [`placed_${ID}`, "order.placed"],
      ["paid_capt_1", "payment.succeeded"],
      ["shipped_ful_1_00340434161094042557", "shipment.shipped"],
      ["delivered_ful_1", "shipment.delivered"],
      ["refunded_ref_1", "payment.refunded"],
      [`cancelled_${ID}_${Date.parse("2026-11-25T09:00:00.000Z")}`, "order.cancelled"],
    ]);
    for (const event of events) expect(await readByWaybill(event)).toBeTypeOf("object");
  });

  test("name the payment as its provider does", () => {
    expect(eventsOfOrder(adas)[1]).toMatchObject({
      data: {
        payment: {
          id: "capt_1",
          amount_minor: 13_480,
          method: { brand: "Stripe" },
          transaction_id: "pi_3QKx8b2e",
        },
      },
    });
    const own = eventsOfOrder({
      ...adas,
      payment_collections: [{
        status: "completed",
        payments: [{
          id: "pay_1",
          provider_id: "pp_system_default",
          captures: [{ id: "capt_1", amount: 1, created_at: adas.created_at }],
        }],
      }],
    });
    expect(own[1]).toMatchObject({
      data: { payment: { method: { brand: undefined }, transaction_id: undefined } },
    });
  });

  test("tell a parcel again when its number comes later, and not at all when it was called off", () => {
    const [fulfillment] = adas.fulfillments!;
    const ids = (changes: object) =>
      eventsOfOrder({ ...adas, fulfillments: [{ ...fulfillment!, ...changes }] }).map(({ id }) => id).filter((
        id,
      ) => /ful_1/.test(id));
    expect(ids({ labels: [], delivered_at: null })).toEqual(["shipped_ful_1"]);
    expect(ids({ delivered_at: null })).toEqual(["shipped_ful_1_00340434161094042557"]);
    expect(ids({ canceled_at: "2026-11-22T16:00:00.000Z" })).toEqual([]);
    expect(ids({ shipped_at: null, delivered_at: null })).toEqual([]);
  });

  test("of a draft are none", () => {
    expect(eventsOfOrder({ ...adas, is_draft_order: true })).toEqual([]);
  });
});

describe("which orders an event is about", () => {
  /** Answers by entity; remembers what it was asked. */
  function graph(answers: Readonly<Record<string, readonly object[]>>) {
    const asked: string[] = [];
    const query: Graph = {
      graph: ({ entity, filters }) => {
        asked.push(`${entity} ${JSON.stringify(filters)}`);
        return Promise.resolve({ data: [...answers[entity] ?? []] });
      },
    };
    return { query, asked };
  }

  test.each([
    ["order.placed", { id: ID }, [ID], []],
    ["order.fulfillment_created", { order_id: ID, fulfillment_id: "ful_1" }, [ID], []],
    ["shipment.created", { id: "ful_1" }, [ID], ['fulfillment {"id":"ful_1"}']],
    ["delivery.created", { id: "ful_1" }, [ID], ['fulfillment {"id":"ful_1"}']],
    ["payment.refunded", { id: "pay_1" }, [ID], ['payment {"id":"pay_1"}']],
    ["customer.updated", { id: "cus_1" }, [ID], ['order {"customer_id":"cus_1"}']],
    ["order.placed", {}, [], []],
  ])("%s %j", async (name, data, ids, questions) => {
    const { query, asked } = graph({
      order: [{ id: ID }],
      fulfillment: [{ id: "ful_1", order: { id: ID } }],
      payment: [{ id: "pay_1", payment_collection: { order: { id: ID } } }],
    });
    expect(await orderIdsOf({ name, data }, query)).toEqual(ids);
    expect(asked).toEqual(questions);
  });

  test("a sweep finds each order once, whatever of it changed, and nothing that belongs to no order", async () => {
    const { query } = graph({
      order: [{ id: ID }],
      fulfillment: [{ id: "ful_1", order: { id: ID } }, { id: "ful_2", order: null }],
      payment: [{ id: "pay_1", payment_collection: { order: { id: "order_2" } } }, {
        id: "pay_2",
        payment_collection: null,
      }],
    });
    expect(await orderIdsSince(new Date("2026-11-22T11:00:00Z"), query, 10)).toEqual([ID, "order_2"]);
  });
});
