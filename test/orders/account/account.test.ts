import { describe, expect, test } from "vitest";
import { type Account, accountOf } from "../../../src/orders/account/account.ts";
import { payableBy } from "../../../src/orders/account/due.ts";
import { awaitedPayment, canStart, isPaid } from "../../../src/orders/account/shop_waits.ts";
import type { OrderDetails, OrderEvent, Payment, PaymentDetails, Refund } from "../../../src/orders/event.ts";
import { fold } from "../../../src/orders/fold/fold.ts";
import { UNNAMED_PAYMENT } from "../../../src/orders/reference.ts";
import { ADAS_ORDER, hours, placed } from "../../support/cast.ts";

/** 100.00 in one line, to be paid as `payment` says. */
function ordered(payment: PaymentDetails = { status: "pending" }, changes: Partial<OrderDetails> = {}) {
  return {
    ...ADAS_ORDER,
    lines: [{ ...ADAS_ORDER.lines[0]!, quantity: 1, unit_price_minor: 10_000 }],
    discounts: [],
    shipping: undefined,
    tax: undefined,
    total_minor: 10_000,
    payment,
    ...changes,
  } satisfies OrderDetails;
}

function accountAfter(order: OrderDetails, ...events: readonly OrderEvent[]): Account {
  return accountOf(fold([placed(order), ...events])!);
}

function paid(at: number, amount_minor = 10_000, changes: Partial<Payment> = {}): OrderEvent {
  return {
    type: "payment.succeeded",
    at: hours(at),
    payment: { id: "pi_9", amount_minor, transaction_id: "pi_9", ...changes },
  };
}

function refunded(at: number, amount_minor: number, changes: Partial<Refund> = {}): OrderEvent {
  return {
    type: "payment.refunded",
    at: hours(at),
    refund: { id: "r9", amount_minor, lines: [], ...changes },
  };
}

function changed(at: number, order: OrderDetails): OrderEvent {
  return { type: "order.changed", at: hours(at), order };
}

