/** Whom a mail reaches and greets, from every storefront: addresses as forms have them, names that are none, marketplaces, parts of an order. */
import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { firstName, greetingName } from "../../src/mail/format/greeting.ts";
import { MailSettings } from "../../src/orders/mail_settings.ts";
import type { OrderDetails, OrderEvent } from "../../src/orders/event.ts";
import { fold } from "../../src/orders/fold/fold.ts";
import { partsOf } from "../support/sub_orders.ts";
import { planMessages } from "../../src/orders/plan/plan.ts";
import { standard } from "../../src/sources/standard/standard.ts";
import { detailsByBigcommerce } from "../support/bigcommerce.ts";
import { ADAS_ORDER, NOW, NOW_MS, placed, SHOP } from "../support/cast.ts";
import { detailsByShopify } from "../support/shopify.ts";
import { detailsByWoocommerce } from "../support/woocommerce.ts";
import shopifys from "../fixtures/shopify/orders_create_ada.json";
import woos from "../fixtures/woocommerce/order_ada.json";
import bigs from "../fixtures/bigcommerce/order.json";

interface Written {
  readonly email?: string;
  readonly first_name?: string;
  readonly last_name?: string;
  readonly channel?: string;
}

/** The order of each storefront with these words in its own fields. */
const STOREFRONTS: Readonly<Record<string, (written: Written) => Promise<OrderDetails>>> = {
  shopify: ({ email, channel = "web", ...name }) =>
    detailsByShopify({
      ...shopifys,
      ...(email === undefined ? {} : { email, contact_email: null }),
      source_name: channel,
      customer: { ...shopifys.customer, ...name, ...(email === undefined ? {} : { email: null }) },
    }),
  woocommerce: ({ email, channel = "checkout", ...name }) =>
    detailsByWoocommerce({
      ...woos,
      created_via: channel,
      billing: { ...woos.billing, ...name, ...(email === undefined ? {} : { email }) },
    }),
  bigcommerce: ({ email, channel, ...name }) =>
    detailsByBigcommerce({
      external_source: channel ?? null,
      billing_address: { ...bigs.billing_address, ...name, ...(email === undefined ? {} : { email }) },
    }),
  standard: async ({ email = "ada@lovelace.example", first_name, last_name, channel }) => {
    const name = [first_name ?? "Ada", last_name ?? "Lovelace"].join(" ");
    const order = {
      ...ADAS_ORDER,
      customer: { email, first_name: first_name ?? "Ada", name },
      ...(channel === undefined ? {} : { channel }),
    };
    const body = new TextEncoder().encode(
      JSON.stringify({ type: "order.placed", timestamp: NOW, data: { order } }),
    );
    const reading = await standard.read({
      headers: new Headers({ "webhook-id": "1" }),
      body,
      received_at_ms: NOW_MS,
    });
    if (!reading.ok || reading.value.type !== "events") throw new Error(JSON.stringify(reading));
    return (reading.value.orders[0]!.events[0] as { readonly order: OrderDetails }).order;
  },
};

function owed(
  details: OrderDetails,
  mails: v.InferInput<typeof MailSettings> = {},
  more: readonly OrderEvent[] = [],
) {
  const shop = { ...SHOP, mails: v.parse(MailSettings, mails) };
  const order = fold([placed(details), ...more])!;
  const now_ms = Date.parse(details.placed_at) + 3_600_000;
  return planMessages({ order, shop, ledger: [], now_ms })
    .filter(({ kind }) => kind === "order_confirmation").map(({ against, about }) => ({ against, about }));
}

