/** Situations from real shops, from the sender's body to the words of mail and page: the ways by which goods reach a customer. */
import { describe, expect, test } from "vitest";
import { readByWoocommerce } from "../support/woocommerce.ts";
import { hours, NOW_MS } from "../support/cast.ts";
import { life as kettleLife, shopifyStep as kettleStep } from "../support/kettle.ts";
import {
  ADDRESS,
  type Body,
  BOWL,
  fulfilment,
  HOUR_MS,
  item,
  JUG,
  life,
  ONE,
  order,
  scan,
} from "../support/jug_and_bowl.ts";
import { kindsOf, lastScreen, type Life, lived, mailOf, screenOf, type Step } from "../support/lived.ts";

const COURIERS = /courier|carrier|parcel|door|deliver(?:y|ed)|Expected|getting your order ready/i;

describe("what does not travel", () => {
  const card = {
    id: "903",
    title: "E-gift card",
    price: "50.00",
    quantity: 1,
    current_quantity: 1,
    requires_shipping: false,
  };
  const cards = {
    line_items: [card],
    shipping_address: null,
    shipping_lines: [],
    total_price: "50.00",
    current_total_price: "50.00",
  };

  test("has no words about shipments and days, before it is sent and after", async () => {
    const told = await life([
      [0, "orders/create", order(cards)],
      [1, "fulfillments/create", fulfilment(1, { line_items: [{ id: "903", quantity: 1 }] })],
    ]);
    expect(kindsOf(told)).toEqual(["order_confirmation"]);
    expect(mailOf(told, "order_confirmation").text).not.toMatch(COURIERS);
    expect(screenOf(told.pages[0]!.page)).toMatch(/^All set \| There’s nothing to ship/);
    expect(lastScreen(told)).toBe(
      "It’s all yours | We sent it by email, or it’s ready online. | Ordered done | Paid done | Sent done",
    );
  });

  test("stands beside what does: each line names its own way, and the shipment counts as the whole order", async () => {
    const mixed = { line_items: [item(JUG), card], total_price: "72.90", current_total_price: "72.90" };
    const told = await life([
      [0, "orders/create", order(mixed)],
      [1, "fulfillments/create", fulfilment(1, { line_items: [{ id: "903", quantity: 1 }] })],
      [5, "fulfillments/create", fulfilment(5, { id: "8002", line_items: [{ id: JUG.id, quantity: 1 }] })],
      [30, "fulfillment_events/create", scan("delivered", hours(30), { fulfillment_id: "8002" })],
    ], 24 * 5);
    expect(mailOf(told, "order_confirmation").text).toContain(
      "Sent by email or ready online",
    );
    expect(mailOf(told, "shipment_shipped").subject).toBe("Order #7001 is on its way · Jug");
    expect(mailOf(told, "shipment_delivered").text).not.toContain("More of your order");
    expect(lastScreen(told)).toContain("Your parcel | Delivered");
    expect(kindsOf(told)).toContain("follow_up");
  });
});

