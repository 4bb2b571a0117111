import { describe, expect, test } from "vitest";
import type { Ledger } from "../../../src/messages/ledger.ts";
import type { OrderDetails, OrderEvent } from "../../../src/orders/event.ts";
import { failureIn, invoiceAbout, planPayments } from "../../../src/orders/plan/payments.ts";
import { UNNAMED_PAYMENT } from "../../../src/orders/reference.ts";
import { ADAS_ORDER, hours, NOW_MS } from "../../support/cast.ts";
import {
  aboutsOf,
  BILLED,
  cancelled,
  DAY,
  entry,
  type Given,
  inputOf,
  owed,
  paid,
  UNPAID,
} from "../../support/plan_input.ts";

const HOUR_MS = 3_600_000;
const WHOLE = ADAS_ORDER.total_minor;
const failed = (
  id: string,
  at: number,
): OrderEvent => ({ ...paid(id, at), type: "payment.failed" } as OrderEvent);
const refunded = (id: string, at: number, amount_minor: number, changes: object = {}): OrderEvent => ({
  type: "payment.refunded",
  at: hours(at),
  refund: { id, amount_minor, lines: [], ...changes },
});
const refundFailed = (id: string, at: number): OrderEvent => ({
  type: "payment.refund_failed",
  at: hours(at),
  refund: { id },
  reason: "Account closed",
});
/** Kind, key and reason of each mail about money. */
const plans = (given: Given) =>
  planPayments(inputOf({ order: UNPAID, at: 5, ...given })).map(({ kind, about, against }) =>
    `${kind} ${about}${against === null ? "" : ` ${against}`}`
  );

test("a customer who paid a part is reminded of the rest", () => {
  const events = [paid("pay_1", 1, { amount_minor: 3_140 })];
  expect(owed({ order: UNPAID, events, told: true, at: 3 * DAY })).toContain("payment_reminder");
});

describe("an invoice", () => {
  test.each<readonly [string, Given, string]>([
    ["is owed, by its number", {}, "invoice 2026%2F0012"],
    ["is owed though it is paid", { events: [paid("p", 1)] }, "invoice 2026%2F0012"],
    [
      "is not owed once the order was cancelled",
      { events: [cancelled(1)] },
      "invoice 2026%2F0012 order_cancelled",
    ],
    [
      "is not owed once all was paid back",
      { events: [paid("p", 1), refunded("r", 2, WHOLE)] },
      "invoice 2026%2F0012 overtaken",
    ],
    [
      "is owed where a part was paid back",
      { events: [paid("p", 1), refunded("r", 2, 5)] },
      "invoice 2026%2F0012",
    ],
    ["is too old a week after its day", { at: 8 * DAY }, "invoice 2026%2F0012 too_old"],
  ])("%s", (_, given, expected) => {
    expect(plans({ order: BILLED, ...given })[0]).toBe(expected);
  });
  test("is none where the order brings none", () => expect(plans({})).toEqual([]));
  test("has a number that fits into a key", () => {
    expect(invoiceAbout({ number: "RE 7/2026", issued_on: "2026-11-22" })).toBe("RE%207%2F2026");
    expect(invoiceAbout({ number: "RE\ud800", issued_on: "2026-11-22" })).toBe("RE%EF%BF%BD");
  });
});

describe("a receipt", () => {
  test.each<readonly [string, readonly OrderEvent[], readonly string[]]>([
    ["is owed for each payment", [paid("a", 1, { amount_minor: 5 }), paid("b", 2, { amount_minor: 7 })], [
      "payment_receipt a",
      "payment_receipt b",
    ]],
    ["is overtaken once all was paid back", [paid("a", 1), refunded("r", 2, WHOLE)], [
      "payment_receipt a overtaken",
      "refund_issued r",
    ]],
    ["is owed where a part was paid back", [paid("a", 1), refunded("r", 2, 5)], [
      "payment_receipt a",
      "refund_issued r",
    ]],
    ["is owed of a cancelled order too", [paid("a", 1), cancelled(2)], ["payment_receipt a"]],
  ])("%s", (_, events, expected) => expect(plans({ events })).toEqual(expected));
});

