import { expect, test } from "vitest";
import { aboutsOf, cancelled, entry } from "../../support/plan_input.ts";

test("a cancellation whose mail is being sent has no second mail", () => {
  const ledger = [entry("order_cancelled", "sending", null)];
  expect(aboutsOf({ events: [cancelled(1)], ledger, at: 1 }, "order_cancelled")).toEqual([""]);
});
