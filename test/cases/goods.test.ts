/** Situations from real shops, from the sender's body to the words of mail and page: what became of each piece. */
import { describe, expect, test } from "vitest";
import { hours } from "../support/cast.ts";
import { BOWL, fulfilment, item, JUG, life, ONE, order, OTHER, scan } from "../support/jug_and_bowl.ts";
import { kindsOf, lastScreen, mailOf, screenOf } from "../support/lived.ts";

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
    const left = mailOf(told, "shipment_shipped");
    expect(left.subject).toBe("Order #7001 is on its way · Bowl");
    expect(left.text).not.toContain("Jug");
    expect(mailOf(told, "shipment_delivered").text).not.toContain("still to come");
    expect(lastScreen(told)).toMatch(/^Delivered Monday, November 23 \| /);
    expect(kindsOf(told)).toContain("follow_up");
    expect(kindsOf(told)).not.toContain("delay_notice");
  });
});

test("a line that was paid back before it left is not asked about once the rest has arrived", async () => {
  const told = await life([
    [0, "orders/create", order()],
    [5, "fulfillments/create", fulfilment(5, { line_items: [{ id: JUG.id, quantity: 1 }] })],
    [30, "refunds/create", {
      id: "9701",
      order_id: "7001",
      created_at: hours(30),
      processed_at: hours(30),
      refund_line_items: [{
        line_item_id: BOWL.id,
        quantity: 1,
        restock_type: "cancel",
        subtotal: "9.50",
      }],
      order_adjustments: [],
      transactions: [{ kind: "refund", status: "success", amount: "9.50", currency: "EUR" }],
    }],
    [50, "fulfillment_events/create", scan("delivered", hours(50))],
  ], 24 * 12);
  for (const kind of ["follow_up", "feedback_request"] as const) {
    const { subject, text } = mailOf(told, kind);
    expect(`${subject}\n${text}`).toContain("Jug");
    expect(`${subject}\n${text}`).not.toMatch(/Bowl|one more/);
  }
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
    expect(lastScreen(told)).toMatch(/We’re getting your order ready/);
    expect(lastScreen(told)).not.toContain("Your parcel");
  });

  test("is one shipment of one, and its mail says that the first number is no longer valid", async () => {
    const told = await life([
      [0, "orders/create", order()],
      [1, "fulfillments/create", first],
      [3, "fulfillments/update", { ...first, status: "cancelled", updated_at: hours(3) }],
      [4, "fulfillments/create", again],
      [30, "fulfillment_events/create", scan("delivered", hours(30), { fulfillment_id: "8002" })],
    ], 24 * 8);
    const { text, subject } = mailOf(told, "shipment_shipped");
    expect(subject).toBe("Order #7001 is on its way · Jug and one more");
    expect(text).toContain(`Tracking number: ${OTHER}`);
    expect(text).toContain(`The tracking number we gave you before, ${ONE}, is no longer valid.`);
    expect(text).not.toContain(" of 2");
    expect(kindsOf(told)).not.toContain("shipment_stalled");
    expect(lastScreen(told)).toMatch(/^Delivered/);
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
    const { text, subject } = mailOf(told, "shipment_shipped");
    expect(subject).toBe("Order #7001 is on its way · Jug and one more");
    expect(text).toContain(`The tracking number we gave you before, ${ONE}, is no longer valid.`);
    expect(text).not.toMatch(/ of 2|still to come/i);
    expect(kindsOf(told).filter((kind) => kind.startsWith("shipment_"))).toEqual([
      "shipment_shipped",
      "shipment_exception",
      "shipment_shipped",
      "shipment_delivered",
    ]);
    expect(lastScreen(told)).toMatch(/^Delivered/);
    expect(kindsOf(told)).toContain("follow_up");
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
    expect(lastScreen(told)).toMatch(/Sent again \| Parcel 1 of 2 \| Shipped \| Parcel 2 of 2 \| Shipped$/);
  });

  test("after a silence is not said to be silent any more", async () => {
    const told = await life([
      [0, "orders/create", order()],
      [1, "fulfillments/create", first],
      [20, "fulfillment_events/create", scan("in_transit", hours(20))],
      [24 * 4, "fulfillments/create", again(24 * 4, first["line_items"])],
      [24 * 6, "fulfillment_events/create", scan("delivered", hours(24 * 6), { fulfillment_id: "8002" })],
    ], 24 * 20);
    expect(kindsOf(told)).not.toContain("shipment_stalled");
    expect(lastScreen(told)).toMatch(/^Delivered/);
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
    const { text } = mailOf(told, "order_cancelled");
    expect(text).toMatch(/Cancelled items\n-+\n+Bowl/);
    expect(text).toMatch(/Already on its way\n-+\n+Jug/);
    expect(text).toContain("Please refuse it, or write to us");
    expect(kindsOf(told)).not.toContain("shipment_out_for_delivery");
  });
});

describe("a line that is not out yet", () => {
  const later = { ...item(BOWL), properties: [{ name: "Ships on", value: "December 7, 2026" }] };

  test("says from when it can leave, and the order is expected by that", async () => {
    const told = await life([[0, "orders/create", order({ line_items: [item(JUG), later] })]], 24 * 12);
    const { text } = mailOf(told, "order_confirmation");
    expect(text).toContain("Not out yet. It will be sent on Monday, December 7 at the earliest.");
    expect(text).toContain("Your order now: Expected Wed, Dec 9 – Fri, Dec 11");
    expect(kindsOf(told)).not.toContain("delay_notice");
  });
});