describe("a receipt of a payment with two names", () => {
  const events = [paid(UNNAMED_PAYMENT, 0), paid("pi_4", 0, { transaction_id: "pi_4" })];
  const about = (...ledger: Ledger) => aboutsOf({ events, ledger }, "payment_receipt");
  const receipt = (state: Ledger[number]["state"], name: string) =>
    entry("payment_receipt", state, null, { about: name });

  test.each(["owed", "suppressed"] as const)(
    "that is leaving under one name is not begun under the other, which is %s",
    (state) => {
      expect(about(receipt(state, "pi_4"), receipt("sending", UNNAMED_PAYMENT))).toEqual([UNNAMED_PAYMENT]);
    },
  );

  test.each<readonly [string, Ledger, string]>([
    ["keeps the name under which it is owed where the other is suppressed", [
      receipt("suppressed", "pi_4"),
      receipt("owed", UNNAMED_PAYMENT),
    ], UNNAMED_PAYMENT],
    [
      "keeps the name under which it left",
      [receipt("sending", "pi_4"), receipt("sent", UNNAMED_PAYMENT)],
      UNNAMED_PAYMENT,
    ],
    [
      "keeps the name under which it was suppressed",
      [receipt("suppressed", UNNAMED_PAYMENT)],
      UNNAMED_PAYMENT,
    ],
    ["is tried under the next name where it failed under one", [receipt("failed", UNNAMED_PAYMENT)], "pi_4"],
    ["has its own name where there is no mail yet", [], "pi_4"],
    ["has its own name whatever another payment's mail was", [receipt("sent", "pi_9")], "pi_4"],
    ["has its own name whatever a mail of another kind was", [
      entry("refund_issued", "sent", 0, { about: UNNAMED_PAYMENT }),
    ], "pi_4"],
  ])("%s", (_, ledger, name) => expect(about(...ledger)).toEqual([name]));
});

describe("a failed payment", () => {
  const about = (id: string, at: number) => `payment_failed ${id}:${hours(at)}`;
  const stated = (status: "failed" | "pending" | "paid"): OrderDetails => ({
    ...UNPAID,
    payment: { status },
  });

  test.each<readonly [string, Given, readonly string[]]>([
    ["is told", { events: [failed("a", 1)] }, [about("a", 1)]],
    ["is told once, the last", { events: [failed("a", 1), failed("b", 3)] }, [about("b", 3)]],
    ["is not told once the order was cancelled", { events: [failed("a", 1), cancelled(2)] }, []],
    ["is not told once all is paid", { events: [failed("a", 1), paid("b", 2)] }, ["payment_receipt b"]],
    [
      "is not told after a payment of a part",
      { events: [failed("a", 1), paid("b", 2, { amount_minor: 5 })] },
      ["payment_receipt b"],
    ],
    ["is told after an earlier payment of a part", {
      events: [paid("b", 0.5, { amount_minor: 5 }), failed("a", 1)],
    }, ["payment_receipt b", about("a", 1)]],
    ["is told where the payment of a part came in the same moment", {
      events: [paid("b", 1, { amount_minor: 5 }), failed("a", 1)],
    }, ["payment_receipt b", about("a", 1)]],
    ["is not told while another is under way", {
      events: [failed("a", 1), { ...paid("b", 2), type: "payment.pending" } as OrderEvent],
    }, []],
    ["is told by the storefront's word", {
      events: [{ type: "order.changed", at: hours(2), order: stated("failed") }],
    }, [about(UNNAMED_PAYMENT, 2)]],
    ["is told by the attempt where the storefront says so too", {
      events: [failed("a", 1), { type: "order.changed", at: hours(2), order: stated("failed") }],
    }, [about("a", 1)]],
  ])("%s", (_, given, expected) => expect(plans(given)).toEqual(expected));

  const minutes = (count: number) => hours(1 - count / 60);
  const UNNAMED = `${UNNAMED_PAYMENT}:${minutes(5)}`;

  // The payment that failed, the key of an earlier mail, and the key of its own.
  test.each<readonly [string, string, string, string]>([
    ["one of the ten minutes before", "a", `a:${minutes(10)}`, `a:${minutes(10)}`],
    ["none that is older", "a", `a:${minutes(10.01)}`, `a:${hours(1)}`],
    ["none that comes later", "a", `a:${hours(1.1)}`, `a:${hours(1)}`],
    ["none of another payment", "a", `b:${minutes(5)}`, `a:${hours(1)}`],
    ["one that the storefront told without a name", "a", UNNAMED, UNNAMED],
    ["none that it told in the same moment", "a", `${UNNAMED_PAYMENT}:${hours(1)}`, `a:${hours(1)}`],
    [
      "one of any payment, told by the storefront without a name",
      UNNAMED_PAYMENT,
      `b:${minutes(5)}`,
      `b:${minutes(5)}`,
    ],
    ["no mail whose key is none", "a", "a", `a:${hours(1)}`],
  ])("shares its mail with %s", (_, id, earlier, key) => {
    const ledger = [entry("payment_failed", "sent", 1, { about: earlier })];
    expect(plans({ events: [failed(id, 1)], ledger })).toEqual([`payment_failed ${key}`]);
  });

  test("shares its mail with none of another kind", () => {
    const ledger = [entry("payment_receipt", "sent", 1, { about: `a:${minutes(5)}` })];
    expect(plans({ events: [failed("a", 1)], ledger })).toEqual([about("a", 1)]);
  });

  test.each([
    [`pay_1:${hours(1)}`, { id: "pay_1", at: hours(1) }],
    [`a:b:${hours(1)}`, { id: "a:b", at: hours(1) }],
    ["pay_1", null],
    [`:${hours(1)}`, null],
    [`pay_1:${hours(1)}0`, null],
  ])("is read from its key: %s", (key, failure) => expect(failureIn(key)).toEqual(failure));
});

