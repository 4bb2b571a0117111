import { describe, expect, test } from "vitest";
import type { OrderEvent } from "../../../src/orders/event.ts";
import { hours } from "../../support/cast.ts";
import { cancelled, DAY, owed, scan } from "../../support/plan_input.ts";

const home = [scan("shipment.shipped", 1), scan("shipment.delivered", 2)];
const refunded: OrderEvent = {
  type: "payment.refunded",
  at: hours(30),
  refund: { id: "re_1", amount_minor: 350, lines: [] },
};

describe("the reminder that the return window closes", () => {
  test("is not owed where the return window is shorter than the reminder's lead time", () => {
    const returns = { window_days: 3, excluded_skus: [] };
    expect(owed({ events: [scan("shipment.delivered", 26)], shop: { returns }, at: 28 }))
      .not.toContain("return_window_closing");
  });

  test.each([["was cancelled", cancelled(30)], ["was paid back", refunded]])(
    "is not owed for an order that %s",
    (_what, event) => {
      expect(owed({ events: [...home, event], at: 25 * DAY + 3 })).not.toContain("return_window_closing");
    },
  );
});