describe("what is paid and open", () => {
  test.each<[string, OrderDetails, readonly OrderEvent[], Partial<Account>]>([
    ["nothing is paid yet", ordered(), [], { paid_minor: 0, open_minor: 10_000, status: "pending" }],
    ["a part is paid", ordered(), [paid(1, 4_000)], {
      paid_minor: 4_000,
      open_minor: 6_000,
      status: "partially_paid",
      unlisted_minor: 0,
    }],
    ["all is paid", ordered(), [paid(1)], { paid_minor: 10_000, open_minor: 0, status: "paid" }],
    ["more is paid than was asked", ordered(), [paid(1, 11_000)], { paid_minor: 11_000, open_minor: 0 }],
    ["the storefront alone says that it is paid", ordered({ status: "paid" }), [], {
      paid_minor: 10_000,
      unlisted_minor: 10_000,
      open_minor: 0,
    }],
    [
      "a payment knows its sum better than the storefront's word",
      ordered({ status: "paid" }),
      [paid(1, 100)],
      {
        paid_minor: 100,
        open_minor: 9_900,
        status: "partially_paid",
      },
    ],
    ["the storefront says what is open", ordered({ status: "partially_paid", open_minor: 7_000 }), [], {
      paid_minor: 3_000,
      unlisted_minor: 3_000,
      open_minor: 7_000,
      status: "partially_paid",
      is_open_exact: true,
    }],
    [
      "a payment came after the storefront said what is open",
      ordered({
        status: "partially_paid",
        open_minor: 7_000,
      }),
      [paid(1, 5_000)],
      { paid_minor: 8_000, unlisted_minor: 3_000, open_minor: 2_000 },
    ],
    [
      "a payment from before the snapshot is in the storefront's sum",
      ordered({
        status: "partially_paid",
        open_minor: 7_000,
      }),
      [paid(-1, 3_000)],
      { paid_minor: 3_000, unlisted_minor: 0, open_minor: 7_000 },
    ],
    [
      "two clocks differ: the storefront's sum and a later payment are bound by the total",
      ordered({
        status: "paid",
        open_minor: 0,
      }),
      [paid(0.01)],
      { paid_minor: 10_000, open_minor: 0 },
    ],
    ["the storefront owes the customer", ordered({ status: "paid", open_minor: -500 }), [], {
      paid_minor: 10_500,
      open_minor: 0,
    }],
    ["a part is paid, and nobody says how much", ordered({ status: "partially_paid" }), [], {
      paid_minor: 0,
      is_open_exact: false,
      status: "partially_paid",
    }],
    ["the shop has yet to take the money", ordered({ status: "authorized" }), [], {
      open_minor: 0,
      status: "authorized",
    }],
    ["the payment was called off", ordered({ status: "voided" }), [], { open_minor: 0, status: "voided" }],
    ["the order is cancelled", ordered(), [{ type: "order.cancelled", at: hours(1) }], {
      open_minor: 0,
      asked_minor: 0,
      due: [],
    }],
    [
      "an order that costs nothing",
      ordered(undefined, { total_minor: 0, discounts: [{ amount_minor: 10_000 }] }),
      [],
      {
        open_minor: 0,
      },
    ],
    ["a payment under way is not asked for", ordered(), [{
      type: "payment.pending",
      at: hours(1),
      payment: { id: "pi_9", amount_minor: 10_000 },
    }], { open_minor: 10_000, pending_minor: 10_000, asked_minor: 0, due: [], status: "pending" }],
    ["a transfer that is announced is asked for until it comes", ordered(), [{
      type: "payment.pending",
      at: hours(1),
      payment: { id: "pi_9", amount_minor: 10_000, class: "transfer" },
    }], { pending_minor: 0, asked_minor: 10_000 }],
    ["what was under way arrived", ordered(), [{
      type: "payment.pending",
      at: hours(1),
      payment: { id: "pi_9", amount_minor: 10_000 },
    }, paid(2)], { pending_minor: 0, paid_minor: 10_000, open_minor: 0, status: "paid" }],
  ])("%s", (_what, order, events, account) => {
    expect(accountAfter(order, ...events)).toMatchObject(account);
  });

  test("an order that grew after it was paid has an open amount again, and is then paid by two payments", () => {
    const total = (at: number, amount_minor: number) => paid(at, amount_minor, { id: UNNAMED_PAYMENT });
    const grown = ordered({ status: "partially_paid", open_minor: 250 }, {
      lines: [{ ...ADAS_ORDER.lines[0]!, quantity: 1, unit_price_minor: 10_250 }],
      total_minor: 10_250,
    });
    const before = [total(1, 10_000), changed(2, grown)];
    expect(accountAfter(ordered(), ...before)).toMatchObject({ paid_minor: 10_000, open_minor: 250 });
    const after = accountAfter(ordered(), ...before, total(3, 10_250));
    expect(after).toMatchObject({ paid_minor: 10_250, open_minor: 0, status: "paid" });
    expect(after.payments.map(({ id, amount_minor }) => [id, amount_minor])).toEqual([
      [UNNAMED_PAYMENT, 10_000],
      [`${UNNAMED_PAYMENT}:10250`, 250],
    ]);
  });
});

describe("a refund of an order", () => {
  test.each<[string, readonly OrderEvent[], Partial<Account>]>([
    ["a part", [paid(1), refunded(2, 2_500)], {
      refunded_minor: 2_500,
      open_minor: 0,
      status: "partially_refunded",
    }],
    ["all", [paid(1), refunded(2, 10_000)], { refunded_minor: 10_000, status: "refunded" }],
    ["the whole of a deposit, after which nothing more is asked", [paid(1, 3_000), refunded(2, 3_000)], {
      refunded_minor: 3_000,
      open_minor: 0,
    }],
    ["a part of a deposit, of which the rest stays open", [paid(1, 3_000), refunded(2, 500)], {
      refunded_minor: 500,
      open_minor: 7_000,
    }],
    ["money that was never paid does not change what is open", [refunded(2, 2_500)], {
      open_minor: 10_000,
      status: "pending",
    }],
  ])("%s", (_what, events, account) => {
    expect(accountAfter(ordered(), ...events)).toMatchObject(account);
  });

  test("has the destinations and amounts that its sender names, if they add up to the refund", () => {
    const destinations = [{ to: "payment" as const, amount_minor: 600 }, {
      to: "store_credit" as const,
      amount_minor: 400,
    }];
    const of = (refund: Partial<Refund>) =>
      accountAfter(ordered(), paid(1), refunded(2, 1_000, refund)).refunds[0]!.destinations;
    expect(of({ destinations })).toEqual(destinations);
    expect(of({ destinations: destinations.slice(0, 1) })).toEqual([{ to: "payment", amount_minor: 1_000 }]);
    expect(of({})).toEqual([{ to: "payment", amount_minor: 1_000 }]);
  });

  test("is full when it is all that was paid, or the whole total of the order", () => {
    const is_full = (events: readonly OrderEvent[]) => accountAfter(ordered(), ...events).refunds[0]!.is_full;
    expect(is_full([paid(1), refunded(2, 10_000)])).toBe(true);
    expect(is_full([paid(1), refunded(2, 9_999)])).toBe(false);
  });

  test("has the parts that its sender names", () => {
    const lines = [{ line_id: "1", quantity: 1, amount_minor: 2_000 }];
    const of = (amount_minor: number) =>
      accountAfter(ordered(), paid(1), refunded(2, amount_minor, { lines })).refunds[0]!.breakdown;
    expect(of(2_000)).toEqual({
      state: "whole",
      parts: [{ kind: "line", line_id: "1", amount_minor: 2_000 }],
    });
    expect(of(2_100)).toMatchObject({ state: "adjusted" });
    expect(of(9_000)).toEqual({ state: "none", parts: [] });
  });
});

