/** Situations from real shops, from the sender's body to the words of mail and page: what became of the goods, and what is true when. */
import { describe, expect, test } from "vitest";
import type { OrderEvent } from "../../src/orders/event.ts";
import { readByShopify } from "../support/shopify.ts";
import { readByWoocommerce } from "../support/woocommerce.ts";
import { hours, NOW_MS } from "../support/cast.ts";
import { type Left, type Life, lived, screenOf, type Step } from "../support/lived.ts";

const HOUR_MS = 3_600_000;
const [JUG, BOWL] = [
  { id: "901", title: "Jug", price: "18.00" },
  { id: "902", title: "Bowl", price: "9.50" },
] as const;
const [ONE, OTHER] = ["1Z999AA10123456784", "1Z12345E0205271688"] as const;
const ADDRESS = {
  name: "Ada Lovelace",
  address1: "Torstraße 1",
  city: "Berlin",
  zip: "10119",
  country_code: "DE",
};

type Body = Readonly<Record<string, unknown>>;

/** A paid order of a jug and a bowl at Shopify. */
function order(changed: Body = {}): Body {
  return {
    id: "7001",
    name: "#7001",
    created_at: hours(0),
    processed_at: hours(0),
    updated_at: hours(0),
    currency: "EUR",
    email: "ada@lovelace.example",
    customer: { id: "77", first_name: "Ada", last_name: "Lovelace" },
    customer_locale: "en",
    shipping_address: ADDRESS,
    billing_address: ADDRESS,
    financial_status: "paid",
    payment_gateway_names: ["shopify_payments"],
    line_items: [JUG, BOWL].map(item),
    shipping_lines: [{ title: "Standard", price: "4.90" }],
    total_price: "32.40",
    current_total_price: "32.40",
    total_tax: "0.00",
    current_total_tax: "0.00",
    taxes_included: true,
    refunds: [],
    ...changed,
  };
}

function item({ id, title, price }: typeof JUG | typeof BOWL): Body {
  return { id, title, price, quantity: 1, current_quantity: 1, requires_shipping: true };
}

function fulfilment(at: number, changed: Body = {}): Body {
  return {
    id: "8001",
    order_id: "7001",
    status: "success",
    created_at: hours(at),
    updated_at: hours(at),
    tracking_company: "UPS",
    tracking_numbers: [],
    tracking_urls: [],
    shipment_status: null,
    line_items: [{ id: JUG.id, quantity: 1 }, { id: BOWL.id, quantity: 1 }],
    ...changed,
  };
}

function scan(status: string, happened_at: string, changed: Body = {}): Body {
  return { fulfillment_id: "8001", order_id: "7001", status, happened_at, ...changed };
}

async function shopifyStep(at: number, topic: string, body: Body): Promise<Step> {
  return { at_ms: NOW_MS + at * HOUR_MS, events: (await readByShopify(topic, body)).events };
}

async function life(
  webhooks: readonly (readonly [at: number, topic: string, body: Body])[],
  until = 24,
): Promise<Life> {
  const steps = await Promise.all(webhooks.map(([at, topic, body]) => shopifyStep(at, topic, body)));
  return lived(steps, NOW_MS + until * HOUR_MS);
}

function kinds({ mails }: Life): readonly string[] {
  return mails.map(({ kind }) => kind);
}

function mail({ mails }: Life, kind: Left["kind"]): Left {
  const found = mails.findLast((one) => one.kind === kind);
  if (found === undefined) {
    throw new Error(`Cannot find ${kind} as the life must have sent it: ${mails.map((one) => one.kind)}`);
  }
  return found;
}

function screen({ pages }: Life): string {
  return screenOf(pages.at(-1)!.page);
}

