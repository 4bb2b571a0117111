import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { Invoice, Line, OrderDetails, OrderEvent } from "../../src/orders/event.ts";
import { Instant, Window } from "../../src/values/schemas.ts";
import { ADAS_ORDER } from "../support/cast.ts";

const DAY = "2026-12-03";
const DAY_AFTER = "2026-12-04";

describe("a window", () => {
  test("of one day is accepted", () => expect(v.is(Window, { from: DAY, until: DAY })).toBe(true));
  test("that ends before it begins is refused", () =>
    expect(v.is(Window, { from: DAY_AFTER, until: DAY })).toBe(false));
});

describe("an invoice", () => {
  test("that is due on the day of its issue is accepted", () =>
    expect(v.is(Invoice, { number: "7", issued_on: DAY, due_on: DAY })).toBe(true));
  test("without a day on which it is due is accepted", () =>
    expect(v.is(Invoice, { number: "7", issued_on: DAY })).toBe(true));
  test("that is due before its issue is refused", () =>
    expect(v.is(Invoice, { number: "7", issued_on: DAY_AFTER, due_on: DAY })).toBe(false));
});

test("an instant that falls after the year 9999 in UTC is refused", () => {
  expect(v.is(Instant, "9999-12-31T23:59:59-23:00")).toBe(false);
});

describe("a line", () => {
  const LINE = { id: "1", title: "Mill", quantity: 1, unit_price_minor: 8_990 };
  test("is shipped and costs what it says unless its sender says more", () => {
    expect(v.parse(Line, LINE)).toEqual({ ...LINE, discount_minor: 0, requires_shipping: true });
  });
  test.each([
    [{ quantity: 0 }],
    [{ quantity: 1.5 }],
    [{ discount_minor: -1 }],
    [{ title: "\u200b" }],
    [{ way: "pigeon" }],
    [{ fulfilled: -1 }],
    [{ available_on: "2026-02-30" }],
  ])("is refused: %j", (changes) => expect(v.is(Line, { ...LINE, ...changes })).toBe(false));
});

describe("an order's lines", () => {
  const MESSAGE = "Must add up to less than 2^52 minor units, beyond which sums are no longer exact";
  /** What is wrong with lines of these prices and quantities. */
  const wrong = (...prices: readonly (readonly [unit_price_minor: number, quantity: number])[]) => {
    const lines = prices.map(([unit_price_minor, quantity], at) => ({
      ...ADAS_ORDER.lines[0]!,
      id: String(at),
      unit_price_minor,
      quantity,
    }));
    const { issues } = v.safeParse(OrderDetails, { ...ADAS_ORDER, lines });
    return issues?.map(({ message }) => message) ?? [];
  };

  test("add up exactly below 2^52 minor units, whatever their signs", () => {
    expect(wrong([8_990, 1], [2_450, 2])).toEqual([]);
    expect(wrong([2 ** 42, 1_023], [2 ** 42 - 1, 1])).toEqual([]);
    expect(wrong([2 ** 42, 1_023], [2 ** 42, 1])).toEqual([MESSAGE]);
    expect(wrong([2 ** 42, 1_024])).toEqual([MESSAGE]);
    expect(wrong([-(2 ** 42), 1_024])).toEqual([MESSAGE]);
    expect(wrong([2 ** 42, 1_000], [-(2 ** 42), 24])).toEqual([MESSAGE]);
  });

  test("are at least one", () => expect(v.is(OrderDetails, { ...ADAS_ORDER, lines: [] })).toBe(false));
});

describe("an event", () => {
  const at = "2026-11-22T12:00:00.000Z";
  test.each([
    [{ type: "order.placed", at, order: ADAS_ORDER }, true],
    [{ type: "order.eaten", at }, false],
    [{ type: "order.cancelled" }, false],
    [{ type: "order.cancelled", at: "yesterday" }, false],
    [{ type: "payment.dispute_closed", at, payment: { id: "p", amount_minor: 1 }, outcome: "won" }, true],
    [{ type: "payment.dispute_closed", at, payment: { id: "p", amount_minor: 1 } }, false],
    [{ type: "shipment.shipped", at, shipment: { id: "p1" }, offset_minutes: 840 }, true],
    [{ type: "shipment.shipped", at, shipment: { id: "p1" }, offset_minutes: 841 }, false],
    [{ type: "stock.allocated", at, lines: [] }, false],
    [{ type: "customer.language_chosen", at, language: "de-AT" }, true],
    [{ type: "customer.language_chosen", at, language: "de_AT" }, false],
    [{ type: "conversation.opened", at, conversation: { id: "c", about: "missing" } }, true],
    [{ type: "conversation.opened", at, conversation: { id: "c", about: "weather" } }, false],
  ])("%j is one: %s", (event, is_one) => expect(v.is(OrderEvent, event)).toBe(is_one));
});
