import { describe, expect, test } from "vitest";
import { decideSend } from "../../../src/orders/plan/decide_send.ts";
import { dueKeys } from "../../../src/orders/plan/plan.ts";
import type { PlannedMessage } from "../../../src/orders/plan/plan_input.ts";
import { GUESTS_ORDER, NOW_MS, SHOP } from "../../support/cast.ts";
import { DAY, type Given, inputOf, scan } from "../../support/plan_input.ts";

describe("just before a mail is sent", () => {
  const decide = (kind: PlannedMessage["kind"], about: string, given: Given) =>
    decideSend({ kind, about }, inputOf(given));
  const home = [scan("shipment.shipped", 1), scan("shipment.delivered", 2)];

  test("it is sent where the order still owes it", () => {
    expect(decide("order_confirmation", "", {})).toEqual({ send: true });
  });

  test("it is overtaken where the order owes it no more, or owes another of its kind", () => {
    expect(decide("shipment_shipped", "p1", { events: home, at: 3 })).toEqual({
      send: false,
      against: "overtaken",
    });
    expect(decide("shipment_delivered", "p2", { events: home, at: 3 })).toEqual({
      send: false,
      against: "overtaken",
    });
    expect(decide("shipment_delivered", "p1", { events: home, at: 3 })).toEqual({ send: true });
  });

  test("it says what speaks against it, and what the shop keeps back", () => {
    expect(decide("order_confirmation", "", { order: GUESTS_ORDER })).toEqual({
      send: false,
      against: "no_address",
    });
    const mails = { ...SHOP.mails, kinds: { order_confirmation: "off" as const } };
    expect(decide("order_confirmation", "", { shop: { mails } })).toEqual({
      send: false,
      against: "switched_off",
      kept_back: {
        expected: { from: "2026-11-25", until: "2026-11-27" },
        changes: 0,
        backordered: [],
        paid: true,
        elsewhere: true,
      },
    });
  });

  test("it waits where its time is still to come, and leaves at that time", () => {
    const given: Given = { events: home, told: true };
    const due = 3 * DAY + 2;
    expect(decide("follow_up", "", { ...given, at: 3 })).toEqual({
      send: false,
      due_at_ms: NOW_MS + due * 3_600_000,
    });
    expect(decide("follow_up", "", { ...given, at: due })).toEqual({ send: true });
  });
});

test("the mails that leave at once are those that are owed, due and urgent", () => {
  const mail = (kind: PlannedMessage["kind"], changes: Partial<PlannedMessage> = {}): PlannedMessage => ({
    kind,
    about: "a",
    due_at_ms: NOW_MS,
    against: null,
    ...changes,
  });
  const planned = [
    mail("order_confirmation"),
    mail("invoice", { due_at_ms: NOW_MS + 1 }),
    mail("payment_receipt", { against: "too_old" }),
    mail("follow_up"),
    mail("shipment_sms", { due_at_ms: NOW_MS - 1 }),
  ];
  expect(dueKeys("demo/standard/1", planned, NOW_MS)).toEqual([
    { subject: "demo/standard/1", kind: "order_confirmation", about: "a" },
    { subject: "demo/standard/1", kind: "shipment_sms", about: "a" },
  ]);
});