describe("a line that is paid back before the rest leaves", () => {
  const paid_back = {
    id: "9001",
    order_id: "7001",
    created_at: hours(1),
    processed_at: hours(1),
    refund_line_items: [{ line_item_id: JUG.id, quantity: 1, subtotal: "18.00", restock_type: "cancel" }],
    transactions: [{ kind: "refund", status: "success", amount: "18.00", currency: "EUR" }],
  };
  const rest = fulfilment(5, { line_items: [{ id: BOWL.id, quantity: 1 }] });

  test("leaves the shipment as the whole order: nothing is still to come, the page says delivered, and the care mail falls due", async () => {
    const told = await life([
      [0, "orders/create", order()],
      [1, "refunds/create", paid_back],
      [5, "fulfillments/create", rest],
      [30, "fulfillment_events/create", scan("delivered", hours(30))],
    ], 24 * 5);
    const left = mail(told, "shipment_shipped");
    expect(left.subject).toBe("Order #7001 is on its way · Bowl");
    expect(left.text).not.toContain("Jug");
    expect(mail(told, "shipment_delivered").text).not.toContain("still to come");
    expect(screen(told)).toMatch(/^Delivered Monday, November 23 \| /);
    expect(kinds(told)).toContain("follow_up");
    expect(kinds(told)).not.toContain("delay_notice");
  });
});

describe("a fulfilment that is cancelled and made anew", () => {
  const first = fulfilment(1, { tracking_number: ONE, tracking_numbers: [ONE] });
  const again = fulfilment(4, { id: "8002", tracking_number: OTHER, tracking_numbers: [OTHER] });

  test("puts the order back to being prepared until the new one leaves", async () => {
    const told = await life([
      [0, "orders/create", order()],
      [1, "fulfillments/create", first],
      [3, "fulfillments/update", { ...first, status: "cancelled", updated_at: hours(3) }],
    ]);
    expect(screen(told)).toMatch(/We’re getting your order ready/);
    expect(screen(told)).not.toContain("Your parcel");
  });

  test("is one shipment of one, and its mail says that the first number is no longer valid", async () => {
    const told = await life([
      [0, "orders/create", order()],
      [1, "fulfillments/create", first],
      [3, "fulfillments/update", { ...first, status: "cancelled", updated_at: hours(3) }],
      [4, "fulfillments/create", again],
      [30, "fulfillment_events/create", scan("delivered", hours(30), { fulfillment_id: "8002" })],
    ], 24 * 8);
    const { text, subject } = mail(told, "shipment_shipped");
    expect(subject).toBe("Order #7001 is on its way · Jug and one more");
    expect(text).toContain(`Tracking number: ${OTHER}`);
    expect(text).toContain(`The tracking number we gave you before, ${ONE}, is no longer valid.`);
    expect(text).not.toContain(" of 2");
    expect(kinds(told)).not.toContain("shipment_stalled");
    expect(screen(told)).toMatch(/^Delivered/);
  });
});

