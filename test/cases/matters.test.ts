import { describe, expect, test } from "vitest";
import { type Matter, mattersOf } from "../../src/cases/matters.ts";
import type { OrderDetails, OrderEvent } from "../../src/orders/event.ts";
import { fold } from "../../src/orders/fold/fold.ts";
import { ADAS_ORDER, hours, placed } from "../support/cast.ts";
import { back, cancelled } from "../support/plan_input.ts";

const [line] = ADAS_ORDER.lines;
const allocated = (at: number, available: boolean): OrderEvent => ({
  type: "stock.allocated",
  at: hours(at),
  lines: [{ line_id: line!.id, available }],
});
const accepted: OrderEvent = { type: "customer.delay_answered", at: hours(5), answer: "accepted" };
const failed: OrderEvent = {
  type: "customer.address_failed",
  at: hours(1),
  email: ADAS_ORDER.customer.email!,
};
const corrected: OrderEvent = {
  type: "customer.address_corrected",
  at: hours(2),
  from: ADAS_ORDER.customer.email!,
  email: "ada@new.example",
};
const asked: OrderEvent = {
  type: "conversation.opened",
  at: hours(1),
  conversation: { id: "c1", about: "cancellation" },
};

/** What `news` opens, moves and ends of an order to which `earlier` has happened. */
function matters(
  earlier: readonly OrderEvent[],
  news: readonly OrderEvent[],
  by_us = false,
): readonly Matter[] {
  const before = [placed(ADAS_ORDER), ...earlier];
  return mattersOf(fold(before), fold([...before, ...news])!, { by_us });
}
const short = (list: readonly Matter[]) => list.map(({ type, kind, act }) => `${type} ${kind} ${act}`);

describe("goods that ran out", () => {
  test("open a case in which the customer is to choose, named after the goods", () => {
    const [matter, ...others] = matters([], [allocated(1, false)]);
    expect(others).toEqual([]);
    expect(matter).toMatchObject({
      type: "opened",
      kind: "shortage",
      turn: { next: "customer", days: 3 },
      topic: `${line!.quantity} × ${line!.title}`,
    });
  });

  test("open none where they were out of stock when they were ordered, and none twice", () => {
    const gone = { ...ADAS_ORDER, lines: [{ ...line!, stock: { available: false } }] } as OrderDetails;
    expect(mattersOf(null, fold([placed(gone)])!, { by_us: false })).toEqual([]);
    expect(matters([allocated(1, false)], [allocated(2, false)])).toEqual([]);
  });

  test("end it when they are there again, when the customer waits, and with the order", () => {
    expect(short(matters([allocated(1, false)], [allocated(3, true)]))).toEqual([
      "ended shortage short_over",
    ]);
    expect(short(matters([allocated(1, false)], [accepted]))).toEqual(["ended shortage short_accepted"]);
    expect(short(matters([allocated(1, false)], [cancelled(3)]))).toContain("ended shortage order_cancelled");
  });
});

describe("a return of the storefront's", () => {
  test("opens a case, waits for the parcel when it is approved, and ends with the parcel or a decline", () => {
    const requested = back("requested", 1);
    expect(short(matters([], [requested]))).toEqual(["opened return return_requested"]);
    expect(matters([requested], [back("approved", 2)])).toMatchObject([
      { type: "moved", kind: "return", turn: { next: "customer", days: 14 } },
    ]);
    expect(short(matters([requested], [back("declined", 2)]))).toEqual(["ended return return_decline"]);
    expect(short(matters([back("approved", 1)], [back("received", 2)]))).toEqual([
      "ended return return_received",
    ]);
    expect(matters([requested], [back("requested", 2)])).toEqual([]);
  });

  test("is not opened again by what Waybill itself records of a page or the desk", () => {
    expect(matters([], [back("requested", 1)], true)).toEqual([]);
    expect(matters([back("requested", 1)], [back("approved", 2)], true)).toEqual([]);
  });
});

describe("a cancellation and an address", () => {
  test("end the case when the order is cancelled, and the order waits for nobody any more", () => {
    expect(short(matters([asked], [cancelled(2)]))).toEqual(["ended cancellation order_cancelled"]);
    const order = fold([placed(ADAS_ORDER), asked, cancelled(2)])!;
    expect(order).not.toHaveProperty("open_requests");
    expect(order.open_conversations).toEqual([]);
    expect(order.decided_requests).toMatchObject([{ id: "c1", about: "cancellation", is_granted: true }]);
  });

  test("end the case of a bounce when the order has a working address", () => {
    expect(short(matters([failed], [corrected]))).toEqual(["ended bounce reachable_again"]);
    expect(matters([], [corrected])).toEqual([]);
  });

  test("are nothing to an erased order", () => {
    const erased: OrderEvent = { type: "customer.erased", at: hours(1) };
    expect(matters([erased], [allocated(2, false), back("requested", 3)])).toEqual([]);
  });
});

describe("a disputed payment", () => {
  const disputed = (at: number, id: string, answer_by?: string): OrderEvent => ({
    type: "payment.disputed",
    at: hours(at),
    payment: {
      id,
      amount_minor: 8_990,
      transaction_id: "pi_1",
      ...(answer_by === undefined ? {} : { answer_by }),
    },
    reason: "product_not_received",
  });
  const closed = (at: number, id: string, outcome: "won" | "lost"): OrderEvent => ({
    type: "payment.dispute_closed",
    at: hours(at),
    payment: { id, amount_minor: 8_990, transaction_id: "pi_1" },
    outcome,
  });

  test("is the shop's case until the bank's day, whoever reports it", () => {
    expect(matters([], [disputed(1, "dp_1", "2026-12-10T23:59:59Z")])).toEqual([{
      type: "opened",
      kind: "dispute",
      key: "dp_1",
      at: hours(1),
      act: "dispute_opened",
      topic: "€89.90: product not received",
      turn: { next: "shop", by: "2026-12-10T23:59:59Z" },
    }]);
    expect(matters([disputed(1, "dp_1")], [disputed(1, "dp_1")])).toEqual([]);
  });

  test("ends with the bank's decision, once none is open any more", () => {
    expect(short(matters([disputed(1, "dp_1")], [closed(9, "dp_1", "won")]))).toEqual([
      "ended dispute dispute_won",
    ]);
    expect(short(matters([disputed(1, "dp_1")], [closed(9, "dp_1", "lost")]))).toEqual([
      "ended dispute dispute_lost",
    ]);
    expect(matters([disputed(1, "dp_1"), disputed(2, "dp_2")], [closed(9, "dp_1", "won")])).toEqual([]);
  });
});
