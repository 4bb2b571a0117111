import { describe, expect, test } from "vitest";
import type { Ledger } from "../../../src/messages/ledger.ts";
import type { OrderDetails } from "../../../src/orders/event.ts";
import { isRestoration, planCancellation, planRestoration } from "../../../src/orders/plan/cancellation.ts";
import { ADAS_ORDER, GUESTS_ORDER, hours, NOW_MS } from "../../support/cast.ts";
import { cancelled, entry, find, type Given, inputOf, restored, scan } from "../../support/plan_input.ts";

const HOUR_MS = 3_600_000;
const UNFINISHED: OrderDetails = { ...ADAS_ORDER, payment: { status: "unfinished" } };
const confirmed = entry("order_confirmation", "sent", 0);
const told = (state: Ledger[number]["state"], at: number | null, about = "") =>
  entry("order_cancelled", state, at, { about });
const reopened = (at: number) => entry("order_changed", "sent", at, { about: "restored:1" });

describe("the mail that an order was cancelled", () => {
  /** Key and reason against it; null where none is planned. */
  const mail = (given: Given) => {
    const [one, ...more] = planCancellation(inputOf({ events: [cancelled(1)], at: 2, ...given }));
    expect(more).toEqual([]);
    return one === undefined ? null : [one.about, one.against];
  };

  test.each<readonly [string, Given, readonly [string, string | null] | null]>([
    ["is owed", { ledger: [confirmed] }, ["", null]],
    ["is owed before the confirmation left", {}, ["", null]],
    ["is not owed while the order stands", { events: [] }, null],
    ["is not owed of a checkout that was never finished", { order: UNFINISHED }, null],
    ["is not owed of such a checkout whose mail did not leave", {
      order: UNFINISHED,
      ledger: [entry("order_confirmation", "failed", 0)],
    }, null],
    ["is owed of such a checkout that was told of", { order: UNFINISHED, ledger: [confirmed] }, ["", null]],
    [
      "is overtaken where everything had arrived",
      { events: [scan("shipment.delivered", 0.5), cancelled(1)] },
      ["", "overtaken"],
    ],
    [
      "is owed of the rest where a part had arrived",
      {
        events: [
          {
            type: "shipment.delivered",
            at: hours(0.5),
            shipment: { id: "p1", lines: [{ line_id: "1", quantity: 1 }], tracking: [] },
          },
          cancelled(1),
        ],
      },
      ["", null],
    ],
    ["is the same while it is being sent", { ledger: [confirmed, told("sending", null)] }, ["", null]],
    ["is the same once it was sent", { ledger: [confirmed, told("sent", 1)] }, ["", null]],
    ["is the same where it came back", { ledger: [confirmed, told("bounced", 1)] }, ["", null]],
    ["is a second one after a reopening", { ledger: [confirmed, told("sent", 0.2), reopened(0.5)] }, [
      "2",
      null,
    ]],
    ["is still the second one once it was sent", {
      ledger: [confirmed, told("sent", 0.2), reopened(0.5), told("sent", 1, "2")],
    }, ["2", null]],
    ["is a third one after the second reopening", {
      ledger: [
        confirmed,
        told("sent", 0.2),
        reopened(0.5),
        told("sent", 1, "2"),
        entry("order_changed", "sent", 1.5, { about: "restored:2" }),
      ],
    }, ["3", null]],
    ["is the first again where the reopening did not leave", {
      ledger: [confirmed, told("sent", 0.2), entry("order_changed", "failed", 0.5, { about: "restored:1" })],
    }, ["", null]],
    ["is a second one after a newer confirmation", {
      ledger: [told("sent", 0.2), entry("order_confirmation", "sent", 0.5, { about: "x" })],
    }, ["2", null]],
    ["is the same after mails that say nothing of it", {
      ledger: [confirmed, told("sent", 0.2), entry("payment_receipt", "sent", 0.5)],
    }, ["", null]],
  ])("%s", (_, given, expected) => expect(mail(given)).toEqual(expected));
});

describe("the mail that an order stands after all", () => {
  const plan = (given: Given) => {
    const whole: Given = { events: [cancelled(0.5), restored(1)], at: 2, ...given };
    const confirmation = find(whole, "order_confirmation")!;
    return planRestoration(inputOf(whole), confirmation);
  };
  const LEASE_MS = 60_000;
  const mail = (about: string, wait_ms = 0) => [{
    kind: "order_changed",
    about,
    against: null,
    due_at_ms: NOW_MS + 2 * HOUR_MS + wait_ms,
  }];

  test.each<readonly [string, Given, ReturnType<typeof mail> | readonly [] | null]>([
    [
      "is owed where the customer read of the cancellation",
      { ledger: [confirmed, told("sent", 0.7)] },
      mail("restored:1"),
    ],
    [
      "waits while that mail is being sent",
      { ledger: [confirmed, told("sending", null)] },
      mail("restored:1", LEASE_MS),
    ],
    ["is numbered by the cancellations", {
      ledger: [confirmed, told("sent", 0.2), reopened(0.3), told("sent", 0.7, "2")],
    }, mail("restored:2")],
    ["is for nobody where no mail spoke of it", { ledger: [confirmed] }, null],
    ["is for nobody where that mail did not leave", { ledger: [confirmed, told("failed", 0.7)] }, null],
    ["is for nobody where that mail waits", { ledger: [confirmed, told("owed", null)] }, null],
    [
      "is for nobody where they were told already",
      { ledger: [confirmed, told("sent", 0.7), reopened(1)] },
      null,
    ],
    ["is for nobody while the order is cancelled", {
      events: [cancelled(0.5)],
      ledger: [confirmed, told("sent", 0.7)],
    }, null],
    [
      "is not owed where the confirmation is about to leave, which says so",
      { ledger: [told("sent", 0.7)] },
      [],
    ],
    [
      "is owed where no confirmation can leave",
      { order: UNFINISHED, ledger: [told("sent", 0.7)] },
      mail("restored:1"),
    ],
    ["is not owed where everything came home", {
      events: [scan("shipment.delivered", 0.2), cancelled(0.5), restored(1)],
      ledger: [confirmed, told("sent", 0.7)],
    }, []],
  ])("%s", (_, given, expected) => expect(plan(given)).toEqual(expected));

  test("has the same reader as any other", () => {
    expect(plan({ order: GUESTS_ORDER, ledger: [confirmed, told("sent", 0.7)] })).toMatchObject([{
      against: "no_address",
    }]);
  });
});

test("the key of a reopening begins with its word", () => {
  expect(isRestoration("restored:1")).toBe(true);
  expect(isRestoration("2026-11-22T12:00:00.000Z")).toBe(false);
  expect(isRestoration("x restored:1")).toBe(false);
});
