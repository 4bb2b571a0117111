import { describe, expect, test } from "vitest";
import { ordersNamedIn } from "../../../src/sources/read/named_orders.ts";

const named = (body: unknown) =>
  ordersNamedIn(new TextEncoder().encode(typeof body === "string" ? body : JSON.stringify(body)))
    .map(({ by, value }) => `${by} ${value}`);

describe("the orders that an unreadable webhook names", () => {
  test.each<[string, unknown, readonly string[]]>([
    ["an order itself", { id: 8801, name: "#4711", currency: "EURO" }, ["order_id 8801", "number #4711"]],
    ["a fulfilment", { id: 5, order_id: 8801, tracking_number: "00340" }, [
      "order_id 5",
      "order_id 8801",
      "tracking 00340",
    ]],
    ["our own format", { type: "order.placed", data: { order: { id: "1504", number: "#1504" } } }, [
      "order_id 1504",
      "number #1504",
    ]],
    ["a payment", { data: { object: { payment_intent: "pi_1", metadata: { order_id: "77" } } } }, [
      "payment pi_1",
      "order_id 77",
    ]],
    ["an id in GraphQL's form", { order: "gid://shopify/Order/9" }, ["order_id 9"]],
  ])("are found in %s", (_what, body, wanted) => {
    expect(named(body)).toEqual(wanted);
  });

  test("are not the ids of its lines, customers and shops", () => {
    expect(named({ data: { lines: [{ id: "1", name: "1001" }], customer: { id: 4, name: "Ada" } } })).toEqual(
      [],
    );
  });

  test("are none in what is no JSON, and bounded in a long one", () => {
    expect(named("order=1001")).toEqual([]);
    expect(named(Array.from({ length: 5_000 }, (_, at) => ({ order_id: at })))).toHaveLength(40);
  });
});
