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

describe("what left of a line", () => {
  const MANY: OrderDetails = { ...order, lines: [{ ...order.lines[0]!, quantity: 6 }, order.lines[1]!] };
  const sentOf = (...events: readonly OrderEvent[]) => {
    const { quantity, sent, sent_at } = openLines(fold([placed(MANY), ...events])!)[0]!;
    return { quantity, sent, sent_at };
  };
  const mills = (at: number, quantity: number, id: string) => shipped(at, [{ line_id: "1", quantity }], id);

  test("is added up over its shipments, up to the departure of the last, told in whatever order", () => {
    expect(sentOf()).toEqual({ quantity: 6, sent: 0, sent_at: null });
    const sent = { quantity: 1, sent: 5, sent_at: hours(3) };
    expect(sentOf(mills(1, 2, "p1"), mills(3, 3, "p2"))).toEqual(sent);
    expect(sentOf(mills(3, 3, "p2"), mills(1, 2, "p1"))).toEqual(sent);
  });

  test("leaves out the shipments of other lines", () => {
    const beans = shipped(5, [{ line_id: "2", quantity: 2 }], "p3");
    expect(sentOf(mills(1, 2, "p1"), beans)).toEqual({ quantity: 4, sent: 2, sent_at: hours(1) });
    expect(sentOf(beans)).toEqual({ quantity: 6, sent: 0, sent_at: null });
  });

  test("is counted once where several shipments do not say what they hold", () => {
    expect(sentOf(shipped(1, [], "p1"), shipped(2, [], "p2"))).toEqual({
      quantity: 0,
      sent: 6,
      sent_at: hours(2),
    });
    expect(sentOf(mills(1, 2, "p1"), shipped(2, [], "p2"), shipped(4, [], "p3"))).toEqual({
      quantity: 0,
      sent: 6,
      sent_at: hours(4),
    });
  });
});

describe("a line that needs no stock of its own", () => {
  const skus = (changes: Partial<OrderDetails>) =>
    openLines(fold([placed({ ...order, ...changes })])!).map(({ sku }) => sku);
  const mill = (sku: string) => ({ lines: [{ ...order.lines[0]!, sku }] });

  test("has no SKU that can be counted, or belongs to an order whose parent has the same goods", () => {
    expect(skus(mill("M".repeat(255)))).toEqual(["M".repeat(255)]);
    expect(skus(mill("M".repeat(256)))).toEqual([]);
    expect(skus(mill(""))).toEqual([]);
    expect(skus({ parent: "1000" })).toEqual([]);
    expect(skus({})).toEqual(["MILL", "BEANS"]);
  });

  test("was removed by a newer snapshot", () => {
    expect(needs(changed([order.lines[1]!]))).toEqual({ BEANS: 2 });
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
  test("that ships a part makes its SKU be checked and keeps the line open", () => {
    const half = state(shipped(1, [{ line_id: "2", quantity: 1 }]));
    expect(openLinesChange(state(), half)).toMatchObject({
      lines: [{ sku: "MILL", quantity: 1 }, { sku: "BEANS", quantity: 1 }],
      closed: [],
      skus: ["BEANS"],
    });
  });
  test("that removes a line of which nothing was needed makes no SKU be checked", () => {
    const sent = shipped(1, [{ line_id: "1", quantity: 1 }]);
    const removed: OrderEvent = {
      type: "order.changed",
      at: hours(2),
      order: { ...order, lines: order.lines.slice(1) },
    };
    expect(openLinesChange(state(sent), state(sent, removed))).toMatchObject({
      closed: [{ sku: "MILL", line_id: "1", sent_at: null }],
      skus: [],
    });
  });
  test("names a SKU once, however many of its lines changed", () => {
    const twins = { ...order, lines: order.lines.map((line) => ({ ...line, sku: "SET" })) };
    expect(openLinesChange(null, fold([placed(twins)])!).skus).toEqual(["SET"]);
  });
  test("of an order that has already left when it first arrives closes its lines", () => {
    expect(openLinesChange(null, state(shipped(1, []))).closed).toHaveLength(2);
  });
});
