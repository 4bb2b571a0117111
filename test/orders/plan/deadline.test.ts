import { describe, expect, test } from "vitest";
import { nextDeadline, retentionEnds } from "../../../src/orders/plan/deadline.ts";
import { hours, NOW_MS, SHOP } from "../../support/cast.ts";
import {
  cancelled,
  CONFIRMED,
  DAY,
  entry,
  type Given,
  inputOf,
  promisedFor,
  scan,
  UNPAID,
} from "../../support/plan_input.ts";

const HOUR_MS = 3_600_000;
/** Hours after the order at which time alone changes what it owes next. */
const next = (given: Given) => {
  const at_ms = nextDeadline(inputOf(given));
  return at_ms === null ? null : (at_ms - NOW_MS) / HOUR_MS;
};
/** From noon on the 22nd in UTC to ten in the morning after the 27th in Berlin. */
const MISSED = 5 * DAY + 21;
const undated: Given = { order: { ...UNPAID, promised: undefined }, shop: { delivery: undefined } };

describe("an order is looked at again", () => {
  test.each<readonly [string, Given, number | null]>([
    ["on the morning after its promised day", { sent: CONFIRMED, at: 1 }, MISSED],
    ["on the morning after the day that was shown last", {
      events: [promisedFor(1, "2026-12-04")],
      sent: [["order_confirmation", 0], ["delay_notice", 1, "2026-12-04"]],
      at: 2,
    }, MISSED + 7 * DAY],
    ["on the morning after the day that was shown, whatever is expected now", {
      ledger: [
        entry("order_confirmation", "sent", 0, { facts_shown: { expected: { until: "2026-12-04" } } }),
      ],
      at: 2,
    }, MISSED + 7 * DAY],
    ["never where it was cancelled", { sent: CONFIRMED, events: [cancelled(1)], at: 2 }, null],
    ["never where it was cancelled under way", {
      sent: CONFIRMED,
      events: [scan("shipment.shipped", 1), cancelled(2)],
      at: 3,
    }, null],
    ["never once it came home", { sent: CONFIRMED, events: [scan("shipment.delivered", 1)], at: 2 }, null],
    ["when its shipment will have been silent for too long", {
      sent: CONFIRMED,
      events: [scan("shipment.shipped", 1), promisedFor(1, "2026-12-24")],
      ledger: [entry("order_confirmation", "sent", 0), entry("shipment_shipped", "sent", 1, { about: "p1" })],
      at: 2,
    }, 5 * DAY + 1],
    ["when its first reminder is due", {
      ...undated,
      ledger: [entry("order_confirmation", "sent", 0)],
      at: 1,
    }, 3 * DAY],
    ["when its second reminder is due", {
      ...undated,
      ledger: [entry("order_confirmation", "sent", 0)],
      at: 3 * DAY,
    }, 7 * DAY],
    [
      "never after the last",
      { ...undated, ledger: [entry("order_confirmation", "sent", 0)], at: 7 * DAY },
      null,
    ],
    ["when its customer is to be erased", {
      ...undated,
      order: { ...undated.order!, payment: { status: "paid" } },
      shop: { delivery: undefined, retention_days: 30 },
      at: 1,
    }, 30 * DAY],
  ])("%s", (_, given, expected) => expect(next(given)).toBe(expected));

  test("at once where its customer should have been erased before it came", () => {
    const given: Given = { ...undated, shop: { delivery: undefined, retention_days: 30 }, at: 40 * DAY };
    expect(nextDeadline(inputOf(given))).toBe(NOW_MS + 40 * DAY * HOUR_MS + 1);
  });

  test("at the earliest of all these times", () => {
    const given: Given = {
      order: UNPAID,
      shop: { retention_days: 1 },
      ledger: [entry("order_confirmation", "sent", 0)],
      at: 1,
    };
    expect(next(given)).toBe(DAY);
    expect(next({ ...given, at: 1, shop: { retention_days: 90 } })).toBe(3 * DAY);
  });
});

describe("a late order whose customer may cancel", () => {
  const late = promisedFor(1, "2026-12-24");
  const shop = { ...SHOP, country: "US", delay_answer_days: 7 };
  const delays = (...days: readonly number[]) => [
    entry("order_confirmation", "sent", 0),
    ...days.map((day) => entry("delay_notice", "sent", day * DAY)),
  ];

  test.each<readonly [string, Given, number | null]>([
    ["a week from now after the first delay", { ledger: delays(1), at: 2 * DAY }, 9 * DAY],
    ["a week after the second", { ledger: delays(1, 3), at: 4 * DAY }, 10 * DAY],
    ["not for their answer where no delay was told", { ledger: delays(), at: 2 * DAY }, MISSED + 27 * DAY],
    ["not for their answer where the law gives no choice", {
      ledger: delays(1),
      at: 2 * DAY,
      shop: { country: "DE" },
    }, MISSED + 27 * DAY],
    ["never where it was cancelled", { ledger: delays(1), at: 2 * DAY, events: [late, cancelled(5)] }, null],
    ["never once it came home", {
      ledger: delays(1),
      at: 2 * DAY,
      events: [late, scan("shipment.delivered", 40)],
    }, null],
  ])("is looked at again %s", (_, given, expected) => {
    expect(next({ events: [late], shop, ...given })).toBe(expected);
  });
});

describe("the time for which an order keeps its customer", () => {
  const ends = (retention_days: number | null, erased = false) => {
    const events = erased ? [{ type: "customer.erased", at: hours(1) } as const] : [];
    return retentionEnds(inputOf({ shop: { retention_days }, events }));
  };
  test("ends so many days after it was placed, if the shop sets a time, once", () => {
    expect(ends(30)).toBe(NOW_MS + 30 * DAY * HOUR_MS);
    expect(ends(0)).toBe(NOW_MS);
    expect(ends(null)).toBeNull();
    expect(ends(30, true)).toBeNull();
  });
});
