import { describe, expect, test } from "vitest";
import type { Ledger } from "../../../src/messages/ledger.ts";
import type { OrderEvent } from "../../../src/orders/event.ts";
import { alertsOf, givesDelayChoice, silentAt } from "../../../src/orders/plan/alerts.ts";
import { hours, NOW_MS, SHOP } from "../../support/cast.ts";
import {
  cancelled,
  DAY,
  entry,
  type Given,
  inputOf,
  paid,
  promisedFor,
  scan,
  UNPAID,
} from "../../support/plan_input.ts";

const HOUR_MS = 3_600_000;
/** Where a customer may choose what a delay means. */
const shop = { country: "US" };
const late = promisedFor(1, "2026-12-11");
const delaysShown = (...days: number[]) => days.map((day) => entry("delay_notice", "sent", day * DAY));
const answered = (answer: "accepted" | "cancel", at: number): OrderEvent => ({
  type: "customer.delay_answered",
  at: hours(at),
  answer,
});
const silent = (given: Given) => {
  const at_ms = silentAt(inputOf({ shop, events: [late], at: 11 * DAY, ...given }));
  return at_ms === null ? null : (at_ms - NOW_MS) / HOUR_MS / DAY;
};

describe("a customer who does not answer to a delay", () => {
  test.each<readonly [string, Given, number | null]>([
    ["after the last of three mails", { ledger: delaysShown(0, 5, 10) }, 17],
    ["after the last of three mails, in any sequence", { ledger: delaysShown(10, 0, 5) }, 17],
    ["after the second mail", { ledger: delaysShown(0, 5) }, 12],
    ["after as many days as the shop says", {
      ledger: delaysShown(0, 5),
      shop: { ...shop, delay_answer_days: 2 },
    }, 7],
    ["never after the first mail", { ledger: delaysShown(0) }, null],
    ["never where the second mail was not read", {
      ledger: [...delaysShown(0), entry("delay_notice", "shadowed", 5 * DAY)],
    }, null],
    ["never by mails of another kind", {
      ledger: [...delaysShown(0), entry("order_changed", "sent", 5 * DAY)],
    }, null],
    ["never once they answered to the last", {
      ledger: delaysShown(0, 5),
      events: [late, answered("accepted", 5 * DAY)],
    }, null],
    ["after the second mail, though they answered to the first", {
      ledger: delaysShown(0, 5),
      events: [late, answered("accepted", 5 * DAY - 1)],
    }, 12],
    ["never where the law gives no choice", { ledger: delaysShown(0, 5), shop: { country: "DE" } }, null],
    ["never once the order was cancelled", { ledger: delaysShown(0, 5), events: [late, cancelled(2)] }, null],
    [
      "never once it came home",
      { ledger: delaysShown(0, 5), events: [late, scan("shipment.delivered", 2)] },
      null,
    ],
  ])("counts as silent %s", (_, given, day) => expect(silent(given)).toBe(day));

  test("has a choice in the United States alone", () => {
    expect(["US", "DE", undefined].map((country) => givesDelayChoice({ ...SHOP, country }))).toEqual([
      true,
      false,
      false,
    ]);
  });
});

describe("the shop is told that an order is asked to be cancelled", () => {
  const alerts = (given: Given) => alertsOf(inputOf({ shop, events: [late], at: 13 * DAY, ...given }));
  const silence = (day: number) => [
    { topic: "cancellation_requested", about: hours(day * DAY), cause: "silence" },
  ];
  const answer = (at: number) => [{ topic: "cancellation_requested", about: hours(at), cause: "answered" }];

  test.each<readonly [string, Given, readonly object[]]>([
    ["by silence, from its time on", { ledger: delaysShown(0, 5), at: 12 * DAY }, silence(12)],
    ["not before that time", { ledger: delaysShown(0, 5), at: 12 * DAY - 0.01 }, []],
    ["by the customer's answer", { events: [late, answered("cancel", 30)] }, answer(30)],
    ["by the last such answer, whatever they answered later", {
      events: [late, answered("cancel", 30), answered("cancel", 35), answered("accepted", 40)],
    }, answer(35)],
    ["not by another answer", { events: [late, answered("accepted", 30)] }, []],
    ["by the answer before the silence", {
      ledger: delaysShown(0, 5),
      events: [late, answered("cancel", 30)],
    }, answer(30)],
    ["not once it was cancelled", { events: [late, answered("cancel", 30), cancelled(40)] }, []],
    ["not once it came home", { events: [late, answered("cancel", 30), scan("shipment.delivered", 40)] }, []],
  ])("%s", (_, given, expected) => expect(alerts(given)).toEqual(expected));
});

describe("the shop is told of a refund that failed", () => {
  const refund = (at: number, changes: object = {}): OrderEvent => ({
    type: "payment.refunded",
    at: hours(at),
    refund: { id: "r1", amount_minor: 500, lines: [], ...changes },
  });
  const failure = (at: number, reason?: string): OrderEvent => ({
    type: "payment.refund_failed",
    at: hours(at),
    refund: { id: "r1" },
    ...(reason === undefined ? {} : { reason }),
  });
  const ledger: Ledger = [];
  const alerts = (events: readonly OrderEvent[], at: number) =>
    alertsOf(inputOf({ order: UNPAID, events: [paid("a", 1), ...events], ledger, at }));
  const alert = (reason?: string) => [{ topic: "refund_failed", about: "r1", amount_minor: 500, reason }];

  test("within a week, with its sum and the provider's reason", () => {
    expect(alerts([refund(2), failure(3, "Account closed")], 3)).toEqual(alert("Account closed"));
    expect(alerts([refund(2), failure(3)], 3 + 7 * DAY)).toEqual(alert());
    expect(alerts([refund(2), failure(3)], 3.01 + 7 * DAY)).toEqual([]);
  });

  test("not of one that went through", () => expect(alerts([refund(2)], 3)).toEqual([]));

  test("not of one that the shop took back itself", () => {
    const order = (refund_ids: string[]) => ({ ...UNPAID, refund_ids });
    const snapshot = (at: number, ids: string[]): OrderEvent => ({
      type: "order.changed",
      at: hours(at),
      order: order(ids),
    });
    expect(alerts([refund(2), snapshot(3, ["r1"]), snapshot(4, [])], 5)).toEqual([]);
  });
});
