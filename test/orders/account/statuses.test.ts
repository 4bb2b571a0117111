import { describe, expect, test } from "vitest";
import { type Account, accountOf } from "../../../src/orders/account/account.ts";
import { dueOf } from "../../../src/orders/account/due.ts";
import { orderClass } from "../../../src/orders/account/payment_class.ts";
import { refundsOf } from "../../../src/orders/account/refunds.ts";
import { breakdownOf } from "../../../src/orders/account/parts.ts";
import { canStart } from "../../../src/orders/account/shop_waits.ts";
import type { OrderDetails, OrderEvent, PaymentDetails } from "../../../src/orders/event.ts";
import { fold } from "../../../src/orders/fold/fold.ts";
import { ADAS_ORDER, hours, placed } from "../../support/cast.ts";

function ordered(payment?: PaymentDetails, total_minor = 10_000): OrderDetails {
  return {
    ...ADAS_ORDER,
    lines: [{ ...ADAS_ORDER.lines[0]!, quantity: 1, unit_price_minor: total_minor }],
    discounts: [],
    shipping: undefined,
    tax: undefined,
    total_minor,
    payment,
  };
}

function after(order: OrderDetails, ...events: readonly OrderEvent[]): Account {
  return accountOf(fold([placed(order), ...events])!);
}

type Step = "succeeded" | "failed" | "pending" | "disputed";

function pay(step: Step, at: number, amount_minor = 10_000, id = "pi_1"): OrderEvent {
  return {
    type: `payment.${step}`,
    at: hours(at),
    payment: { id: step.startsWith("dispute") ? `dp_${id}` : id, amount_minor, transaction_id: id },
  } as OrderEvent;
}

function lost(at: number, amount_minor = 10_000, payment_id = "pi_1", id = `dp_${payment_id}`): OrderEvent {
  return {
    type: "payment.dispute_closed",
    at: hours(at),
    payment: { id, amount_minor, transaction_id: payment_id },
    outcome: "lost",
  };
}

function refund(at: number, amount_minor: number, payment_id?: string, id = `r${at}`): OrderEvent {
  return { type: "payment.refunded", at: hours(at), refund: { id, amount_minor, lines: [], payment_id } };
}

describe("the status of an order's money", () => {
  test.each<[string, OrderDetails, readonly OrderEvent[], Account["status"]]>([
    ["nothing is known of it", ordered(), [], "pending"],
    ["the storefront says that it is given back", ordered({ status: "refunded" }), [], "refunded"],
    [
      "the storefront says that a part is given back",
      ordered({ status: "partially_refunded" }),
      [],
      "partially_refunded",
    ],
    [
      "a refund says more than the storefront's word",
      ordered({ status: "refunded" }),
      [refund(1, 4_000)],
      "partially_refunded",
    ],
    ["all that was paid is given back", ordered(), [pay("succeeded", 1), refund(2, 10_000)], "refunded"],
    ["a part is given back", ordered(), [pay("succeeded", 1), refund(2, 9_999)], "partially_refunded"],
    ["the total of an order that was paid too much is given back", ordered(), [
      pay("succeeded", 1, 11_000),
      refund(2, 10_000),
    ], "partially_refunded"],
    ["all of an order that was paid too much is given back", ordered(), [
      pay("succeeded", 1, 11_000),
      refund(2, 11_000),
    ], "refunded"],
    [
      "a deposit is given back",
      ordered(),
      [pay("succeeded", 1, 3_000), refund(2, 3_000)],
      "partially_refunded",
    ],
    ["an attempt is under way after the storefront gave it up", ordered({ status: "failed" }), [
      pay("pending", 1),
    ], "pending"],
    ["an attempt is under way in a checkout that was left", ordered({ status: "unfinished" }), [
      pay("pending", 1),
    ], "pending"],
    ["an attempt is under way of an order that is reserved", ordered({ status: "authorized" }), [
      pay("pending", 1),
    ], "authorized"],
    [
      "the last attempt failed",
      ordered({ status: "pending" }),
      [pay("pending", 1), pay("failed", 2)],
      "failed",
    ],
    ["an attempt after the failed one is under way", ordered({ status: "pending" }), [
      pay("failed", 1),
      pay("pending", 2, 10_000, "pi_2"),
    ], "pending"],
    ["it costs nothing and is paid", ordered({ status: "paid" }, 0), [], "paid"],
    [
      "all of it is open though it is called paid",
      ordered({ status: "paid", open_minor: 10_000 }),
      [],
      "pending",
    ],
  ])("%s", (_, order, events, status) => expect(after(order, ...events).status).toBe(status));
});

