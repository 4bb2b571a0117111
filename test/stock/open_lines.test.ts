import { describe, expect, test } from "vitest";
import type { OrderDetails, OrderEvent } from "../../src/orders/event.ts";
import { fold } from "../../src/orders/fold/fold.ts";
import { openLines, openLinesChange } from "../../src/stock/open_lines.ts";
import { ADAS_ORDER, hours, placed } from "../support/cast.ts";

const [MILL, BEANS] = ADAS_ORDER.lines;
const order: OrderDetails = {
  ...ADAS_ORDER,
  lines: [{ ...MILL!, sku: "MILL" }, { ...BEANS!, sku: "BEANS" }],
};
const state = (...events: readonly OrderEvent[]) => fold([placed(order), ...events])!;
const shipped = (at: number, lines: { line_id: string; quantity: number }[], id = "p1"): OrderEvent => ({
  type: "shipment.shipped",
  at: hours(at),
  shipment: { id, lines, tracking: [] },
});
const changed = (lines: OrderDetails["lines"]): OrderEvent => ({
  type: "order.changed",
  at: hours(1),
  order: { ...order, lines },
});
const needs = (...events: readonly OrderEvent[]) =>
  Object.fromEntries(openLines(state(...events)).map(({ sku, quantity }) => [sku, quantity]));

describe("an order needs", () => {
  test("what was ordered, by SKU", () => {
    expect(needs()).toEqual({ MILL: 1, BEANS: 2 });
  });
  test("less after pieces have left, and the time at which they left is kept", () => {
    const half = shipped(1, [{ line_id: "2", quantity: 1 }]);
    expect(needs(half)).toEqual({ MILL: 1, BEANS: 1 });
    expect(openLines(state(half))[1]).toMatchObject({ sent: 1, sent_at: hours(1) });
  });
  test("nothing of what a shipment with unknown contents may hold", () => {
    expect(needs(shipped(1, []))).toEqual({ MILL: 0, BEANS: 0 });
  });
  test("zero, not less, when a sender counts a shipment twice", () => {
    const twice = [
      shipped(1, [{ line_id: "1", quantity: 1 }]),
      shipped(2, [{ line_id: "1", quantity: 1 }], "p2"),
    ];
    expect(needs(...twice)).toEqual({ MILL: 0, BEANS: 2 });
  });
  test("nothing once it is cancelled, refunded, or completed according to its storefront", () => {
    expect(needs({ type: "order.cancelled", at: hours(1) })).toEqual({ MILL: 0, BEANS: 0 });
    const refund = { id: "r", amount_minor: order.total_minor, lines: [] };
    expect(needs({ type: "payment.refunded", at: hours(1), refund })).toEqual({ MILL: 0, BEANS: 0 });
    const done = { ...order, completed_at: hours(1) };
    expect(needs({ type: "order.changed", at: hours(1), order: done })).toEqual({ MILL: 0, BEANS: 0 });
  });
  test("no stock for lines without a SKU or lines that are not shipped", () => {
    const [mill, beans] = order.lines;
    const { sku: _, ...nameless } = mill!;
    expect(needs(changed([nameless, { ...beans!, requires_shipping: false }]))).toEqual({});
  });
});

describe("a newer state of an order", () => {
  test("that is new makes all its SKUs be checked", () => {
    expect(openLinesChange(null, state())).toMatchObject({
      lines: [{ sku: "MILL" }, { sku: "BEANS" }],
      closed: [],
      skus: ["MILL", "BEANS"],
    });
  });
  test("that only has a new payment makes no SKU be checked", () => {
    const paid: OrderEvent = {
      type: "payment.succeeded",
      at: hours(1),
      payment: { id: "p", amount_minor: 1 },
    };
    expect(openLinesChange(state(), state(paid))).toMatchObject({ closed: [], skus: [] });
  });
  test("that has new stock results keeps them and makes no SKU be checked", () => {
    const told: OrderEvent = {
      type: "stock.allocated",
      at: hours(1),
      lines: [{ line_id: "1", available: false, expected_on: "2026-12-01" }],
    };
    expect(openLinesChange(state(), state(told))).toMatchObject({
      lines: [{ available: false, expected_on: "2026-12-01", allocated_at: hours(1) }, { available: null }],
      skus: [],
    });
  });
  test("that ships closes the lines that it ships, and keeps the time at which they left", () => {
    const after = state(shipped(1, [{ line_id: "1", quantity: 1 }]));
    expect(openLinesChange(state(), after)).toMatchObject({
      closed: [{ sku: "MILL", line_id: "1", sent_at: hours(1) }],
      skus: ["MILL"],
    });
  });
  test("that no longer has a line closes that line as one that never left", () => {
    const after = state(changed(order.lines.slice(1)));
    expect(openLinesChange(state(), after)).toMatchObject({
      closed: [{ sku: "MILL", line_id: "1", sent_at: null }],
      skus: ["MILL"],
    });
  });
  test("whose line has another SKU now closes it under the old one", () => {
    const [mill, beans] = order.lines;
    const after = state(changed([{ ...mill!, sku: "MILL-2" }, beans!]));
    expect(openLinesChange(state(), after)).toMatchObject({
      closed: [{ sku: "MILL" }],
      skus: ["MILL-2", "MILL"],
    });
  });
  test("of an order that was closed before makes no SKU be checked and closes nothing again", () => {
    const cancelled: OrderEvent = { type: "order.cancelled", at: hours(1) };
    const refund = { id: "r", amount_minor: order.total_minor, lines: [] };
    const after = state(cancelled, { type: "payment.refunded", at: hours(2), refund });
    expect(openLinesChange(state(cancelled), after)).toEqual({ lines: [], closed: [], skus: [] });
  });
  test("of an order that has already left when it first arrives closes its lines", () => {
    expect(openLinesChange(null, state(shipped(1, []))).closed).toHaveLength(2);
  });
});
