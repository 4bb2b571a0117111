import { describe, expect, test } from "vitest";
import type { LedgerEntry } from "../../../src/messages/ledger.ts";
import type { OrderEvent, Payment, PaymentMethod, Refund } from "../../../src/orders/event.ts";
import { accountOf } from "../../../src/orders/account/account.ts";
import { fold } from "../../../src/orders/fold/fold.ts";
import { paidOnce } from "../../../src/orders/account/paid_once.ts";
import { planMessages } from "../../../src/orders/plan/plan.ts";
import { mayBeSameMethod } from "../../../src/orders/account/payment_method.ts";
import { UNNAMED_PAYMENT } from "../../../src/orders/reference.ts";
import { ADAS_ORDER, hours, NOW_MS, placed, SHOP } from "../../support/cast.ts";

const ALL = 12_890;
const DAY = 24;
const visa: PaymentMethod = { brand: "Visa", last4: "4242" };

function paid(id: string, at: number, payment: Partial<Payment> = {}): OrderEvent {
  return { type: "payment.succeeded", at: hours(at), payment: { id, amount_minor: ALL, ...payment } };
}

/** As Stripe tells it: by its intent, with the charge as another name. */
const byStripe = (at: number, payment: Partial<Payment> = {}, id = "pi_1") =>
  paid(id, at, { transaction_id: id, known_as: ["ch_1"], method: visa, ...payment });
/** As a storefront tells it that names no payment. */
const byStorefront = (at: number, payment: Partial<Payment> = {}) => paid(UNNAMED_PAYMENT, at, payment);

function back(id: string, at: number, refund: Partial<Refund> = {}): OrderEvent {
  return {
    type: "payment.refunded",
    at: hours(at),
    refund: { id, amount_minor: 1_000, lines: [], ...refund },
  };
}

const orderOf = (events: readonly OrderEvent[]) => fold([placed(ADAS_ORDER), ...events])!;

/** What each receipt is about, where those of `told` have left. */
function mails(kind: "payment_receipt" | "refund_issued", events: readonly OrderEvent[], ...known: string[]) {
  const ledger = known.map((about): LedgerEntry => ({
    kind,
    about,
    state: "sent",
    closed_at: NOW_MS,
    facts_shown: null,
  }));
  return planMessages({ order: orderOf(events), shop: SHOP, ledger, now_ms: NOW_MS })
    .filter((message) => message.kind === kind).map(({ about }) => about);
}
const receipts = (events: readonly OrderEvent[], ...known: string[]) =>
  mails("payment_receipt", events, ...known);
const sums = (events: readonly OrderEvent[]) =>
  paidOnce(orderOf(events).payments).map(({ amount_minor }) => amount_minor);

