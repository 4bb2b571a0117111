import { describe, expect, test } from "vitest";
import { bookPayment } from "../../../src/orders/account/book_payment.ts";
import { bookRefund, bookRefundFailure, bookRefundList } from "../../../src/orders/account/book_refund.ts";
import type { OrderPayment, OrderRefund } from "../../../src/orders/account/bookings.ts";
import type { Refund } from "../../../src/orders/event.ts";
import { hours } from "../../support/cast.ts";

function refund(id: string, amount_minor = 500, more: Partial<Refund> = {}): Refund {
  return { id, amount_minor, lines: [], ...more };
}

function kept(id: string, at: number, more: Partial<OrderRefund> = {}): OrderRefund {
  return { ...refund(id), at: hours(at), ...more };
}

const FAILED = { at: hours(5), by: "provider" as const };

describe("a refund that is reported again", () => {
  test("keeps its first time with the same amount, and takes the new one with another", () => {
    const before = [kept("r1", 1)];
    expect(bookRefund(before, hours(3), refund("r1"))).toMatchObject([{ id: "r1", at: hours(1) }]);
    expect(bookRefund(before, hours(3), refund("r1", 700))).toMatchObject([{
      at: hours(3),
      amount_minor: 700,
    }]);
  });

  test("stays failed when the report is not newer than the failure", () => {
    const before = [kept("r1", 1, { failed: FAILED })];
    for (const at of [2, 5]) {
      expect(bookRefund(before, hours(at), refund("r1"))).toMatchObject([{ id: "r1", failed: FAILED }]);
    }
    expect(bookRefund([kept("r1", 1)], hours(2), refund("r1"))[0]).not.toHaveProperty("failed");
  });

  test("after it failed is a second attempt with a name of its own, and so is the third", () => {
    const second = bookRefund([kept("r0", 1), kept("r1", 1, { failed: FAILED })], hours(6), refund("r1"));
    expect(second.map(({ id }) => id)).toEqual(["r0", "r1", "r1~2"]);
    const failed = bookRefundFailure(second, [], { id: "r1" }, { ...FAILED, at: hours(7) });
    expect(failed.map((one) => one.failed?.at)).toEqual([undefined, hours(5), hours(7)]);
    const third = bookRefund(failed, hours(8), refund("r1"));
    expect(third.map(({ id }) => id)).toEqual(["r0", "r1", "r1~2", "r1~3"]);
  });

  test("is not taken for another one whose name begins alike", () => {
    const before = [kept("r1~x", 1), kept("r1~2x", 1), kept("r1~", 1), kept("xr1~12", 1)];
    expect(bookRefund(before, hours(3), refund("r1"))).toHaveLength(5);
    expect(bookRefund([kept("r1~12", 1)], hours(3), refund("r1"))).toHaveLength(1);
  });
});