test("attempts are those that are under way or failed", () => {
  const account = after(
    ordered({ status: "pending" }),
    pay("failed", 1, 10_000, "a"),
    pay("pending", 2, 10_000, "b"),
    pay("succeeded", 3, 10_000, "c"),
  );
  expect(account.attempts.map(({ id }) => id)).toEqual(["a", "b"]);
});

describe("an order is owed its confirmation", () => {
  test.each<[string, readonly OrderEvent[], string]>([
    ["from its placing, where the first attempt succeeded", [pay("succeeded", 2)], ADAS_ORDER.placed_at],
    [
      "from its payment, where an attempt failed before",
      [pay("failed", 1, 10_000, "a"), pay("succeeded", 2)],
      hours(2),
    ],
    [
      "from its placing, where a later attempt failed",
      [pay("succeeded", 2), pay("failed", 3, 10_000, "a")],
      ADAS_ORDER.placed_at,
    ],
    ["from its placing, where another attempt failed at that very moment", [
      pay("succeeded", 2),
      pay("failed", 2, 10_000, "a"),
    ], ADAS_ORDER.placed_at],
    ["from its placing, where an attempt is still under way", [
      pay("pending", 1, 10_000, "a"),
      pay("succeeded", 2),
    ], ADAS_ORDER.placed_at],
  ])("%s", (_, events, at) => expect(after(ordered({ status: "pending" }), ...events).concluded_at).toBe(at));
});

describe("a dispute that was lost", () => {
  const paid = [pay("succeeded", 1), pay("succeeded", 2, 5_000, "pi_2")];
  const given_back = (...events: readonly OrderEvent[]) =>
    after(ordered(undefined, 15_000), ...paid, ...events).refunded_minor;

  test.each<[string, readonly OrderEvent[], number]>([
    ["takes its sum back", [lost(3)], 10_000],
    ["and its refund are one", [lost(3), refund(4, 10_000, "pi_1")], 10_000],
    ["and a refund of another payment are two", [lost(3), refund(4, 5_000, "pi_2")], 15_000],
    [
      "and a refund of another sum are two",
      [lost(3, 9_000), refund(4, 1_000, "pi_1")],
      10_000,
    ],
    [
      "and a refund that names no payment are two",
      [lost(3, 5_000, "pi_2"), refund(4, 5_000)],
      10_000,
    ],
    ["twice, and one refund, are two", [
      lost(3, 5_000, "pi_2"),
      lost(4, 5_000, "pi_2", "dp_3"),
      refund(5, 5_000, "pi_2"),
    ], 10_000],
    ["takes nothing while it is open", [pay("disputed", 3)], 0],
  ])("%s", (_, events, minor) => expect(given_back(...events)).toBe(minor));

  test("and a refund of the same sum are two where neither names its payment", () => {
    const unnamed: OrderEvent = {
      type: "payment.dispute_closed",
      at: hours(3),
      payment: { id: "dp_9", amount_minor: 5_000 },
      outcome: "lost",
    };
    expect(given_back(unnamed)).toBe(5_000);
    expect(given_back(unnamed, refund(4, 5_000))).toBe(10_000);
  });

  test("does not count a refund that failed as its own", () => {
    const failed: OrderEvent = { type: "payment.refund_failed", at: hours(5), refund: { id: "r4" } };
    expect(given_back(lost(3), refund(4, 10_000, "pi_1"), failed)).toBe(10_000);
  });
});

