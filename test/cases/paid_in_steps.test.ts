/** Situations from real shops, from the sender's body to the words of mail and page: what is paid in steps, and orders of which nothing is left to come. */
import { describe, expect, test } from "vitest";
import { hours } from "../support/cast.ts";
import { fulfilment, life, ONE, order, scan } from "../support/jug_and_bowl.ts";
import { kindsOf, lastScreen, mailOf } from "../support/lived.ts";

const partly = { financial_status: "partially_paid", payment_gateway_names: ["Bank Deposit"] };

describe("an order of which a part was paid before", () => {
  test("has a receipt of what came now, and both payments on its page", async () => {
    const told = await life([
      [0, "orders/create", order({ ...partly, total_outstanding: "22.40" })],
      [60, "orders/paid", order({ updated_at: hours(60), total_outstanding: "0.00" })],
    ], 61);
    expect(kindsOf(told)).toEqual(["order_confirmation", "payment_receipt"]);
    expect(mailOf(told, "payment_receipt").text).toContain("Amount received: €22.40");
    expect(told.pages.at(-1)!.page.money.map(({ amount }) => amount)).toEqual(["€10.00", "€22.40"]);
  });

  test("has one of what an added piece costs, though its first payment was never reported by itself", async () => {
    const told = await life([
      [0, "orders/create", order()],
      [
        10,
        "orders/updated",
        order({
          ...partly,
          updated_at: hours(10),
          total_price: "35.40",
          current_total_price: "35.40",
          total_outstanding: "3.00",
          shipping_lines: [{ title: "Express", price: "7.90" }],
        }),
      ],
      [
        20,
        "orders/paid",
        order({
          updated_at: hours(20),
          total_price: "35.40",
          current_total_price: "35.40",
          total_outstanding: "0.00",
          shipping_lines: [{ title: "Express", price: "7.90" }],
        }),
      ],
    ], 21);
    expect(kindsOf(told)).toEqual(["order_confirmation", "order_changed", "payment_receipt"]);
    expect(mailOf(told, "payment_receipt").text).toContain("Amount received: €3.00");
  });
});

test("an order of which every piece was paid back before it left is no longer got ready, though its shipping was kept", async () => {
  const told = await life([
    [0, "orders/create", order()],
    [5, "refunds/create", {
      id: "9801",
      order_id: "7001",
      created_at: hours(5),
      processed_at: hours(5),
      order_adjustments: [],
      refund_line_items: [["901", "18.00"], ["902", "9.50"]].map(([line_item_id, subtotal]) => ({
        line_item_id,
        quantity: 1,
        subtotal,
        total_tax: "0.00",
        restock_type: "cancel",
      })),
      transactions: [{ kind: "refund", status: "success", amount: "27.50", currency: "EUR" }],
    }],
  ], 24 * 7);
  expect(kindsOf(told)).toEqual(["order_confirmation", "refund_issued"]);
  expect(mailOf(told, "refund_issued").text).not.toMatch(/getting your order ready|hand it to the carrier/);
  expect(lastScreen(told)).toMatch(/^Refunded \| We refunded €27\.50/);
});

test("a parcel that has arrived stays so where the storefront cancels its fulfilment afterwards", async () => {
  const told = await life([
    [0, "orders/create", order()],
    [20, "fulfillments/create", fulfilment(20, { tracking_numbers: [ONE] })],
    [50, "fulfillment_events/create", scan("delivered", hours(50))],
    [60, "fulfillments/update", fulfilment(60, { status: "cancelled", tracking_numbers: [ONE] })],
  ], 61);
  expect(lastScreen(told)).toMatch(/^Delivered Tuesday, November 24/);
});

describe("a delivery address that changes", () => {
  const moved = (at: number) =>
    order({
      updated_at: hours(at),
      shipping_address: {
        name: "Ada Lovelace",
        address1: "Neuweg 2",
        city: "Berlin",
        zip: "10119",
        country_code: "DE",
      },
    });

  test("while goods are still here is told", async () => {
    const told = await life([[0, "orders/create", order()], [10, "orders/updated", moved(10)]], 11);
    expect(mailOf(told, "order_changed").text).toContain("New delivery address");
  });

  test("once everything has left is not told: the parcel goes to the address that it bears", async () => {
    const told = await life([
      [0, "orders/create", order()],
      [5, "fulfillments/create", fulfilment(5, { tracking_numbers: [ONE] })],
      [10, "orders/updated", moved(10)],
    ], 11);
    expect(kindsOf(told)).toEqual(["order_confirmation", "shipment_shipped"]);
  });
});
