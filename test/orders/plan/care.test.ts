import { describe, expect, test } from "vitest";
import type { OrderEvent } from "../../../src/orders/event.ts";
import { homeSince } from "../../../src/orders/plan/care.ts";
import { ADAS_ORDER, hours, NOW_MS, SHOP } from "../../support/cast.ts";
import {
  back,
  cancelled,
  DAY,
  entry,
  find,
  type Given,
  inputOf,
  owed,
  planOf,
  scan,
  withdrawn,
} from "../../support/plan_input.ts";

const HOUR_MS = 3_600_000;
const home = [scan("shipment.shipped", 1), scan("shipment.delivered", 2)];
/** When the shop asks whether all is well. */
const at = 3 * DAY + 3;
const talk = (type: "opened" | "closed", hour: number): OrderEvent => ({
  type: `conversation.${type}`,
  at: hours(hour),
  conversation: { id: "c1" },
});
const refunded = (amount_minor: number): OrderEvent => ({
  type: "payment.refunded",
  at: hours(30),
  refund: { id: "re_1", amount_minor, lines: [] },
});

describe("the questions after a delivery", () => {
  test.each<readonly [string, readonly OrderEvent[], string | null]>([
    ["are asked", [], null],
    ["are not asked once the order was cancelled", [cancelled(30)], "order_cancelled"],
    ["are not asked once a part was paid back", [refunded(350)], "overtaken"],
    ["are not asked once a return came", [back("approved", 30), back("received", 40)], "overtaken"],
    ["pause while a return is asked for", [back("requested", 30)], "paused"],
    ["pause while a return is under way", [back("approved", 30)], "paused"],
    ["are asked after a return was declined, because it is over", [
      back("requested", 30),
      back("declined", 40),
    ], null],
    ["pause after a withdrawal", [withdrawn(30)], "paused"],
    ["pause while somebody waits for an answer", [talk("opened", 30)], "paused"],
    ["are asked once they have it", [talk("opened", 30), talk("closed", 40)], null],
    [
      "are not asked of a cancelled order whose return is open",
      [back("requested", 30), cancelled(40)],
      "order_cancelled",
    ],
    ["are not asked where a return came while another is open", [
      back("received", 30),
      back("requested", 40, { id: "r2" }),
    ], "overtaken"],
  ])("%s", (_, events, against) => {
    const given = { events: [...home, ...events], told: true, at } as const;
    expect(find(given, "follow_up")!.against).toBe(against);
    expect(find(given, "feedback_request")!.against).toBe(against);
  });

  test("come after as many days as the shop says, and not where it says none", () => {
    const due = (given: Given) =>
      planOf({ events: home, told: true, at: 3, ...given })
        .filter(({ kind }) => kind === "follow_up" || kind === "feedback_request")
        .map(({ kind, due_at_ms }) => [kind, (due_at_ms - NOW_MS) / HOUR_MS]);
    const schedule = (follow_up_days: number | null, feedback_days: number | null) => ({
      shop: { schedule: { ...SHOP.schedule, follow_up_days, feedback_days } },
    });
    expect(due(schedule(3, 8))).toEqual([["follow_up", 3 * DAY + 2], ["feedback_request", 8 * DAY + 2]]);
    expect(due(schedule(null, 8))).toEqual([["feedback_request", 8 * DAY + 2]]);
    expect(due(schedule(1, null))).toEqual([["follow_up", DAY + 2]]);
    expect(due({ events: home.slice(0, 1) })).toEqual([]);
  });

  test("do not come where the order became known after their time", () => {
    const ledger = [
      entry("order_confirmation", "suppressed", 5 * DAY),
      entry("shipment_delivered", "sent", 2),
    ];
    expect(owed({ events: home, ledger, at: 5 * DAY + 1 })).not.toContain("follow_up");
  });
});

describe("the customer has everything", () => {
  const since = (ledger: Given["ledger"], hour: number) =>
    (homeSince(inputOf({ events: home, ledger: ledger!, at: hour }), hours(2)) - NOW_MS) / HOUR_MS;
  test("since it came, or since our mail says so where that is late", () => {
    expect(since([entry("shipment_delivered", "sent", 3, { about: "p1" })], 5)).toBe(2);
    expect(since([entry("shipment_delivered", "sent", 30, { about: "p1" })], 40)).toBe(30);
    expect(since([entry("shipment_shipped", "sent", 30, { about: "p1" })], 40)).toBe(40);
    expect(since([entry("shipment_delivered", "suppressed", 30, { about: "p1" })], 40)).toBe(2);
    // The mail is too old to be sent, so nothing is told late.
    expect(since([], 9 * DAY)).toBe(2);
  });
});

describe("a link that the customer asked for", () => {
  const asked = (...times: readonly string[]): readonly OrderEvent[] =>
    times.map((time) => ({ type: "customer.link_requested", at: time }));
  const links = (given: Given) =>
    planOf(given).filter(({ kind }) => kind === "order_link")
      .map(({ about, due_at_ms, against }) => [about, (due_at_ms - NOW_MS) / HOUR_MS, against]);

  test("is one an hour, at once, even for an order that is cancelled or old", () => {
    const times = ["2026-12-22T10:05:00.000Z", "2026-12-22T10:59:59.999Z", "2026-12-22T11:00:00.000Z"];
    const now = 30 * DAY - 0.5;
    expect(links({ events: [cancelled(1), ...asked(...times)], at: now })).toEqual([
      ["2026-12-22T10", now, null],
      ["2026-12-22T11", now, null],
    ]);
  });

  test("is overtaken a day after its hour, and goes to no address that failed", () => {
    const events = asked(hours(0.1));
    const end = 1 - 1 / 3_600;
    expect(links({ events, at: DAY + end })).toEqual([["2026-11-22T12", DAY + end, null]]);
    expect(links({ events, at: DAY + 1 })).toEqual([["2026-11-22T12", DAY + 1, "overtaken"]]);
    const order = { ...ADAS_ORDER, customer: {} };
    expect(links({ order, events, at: DAY + 1 })).toEqual([["2026-11-22T12", DAY + 1, "no_address"]]);
  });
});