describe("a refund that failed", () => {
  const payments = [
    { id: "pi_1", known_as: ["ch_1", "ch_2"], amount_minor: 900, at: hours(0), status: "succeeded" },
    { id: "pi_2", amount_minor: 900, at: hours(0), status: "succeeded" },
  ] as readonly OrderPayment[];
  const after = (refunds: readonly OrderRefund[], failed: Parameters<typeof bookRefundFailure>[2]) =>
    bookRefundFailure(refunds, payments, failed, FAILED);

  test("by its name is that one, and no other", () => {
    expect(after([kept("r1", 1), kept("r2", 1)], { id: "r1" }).map((one) => one.failed)).toEqual([
      FAILED,
      undefined,
    ]);
  });

  test("twice fails once", () => {
    const once = after([kept("r1", 1), kept("r2", 1)], { id: "r1" });
    expect(after(once, { id: "r1", amount_minor: 500 })).toBe(once);
  });

  test.each<[string, Partial<OrderRefund>, Parameters<typeof bookRefundFailure>[2], boolean]>([
    ["of the same payment and amount", { payment_id: "pi_1" }, {
      id: "x",
      amount_minor: 500,
      payment_id: "pi_1",
    }, true],
    ["of another name of the payment", { payment_id: "ch_2" }, {
      id: "x",
      amount_minor: 500,
      payment_id: "pi_1",
    }, true],
    ["of the payment's two other names", { payment_id: "ch_1" }, {
      id: "x",
      amount_minor: 500,
      payment_id: "ch_2",
    }, true],
    ["of a payment that nobody knows", { payment_id: "py_7" }, {
      id: "x",
      amount_minor: 500,
      payment_id: "py_7",
    }, true],
    ["of another payment", { payment_id: "pi_2" }, { id: "x", amount_minor: 500, payment_id: "pi_1" }, false],
    ["of another amount", { payment_id: "pi_1" }, { id: "x", amount_minor: 501, payment_id: "pi_1" }, false],
    ["of which the refund names no payment", {}, { id: "x", amount_minor: 500, payment_id: "pi_1" }, false],
    ["of which the failure names no payment", { payment_id: "pi_1" }, { id: "x", amount_minor: 500 }, false],
    ["of which neither names a payment", {}, { id: "x", amount_minor: 500 }, false],
  ])("by another name, %s", (_, more, failed, is_it) => {
    const [first, ...others] = after([kept("r1", 1, more)], failed);
    expect(first!.failed).toEqual(is_it ? { ...FAILED, named_as: "x" } : undefined);
    expect(others).toHaveLength(is_it ? 0 : 1);
    // The same news again changes nothing more.
    const once = after([kept("r1", 1, more)], failed);
    expect(after(once, failed)).toEqual(once);
  });

  test("and that nobody told before is kept by itself, with what is known of it", () => {
    expect(after([], { id: "x", amount_minor: 500, payment_id: "pi_1" })).toEqual([
      { id: "x", amount_minor: 500, payment_id: "pi_1", lines: [], at: FAILED.at, failed: FAILED },
    ]);
    expect(after([], { id: "x", amount_minor: 500 })[0]).not.toHaveProperty("payment_id");
    expect(after([], { id: "x" })).toEqual([]);
  });

  test("is not one that has failed already", () => {
    const other = { ...FAILED, at: hours(2) };
    const refunds = [
      kept("r1", 1, { payment_id: "pi_1", failed: other }),
      kept("r2", 1, { payment_id: "pi_1" }),
    ];
    const failed = after(refunds, { id: "x", amount_minor: 500, payment_id: "pi_1" });
    expect(failed.map((one) => one.failed?.at)).toEqual([hours(2), hours(5)]);
  });
});

describe("a storefront's list of all refunds", () => {
  const refunds = [
    kept("r1", 1),
    kept("r2", 1),
    kept("re_1", 1, { payment_id: "pi_1" }),
    kept("r3", 1, { failed: FAILED }),
  ];

  test("takes back what it does not have, but for what a payment provider told", () => {
    const by_shop = { at: hours(6), by: "shop" };
    expect(bookRefundList(refunds, hours(6), ["r2"]).map((one) => one.failed)).toEqual([
      by_shop,
      undefined,
      undefined,
      FAILED,
    ]);
  });

  test("that has all of them, or is not there, changes nothing", () => {
    expect(bookRefundList(refunds, hours(6), ["r1", "r2"])).toBe(refunds);
    expect(bookRefundList(refunds, hours(6), undefined)).toBe(refunds);
  });
});

describe("a payment that is reported again", () => {
  const pay = (payments: readonly OrderPayment[], at: number, more: Readonly<Record<string, unknown>> = {}) =>
    bookPayment(
      payments,
      {
        at: hours(at),
        status: "succeeded",
        payment: { id: "pi_1", amount_minor: 500, ...more },
      } as Parameters<typeof bookPayment>[1],
    );

  test("is known by all names that it ever had, each once, and by no empty list", () => {
    const once = pay([], 1, { known_as: ["ch_1"] });
    expect(pay(once, 2, { known_as: ["ch_2", "ch_1"] })[0]!.known_as).toEqual(["ch_1", "ch_2"]);
    expect(pay(once, 2)[0]!.known_as).toEqual(["ch_1"]);
    expect(pay([], 1)[0]).not.toHaveProperty("known_as");
  });

  test("is known by twenty names at most", () => {
    const names = Array.from({ length: 25 }, (_, index) => `ch_${index}`);
    expect(pay([], 1, { known_as: names })[0]!.known_as).toEqual(names.slice(0, 20));
  });

  test("keeps fifty sums at most, the newest, and the time of the first", () => {
    const often = Array.from({ length: 60 }, (_, index) => index + 1)
      .reduce<readonly OrderPayment[]>((payments, at) => pay(payments, at, { amount_minor: 100 * at }), []);
    expect(often[0]!.sums).toHaveLength(50);
    expect(often[0]!.sums!.at(-1)).toEqual({ at: hours(60), amount_minor: 6_000 });
  });

  test("does not touch the others", () => {
    const others = bookPayment([], {
      at: hours(0),
      status: "failed",
      payment: { id: "pi_0", amount_minor: 1 },
    });
    expect(pay(others, 1).map(({ id, status }) => [id, status])).toEqual([["pi_0", "failed"], [
      "pi_1",
      "succeeded",
    ]]);
  });
});
