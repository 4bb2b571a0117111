import { describe, expect, test } from "vitest";
import { deadlineInArchive, isOver } from "../../src/orders/over.ts";
import { ADAS_ORDER, hours, NOW_MS } from "../support/cast.ts";
import {
  back,
  cancelled,
  DAY,
  entry,
  type Given,
  inputOf,
  paid,
  scan,
  UNPAID,
} from "../support/plan_input.ts";

const QUIET_MS = NOW_MS + 60 * 3_600_000;
const AT = 200 * DAY;
const DELIVERED = [scan("shipment.shipped", 20), scan("shipment.delivered", 50)];
const OVER: Given = { events: DELIVERED, told: true, at: AT };

function over(changes: Partial<Given>, quiet_since = QUIET_MS): boolean {
  return isOver(inputOf({ ...OVER, ...changes }), quiet_since);
}

describe("an order", () => {
  test("is over once it is delivered, paid, and nothing was heard of it for long", () => {
    expect(over({})).toBe(true);
  });

  test("is not over on the day before, nor where the shop keeps all orders", () => {
    const now_ms = NOW_MS + AT * 3_600_000;
    expect(over({}, now_ms - 119 * 86_400_000)).toBe(false);
    expect(over({}, now_ms - 120 * 86_400_000)).toBe(true);
    expect(over({ then: { archive_after_days: null } })).toBe(false);
    expect(over({ then: { archive_after_days: 365 } })).toBe(false);
  });

  test("is over though its parcel was never reported as delivered, and not where nothing left", () => {
    expect(over({ events: [scan("shipment.shipped", 20)] })).toBe(true);
    expect(over({ events: [] })).toBe(false);
  });

  test("is over once it is cancelled", () => {
    expect(over({ events: [cancelled(5)] })).toBe(true);
  });

  test("is not over while money is open or on its way", () => {
    expect(over({ order: UNPAID })).toBe(false);
    expect(over({ order: UNPAID, events: [paid("pay_1", 1), ...DELIVERED] })).toBe(true);
    const refund = { id: "r1", amount_minor: 500, lines: [], status: "pending" } as never;
    expect(over({ events: [...DELIVERED, { type: "payment.refunded", at: hours(60), refund }] })).toBe(false);
    const held = { ...ADAS_ORDER, payment: { status: "authorized" as const } };
    expect(over({ order: held })).toBe(false);
  });

  test("is not over while a return is asked for, and an approved one holds it for a year", () => {
    expect(over({ events: [...DELIVERED, back("requested", 60)] })).toBe(false);
    const approved = [...DELIVERED, back("requested", 60), back("approved", 61)];
    expect(over({ events: approved })).toBe(false);
    expect(over({ events: approved, at: 400 * DAY })).toBe(true);
    expect(over({ events: [...approved, back("received", 100)] })).toBe(true);
  });

  test("is not over while it may be returned", () => {
    expect(over({ shop: { returns: { window_days: 365, excluded_skus: [] } } })).toBe(false);
  });

  test("is not over while a mail is owed or being sent", () => {
    const { ledger } = inputOf(OVER);
    expect(over({ ledger: [...ledger, entry("follow_up", "owed", null)] })).toBe(false);
    expect(over({ ledger: [...ledger, entry("follow_up", "sending", null)] })).toBe(false);
    expect(over({ ledger: [...ledger, entry("follow_up", "failed", 70)] })).toBe(true);
  });

  test("without its customer is over, whatever was open", () => {
    expect(over({ order: UNPAID, events: [{ type: "customer.erased", at: hours(60) }] })).toBe(true);
  });

  test("keeps in the archive the end of its retention as its only deadline", () => {
    const { order, shop } = inputOf({ ...OVER, then: { retention_days: 300 } });
    expect(deadlineInArchive({ order, shop })).toBe(NOW_MS + 300 * 86_400_000);
    expect(deadlineInArchive({ order, shop: { ...shop, retention_days: null } })).toBeNull();
  });
});