describe.each(Object.entries(STOREFRONTS))("an order of %s", (storefront, orderWith) => {
  test.each([
    ["grace@hopper.example\u200b", "grace@hopper.example"],
    ["\u2060grace@hopper.example", "grace@hopper.example"],
    ["gr\u00adace@hopper.example", "grace@hopper.example"],
    ["\ufeffgrace@hopper.example ", "grace@hopper.example"],
    ["mailto:grace@hopper.example?subject=Hi", "grace@hopper.example"],
    ["Grace Hopper <grace@hopper.example>", "grace@hopper.example"],
    ["grace@hopper.example; navy@hopper.example", "grace@hopper.example"],
    ["grace@hopper.example, navy@hopper.example", "grace@hopper.example"],
  ])("is written to at the address that %j holds", async (email, read) => {
    const details = await orderWith({ email });
    expect(details.customer.email).toBe(read);
    expect(owed(details)).toEqual([{ against: null, about: "" }]);
  });

  test.each([
    ["."],
    ["-"],
    ["null"],
    ["N/A"],
    ["n/a"],
    ["undefined"],
    ["Guest"],
    ["grace@hopper.example"],
    ["https://hopper.example"],
    ["1234"],
  ])("greets nobody as %j", async (name) => {
    const { customer } = await orderWith({ first_name: name, last_name: name });
    for (const locale of ["en", "de", "fr", "es", "ja"]) {
      for (const form of ["formal", "informal"] as const) {
        expect(greetingName(customer, locale, form), `${locale} ${form}`).toBeNull();
      }
    }
  });

  test.each(["Grace", "Zoë", "Nguyễn", "Bo", "李"])("greets %s", async (name) => {
    expect(firstName((await orderWith({ first_name: name })).customer)).toBe(name);
  });

  test("owes no mail where the shop says so of its channel, and one where it says so of another", async () => {
    const details = await orderWith({ channel: "Marktplatz-DE" });
    expect(details.channel).toBe(`${storefront}:Marktplatz-DE`);
    expect(owed(details, { not_owed: [{ channels: ["marktplatz-*"] }] })).toMatchObject([{
      against: "by_rule",
    }]);
    expect(owed(details, { not_owed: [{ channels: [`${storefront}:marktplatz-de`] }] })).toMatchObject([
      { against: "by_rule" },
    ]);
    expect(owed(details, { not_owed: [{ channels: ["other:marktplatz-de"] }] })).toMatchObject([{
      against: null,
    }]);
  });

  test("gets a confirmation as it stands at an address that its storefront corrects, and no second one", async () => {
    const wrong = await orderWith({ email: "ada@exmaple.example" });
    const right = await orderWith({ email: "ada@lovelace.example" });
    const at = new Date(Date.parse(wrong.placed_at) + 600_000).toISOString();
    const later = new Date(Date.parse(wrong.placed_at) + 900_000).toISOString();
    const corrected: OrderEvent = { type: "order.changed", at, order: right };
    expect(owed(wrong, {}, [corrected])).toEqual([{ against: null, about: at }]);
    expect(owed(wrong, {}, [corrected, { type: "order.changed", at: later, order: right }])).toEqual([
      { against: null, about: at },
    ]);
  });
});

describe.each(["shopify", "woocommerce", "bigcommerce"])(
  "what %s has in the place of an address",
  (storefront) => {
    test.each(["grace at hopper.example", "@", "none"])(
      "is kept for the shop where it is none: %j",
      async (email) => {
        const details = await STOREFRONTS[storefront]!({ email });
        expect(details.customer).toMatchObject({ email_given: email });
        expect(details.customer.email).toBeUndefined();
        expect(owed(details)).toMatchObject([{ against: "no_address" }]);
      },
    );
  },
);

describe("an address of WooCommerce's own erasure", () => {
  test("is written to no more", async () => {
    const before = await STOREFRONTS["woocommerce"]!({});
    const after = await STOREFRONTS["woocommerce"]!({ email: "deleted@site.invalid" });
    const at = new Date(Date.parse(before.placed_at) + 600_000).toISOString();
    expect(owed(before, {}, [{ type: "order.changed", at, order: after }])).toMatchObject([{
      against: "no_address",
    }]);
  });
});

describe("an order that a marketplace plugin split", () => {
  test("owes nothing for its parts, and their parcels are the order's own, with what is in each", async () => {
    const { parent, part, shipments } = await partsOf({ sub_orders: false });
    expect(owed(part.order)).toMatchObject([{ against: "sub_order" }]);
    expect(shipments.map(({ order }) => order)).toEqual([parent.id]);
    const whole = fold([placed(parent), ...shipments.flatMap(({ events }) => events)])!;
    expect(whole.shipments).toMatchObject([{
      lines: [{ line_id: parent.lines[1]!.id, quantity: 2 }],
      tracking: [{ number: "JD000111" }, { number: "JD000112" }],
    }]);
  });

  test("owes its mails for its parts where the shop says so, and its parcels stay with them", async () => {
    const { part, shipments } = await partsOf({ sub_orders: true });
    expect(shipments).toEqual([]);
    expect(owed(part.order, { sub_orders: true })).toMatchObject([{ against: null }]);
  });
});
