import { buildSchema, parse, validate } from "graphql";
import { describe, expect, test } from "vitest";
import { senderAsker } from "../../../src/doors/webhooks/ask_sender.ts";
import type { ChangedOrder, ChangedPage } from "../../../src/orders/changed_orders.ts";
import type { OrderDetails } from "../../../src/orders/event.ts";
import type { Result } from "../../../src/result.ts";
import { changedAtShopify, PAGE_SIZE } from "../../../src/sources/shopify/changed.ts";
import * as order_queries from "../../../src/sources/shopify/order_query.ts";
import * as subscription_queries from "../../../src/sources/shopify/subscription_query.ts";
import ada from "../../fixtures/shopify/orders_create_ada.json";
import ben from "../../fixtures/shopify/orders_create_ben.json";
import guest from "../../fixtures/shopify/orders_create_guest.json";
import fulfilment from "../../fixtures/shopify/fulfillments_create.json";
import refund from "../../fixtures/shopify/refunds_create.json";
import { readByShopify } from "../../support/shopify.ts";
import { openStore, type StoreState } from "../../support/shopify_admin.ts";
import type { WebhookOrder } from "../../support/shopify_admin_order.ts";
import { ADMIN_API } from "../../support/shopify_schema.ts";

const SINCE = { since: "2026-01-01T00:00:00.000Z", page: null };

async function changed(
  given: Partial<StoreState>,
  since: typeof SINCE | { since: string; page: string } = SINCE,
) {
  const { store, asked, fetch } = openStore(given);
  const page = await changedAtShopify(since, {
    tokens: [`${store.domain}:shpat_1`],
    ask: senderAsker(fetch, [store.domain]),
    time_zone: "Europe/Berlin",
  });
  return { page, asked, store };
}

function ordersOf(page: Result<ChangedPage>): readonly ChangedOrder[] {
  if (!page.ok) throw new Error(page.message);
  return page.value.orders;
}

/** The events of the only order of the store. */
async function eventsAsked(order: WebhookOrder, given: Partial<StoreState> = {}) {
  const { page } = await changed({ orders: [order], ...given });
  if (!page.ok) throw new Error(page.message);
  if (page.value.refused.length > 0) throw new Error(page.value.refused.join());
  return page.value.orders[0]!.events;
}

async function detailsAsked(order: WebhookOrder, given: Partial<StoreState> = {}): Promise<OrderDetails> {
  const [first] = await eventsAsked(order, given);
  return (first as { readonly order: OrderDetails }).order;
}

async function detailsTold(order: WebhookOrder): Promise<OrderDetails> {
  const { events: [first] } = await readByShopify("orders/updated", order);
  return (first as { readonly order: OrderDetails }).order;
}

const sets = (amount: string, code = "EUR") => ({
  shop_money: { amount, currency_code: code },
  presentment_money: { amount, currency_code: code },
});

describe("the questions", () => {
  const schema = buildSchema(ADMIN_API);
  test.each(
    Object.entries<string | number>({ ...order_queries, ...subscription_queries })
      .flatMap(([name, text]): [string, string][] => typeof text === "string" ? [[name, text]] : []),
  )("%s asks only for what Shopify's API has", (_name, text) => {
    expect(validate(schema, parse(text))).toEqual([]);
  });
});

