import { expect, test } from "vitest";
import { fold } from "../../../src/orders/fold/fold.ts";
import { ADAS_ORDER, hours, placed } from "../../support/cast.ts";
import { back, paid } from "../../support/plan_input.ts";

test("the steps of a return are the steps that came with its approval", () => {
  const steps = ["Print the label", "Bring it to the post office"];
  const order = fold([placed(ADAS_ORDER), back("requested", 1), back("approved", 2, { steps })])!;
  expect(order.returns[0]!.steps).toEqual(steps);
});

test("a disputed payment shows the time of its dispute", () => {
  const payment = { id: "pay_1", amount_minor: ADAS_ORDER.total_minor };
  const order = fold([
    placed(ADAS_ORDER),
    paid("pay_1", 1),
    { type: "payment.disputed", at: hours(51), payment },
  ])!;
  expect(order.payments[0]!.at).toBe(hours(51));
});
