/** Situations from real shops, from the sender's body to the words of mail and page: numbers, scans and days, and what is true when. */
import { describe, expect, test } from "vitest";
import type { OrderEvent } from "../../src/orders/event.ts";
import { readByWoocommerce } from "../support/woocommerce.ts";
import { hours, NOW_MS } from "../support/cast.ts";
import {
  ADDRESS,
  type Body,
  BOWL,
  fulfilment,
  HOUR_MS,
  JUG,
  life,
  ONE,
  order,
  OTHER,
  scan,
} from "../support/jug_and_bowl.ts";
import { kindsOf, lastScreen, lived, mailOf, screenOf } from "../support/lived.ts";

describe("a tracking number", () => {
  test("that is added causes a mail, and another when it is corrected", async () => {
    const told = await life([
      [0, "orders/create", order()],
      [1, "fulfillments/create", fulfilment(1)],
      [3, "fulfillments/update", fulfilment(1, { updated_at: hours(3), tracking_numbers: [ONE] })],
      [5, "fulfillments/update", fulfilment(1, { updated_at: hours(5), tracking_numbers: [OTHER] })],
    ]);
    expect(kindsOf(told)).toEqual([
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
    expect(kindsOf(told)).toEqual(["order_confirmation", "shipment_shipped"]);
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
    const { text } = mailOf(told, "shipment_shipped");
    expect(text).toContain(`Parcel 1 of 2: UPS ${ONE}`);
    expect(text).toContain(`Parcel 2 of 2: UPS ${OTHER}`);
    expect(text).toContain(`https://www.ups.com/track?tracknum=${ONE}`);
  });
});

describe("a scan", () => {
  test("that a parcel has arrived counts once, by its first report, however often it is repeated", async () => {
    const told = await life([
      [0, "orders/create", order()],
      [1, "fulfillments/create", fulfilment(1, { tracking_numbers: [ONE] })],
      [30, "fulfillment_events/create", scan("delivered", hours(30))],
      [31, "fulfillment_events/create", scan("delivered", hours(31), { message: "Left at the door" })],
      [54, "fulfillment_events/create", scan("delivered", hours(54))],
    ], 60);
    expect(kindsOf(told).filter((kind) => kind === "shipment_delivered")).toHaveLength(1);
    const { shipments, situation } = told.pages.at(-1)!.page;
    expect(shipments[0]!.scans.filter(({ text }) => /Delivered|door/.test(text ?? ""))).toHaveLength(1);
    expect(situation.headline).toBe("Delivered Monday, November 23");
  });

  const left = [[0, "orders/create", order()], [1, "fulfillments/create", fulfilment(1)]] as const;

  test("that is dated after the delivery is listed and changes nothing", async () => {
    const told = await life([
      ...left,
      [30, "fulfillment_events/create", scan("delivered", hours(30))],
      [31, "fulfillment_events/create", scan("in_transit", hours(31))],
    ], 48);
    expect(lastScreen(told)).toMatch(/^Delivered Monday, November 23 \| We hope/);
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
    const { text } = mailOf(told, "shipment_delivered");
    expect(text).toContain("Delivered Monday, November 23");
    expect(text).toContain("Delivered: Mon, Nov 23, 10:40 PM");
    expect(lastScreen(told)).toContain("Delivered Monday, November 23");
  });

  test("without a zone has the clock of its place, and without a place that of the address", async () => {
    const at_place = await life([...left, [
      40,
      "fulfillment_events/create",
      scan("delivered", "2026-11-24T03:40:00Z", { city: "Louisville", province: "KY", country: "US" }),
    ]], 48);
    expect(mailOf(at_place, "shipment_delivered").text).toContain("Delivered: Mon, Nov 23, 10:40 PM");
    const abroad = order({ shipping_address: { ...ADDRESS, city: "Ōsaka", country_code: "JP" } });
    const at_address = await life([
      [0, "orders/create", abroad],
      left[1],
      [40, "fulfillment_events/create", scan("delivered", "2026-11-23T22:40:00Z")],
    ], 48);
    expect(mailOf(at_address, "shipment_delivered").text).toContain("Delivered: Tue, Nov 24, 7:40 AM");
  });

  test("says where the shipment was left, and nothing where it only repeats that it was delivered", async () => {
    const words = async (message: string) =>
      mailOf(
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
    expect(mailOf(told, "shipment_out_for_delivery").text).toMatch(/^Arriving today/);
    const late = await life([...left, [68, "fulfillment_events/create", out]], 72);
    expect(kindsOf(late)).not.toContain("shipment_out_for_delivery");
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
    expect(kindsOf(told)).not.toContain("delay_notice");
    const rest_due = told.pages.findLast(({ at_ms }) => at_ms < NOW_MS + 44 * HOUR_MS)!;
    expect(screenOf(rest_due.page)).toContain("Expected Tue, Nov 24 – Thu, Nov 26");
    expect(lastScreen(told)).toContain("Expected Wednesday, November 25");
  });

  test("that is reached means today, and one that has passed is a delay and no expectation", async () => {
    const told = await life(
      [[0, "orders/create", order()], [1, "fulfillments/create", fulfilment(1, { tracking_numbers: [ONE] })]],
      24 * 5,
    );
    const at = (day: string) => told.pages.find(({ at_ms }) => new Date(at_ms).toISOString().startsWith(day));
    expect(mailOf(told, "delay_notice").subject).toBe("Order #7001 is late · Jug and one more");
    expect(screenOf(at("2026-11-27")!.page)).toContain(
      "It should have arrived by Thursday, November 26",
    );
    expect(screenOf(at("2026-11-27")!.page)).not.toContain("Expected delivery");
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
    expect(kindsOf(told)).toEqual(["order_confirmation", "payment_receipt"]);
    expect(lastScreen(told)).toContain("Expected Tue, Nov 24 – Thu, Nov 26");
    expect(told.pages.at(-1)!.page.placed_on).toBe("November 22, 2026");
  });
});
