import { describe, expect, test } from "vitest";
import type { LedgerEntry } from "../../../src/messages/ledger.ts";
import type { OrderDetails, OrderEvent } from "../../../src/orders/event.ts";
import { planRescue } from "../../../src/orders/plan/rescue_sms.ts";
import { ADAS_ORDER, hours, NOW_MS } from "../../support/cast.ts";
import { cancelled, DAY, entry, type Given, inputOf, scan } from "../../support/plan_input.ts";

const ADA = "ada@lovelace.example";
const reached = (phone: string | undefined): OrderDetails => ({
  ...ADAS_ORDER,
  customer: { ...ADAS_ORDER.customer, phone },
});
const failed = (email: string, at: number): OrderEvent => ({
  type: "customer.address_failed",
  at: hours(at),
  email,
});
const corrected = (from: string, email: string, at: number): OrderEvent => ({
  type: "customer.address_corrected",
  at: hours(at),
  from,
  email,
});
const rescue = (given: Given) =>
  planRescue(inputOf({
    order: reached("+4915112345678"),
    events: [failed(ADA, 1)],
    at: 2,
    ...given,
    shop: { bounce_sms: true, ...given.shop },
  }));
const sms = (about: string, against: string | null = null, at = 2) => [
  { kind: "bounce_sms", about, due_at_ms: NOW_MS + at * 3_600_000, against },
];

describe("a customer whose address failed", () => {
  test.each<readonly [string, Given, ReturnType<typeof sms>]>([
    ["gets an SMS", {}, sms("")],
    ["gets none at a shop that wants none", { shop: { bounce_sms: false } }, []],
    ["gets none while it did not fail", { events: [] }, []],
    ["gets none once the order is cancelled", { events: [failed(ADA, 1), cancelled(1.5)] }, []],
    ["gets none once the goods are home", { events: [failed(ADA, 1), scan("shipment.delivered", 1.5)] }, []],
    ["gets none once the address is corrected", {
      events: [failed(ADA, 1), corrected(ADA, "ada@king.example", 1.5)],
    }, []],
    ["gets another where the corrected one fails too", {
      events: [failed(ADA, 1), corrected(ADA, "ada@king.example", 1.5), failed("ada@king.example", 1.8)],
    }, sms(hours(1.5))],
    ["has no number for it", { order: reached(undefined) }, sms("", "no_number")],
    ["gets it within a week after the order", { at: 7 * DAY }, sms("", null, 7 * DAY)],
    ["gets it no later", { at: 7 * DAY + 0.01 }, sms("", "too_old", 7 * DAY + 0.01)],
    [
      "has no number, however old the order is",
      { order: reached(undefined), at: 9 * DAY },
      sms("", "no_number", 9 * DAY),
    ],
    ["gets it within a week after the correction", {
      events: [
        failed(ADA, 1),
        corrected(ADA, "ada@king.example", 5 * DAY),
        failed("ada@king.example", 5 * DAY + 1),
      ],
      at: 9 * DAY,
    }, sms(hours(5 * DAY), null, 9 * DAY)],
  ])("%s", (_, given, expected) => expect(rescue(given)).toEqual(expected));

  test("gets it in the morning where it is night", () => {
    expect(rescue({ at: 10 })[0]!.due_at_ms).toBe(Date.parse("2026-11-23T07:00:00.000Z"));
  });

  test.each<readonly [LedgerEntry["state"], string, boolean]>([
    ["delivered", "", false],
    ["complained", "", false],
    ["sent", "", true],
    ["bounced", "", true],
    ["delivered", "another", true],
  ])("whose confirmation was %s under the name %j gets an SMS: %s", (state, about, gets) => {
    expect(rescue({ ledger: [entry("order_confirmation", state, 1, { about })] })).toHaveLength(gets ? 1 : 0);
    expect(rescue({ ledger: [entry("order_changed", state, 1, { about })] })).toHaveLength(1);
  });
});