describe("a sale at the till", () => {
  const sale = {
    source_name: "pos",
    shipping_address: null,
    shipping_lines: [],
    total_price: "27.50",
    current_total_price: "27.50",
  };

  test.each<[string, Body, readonly (readonly [number, string, Body])[]]>([
    ["with the fulfilment in the order", { fulfillments: [{ ...fulfilment(0), order_id: undefined }] }, []],
    ["with the fulfilment by itself", { fulfillment_status: "fulfilled" }, [[
      1,
      "fulfillments/create",
      fulfilment(0),
    ]]],
    ["with no fulfilment at all", {}, []],
  ])("is a receipt, %s", async (_, changed, later) => {
    const told = await life([[0, "orders/create", order({ ...sale, ...changed })], ...later]);
    expect(kindsOf(told)).toEqual(["order_confirmation"]);
    const { subject, text } = mailOf(told, "order_confirmation");
    expect(subject).toBe("Your receipt (order #7001) · Jug and one more");
    expect(text).toContain("It was good to see you.");
    expect(text.split("Changed your mind")[0]).not.toMatch(COURIERS);
    expect(lastScreen(told)).toBe(
      "Thank you for your purchase | You took it with you. This is your receipt. | Ordered done | Paid done | Handed over done",
    );
  });

  test("of which a part is shipped speaks of the parcel's part alone as under way", async () => {
    const [taken, sent] = [JUG, BOWL].map(({ id }) => [{ id, quantity: 1 }]);
    const at_the_till = fulfilment(0, { tracking_company: null, line_items: taken });
    const told = await life([
      [0, "orders/create", order({ source_name: "pos", fulfillments: [at_the_till] })],
      [20, "fulfillments/create", fulfilment(20, { id: "8002", tracking_numbers: [ONE], line_items: sent })],
      [50, "fulfillment_events/create", scan("delivered", hours(50), { fulfillment_id: "8002" })],
    ], 24 * 20);
    expect(kindsOf(told).slice(0, 3)).toEqual([
      "order_confirmation",
      "shipment_shipped",
      "shipment_delivered",
    ]);
    expect(told.mails[0]!.text).toMatch(
      /Jug\n1 × €18.00 = €18.00\nTaken with you\n\nBowl\n1 × €9.50 = €9.50\n\n/,
    );
    const { subject, text } = mailOf(told, "shipment_shipped");
    expect(subject).toBe("The rest of order #7001 is on its way · Bowl");
    expect(text).toContain("In this parcel\n--------------\n\nBowl\n");
    expect(text).not.toMatch(/Jug|Still to come/);
    const before = screenOf(told.pages[0]!.page);
    expect(before).toContain("Expected Tue, Nov 24 – Thu, Nov 26 | We’re getting your order ready");
    expect(lastScreen(told)).toMatch(/^Delivered/);
  });

  test("that is shipped to the customer later is handled like any other order", async () => {
    const told = await life([[0, "orders/create", order({ source_name: "pos" })]]);
    expect(lastScreen(told)).toMatch(/^Expected .* \| We’re getting your order ready/);
  });
});

