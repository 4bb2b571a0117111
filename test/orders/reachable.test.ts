import { expect, test } from "vitest";
import type { OrderEvent } from "../../src/orders/event.ts";
import { ADAS_ORDER, GUESTS_ORDER, hours } from "../support/cast.ts";
import { owed, planOf } from "../support/plan_input.ts";

test("an order of a guest without an address can be planned when an address correction arrives", () => {
  const corrected: OrderEvent = {
    type: "customer.address_corrected",
    at: hours(1),
    from: "guest@first.example",
    email: "guest@second.example",
  };
  expect(() => planOf({ order: GUESTS_ORDER, events: [corrected], shop: { bounce_sms: true }, at: 2 }))
    .not.toThrow();
});

test.each([
  ["ada@lovelace.example", "Ada@LOVELACE.example"],
  ["Ada@LOVELACE.example", "ada@lovelace.example"],
])("the address %s gets nothing after %s failed", (email, failed) => {
  const order = { ...ADAS_ORDER, customer: { ...ADAS_ORDER.customer, email } };
  const event: OrderEvent = { type: "customer.address_failed", at: hours(0), email: failed };
  expect(owed({ order, events: [event] })).toEqual([]);
});