describe("a parcel that is lost and sent again", () => {
  const [JUG_ONLY, BOWL_ONLY] = [JUG, BOWL].map(({ id }) => [{ id, quantity: 1 }]);
  const first = fulfilment(1, { tracking_number: ONE, tracking_numbers: [ONE] });
  const again = (at: number, line_items: unknown, id = "8002") =>
    fulfilment(at, { id, tracking_number: OTHER, tracking_numbers: [OTHER], line_items });

  test("is the order again, its number is no longer valid, and nothing more is said of the lost one", async () => {
    const told = await life([
      [0, "orders/create", order()],
      [1, "fulfillments/create", first],
      [50, "fulfillment_events/create", scan("failure", hours(50))],
      [80, "fulfillments/create", again(80, first["line_items"])],
      [90, "fulfillment_events/create", scan("returning_to_sender", hours(90))],
      [120, "fulfillment_events/create", scan("delivered", hours(120), { fulfillment_id: "8002" })],
    ], 24 * 20);
    const { text, subject } = mail(told, "shipment_shipped");
    expect(subject).toBe("Order #7001 is on its way · Jug and one more");
    expect(text).toContain(`The tracking number we gave you before, ${ONE}, is no longer valid.`);
    expect(text).not.toMatch(/ of 2|still to come/i);
    expect(kinds(told).filter((kind) => kind.startsWith("shipment_"))).toEqual([
      "shipment_shipped",
      "shipment_exception",
      "shipment_shipped",
      "shipment_delivered",
    ]);
    expect(screen(told)).toMatch(/^Delivered/);
    expect(kinds(told)).toContain("follow_up");
  });

  test("in two, tells after each what is still to come, and counts the two", async () => {
    const told = await life([
      [0, "orders/create", order()],
      [1, "fulfillments/create", first],
      [50, "fulfillment_events/create", scan("failure", hours(50))],
      [80, "fulfillments/create", again(80, JUG_ONLY)],
      [100, "fulfillments/create", again(100, BOWL_ONLY, "8003")],
    ], 24 * 5);
    const left = told.mails.filter(({ kind }) => kind === "shipment_shipped");
    expect(left.map(({ subject }) => subject.split(" · ")[0])).toEqual([
      "Order #7001 is on its way",
      "Part of order #7001 is on its way",
      "The rest of order #7001 is on its way",
    ]);
    expect(left[1]!.text).toMatch(/Still to come[^]*Bowl/);
    expect(left.map(({ text }) => text.includes(`${ONE}, is no longer valid`))).toEqual([false, true, false]);
    const page = screenOf(left[1]!.page);
    expect(page).toContain("| Part of your order is on its way | The rest will follow.");
    expect(page).toMatch(/\| Your parcel \| Sent again \| Your parcel \| Shipped$/);
    expect(screen(told)).toMatch(/Sent again \| Parcel 1 of 2 \| Shipped \| Parcel 2 of 2 \| Shipped$/);
  });

  test("after a silence is not said to be silent any more", async () => {
    const told = await life([
      [0, "orders/create", order()],
      [1, "fulfillments/create", first],
      [20, "fulfillment_events/create", scan("in_transit", hours(20))],
      [24 * 4, "fulfillments/create", again(24 * 4, first["line_items"])],
      [24 * 6, "fulfillment_events/create", scan("delivered", hours(24 * 6), { fulfillment_id: "8002" })],
    ], 24 * 20);
    expect(kinds(told)).not.toContain("shipment_stalled");
    expect(screen(told)).toMatch(/^Delivered/);
  });
});