describe("a refund that failed or was withdrawn", () => {
  const back = refunded(2, 1_000, { payment_id: "pi_9", id: "ch_9:1000" });
  const failed = (at: number, refund: object, reason?: string): OrderEvent => ({
    type: "payment.refund_failed",
    at: hours(at),
    refund: { id: "re_1", ...refund },
    ...(reason === undefined ? {} : { reason }),
  });
  const states = (...events: readonly OrderEvent[]) =>
    accountAfter(ordered(), paid(1, 10_000, { known_as: ["ch_9"] }), ...events).refunds
      .map(({ id, state }) => [id, state]);

  test("no longer counts", () => {
    const account = accountAfter(ordered(), paid(1), back, failed(3, { id: "ch_9:1000" }, "account closed"));
    expect(account).toMatchObject({ refunded_minor: 0, status: "paid", open_minor: 0 });
    expect(account.refunds[0]).toMatchObject({
      state: "failed",
      failure: { at: hours(3), by: "provider", reason: "account closed" },
    });
  });

  test.each([["pi_9"], ["ch_9"]])(
    "is found by payment %s and amount where its id was never named",
    (payment_id) => {
      expect(states(back, failed(3, { amount_minor: 1_000, payment_id }))).toEqual([["ch_9:1000", "failed"]]);
    },
  );

  test("does not change a refund of another amount or another payment", () => {
    expect(states(back, failed(3, { amount_minor: 999, payment_id: "pi_9" }))).toEqual([
      ["ch_9:1000", "succeeded"],
      ["re_1", "failed"],
    ]);
    expect(states(back, failed(3, { amount_minor: 1_000, payment_id: "pi_8" }))).toEqual([
      ["ch_9:1000", "succeeded"],
      ["re_1", "failed"],
    ]);
    expect(states(back, failed(3, { amount_minor: 1_000 }))).toEqual([
      ["ch_9:1000", "succeeded"],
      ["re_1", "failed"],
    ]);
    expect(states(back, failed(3, {}))).toEqual([["ch_9:1000", "succeeded"]]);
  });

  test("does not change a refund of the same amount where neither names its payment", () => {
    const unnamed = refunded(2, 1_000, { id: "55" });
    expect(states(unnamed, failed(3, { amount_minor: 1_000 }))).toEqual([
      ["55", "succeeded"],
      ["re_1", "failed"],
    ]);
  });

  test("fails once, however often that is reported; a second refund of the same amount stays valid", () => {
    const second = refunded(2.5, 1_000, { payment_id: "pi_9", id: "ch_9:2000" });
    const report = (at: number) => failed(at, { amount_minor: 1_000, payment_id: "pi_9" });
    expect(states(back, second, report(3), report(4))).toEqual([
      ["ch_9:1000", "succeeded"],
      ["ch_9:2000", "failed"],
    ]);
  });

  test("does not include a later refund under the same name, which is a refund of its own", () => {
    const again = refunded(5, 1_000, { payment_id: "pi_9", id: "ch_9:1000" });
    expect(states(back, failed(3, { id: "ch_9:1000" }), again)).toEqual([
      ["ch_9:1000", "failed"],
      ["ch_9:1000~2", "succeeded"],
    ]);
    expect(states(back, failed(3, { id: "ch_9:1000" }), again, failed(6, { id: "ch_9:1000" }))).toEqual([
      ["ch_9:1000", "failed"],
      ["ch_9:1000~2", "failed"],
    ]);
  });

  test("also fails the refund that the storefront reported for the same money", () => {
    const by_storefront = refunded(2.1, 1_000, { id: "55" });
    const account = accountAfter(ordered(), paid(1), back, by_storefront, failed(3, { id: "ch_9:1000" }));
    expect(account.refunds).toMatchObject([{ id: "55", state: "failed", named_as: ["55", "ch_9:1000"] }]);
  });

  test("is withdrawn where a storefront's complete list does not have it; a refund of a payment provider is never in that list", () => {
    const list = (at: number, refund_ids: readonly string[]) =>
      changed(at, { ...ordered({ status: "paid" }), refund_ids: [...refund_ids] });
    const own = refunded(2, 700, { id: "55" });
    expect(states(own, back, list(3, ["55"]))).toEqual([["55", "succeeded"], ["ch_9:1000", "succeeded"]]);
    expect(states(own, back, list(3, []))).toEqual([["55", "withdrawn"], ["ch_9:1000", "succeeded"]]);
    const replaced = accountAfter(ordered(), paid(1), own, list(3, ["56"]), refunded(3, 900, { id: "56" }));
    expect(replaced.refunds).toMatchObject([
      { id: "55", state: "withdrawn", replaces: [] },
      { id: "56", state: "succeeded", replaces: ["55"] },
    ]);
    expect(replaced.refunded_minor).toBe(900);
  });
});

