import { describe, expect, test } from "vitest";
import type { OrderDetails } from "../../../src/orders/event.ts";
import { reminderIn, remindersOf } from "../../../src/orders/plan/reminders.ts";
import { NOW_MS, SHOP } from "../../support/cast.ts";
import {
  aboutsOf,
  cancelled,
  DAY,
  entry,
  type Given,
  inputOf,
  paid,
  UNPAID,
} from "../../support/plan_input.ts";

const HOUR_MS = 3_600_000;
const ledger = [entry("order_confirmation", "sent", 0)];
const order = (payment: OrderDetails["payment"]): OrderDetails => ({
  ...UNPAID,
  payment: { status: "pending", ...payment },
});
/** What each reminder is about, and how many hours after the order it is due. */
const reminders = (given: Given) =>
  remindersOf(inputOf({ order: UNPAID, ledger, ...given }))
    .map(({ about, at_ms }) => [about, (at_ms - NOW_MS) / HOUR_MS]);
/** Midnight of the 25th in UTC, hours after the order. */
const DUE = 2 * DAY + 12;

describe("the reminders of an order", () => {
  test.each<readonly [string, Given, readonly (readonly [string, number])[]]>([
    ["count from its confirmation", {}, [["1", 3 * DAY], ["2", 7 * DAY]]],
    ["are as many as the shop wants", {
      shop: { schedule: { ...SHOP.schedule, payment_reminder_days: [1] } },
    }, [["1", DAY]]],
    ["are none where the shop wants none", {
      shop: { schedule: { ...SHOP.schedule, payment_reminder_days: [] } },
    }, []],
    ["count from the day on which it is due", { order: order({ due_on: "2026-11-25" }) }, [[
      "1",
      DUE + 3 * DAY,
    ], ["2", DUE + 7 * DAY]]],
    ["are none where it is paid", { events: [paid("p", 1)] }, []],
    ["are those of the rest where a part is paid", { events: [paid("p", 1, { amount_minor: 5 })] }, [[
      "1",
      3 * DAY,
    ], ["2", 7 * DAY]]],
    ["are none where it was cancelled", { events: [cancelled(1)] }, []],
    ["are none where it is paid on delivery", { order: order({ class: "on_delivery" }) }, []],
    ["are none where it is billed without a day", { order: order({ class: "on_terms" }) }, []],
    [
      "are those of its day where it is billed",
      { order: order({ class: "on_terms", due_on: "2026-11-25" }) },
      [["1", DUE + 3 * DAY], ["2", DUE + 7 * DAY]],
    ],
    ["are none where the open sum is not known", { order: order({ status: "partially_paid" }) }, []],
    [
      "are none where the checkout was never finished",
      { order: order({ status: "unfinished" }), ledger: [] },
      [],
    ],
    ["are those of an order that was confirmed all the same", { order: order({ status: "unfinished" }) }, [[
      "1",
      3 * DAY,
    ], ["2", 7 * DAY]]],
  ])("%s", (_, given, expected) => expect(reminders(given)).toEqual(expected));

  test("of several instalments are those of each, in the sequence of their times", () => {
    const instalments = [
      { amount_minor: 6_000, due_on: "2026-11-25" },
      { amount_minor: 6_890, due_on: "2026-11-27" },
    ];
    expect(reminders({ order: order({ class: "instalments", instalments }) })).toEqual([
      ["2026-11-25:1", DUE + 3 * DAY],
      ["2026-11-27:1", DUE + 5 * DAY],
      ["2026-11-25:2", DUE + 7 * DAY],
      ["2026-11-27:2", DUE + 9 * DAY],
    ]);
    const one = instalments.slice(0, 1).map((instalment) => ({ ...instalment, amount_minor: 12_890 }));
    expect(reminders({ order: order({ class: "instalments", instalments: one }) })).toEqual([
      ["1", DUE + 3 * DAY],
      ["2", DUE + 7 * DAY],
    ]);
  });
});

describe("of the reminders that are due", () => {
  const due = (at: number) => aboutsOf({ order: UNPAID, ledger, at }, "payment_reminder");
  test("the newest is planned, and none before the first", () => {
    expect(due(3 * DAY - 0.01)).toEqual([]);
    expect(due(3 * DAY)).toEqual(["1"]);
    expect(due(7 * DAY - 0.01)).toEqual(["1"]);
    expect(due(7 * DAY)).toEqual(["2"]);
  });
});

test.each([
  ["1", { number: 1, due_on: null }],
  ["9", { number: 9, due_on: null }],
  ["2026-12-24:2", { number: 2, due_on: "2026-12-24" }],
  ["", null],
  ["0", null],
  ["10", null],
  ["2026-12-24", null],
  ["x2026-12-24:2", null],
  ["2026-12-24:2x", null],
  ["pay_1:2", null],
])("%j is the key of a reminder: %j", (about, expected) => expect(reminderIn(about)).toEqual(expected));