describe("the same money reported twice is one payment and one receipt:", () => {
  const pairs: Readonly<Record<string, readonly OrderEvent[]>> = {
    "the storefront names the provider's payment": [
      byStorefront(30, { transaction_id: "pi_1" }),
      byStripe(0),
    ],
    "the storefront names its charge": [byStorefront(30, { transaction_id: "ch_1" }), byStripe(0)],
    "the shop's own payment names it": [paid("pay_7", 30, { transaction_id: "ch_1" }), byStripe(0)],
    "no name, and minutes apart": [byStorefront(0.1), byStripe(0)],
    "the storefront calls cards in its own words": [
      byStorefront(0, { method: { brand: "Kreditkarte (Stripe)" } }),
      byStripe(0.2),
    ],
    "the storefront tells it again days later": [byStorefront(0), byStripe(0), byStorefront(3 * DAY)],
    "the storefront names a transaction of another make": [
      byStorefront(0, { transaction_id: "wc-55" }),
      byStripe(0),
    ],
  };
  for (const [what, events] of Object.entries(pairs)) {
    test(what, () => {
      for (const arrived of [events, events.toReversed()]) {
        expect(receipts(arrived)).toHaveLength(1);
        expect(sums(arrived)).toEqual([ALL]);
        expect(accountOf(orderOf(arrived)).status).toBe("paid");
      }
    });
  }

  test("after the first report has its receipt, the second report gets none", () => {
    const events = [byStorefront(0), byStripe(0)];
    expect(receipts(events, UNNAMED_PAYMENT)).toEqual([UNNAMED_PAYMENT]);
    expect(receipts(events, "pi_1")).toEqual(["pi_1"]);
    expect(receipts(events)).toEqual(["pi_1"]);
  });

  test("the receipt shows what each of the two reports knows", () => {
    const [payment] = paidOnce(
      orderOf([byStorefront(0, { statement_name: "KONTOR" }), byStripe(0)]).payments,
    );
    expect(payment).toMatchObject({
      id: "pi_1",
      method: visa,
      transaction_id: "pi_1",
      statement_name: "KONTOR",
    });
  });

  test("several payments together make the amount that the storefront reports, which gets no receipt of its own", () => {
    const parts = [
      byStripe(0, { amount_minor: 2_890 }),
      byStripe(0, { amount_minor: 10_000, known_as: [] }, "pi_2"),
      byStorefront(0.1),
    ];
    expect(receipts(parts)).toEqual(["pi_1", "pi_2"]);
    expect(sums(parts)).toEqual([2_890, 10_000]);
  });
});

describe("a real second payment has its own receipt:", () => {
  const seconds: Readonly<Record<string, readonly [readonly OrderEvent[], readonly number[]]>> = {
    "two charges of one minute, told by the provider alone": [
      [byStripe(0), byStripe(0.01, { known_as: ["ch_2"] }, "pi_2")],
      [ALL, ALL],
    ],
    "two charges of one minute, and the storefront tells that it is paid": [
      [byStripe(0), byStripe(0.01, { known_as: ["ch_2"] }, "pi_2"), byStorefront(0.02)],
      [ALL, ALL],
    ],
    "the storefront was paid by PayPal, and a card was charged as well": [
      [byStorefront(0, { method: { brand: "PayPal" } }), byStripe(0.1)],
      [ALL, ALL],
    ],
    "the storefront names another charge": [
      [byStorefront(0, { transaction_id: "ch_9" }), byStripe(0.1)],
      [ALL, ALL],
    ],
    "another card": [
      [byStorefront(0, { method: { brand: "Visa", last4: "1881" } }), byStripe(0.1)],
      [ALL, ALL],
    ],
    "the same amount days later": [[byStorefront(0), byStripe(3 * DAY)], [ALL, ALL]],
    "what was added to the order minutes later": [
      [byStorefront(0), byStripe(0.2, { amount_minor: 500 })],
      [ALL, 500],
    ],
    "two captures under one transaction, told by the shop": [
      [paid("pay_1", 0, { transaction_id: "auth_1" }), paid("pay_2", 0.1, { transaction_id: "auth_1" })],
      [ALL, ALL],
    ],
    "two captures under one transaction, of which the provider tells one": [
      [
        paid("pay_1", 0, { transaction_id: "pi_1" }),
        paid("pay_2", 0.1, { transaction_id: "pi_1" }),
        byStripe(0),
      ],
      [ALL, ALL],
    ],
  };
  for (const [what, [events, amounts]] of Object.entries(seconds)) {
    test(what, () => {
      expect(receipts(events)).toHaveLength(2);
      expect(sums(events).toSorted((a, b) => b - a)).toEqual([...amounts].sort((a, b) => b - a));
    });
  }

  test("an additional payment is neither lost nor counted twice when the storefront reports its new amount", () => {
    const events = [
      byStorefront(0),
      byStripe(0),
      byStripe(DAY, { amount_minor: 1_110, known_as: [] }, "pi_2"),
    ];
    const notified_anew = [...events, byStorefront(DAY, { amount_minor: 14_000 })];
    for (const all of [events, notified_anew]) {
      expect(receipts(all, UNNAMED_PAYMENT)).toEqual([UNNAMED_PAYMENT, "pi_2"]);
      expect(sums(all)).toEqual([ALL, 1_110]);
    }
  });

  test("a payment on account and the rest that only the storefront reports add up", () => {
    const events = [byStripe(0, { amount_minor: 2_890 }), byStorefront(5 * DAY)];
    expect(receipts(events)).toHaveLength(2);
    expect(sums(events)).toEqual([2_890, 10_000]);
  });
});

