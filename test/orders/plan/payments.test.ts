import { describe, expect, test } from "vitest";
import { UNNAMED_PAYMENT } from "../../../src/orders/reference.ts";
import { aboutsOf, DAY, entry, owed, paid, UNPAID } from "../../support/plan_input.ts";

test("a customer who paid a part is reminded of the rest", () => {
  const events = [paid("pay_1", 1, { amount_minor: 3_140 })];
  expect(owed({ order: UNPAID, events, told: true, at: 3 * DAY })).toContain("payment_reminder");
});

describe("a receipt of a payment with two names", () => {
  const events = [paid(UNNAMED_PAYMENT, 0), paid("pi_4", 0, { transaction_id: "pi_4" })];

  test.each(["owed", "suppressed"] as const)(
    "that is leaving under one name is not begun under the other, which is %s",
    (state) => {
      const ledger = [
        entry("payment_receipt", state, null, { about: "pi_4" }),
        entry("payment_receipt", "sending", null, { about: UNNAMED_PAYMENT }),
      ];
      expect(aboutsOf({ events, ledger }, "payment_receipt")).toEqual([UNNAMED_PAYMENT]);
    },
  );

  test("keeps the name under which it is owed where the receipt under the other name is suppressed", () => {
    const ledger = [
      entry("payment_receipt", "suppressed", 0, { about: "pi_4" }),
      entry("payment_receipt", "owed", null, { about: UNNAMED_PAYMENT }),
    ];
    expect(aboutsOf({ events, ledger }, "payment_receipt")).toEqual([UNNAMED_PAYMENT]);
  });
});
