import { describe, expect, test } from "vitest";
import type { OrderEvent } from "../../../src/orders/event.ts";
import { alertsOf, silentAt } from "../../../src/orders/plan/alerts.ts";
import { hours, NOW_MS } from "../../support/cast.ts";
import { cancelled, DAY, entry, inputOf, promisedFor, scan } from "../../support/plan_input.ts";

/** Where a customer may choose what a delay means. */
const shop = { country: "US" };
const late = promisedFor(1, "2026-12-11");
const delaysShown = (...days: number[]) => days.map((day) => entry("delay_notice", "sent", day * DAY));
const answered = (answer: "accepted" | "cancel", at: number): OrderEvent => ({
  type: "customer.delay_answered",
  at: hours(at),
  answer,
});

describe("a customer who does not answer to a delay", () => {
  test.each([[[0, 5, 10]], [[10, 0, 5]]])(
    "counts as silent after the last of three mails, in a ledger of the days %j",
    (days) => {
      const input = inputOf({ shop, events: [late], ledger: delaysShown(...days), at: 11 * DAY });
      expect(silentAt(input)).toBe(NOW_MS + 17 * DAY * 3_600_000);
    },
  );

  test("counts as silent after the second mail, though they answered to the first", () => {
    const events = [late, answered("accepted", DAY)];
    expect(alertsOf(inputOf({ shop, events, ledger: delaysShown(0, 5), at: 13 * DAY })))
      .toMatchObject([{ cause: "silence" }]);
  });
});

test.each([["was cancelled", cancelled(40)], ["has come home", scan("shipment.delivered", 40)]])(
  "who asked to cancel is no alert where the order %s",
  (_what, event) => {
    const events = [late, answered("cancel", 2), event];
    expect(alertsOf(inputOf({ shop, events, ledger: delaysShown(0), at: 41 }))).toEqual([]);
  },
);