describe("a refund", () => {
  const events = [paid("a", 1), refunded("r1", 2, 500)];
  const issued = (state: Ledger[number]["state"], about = "r1") =>
    entry("refund_issued", state, 2, { about });
  const mails = (given: Given) => plans(given).filter((one) => one.startsWith("refund"));

  test.each<readonly [string, Given, readonly string[]]>([
    ["is told, each", { events: [...events, refunded("r2", 3, 700)] }, [
      "refund_issued r1",
      "refund_issued r2",
    ]],
    ["that failed before its mail left is not told", { events: [...events, refundFailed("r1", 3)] }, []],
    ["that failed while its mail waits is not told", {
      events: [...events, refundFailed("r1", 3)],
      ledger: [issued("owed")],
    }, []],
    ["that failed after its mail failed is not told", {
      events: [...events, refundFailed("r1", 3)],
      ledger: [issued("failed")],
    }, []],
    ["that failed after its mail left is told to have failed", {
      events: [...events, refundFailed("r1", 3)],
      ledger: [issued("sent")],
    }, ["refund_failed r1"]],
    ["that failed is not told by the mail of another", {
      events: [...events, refundFailed("r1", 3)],
      ledger: [issued("sent", "r2")],
    }, []],
    ["that failed is not told by a mail of another kind", {
      events: [...events, refundFailed("r1", 3)],
      ledger: [entry("payment_receipt", "sent", 1, { about: "r1" })],
    }, []],
  ])("%s", (_, given, expected) => expect(mails(given)).toEqual(expected));

  test("that the shop took back is told to have failed, unless another stands in its place", () => {
    const ids = (at: number, ...refund_ids: readonly string[]): OrderEvent => ({
      type: "order.changed",
      at: hours(at),
      order: { ...UNPAID, refund_ids: [...refund_ids] },
    });
    const taken_back = [...events, ids(3, "r1"), ids(4)];
    expect(mails({ events: taken_back, ledger: [issued("sent")] })).toEqual(["refund_failed r1"]);
    const replaced = [...taken_back, refunded("r2", 4, 700)];
    expect(mails({ events: replaced, ledger: [issued("sent")] })).toEqual(["refund_issued r2"]);
    const later = [...taken_back, refunded("r2", 4.5, 700)];
    expect(mails({ events: later, ledger: [issued("sent")] })).toEqual([
      "refund_failed r1",
      "refund_issued r2",
    ]);
  });

  test("whose mail is being sent is waited for", () => {
    const due = (state: Ledger[number]["state"]) =>
      planPayments(
        inputOf({
          order: UNPAID,
          at: 5,
          events: [...events, refundFailed("r1", 3)],
          ledger: [issued(state)],
        }),
      )
        .find(({ kind }) => kind === "refund_failed")!.due_at_ms;
    expect(due("sending")).toBe(NOW_MS + 5 * HOUR_MS + 60_000);
    expect(due("sent")).toBe(NOW_MS + 5 * HOUR_MS);
  });
});