describe("what is collected at the shop", () => {
  function woo(changed: Body = {}): Body {
    const person = {
      first_name: "Ada",
      last_name: "Lovelace",
      address_1: "Torstraße 1",
      city: "Berlin",
      postcode: "10119",
      country: "DE",
    };
    return {
      id: 7101,
      number: "7101",
      status: "processing",
      currency: "EUR",
      date_created_gmt: hours(0).slice(0, 19),
      date_modified_gmt: hours(0).slice(0, 19),
      date_paid_gmt: hours(0).slice(0, 19),
      total: "18.00",
      prices_include_tax: true,
      customer_id: 0,
      billing: { ...person, email: "ada@lovelace.example" },
      shipping: person,
      payment_method: "stripe",
      payment_method_title: "Card",
      line_items: [{ id: 11, name: "Jug", quantity: 1, subtotal: "18.00", total: "18.00" }],
      shipping_lines: [{
        method_title: "Local pickup",
        method_id: "pickup_location",
        total: "0.00",
        meta_data: [
          { key: "pickup_location", value: "Hofladen" },
          { key: "pickup_address", value: "Marktgasse 3, 10178, Berlin" },
          { key: "pickup_details", value: "Mon–Fri 9–18" },
        ],
      }],
      fee_lines: [],
      coupon_lines: [],
      refunds: [],
      ...changed,
    };
  }

  async function collected(...snapshots: readonly (readonly [at: number, changed: Body])[]): Promise<Life> {
    const steps = await Promise.all(snapshots.map(async ([at, changed], index): Promise<Step> => ({
      at_ms: NOW_MS + at * HOUR_MS,
      events: (await readByWoocommerce(
        index === 0 ? "order.created" : "order.updated",
        woo({ date_modified_gmt: hours(at).slice(0, 19), ...changed }),
      )).events,
    })));
    return lived(steps, NOW_MS + 24 * 5 * HOUR_MS);
  }

  test("has a place in place of days and an address", async () => {
    const told = await collected([0, {}]);
    const { text } = mailOf(told, "order_confirmation");
    expect(text).toContain("We’ll email you when you can collect it.");
    expect(text).toContain("You collect it: Hofladen, Marktgasse 3, 10178, Berlin, Mon–Fri 9–18");
    expect(text).not.toContain("Expected delivery");
    expect(text).not.toContain("Delivery address");
    expect(lastScreen(told)).toBe(
      "We’re getting your order ready | We’ll pack it and keep it ready for you. " +
        "We’ll email you when you can collect it. | Ordered done | Paid current | Ready to collect upcoming | Collected upcoming",
    );
    expect(kindsOf(told)).not.toContain("delay_notice");
  });

  test("is ready when the shop says so, and collected when it is completed", async () => {
    const told = await collected(
      [0, {}],
      [5, { status: "ready-for-pickup" }],
      [30, { status: "completed", date_completed_gmt: hours(30).slice(0, 19) }],
    );
    const { text, page } = mailOf(told, "shipment_ready_for_pickup");
    expect(text).toMatch(/^Ready to collect\n/);
    expect(text).toContain("Marktgasse 3");
    expect(text).not.toMatch(/courier|carrier|parcel/i);
    expect(screenOf(page)).toMatch(/^Ready to collect \| Please have your order number #?\w+ ready/);
    expect(lastScreen(told)).toMatch(/^Collected Monday, November 23 \| We hope/);
    expect(mailOf(told, "follow_up").text).not.toContain("arrived");
  });

  test("at a location of Shopify has no address and bears the location's name", async () => {
    const told = await life([
      [
        0,
        "orders/create",
        order({
          shipping_address: null,
          shipping_lines: [{ title: "Hofladen Mitte", code: "Hofladen Mitte", price: "0.00" }],
        }),
      ],
      [5, "fulfillment_events/create", scan("ready_for_pickup", hours(5))],
      [9, "fulfillment_events/create", scan("picked_up", hours(9))],
    ]);
    expect(mailOf(told, "order_confirmation").text).toContain("You collect it: Hofladen Mitte");
    expect(kindsOf(told)).toEqual(["order_confirmation", "shipment_ready_for_pickup"]);
    expect(lastScreen(told)).toMatch(/^Collected/);
  });

  test("counts as collected when its fulfilment arrives without any earlier step", async () => {
    const told = await life([
      [0, "orders/create", order({ shipping_lines: [{ title: "Store pickup", price: "0.00" }] })],
      [5, "fulfillments/create", fulfilment(5)],
    ]);
    expect(kindsOf(told)).toEqual(["order_confirmation"]);
    expect(lastScreen(told)).toMatch(/^Collected/);
  });
});

test("what the shop's own driver brings has no carrier", async () => {
  const told = await life([
    [0, "orders/create", order({ shipping_lines: [{ title: "Local delivery", price: "5.00" }] })],
    [20, "fulfillments/create", fulfilment(20)],
    [21, "fulfillment_events/create", scan("out_for_delivery", hours(21))],
    [22, "fulfillment_events/create", scan("delivered", hours(22))],
  ], 24 * 8);
  for (const { kind, text } of told.mails) expect(text, kind).not.toMatch(/courier|carrier/i);
  for (const { page } of told.pages) expect(screenOf(page)).not.toMatch(/courier|carrier/i);
  expect(mailOf(told, "shipment_out_for_delivery").text).toContain("We’re on our way to you.");
  expect(kindsOf(told)).not.toContain("shipment_stalled");
});

describe("an order whose way changes", () => {
  const PICKUP: Body = {
    shipping_address: null,
    shipping_lines: [{ title: "Store Berlin", delivery_category: "pick-up", price: "0.00" }],
    total_price: "24.00",
    current_total_price: "24.00",
  };
  const COURIER: Body = { shipping_address: ADDRESS };

  test("from collection to delivery names the address to which it is brought", async () => {
    const told = await kettleLife([kettleStep(0, PICKUP), kettleStep(10, COURIER)], 20);
    const { text } = mailOf(told, "order_changed");
    expect(text).toContain("Delivery address\n----------------\nAda Lovelace\nTorstraße 1\n");
    expect(text).not.toContain("You collect it");
  });

  test("from delivery to collection names the place", async () => {
    const told = await kettleLife([kettleStep(0, COURIER), kettleStep(10, PICKUP)], 20);
    const { text } = mailOf(told, "order_changed");
    expect(text).toContain("You collect it\n--------------\nStore Berlin\n");
    expect(text).not.toContain("Torstraße");
  });
});