describe("a dispute", () => {
  const opened: OrderEvent = {
    type: "payment.disputed",
    at: hours(2),
    payment: { id: "dp_1", amount_minor: 4_000, transaction_id: "pi_9" },
  };
  const closed = (outcome: "won" | "lost"): OrderEvent => ({
    type: "payment.dispute_closed",
    at: hours(9),
    payment: { id: "dp_1", amount_minor: 4_000, transaction_id: "pi_9" },
    outcome,
  });

  test.each<[string, readonly OrderEvent[], string, number, string]>([
    ["opened leaves the money where it is", [opened], "opened", 0, "paid"],
    ["won does too", [opened, closed("won")], "won", 0, "paid"],
    ["lost gives it back", [opened, closed("lost")], "lost", 4_000, "partially_refunded"],
    [
      "lost that the provider tells as a refund as well gives it back once",
      [
        opened,
        closed("lost"),
        refunded(9, 4_000, { payment_id: "pi_9" }),
      ],
      "lost",
      4_000,
      "partially_refunded",
    ],
    [
      "lost beside a refund of another amount is both",
      [
        opened,
        closed("lost"),
        refunded(9, 1_000, { payment_id: "pi_9" }),
      ],
      "lost",
      5_000,
      "partially_refunded",
    ],
  ])("%s", (_what, events, outcome, refunded_minor, status) => {
    expect(accountAfter(ordered(), paid(1), ...events)).toMatchObject({
      disputes: [{ id: "dp_1", amount_minor: 4_000, payment_id: "pi_9", outcome }],
      refunded_minor,
      status,
    });
  });
});

describe("how it is paid", () => {
  test.each<[string, Partial<OrderDetails>, Account["class"], Account["collector"]]>([
    ["as its sender says", { payment: { class: "on_delivery" } }, "on_delivery", "courier"],
    [
      "in several sums",
      {
        payment: { instalments: [{ amount_minor: 1 }, { amount_minor: 2 }] },
      },
      "instalments",
      "provider",
    ],
    ["one sum with a day is on terms", { payment: { due_on: "2026-12-24" } }, "on_terms", "shop"],
    [
      "an invoice with a day is on terms",
      {
        payment: { status: "pending" },
        invoice: { number: "1", issued_on: "2026-11-22", due_on: "2026-12-06" },
      },
      "on_terms",
      "shop",
    ],
    ["by the name of its method", { payment: { method: { brand: "Vorkasse" } } }, "transfer", "shop"],
    ["at a provider where nothing says otherwise", { payment: {} }, "prepaid", "provider"],
    ["at a provider where nothing is said at all", { payment: undefined }, "prepaid", "provider"],
  ])("%s", (_what, changes, payment_class, collector) => {
    expect(accountAfter(ordered(undefined, changes))).toMatchObject({ class: payment_class, collector });
  });
});

