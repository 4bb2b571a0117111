import { describe, expect, test } from "vitest";
import { dueOf } from "../../../src/orders/account/due.ts";
import type { Instalment, OrderDetails } from "../../../src/orders/event.ts";
import { ADAS_ORDER } from "../../support/cast.ts";

function instalment(amount_minor: number, due_on?: string, is_paid?: boolean): Instalment {
  return { amount_minor, due_on, is_paid };
}

/** `4000 by 2026-12-01, 6000` */
function due(asked_minor: number, ...instalments: readonly Instalment[]): string {
  const details: OrderDetails = {
    ...ADAS_ORDER,
    payment: { status: "pending", instalments: [...instalments] },
  };
  return dueOf(details, asked_minor).map(({ amount_minor, due_on }) =>
    due_on === null ? `${amount_minor}` : `${amount_minor} by ${due_on}`
  ).join(", ");
}

const [DEC, JAN, FEB] = ["2026-12-01", "2027-01-01", "2027-02-01"];

describe("what is due when", () => {
  test.each<[string, number, readonly Instalment[], string]>([
    ["nothing is asked for", 0, [instalment(5_000, DEC)], ""],
    ["one sum without a plan", 5_000, [], "5000"],
    [
      "each instalment by its day",
      10_000,
      [instalment(4_000, DEC), instalment(6_000, JAN)],
      `4000 by ${DEC}, 6000 by ${JAN}`,
    ],
    [
      "days in any order",
      10_000,
      [instalment(6_000, FEB), instalment(1_000, DEC), instalment(3_000, JAN)],
      `1000 by ${DEC}, 3000 by ${JAN}, 6000 by ${FEB}`,
    ],
    [
      "two by the same day, as they stand",
      5_000,
      [instalment(2_000, DEC), instalment(3_000, DEC)],
      `2000 by ${DEC}, 3000 by ${DEC}`,
    ],
    [
      "one without a day after those with one",
      10_000,
      [instalment(6_000), instalment(4_000, FEB)],
      `4000 by ${FEB}, 6000`,
    ],
    [
      "paid ones are left out",
      6_000,
      [instalment(4_000, DEC, true), instalment(6_000, JAN, false)],
      `6000 by ${JAN}`,
    ],
    ["those of nothing are left out", 6_000, [instalment(0, DEC), instalment(6_000, JAN)], `6000 by ${JAN}`],
    [
      "a payment took the first ones",
      7_000,
      [instalment(4_000, DEC), instalment(6_000, JAN)],
      `1000 by ${DEC}, 6000 by ${JAN}`,
    ],
    [
      "a payment took the first one wholly",
      6_000,
      [instalment(4_000, DEC), instalment(6_000, JAN)],
      `6000 by ${JAN}`,
    ],
    [
      "more than all of them is due with the last",
      12_000,
      [instalment(4_000, DEC), instalment(6_000, JAN)],
      `4000 by ${DEC}, 8000 by ${JAN}`,
    ],
    ["more than the only one", 12_000, [instalment(4_000, DEC)], `12000 by ${DEC}`],
    ["more than the only one without a day", 12_000, [instalment(4_000)], "12000"],
    ["all of them are paid", 1_000, [instalment(4_000, DEC, true)], "1000"],
  ])(
    "%s",
    (_, asked_minor, instalments, expected) => expect(due(asked_minor, ...instalments)).toBe(expected),
  );
});
