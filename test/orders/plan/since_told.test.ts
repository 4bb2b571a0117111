import { describe, expect, test } from "vitest";
import type { Ledger } from "../../../src/messages/ledger.ts";
import {
  countedFrom,
  dueSinceConfirmed,
  missedSinceShown,
  toldAt,
} from "../../../src/orders/plan/since_told.ts";
import { NOW_MS } from "../../support/cast.ts";
import { DAY, entry, inputOf } from "../../support/plan_input.ts";

const HOUR_MS = 3_600_000;
const at = (hours: number) => NOW_MS + hours * HOUR_MS;

test.each([
  // Told within half a day, its days count from the fact itself.
  [0, -5, 0],
  [0, 12, 0],
  [0, 12.001, 12.001],
  [0, 90, 90],
])("a fact of hour %d that was told at hour %d counts from hour %d", (since, told, from) => {
  expect(countedFrom(at(since), at(told))).toBe(at(from));
});

describe("what follows an order after two days", () => {
  const due = (ledger: Ledger, now: number, since = 0) => {
    const due_ms = dueSinceConfirmed(inputOf({ ledger, at: now }), at(since), 2 * DAY * HOUR_MS);
    return due_ms === null ? null : (due_ms - NOW_MS) / HOUR_MS;
  };
  const confirmation = (state: Ledger[number]["state"], closed: number | null) =>
    entry("order_confirmation", state, closed);

  test.each<readonly [string, Ledger, now: number, due: number | null]>([
    ["its placing where it was confirmed at once", [confirmation("sent", 1)], 60, 48],
    ["its confirmation where that left late", [confirmation("sent", 20)], 60, 68],
    ["the last of its confirmations", [confirmation("sent", 50), confirmation("sent", 20)], 60, 98],
    ["those that left alone", [confirmation("sent", 20), confirmation("bounced", 50)], 60, 68],
    ["now where the confirmation is still to leave", [], 30, 78],
    ["now while it is being sent", [confirmation("sending", null)], 30, 78],
    [
      "now where one was given up and another waits",
      [confirmation("suppressed", 3), confirmation("owed", null)],
      30,
      78,
    ],
    ["its placing where the order is new", [], 10, 48],
    [
      "its placing where no confirmation is sent, for what falls due after that",
      [confirmation("suppressed", 40)],
      60,
      48,
    ],
    ["nothing where it fell due before it was known", [confirmation("suppressed", 48)], 60, null],
    ["other mails do not count", [entry("order_changed", "sent", 50), confirmation("sent", 1)], 60, 48],
  ])("counts from %s", (_, ledger, now, expected) => expect(due(ledger, now)).toBe(expected));
});

describe("the time at which a fact was told", () => {
  const told = (mails: Ledger, planned: boolean) => toldAt(mails, () => planned, at(9));
  const mail = (state: Ledger[number]["state"], closed: number | null) =>
    entry("shipment_shipped", state, closed);

  test.each<readonly [string, Ledger, boolean, number]>([
    ["is when the last mail left", [mail("sent", 2), mail("delivered", 5), mail("failed", 7)], true, at(5)],
    ["is now where one is planned", [], true, at(9)],
    ["is now where one is being sent", [mail("sending", null)], true, at(9)],
    ["is never where none is planned", [], false, 0],
    ["is never where one waits that is planned no more", [mail("owed", null)], false, 0],
    ["is never where all were given up", [mail("suppressed", 3)], true, 0],
    ["is now where one of them still waits", [mail("suppressed", 3), mail("owed", null)], true, at(9)],
  ])("%s", (_, mails, planned, expected) => expect(told(mails, planned)).toBe(expected));
});

describe("a promised day", () => {
  const WINDOW = { until: "2026-11-27" };
  /** The morning after the 27th in Berlin. */
  const MISSED = Date.parse("2026-11-28T09:00:00.000Z");
  const missed = (...ledger: Ledger) => missedSinceShown(inputOf({ ledger }), WINDOW);
  const showed = (
    state: Ledger[number]["state"],
    at_ms: number,
    expected: object | undefined = WINDOW,
  ): Ledger[number] => ({
    ...entry("order_confirmation", state, null),
    closed_at: at_ms,
    facts_shown: { expected: expected as typeof WINDOW },
  });

  test("is missed on the morning after it", () => {
    expect(missed()).toBe(MISSED);
    expect(missed(showed("sent", MISSED))).toBe(MISSED);
  });

  test("is missed a day after the mail that showed it when it had passed", () => {
    expect(missed(showed("sent", MISSED + 1))).toBe(MISSED + 1 + DAY * HOUR_MS);
    expect(missed(showed("sent", MISSED + 7), showed("sent", MISSED + 2))).toBe(MISSED + 7 + DAY * HOUR_MS);
  });

  test("is missed as before where that mail did not leave, or showed no day", () => {
    expect(missed(showed("failed", MISSED + 1))).toBe(MISSED);
    expect(missed({ ...showed("sent", MISSED + 1), facts_shown: {} })).toBe(MISSED);
    expect(missed({ ...showed("sent", MISSED + 1), facts_shown: null })).toBe(MISSED);
  });
});