describe("when it is due", () => {
  const instalments = [
    { amount_minor: 4_000, due_on: "2026-12-01", is_paid: true },
    { amount_minor: 3_000, due_on: "2027-01-31" },
    { amount_minor: 3_000, due_on: "2026-12-31" },
  ];
  const due = (details: OrderDetails, ...events: readonly OrderEvent[]) =>
    accountAfter(details, ...events).due.map(({ amount_minor, due_on }) => [amount_minor, due_on]);

  test("one sum is due on the day that its sender names, or on none", () => {
    expect(due(ordered({ due_on: "2026-12-24" }))).toEqual([[10_000, "2026-12-24"]]);
    expect(due(ordered())).toEqual([[10_000, null]]);
  });

  test("several sums are due on their days, the earliest first, without those that are paid", () => {
    const order = ordered({ status: "partially_paid", open_minor: 6_000, instalments });
    expect(due(order)).toEqual([[3_000, "2026-12-31"], [3_000, "2027-01-31"]]);
  });

  test("a payment covers what is due first; what no instalment covers is due with the last one", () => {
    const order = ordered({ status: "partially_paid", open_minor: 6_000, instalments });
    expect(due(order, paid(1, 1_000))).toEqual([[2_000, "2026-12-31"], [3_000, "2027-01-31"]]);
    expect(due(order, paid(1, 4_000))).toEqual([[2_000, "2027-01-31"]]);
    expect(due(ordered({ status: "partially_paid", open_minor: 7_000, instalments }))).toEqual([
      [3_000, "2026-12-31"],
      [4_000, "2027-01-31"],
    ]);
  });

  test("an instalment without a day comes last", () => {
    const open = [{ amount_minor: 6_000 }, { amount_minor: 4_000, due_on: "2026-12-31" }];
    expect(due(ordered({ instalments: open }))).toEqual([[4_000, "2026-12-31"], [6_000, null]]);
  });

  test("the amount payable by a day is what is due until then, together with what has no due day", () => {
    const sums = [{ amount_minor: 1, due_on: "2026-12-01" }, { amount_minor: 10, due_on: "2026-12-31" }, {
      amount_minor: 100,
      due_on: null,
    }];
    expect(payableBy(sums, "2026-11-30")).toBe(100);
    expect(payableBy(sums, "2026-12-01")).toBe(101);
    expect(payableBy(sums, "2027-01-01")).toBe(111);
  });
});

describe("an order is concluded", () => {
  test.each<[string, PaymentDetails, readonly OrderEvent[], boolean]>([
    ["that waits for a transfer", { status: "pending", class: "transfer" }, [], true],
    ["whose checkout waits at the provider", { status: "unfinished" }, [], false],
    ["whose payment failed", { status: "failed" }, [], false],
    ["whose payment failed at the provider", { status: "pending" }, [{
      type: "payment.failed",
      at: hours(1),
      payment: { id: "pi_9", amount_minor: 10_000 },
    }], false],
    [
      "whose payment failed, and which is paid on delivery",
      { status: "failed", class: "on_delivery" },
      [],
      true,
    ],
    ["whose payment is under way", { status: "unfinished" }, [{
      type: "payment.pending",
      at: hours(1),
      payment: { id: "pi_9", amount_minor: 10_000 },
    }], true],
    ["that is paid after all", { status: "unfinished" }, [paid(1)], true],
  ])("%s: %#", (_what, payment, events, is_concluded) => {
    expect(accountAfter(ordered(payment), ...events).is_concluded).toBe(is_concluded);
  });

  test("from the time it was placed, where its checkout was called off", () => {
    const at = (payment: PaymentDetails, changes: Partial<OrderDetails> = {}) =>
      accountAfter(ordered({ status: "unfinished" }), changed(4, ordered(payment, changes))).concluded_at;
    expect(at({ status: "pending" })).toBe(hours(4));
    expect(at({ status: "voided" })).toBe(hours(0));
    expect(at({ status: "pending" }, { cancelled_at: hours(3) })).toBe(hours(0));
    expect(at({ status: "pending" }, { cancelled_at: null })).toBe(hours(4));
  });

  test("from the time it was placed, where nobody says how it is paid", () => {
    const unsaid = { ...ordered(), payment: undefined };
    expect(accountAfter(unsaid, changed(4, unsaid)).concluded_at).toBe(hours(0));
  });

  test("from the time it was placed, or from the time its checkout was finished", () => {
    const at = (...events: readonly OrderEvent[]) =>
      accountAfter(ordered({ status: "failed" }), ...events).concluded_at;
    expect(accountAfter(ordered()).concluded_at).toBe(hours(0));
    expect(at(changed(5, ordered({ status: "paid" })), changed(6, ordered({ status: "paid" })))).toBe(
      hours(5),
    );
    expect(at(changed(5, ordered({ status: "voided" })))).toBe(hours(0));
    const failed: OrderEvent = {
      type: "payment.failed",
      at: hours(1),
      payment: { id: "pi_8", amount_minor: 10_000 },
    };
    expect(accountAfter(ordered(), failed, paid(3)).concluded_at).toBe(hours(3));
    expect(accountAfter(ordered(), paid(1), { ...failed, at: hours(2) }).concluded_at).toBe(hours(0));
  });
});

