import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { Invoice } from "../../src/orders/event.ts";
import { Instant, Window } from "../../src/values/schemas.ts";

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
  test("that is due before its issue is refused", () =>
    expect(v.is(Invoice, { number: "7", issued_on: DAY_AFTER, due_on: DAY })).toBe(false));
});

test("an instant that falls after the year 9999 in UTC is refused", () => {
  expect(v.is(Instant, "9999-12-31T23:59:59-23:00")).toBe(false);
});