describe("a refund", () => {
  const one = (id: string, at: number, more: Readonly<Record<string, unknown>> = {}) => ({
    id,
    at: hours(at),
    amount_minor: 500,
    lines: [],
    ...more,
  });
  const replaced = (failed: unknown, at: number) =>
    refundsOf({ refunds: [one("old", 1, { failed }), one("new", at)] }, 1_000).find(({ id }) => id === "new")!
      .replaces;

  test("replaces the one that the shop took back at the same moment, and no other", () => {
    expect(replaced({ at: hours(5), by: "shop" }, 5)).toEqual(["old"]);
    expect(replaced({ at: hours(5), by: "shop" }, 6)).toEqual([]);
    expect(replaced({ at: hours(5), by: "provider" }, 5)).toEqual([]);
    expect(replaced(undefined, 5)).toEqual([]);
  });

  test("that failed replaces none", () => {
    const by_shop = { at: hours(5), by: "shop" as const };
    const refunds = refundsOf({
      refunds: [one("old", 1, { failed: by_shop }), one("new", 5, { failed: by_shop })],
    }, 1_000);
    expect(refunds.map(({ replaces }) => replaces)).toEqual([[], []]);
  });

  test("goes where its sender says, if that is all of it; else the way it was paid", () => {
    const to = (...destinations: readonly unknown[]) =>
      refundsOf({ refunds: [one("r", 1, { destinations })] }, 1_000)[0]!.destinations;
    const [credit, card] = [{ to: "store_credit", amount_minor: 200 }, { to: "payment", amount_minor: 300 }];
    expect(to(credit, card)).toEqual([credit, card]);
    expect(to(credit)).toEqual([{ to: "payment", amount_minor: 500 }]);
    expect(to()).toEqual([{ to: "payment", amount_minor: 500 }]);
    const zero = refundsOf({ refunds: [one("r", 1, { amount_minor: 0, destinations: [] })] }, 1_000)[0]!;
    expect(zero.destinations).toEqual([{ to: "payment", amount_minor: 0 }]);
  });

  test("is full where it is as much as was paid, or the total", () => {
    const full = (amount_minor: number) =>
      refundsOf({ refunds: [one("r", 1, { amount_minor })] }, 1_000)[0]!.is_full;
    expect([999, 1_000, 1_001].map(full)).toEqual([false, true, true]);
    expect(after(ordered(), pay("succeeded", 1, 11_000), refund(2, 10_000)).refunds[0]!.is_full).toBe(false);
    expect(after(ordered(), pay("succeeded", 1, 3_000), refund(2, 3_000)).refunds[0]!.is_full).toBe(false);
  });
});

test("a plan of one instalment is one sum", () => {
  const instalments = [{ amount_minor: 10_000, due_on: "2026-12-01" }];
  expect(orderClass(ordered({ status: "pending", instalments }))).toBe("prepaid");
  expect(orderClass(ordered({ status: "pending", instalments: [...instalments, ...instalments] }))).toBe(
    "instalments",
  );
});

test("an order without any word of its payment is due at any time", () => {
  expect(dueOf(ordered(), 5_000)).toEqual([{ amount_minor: 5_000, due_on: null }]);
});

test("a shop starts on what costs nothing, whatever its status, and not on what was given up", () => {
  expect(canStart(after(ordered({ status: "unfinished" }, 0)))).toBe(true);
  expect(canStart(after(ordered({ status: "voided" })))).toBe(false);
});

test("a breakdown without parts is none, even of nothing", () => {
  expect(breakdownOf([], 0)).toEqual({ state: "none", parts: [] });
});