describe("a receipt that could not be sent under one name", () => {
  test("is tried under the other name, and under neither name while it is being sent", () => {
    const events = [byStorefront(0), byStripe(0)];
    const plan = (state: LedgerEntry["state"]) =>
      planMessages({
        order: orderOf(events),
        shop: SHOP,
        ledger: [{
          kind: "payment_receipt",
          about: UNNAMED_PAYMENT,
          state,
          closed_at: null,
          facts_shown: null,
        }],
        now_ms: NOW_MS,
      }).filter(({ kind }) => kind === "payment_receipt").map(({ about }) => about);
    expect(plan("failed")).toEqual(["pi_1"]);
    expect(plan("sending")).toEqual([UNNAMED_PAYMENT]);
    expect(plan("owed")).toEqual([UNNAMED_PAYMENT]);
  });
});

describe("a refund", () => {
  const refunds = (events: readonly OrderEvent[], ...known: string[]) =>
    mails("refund_issued", events, ...known);
  const said_by_both = [back("55", 0.1, { reason: "Broken" }), back("re_1", 0, { payment_id: "pi_1" })];

  test("reported by storefront and provider is one refund, whichever report came first", () => {
    expect(refunds(said_by_both)).toEqual(["55"]);
    expect(refunds(said_by_both, "re_1")).toEqual(["re_1"]);
    expect(accountOf(orderOf([paid("pay", 0, { amount_minor: ALL }), ...said_by_both])).status).toBe(
      "partially_refunded",
    );
  });

  test("stays one refund though later snapshots of its order report it again", () => {
    expect(refunds([...said_by_both, back("55", 3 * DAY, { reason: "Broken" })], "re_1")).toEqual(["re_1"]);
  });

  test.each<[string, readonly OrderEvent[]]>([
    ["another one of the provider's", [...said_by_both, back("re_2", 0.2, { payment_id: "pi_1" })]],
    ["another one of the storefront's", [...said_by_both, back("56", 0.2)]],
    ["of another amount", [back("55", 0), back("re_1", 0, { payment_id: "pi_1", amount_minor: 999 })]],
    ["of another day", [back("55", 0), back("re_1", DAY, { payment_id: "pi_1" })]],
    ["two of one sender, however alike", [back("55", 0), back("56", 0)]],
  ])("that is a real second one has its own mail: %s", (_what, events) => {
    expect(refunds(events)).toHaveLength(2);
  });
});

test.each([
  ["Visa", "Mastercard ending in 4444", true],
  ["Carte bancaire", "Visa", true],
  ["Cartão", "Visa", true],
  ["PayPal", "Visa", false],
  ["Gift card", "Visa", false],
  ["Direktüberweisung", "Visa", false],
  ["Shopify Payments", "PayPal", true],
])("%s and %s may be the same way to pay: %s", (a, b, same) => {
  expect(mayBeSameMethod({ brand: a }, { brand: b })).toBe(same);
});