describe("a tracking number", () => {
  test("that is added causes a mail, and another when it is corrected", async () => {
    const told = await life([
      [0, "orders/create", order()],
      [1, "fulfillments/create", fulfilment(1)],
      [3, "fulfillments/update", fulfilment(1, { updated_at: hours(3), tracking_numbers: [ONE] })],
      [5, "fulfillments/update", fulfilment(1, { updated_at: hours(5), tracking_numbers: [OTHER] })],
    ]);
    expect(kinds(told)).toEqual([
      "order_confirmation",
      "shipment_shipped",
      "shipment_updated",
      "shipment_updated",
    ]);
    const [added, corrected] = told.mails.filter(({ kind }) => kind === "shipment_updated");
    expect(added!.text).toContain("You can now track your parcel");
    expect(added!.text).toContain(ONE);
    expect(corrected!.text).toContain("Please use the number below to track it from now on.");
    expect(corrected!.text).toContain(OTHER);
    expect(corrected!.text).not.toContain(ONE);
  });

  test("that was sent is not sent again with the same update", async () => {
    const numbered = fulfilment(1, { tracking_numbers: [ONE] });
    const told = await life([
      [0, "orders/create", order()],
      [1, "fulfillments/create", numbered],
      [3, "fulfillments/update", { ...numbered, updated_at: hours(3) }],
    ]);
    expect(kinds(told)).toEqual(["order_confirmation", "shipment_shipped"]);
  });

  test("that was pasted with its page is a number and a link, and two in one field are two", async () => {
    const told = await life([
      [0, "orders/create", order()],
      [
        1,
        "fulfillments/create",
        fulfilment(1, { tracking_number: `https://www.ups.com/track?tracknum=${ONE}, ${OTHER}` }),
      ],
    ]);
    const { text } = mail(told, "shipment_shipped");
    expect(text).toContain(`Parcel 1 of 2: UPS ${ONE}`);
    expect(text).toContain(`Parcel 2 of 2: UPS ${OTHER}`);
    expect(text).toContain(`https://www.ups.com/track?tracknum=${ONE}`);
  });
});

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
    expect(kinds(told)).toEqual(["order_confirmation"]);
    expect(mail(told, "order_confirmation").text).not.toMatch(COURIERS);
    expect(screenOf(told.pages[0]!.page)).toMatch(/^All set \| There’s nothing to ship/);
    expect(screen(told)).toBe(
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
    expect(mail(told, "order_confirmation").text).toContain(
      "Sent by email or ready online",
    );
    expect(mail(told, "shipment_shipped").subject).toBe("Order #7001 is on its way · Jug");
    expect(mail(told, "shipment_delivered").text).not.toContain("More of your order");
    expect(screen(told)).toContain("Your parcel | Delivered");
    expect(kinds(told)).toContain("follow_up");
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
    expect(kinds(told)).toEqual(["order_confirmation"]);
    const { subject, text } = mail(told, "order_confirmation");
    expect(subject).toBe("Your receipt (order #7001) · Jug and one more");
    expect(text).toContain("It was good to see you. This is your receipt.");
    expect(text.split("Changed your mind")[0]).not.toMatch(COURIERS);
    expect(screen(told)).toBe(
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
    expect(kinds(told).slice(0, 3)).toEqual(["order_confirmation", "shipment_shipped", "shipment_delivered"]);
    expect(told.mails[0]!.text).toMatch(
      /Jug\n1 × €18.00 = €18.00\nTaken with you\n\nBowl\n1 × €9.50 = €9.50\n\n/,
    );
    const { subject, text } = mail(told, "shipment_shipped");
    expect(subject).toBe("The rest of order #7001 is on its way · Bowl");
    expect(text).toContain("In this parcel\n--------------\n\nBowl\n");
    expect(text).not.toMatch(/Jug|Still to come/);
    const before = screenOf(told.pages[0]!.page);
    expect(before).toContain("Expected Tue, Nov 24 – Thu, Nov 26 | We’re getting your order ready");
    expect(screen(told)).toMatch(/^Delivered/);
  });

  test("that is shipped to the customer later is handled like any other order", async () => {
    const told = await life([[0, "orders/create", order({ source_name: "pos" })]]);
    expect(screen(told)).toMatch(/^Expected .* \| We’re getting your order ready/);
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
    const { text } = mail(told, "order_confirmation");
    expect(text).toContain("We’ll email you when you can collect it.");
    expect(text).toContain("You collect it: Hofladen, Marktgasse 3, 10178, Berlin, Mon–Fri 9–18");
    expect(text).not.toContain("Expected delivery");
    expect(text).not.toContain("Delivery address");
    expect(screen(told)).toBe(
      "We’re getting your order ready | We’ll pack it and keep it ready for you. " +
        "We’ll email you when you can collect it. | Ordered done | Paid current | Ready to collect upcoming | Collected upcoming",
    );
    expect(kinds(told)).not.toContain("delay_notice");
  });

  test("is ready when the shop says so, and collected when it is completed", async () => {
    const told = await collected(
      [0, {}],
      [5, { status: "ready-for-pickup" }],
      [30, { status: "completed", date_completed_gmt: hours(30).slice(0, 19) }],
    );
    const { text, page } = mail(told, "shipment_ready_for_pickup");
    expect(text).toMatch(/^Ready to collect\n/);
    expect(text).toContain("Marktgasse 3");
    expect(text).not.toMatch(/courier|carrier|parcel/i);
    expect(screenOf(page)).toMatch(/^Ready to collect \| Please have your order number #?\w+ ready/);
    expect(screen(told)).toMatch(/^Collected Monday, November 23 \| We hope/);
    expect(mail(told, "follow_up").text).not.toContain("arrived");
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
    expect(mail(told, "order_confirmation").text).toContain("You collect it: Hofladen Mitte");
    expect(kinds(told)).toEqual(["order_confirmation", "shipment_ready_for_pickup"]);
    expect(screen(told)).toMatch(/^Collected/);
  });

  test("counts as collected when its fulfilment arrives without any earlier step", async () => {
    const told = await life([
      [0, "orders/create", order({ shipping_lines: [{ title: "Store pickup", price: "0.00" }] })],
      [5, "fulfillments/create", fulfilment(5)],
    ]);
    expect(kinds(told)).toEqual(["order_confirmation"]);
    expect(screen(told)).toMatch(/^Collected/);
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
  expect(mail(told, "shipment_out_for_delivery").text).toContain("We’re on our way to you.");
  expect(kinds(told)).not.toContain("shipment_stalled");
});

describe("a scan", () => {
  const left = [[0, "orders/create", order()], [1, "fulfillments/create", fulfilment(1)]] as const;

  test("that is dated after the delivery is listed and changes nothing", async () => {
    const told = await life([
      ...left,
      [30, "fulfillment_events/create", scan("delivered", hours(30))],
      [31, "fulfillment_events/create", scan("in_transit", hours(31))],
    ], 48);
    expect(screen(told)).toMatch(/^Delivered Monday, November 23 \| We hope/);
    expect(told.pages.at(-1)!.page.shipments[0]!.scans).toHaveLength(3);
  });

  test("has the day and hour of its own clock", async () => {
    const told = await life([
      ...left,
      [
        40,
        "fulfillment_events/create",
        scan("delivered", "2026-11-23T22:40:00-05:00", { city: "Louisville", province: "KY", country: "US" }),
      ],
    ], 48);
    const { text } = mail(told, "shipment_delivered");
    expect(text).toContain("Delivered Monday, November 23");
    expect(text).toContain("Delivered: Nov 23, 10:40 PM");
    expect(screen(told)).toContain("Delivered Monday, November 23");
  });

  test("without a zone has the clock of its place, and without a place that of the address", async () => {
    const at_place = await life([...left, [
      40,
      "fulfillment_events/create",
      scan("delivered", "2026-11-24T03:40:00Z", { city: "Louisville", province: "KY", country: "US" }),
    ]], 48);
    expect(mail(at_place, "shipment_delivered").text).toContain("Delivered: Nov 23, 10:40 PM");
    const abroad = order({ shipping_address: { ...ADDRESS, city: "Ōsaka", country_code: "JP" } });
    const at_address = await life([
      [0, "orders/create", abroad],
      left[1],
      [40, "fulfillment_events/create", scan("delivered", "2026-11-23T22:40:00Z")],
    ], 48);
    expect(mail(at_address, "shipment_delivered").text).toContain("Delivered: Nov 24, 7:40 AM");
  });

  test("says where the shipment was left, and nothing where it only repeats that it was delivered", async () => {
    const words = async (message: string) =>
      mail(
        await life(
          [...left, [30, "fulfillment_events/create", scan("delivered", hours(30), { message })]],
          48,
        ),
        "shipment_delivered",
      ).text;
    expect(await words("Left with neighbour Müller, no. 4")).toContain("Left with neighbour Müller, no. 4");
    expect(await words("Package delivered.")).not.toContain("Message from the carrier");
    expect(await words("Die Sendung wurde erfolgreich zugestellt.")).not.toContain(
      "Message from the carrier",
    );
  });

  test("of the morning is not mailed once its day is over", async () => {
    const out = scan("out_for_delivery", hours(20));
    const told = await life([...left, [20, "fulfillment_events/create", out]], 48);
    expect(mail(told, "shipment_out_for_delivery").text).toMatch(/^Arriving today/);
    const late = await life([...left, [68, "fulfillment_events/create", out]], 72);
    expect(kinds(late)).not.toContain("shipment_out_for_delivery");
  });
});

describe("an order that is cancelled while a shipment is on its way", () => {
  test("cancels what had not left, and says what to do with the shipment", async () => {
    const told = await life([
      [0, "orders/create", order()],
      [1, "fulfillments/create", fulfilment(1, { line_items: [{ id: JUG.id, quantity: 1 }] })],
      [
        5,
        "orders/cancelled",
        order({ updated_at: hours(5), cancelled_at: hours(5), cancel_reason: "inventory" }),
      ],
      [20, "fulfillment_events/create", scan("out_for_delivery", hours(20))],
    ]);
    const { text } = mail(told, "order_cancelled");
    expect(text).toMatch(/Cancelled items\n-+\n+Bowl/);
    expect(text).toMatch(/Already on its way\n-+\n+Jug/);
    expect(text).toContain("Please refuse the parcel");
    expect(kinds(told)).not.toContain("shipment_out_for_delivery");
  });
});

describe("a date", () => {
  test("of one shipment of two is no promise for the rest, and the rest without a date is not delayed", async () => {
    const first = fulfilment(20, { line_items: [{ id: JUG.id, quantity: 1 }] });
    const rest = fulfilment(44, { id: "8002", line_items: [{ id: BOWL.id, quantity: 1 }] });
    const told = await life([
      [0, "orders/create", order()],
      [20, "fulfillments/create", first],
      [
        21,
        "fulfillment_events/create",
        scan("in_transit", hours(21), { estimated_delivery_at: "2026-11-25T12:00:00+01:00" }),
      ],
      [44, "fulfillments/create", rest],
    ], 60);
    expect(kinds(told)).not.toContain("delay_notice");
    const rest_due = told.pages.findLast(({ at_ms }) => at_ms < NOW_MS + 44 * HOUR_MS)!;
    expect(screenOf(rest_due.page)).toContain("Expected Tue, Nov 24 – Thu, Nov 26");
    expect(screen(told)).toContain("Expected Wednesday, November 25");
  });

  test("that is reached means today, and one that has passed is a delay and no expectation", async () => {
    const told = await life(
      [[0, "orders/create", order()], [1, "fulfillments/create", fulfilment(1)]],
      24 * 5,
    );
    const at = (day: string) => told.pages.find(({ at_ms }) => new Date(at_ms).toISOString().startsWith(day));
    expect(mail(told, "delay_notice").subject).toBe("Order #7001 is late · Jug and one more");
    expect(screenOf(at("2026-11-27")!.page)).toContain(
      "It should have arrived by Thursday, November 26",
    );
    expect(screenOf(at("2026-11-27")!.page)).not.toContain("Expected delivery");
  });
});

describe("a line that is not out yet", () => {
  const later = { ...item(BOWL), properties: [{ name: "Ships on", value: "December 7, 2026" }] };

  test("says from when it can leave, and the order is expected by that", async () => {
    const told = await life([[0, "orders/create", order({ line_items: [item(JUG), later] })]], 24 * 12);
    const { text } = mail(told, "order_confirmation");
    expect(text).toContain("Not out yet. It will be sent on Monday, December 7 at the earliest.");
    expect(text).toContain("Your order now: Expected Wed, Dec 9 – Fri, Dec 11");
    expect(kinds(told)).not.toContain("delay_notice");
  });
});

describe("an order that was begun long before it was placed", () => {
  test("is confirmed, and expected from its placing on", async () => {
    const begun = {
      id: 7201,
      number: "7201",
      status: "pending",
      created_via: "admin",
      currency: "EUR",
      date_created_gmt: hours(-24 * 12).slice(0, 19),
      date_modified_gmt: hours(0).slice(0, 19),
      total: "18.00",
      customer_id: 0,
      billing: {
        first_name: "Ada",
        last_name: "Lovelace",
        address_1: "Torstraße 1",
        city: "Berlin",
        postcode: "10119",
        country: "DE",
        email: "ada@lovelace.example",
      },
      shipping: {
        first_name: "Ada",
        last_name: "Lovelace",
        address_1: "Torstraße 1",
        city: "Berlin",
        postcode: "10119",
        country: "DE",
      },
      payment_method_title: "Card",
      payment_method: "stripe",
      line_items: [{ id: 11, name: "Jug", quantity: 1, subtotal: "18.00", total: "18.00" }],
      shipping_lines: [{ method_title: "DHL", method_id: "flat_rate", total: "0.00" }],
      fee_lines: [],
      coupon_lines: [],
      refunds: [],
    };
    const paid = {
      ...begun,
      status: "processing",
      date_paid_gmt: hours(2).slice(0, 19),
      date_modified_gmt: hours(2).slice(0, 19),
    };
    const read = async (body: Body): Promise<readonly OrderEvent[]> =>
      (await readByWoocommerce("order.updated", body)).events;
    const told = lived([
      { at_ms: NOW_MS, events: await read(begun) },
      { at_ms: NOW_MS + 2 * HOUR_MS, events: await read(paid) },
    ], NOW_MS + 24 * HOUR_MS);
    expect(kinds(told)).toEqual(["order_confirmation", "payment_receipt"]);
    expect(screen(told)).toContain("Expected Tue, Nov 24 – Thu, Nov 26");
    expect(told.pages.at(-1)!.page.placed_on).toBe("November 22, 2026");
  });
});