describe("the shop", () => {
  const waits = (payment: PaymentDetails, ...events: readonly OrderEvent[]) => {
    const account = accountAfter(ordered(payment), ...events);
    return [awaitedPayment(account), canStart(account), isPaid(account)];
  };

  test.each<[string, PaymentDetails, readonly OrderEvent[], readonly unknown[]]>([
    ["waits for all of it", { status: "pending" }, [], ["all", false, false]],
    ["waits for the rest", { status: "pending" }, [paid(1, 1)], ["rest", false, false]],
    ["waits for a transfer", { status: "pending", class: "transfer" }, [], ["transfer", false, false]],
    ["starts on what is paid on delivery", { status: "pending", class: "on_delivery" }, [], [
      null,
      true,
      false,
    ]],
    ["starts on what is billed", { status: "pending", class: "on_terms" }, [], [null, true, false]],
    ["starts on what is paid", { status: "paid" }, [], [null, true, true]],
    ["starts on what is reserved", { status: "authorized" }, [], [null, true, false]],
    ["does not start on what was called off", { status: "voided" }, [], [null, false, false]],
    ["does not start on an unfinished checkout", { status: "unfinished", class: "on_terms" }, [], [
      null,
      false,
      false,
    ]],
  ])("%s", (_what, payment, events, expected) => {
    expect(waits(payment, ...events)).toEqual(expected);
  });

  test("starts work at once on an order that costs nothing", () => {
    const free = ordered({ status: "pending" }, { total_minor: 0, discounts: [{ amount_minor: 10_000 }] });
    const account = accountAfter(free);
    expect([canStart(account), isPaid(account)]).toEqual([true, true]);
  });
});

describe("what the shop owes the customer", () => {
  const edited = ordered({ status: "paid", open_minor: -1_500 }, { total_minor: 8_500 });
  const changed: OrderEvent = { type: "order.changed", at: hours(4), order: edited };

  test.each<[string, readonly OrderEvent[], number]>([
    ["is what the storefront says", [changed], 1_500],
    ["holds what went back before the storefront said it", [refunded(2, 700), changed], 1_500],
    ["is less by what went back since", [changed, refunded(5, 700)], 800],
    ["is never below nothing", [changed, refunded(5, 9_000)], 0],
    ["is nothing once the storefront says so", [
      changed,
      { type: "order.changed", at: hours(6), order: ordered({ status: "paid", open_minor: 0 }) },
    ], 0],
  ])("%s", (_, events, owed) => {
    expect(accountAfter(ordered({ status: "paid" }), ...events).owed_back_minor).toBe(owed);
  });

  test("is nothing where something is open, and where nobody says", () => {
    expect(accountAfter(ordered({ status: "partially_paid", open_minor: 100 })).owed_back_minor).toBe(0);
    expect(accountAfter(ordered({ status: "paid" })).owed_back_minor).toBe(0);
  });
});