describe("an order that is asked for is the order that its webhook tells", () => {
  const ORDERS: readonly (readonly [string, WebhookOrder])[] = [
    ["Ada's, with a discount code and shipping", ada],
    ["Ben's, in yen", ben],
    ["a guest's", guest],
    ["one with a tip", {
      ...ada,
      total_tip_received: "5.00",
      total_price: "133.90",
      total_price_set: sets("133.90"),
      current_total_price: "133.90",
      current_total_price_set: sets("133.90"),
      line_items: [...ada.line_items, {
        id: 99,
        title: "Tip",
        name: "Tip",
        quantity: 1,
        current_quantity: 1,
        price: "5.00",
        price_set: sets("5.00"),
        requires_shipping: false,
        tip: { payment_gateway: "shopify_payments" },
        discount_allocations: [],
        properties: [],
      }],
    }],
    ["one of which one line was taken off", {
      ...ada,
      line_items: ada.line_items.map((line, index) => index === 0 ? line : { ...line, current_quantity: 0 }),
    }],
    ["one that was partly fulfilled", {
      ...ada,
      fulfillment_status: "partial",
      line_items: ada.line_items.map((line, index) =>
        index === 0
          ? {
            ...line,
            quantity: 3,
            current_quantity: 3,
            fulfillment_status: "partial",
            fulfillable_quantity: 1,
          }
          : line
      ),
    }],
    ["one on terms, due on a day that is another one in UTC", {
      ...ada,
      financial_status: "pending",
      total_outstanding: "128.90",
      payment_terms: {
        payment_terms_type: "net",
        payment_schedules: [{
          amount: "128.90",
          currency: "EUR",
          due_at: "2026-12-24T00:00:00+01:00",
          completed_at: null,
        }],
      },
    }],
    ["one with a note, a gift message and a purchase order", {
      ...ada,
      note: "Please ring twice",
      po_number: "PO-7",
      note_attributes: [{ name: "Gift message", value: "For you" }],
    }],
    ["one that was cancelled by its customer", {
      ...ada,
      cancelled_at: "2026-11-23T10:00:00+01:00",
      cancel_reason: "customer",
    }],
    ["one of a marketplace, with tags", { ...ada, source_name: "amazon-us", tags: "no mail, press" }],
    ["one to be collected", {
      ...ada,
      shipping_address: null,
      shipping_lines: [{
        title: "Kontor Mitte",
        code: "Kontor Mitte",
        delivery_category: "pick-up",
        price: "0.00",
      }],
    }],
    ["one with properties of a line", {
      ...ada,
      line_items: ada.line_items.map((line, index) =>
        index === 0
          ? { ...line, properties: [{ name: "Engraving", value: "Ada" }, { name: "_id", value: "7" }] }
          : line
      ),
    }],
  ];

  test.each(ORDERS)("%s", async (_what, order) => {
    // The kinds and tags of a customer are those of the record that is not asked for; the order keeps them.
    const { customer: { kinds, tags: _, ...customer }, ...told } = await detailsTold(order);
    expect(kinds).toBeDefined();
    expect(JSON.parse(JSON.stringify(await detailsAsked(order)))).toEqual(
      JSON.parse(JSON.stringify({ ...told, customer })),
    );
  });

  test("with its parcels, refunds and cancellation, each at its own time", async () => {
    const whole = {
      ...ada,
      financial_status: "partially_refunded",
      cancelled_at: "2026-11-24T10:00:00+01:00",
      fulfillments: [{ ...fulfilment, order_id: ada.id }],
      refunds: [{ ...refund, order_id: ada.id }],
    };
    const events = await eventsAsked(whole);
    const parcel =
      (await readByShopify("fulfillments/create", { ...fulfilment, order_id: ada.id })).events[0];
    const money_back = (await readByShopify("refunds/create", { ...refund, order_id: ada.id })).events[0];
    const told = JSON.parse(JSON.stringify([parcel, money_back]));
    expect(JSON.parse(JSON.stringify(events))).toEqual(expect.arrayContaining(told));
    expect(events.map(({ type }) => type)).toEqual(
      expect.arrayContaining([
        "order.changed",
        "payment.succeeded",
        "shipment.shipped",
        "payment.refunded",
        "order.cancelled",
      ]),
    );
  });
});