describe("the payments of an order, each counted once", () => {
  const once = (...events: readonly OrderEvent[]) => paidOnce(orderOf(events).payments);
  const charged = (at: number, id = "pi_5") => paid(id, at, { transaction_id: id, known_as: [`ch_${id}`] });
  const grown = byStorefront(DAY, { amount_minor: 16_240 });

  test("the part of a storefront's new amount that is more than its payment is a payment of its own", () => {
    expect(once(byStorefront(0), charged(0), grown).map(({ id, amount_minor }) => [id, amount_minor]))
      .toEqual([["pi_5", 12_890], ["paid:16240", 3_350]]);
  });

  test("what came on top in a storefront's new amount is the provider's payment of that sum", () => {
    const more = paid("pi_6", DAY + 0.05, { transaction_id: "pi_6", amount_minor: 3_350 });
    expect(once(byStorefront(0), charged(0), grown, more).map(({ id, named_as }) => [id, named_as])).toEqual([
      ["pi_5", ["pi_5", UNNAMED_PAYMENT]],
      ["pi_6", ["pi_6", "paid:16240"]],
    ]);
  });

  test("two equal sums of a storefront never mean the same payment", () => {
    const half = (id: string, at: number) => paid(id, at, { transaction_id: id, amount_minor: 6_445 });
    const payments = once(
      byStorefront(0, { amount_minor: 6_445 }),
      half("pi_5", 0.2),
      byStorefront(0.1),
      half("pi_6", 0.9),
    );
    expect(payments.map(({ named_as }) => named_as)).toEqual([
      ["pi_5", UNNAMED_PAYMENT],
      ["pi_6", "paid:12890"],
    ]);
  });

  test.each([[4, [2_890, 10_000]], [5, [2_890, 10_000]], [6, [2_890, 12_890]]])(
    "a payment on account %d minutes after the storefront's sum is in it only while the clocks may differ so much",
    (minutes, amounts) => {
      const on_account = paid("pi_5", minutes / 60, { transaction_id: "pi_5", amount_minor: 2_890 });
      expect(once(byStorefront(0), on_account).map(({ amount_minor }) => amount_minor).sort((a, b) => a - b))
        .toEqual(amounts);
    },
  );

  test("an order is paid twice when only the storefront reports, and later with a larger amount", () => {
    expect(once(byStorefront(0), grown).map(({ id, at, amount_minor }) => [id, at, amount_minor])).toEqual([
      [UNNAMED_PAYMENT, hours(0), 12_890],
      ["paid:16240", hours(DAY), 3_350],
    ]);
  });

  test("a report of the same payment at the same time with another amount corrects it", () => {
    expect(
      once(byStorefront(0), byStorefront(0, { amount_minor: 16_240 })).map(({ amount_minor }) =>
        amount_minor
      ),
    )
      .toEqual([16_240]);
  });

  test("a payment that two senders report counts once in a storefront's amount", () => {
    const payments = once(paid("pay_8", 0, { transaction_id: "pi_5" }), charged(0), grown);
    expect(payments.reduce((sum, { amount_minor }) => sum + amount_minor, 0)).toBe(16_240);
  });

  test("two payments that two senders report each keep their own names", () => {
    const payments = once(
      charged(0),
      charged(0.1, "pi_6"),
      paid("pay_8", 0, { transaction_id: "pi_5" }),
      paid("pay_9", 0.1, { transaction_id: "pi_6" }),
    );
    expect(payments.map(({ named_as }) => named_as.toSorted())).toEqual([["pay_8", "pi_5"], [
      "pay_9",
      "pi_6",
    ]]);
  });

  test("a shop's payment is the same as the provider's payment that names no transaction of its own", () => {
    const provider = paid("pi_5", 0, { known_as: ["ch_5"] });
    expect(once(provider, paid("pay_8", 0, { transaction_id: "ch_5" }))).toHaveLength(1);
  });

  test.each([[0, [true, false]], [0.9, [false, true]]])(
    "of two equal payments, a storefront that reports after %d hours means the one nearer in time",
    (at, meant) => {
      const payments = once(byStorefront(at), charged(0.05), charged(0.85, "pi_6"));
      expect(payments.map(({ named_as }) => named_as.includes(UNNAMED_PAYMENT))).toEqual(meant);
    },
  );
});