describe("asking", () => {
  test("goes to the version of the settings with the shop's token, and never asks for the customer's own record", async () => {
    const { asked } = await changed({ orders: [ada] });
    expect(asked.map(({ url }) => url.pathname)).toEqual([
      "/admin/api/2026-10/graphql.json",
      "/admin/api/2026-10/graphql.json",
    ]);
    expect(asked[0]!.headers.get("x-shopify-access-token")).toBe("shpat_1");
    expect(JSON.stringify(asked.map(({ body }) => body))).not.toMatch(/\bcustomer \{/);
  });

  test("an order of 95 lines is whole, in three questions", async () => {
    const lines = Array.from(
      { length: 95 },
      (_, index) => ({ ...ada.line_items[0]!, id: 1_000 + index, admin_graphql_api_id: undefined }),
    );
    const details = await detailsAsked({ ...ada, line_items: lines });
    expect(details.lines).toHaveLength(95);
    const { asked } = await changed({ orders: [{ ...ada, line_items: lines }] });
    expect(asked).toHaveLength(1 + 3);
  });

  test("pages follow one another until no order is left", async () => {
    const orders = Array.from({ length: PAGE_SIZE + 3 }, (_, index) => ({
      ...ada,
      id: 7_000 + index,
      admin_graphql_api_id: undefined,
      updated_at: new Date(Date.UTC(2026, 10, 22, 10, index)).toISOString(),
    }));
    const first = await changed({ orders });
    expect(first.page).toMatchObject({
      ok: true,
      value: { is_last: false, next: { page: String(PAGE_SIZE) } },
    });
    const next = await changed({ orders }, { since: SINCE.since, page: String(PAGE_SIZE) });
    expect(next.page).toMatchObject({ ok: true, value: { is_last: true, next: { page: null } } });
    expect(ordersOf(next.page)).toHaveLength(3);
  });

  test("an order of more lines than an order may have is left out, and holds up no other", async () => {
    const lines = Array.from({ length: 1_201 }, (_, index) => ({
      ...ada.line_items[0]!,
      id: 1_000 + index,
      admin_graphql_api_id: undefined,
    }));
    const large = {
      ...ada,
      id: 5,
      admin_graphql_api_id: undefined,
      line_items: lines,
      updated_at: "2026-11-21T10:00:00Z",
    };
    const { page } = await changed({ orders: [large, ada] });
    expect(page).toMatchObject({ value: { refused: ["lineItems must have <= 30 pages"], is_last: true } });
    expect(ordersOf(page)).toHaveLength(1);
  });

  test("where the points run out, the page ends with the last order that was read", async () => {
    const orders = [0, 1, 2].map((index) => ({
      ...ada,
      id: 7_000 + index,
      admin_graphql_api_id: undefined,
      updated_at: `2026-11-22T1${index}:00:00Z`,
    }));
    const { page } = await changed({ orders, points: 3 });
    expect(page).toMatchObject({
      ok: true,
      value: { is_last: false, next: { page: "2", since: SINCE.since } },
    });
    expect(ordersOf(page)).toHaveLength(2);
  });

  test.each<[string, Partial<StoreState>, string]>([
    ["a token that is no longer valid", { tokens: new Set() }, "must accept the shop's token"],
    ["no points at all", { points: 0 }, "THROTTLED"],
    ["an app without access to customers' data", {
      denied: new Set(["protected_customer_data"]),
    }, "access to protected customer data"],
  ])("%s is an outage, and nothing is taken for read", async (_what, given, message) => {
    const { page } = await changed({ orders: [ada], ...given });
    expect(page).toMatchObject({
      ok: false,
      reason: "unavailable",
      message: expect.stringContaining(message),
    });
  });

  test("a page that Shopify forgot begins the run anew", async () => {
    const { page } = await changed({ orders: [ada] }, { since: SINCE.since, page: "gone" });
    expect(page).toEqual({
      ok: true,
      value: { orders: [], refused: [], next: { since: SINCE.since, page: null }, is_last: false },
    });
  });

  test("a token that may not read payment terms costs the terms and not the order", async () => {
    const on_terms = {
      ...ada,
      payment_terms: {
        payment_terms_type: "net",
        payment_schedules: [{ amount: "128.90", due_at: "2026-12-24T00:00:00+01:00" }],
      },
    };
    const details = await detailsAsked(on_terms, { denied: new Set(["read_payment_terms"]) });
    expect(details.total_minor).toBe(12_890);
    expect(details.payment?.due_on).toBe(undefined);
  });

  test("an order that cannot be read is named by its field, and holds up no other", async () => {
    const broken = {
      ...ada,
      id: 5,
      admin_graphql_api_id: undefined,
      line_items: [],
      updated_at: "2026-11-21T10:00:00Z",
    };
    const { page } = await changed({ orders: [broken, ada] });
    expect(page).toMatchObject({
      ok: true,
      value: { refused: [expect.stringContaining("line_items")], is_last: true },
    });
    expect(ordersOf(page)).toHaveLength(1);
  });
});
