import { describe, expect, test } from "vitest";
import { planMessages } from "../../../src/orders/plan/plan.ts";
import { factsShownBy } from "../../../src/orders/plan/facts_shown.ts";
import type { LedgerEntry } from "../../../src/messages/ledger.ts";
import type { OrderEvent } from "../../../src/orders/event.ts";
import { ADAS_ORDER, NOW_MS, SHOP } from "../../support/cast.ts";
import { type Given, inputOf } from "../../support/plan_input.ts";

const PAYMENT = { id: "pay_1", amount_minor: 12_890 };
const paid = (seconds: number): NonNullable<Given["events"]> => [{
  type: "payment.succeeded",
  at: new Date(NOW_MS + seconds * 1_000).toISOString(),
  payment: PAYMENT,
}];
const RESERVED = { ...ADAS_ORDER, payment: { status: "authorized" as const } };
const UNPAID = { ...ADAS_ORDER, payment: { status: "pending" as const } };

/** What speaks against the receipt; undefined where there is none. */
function against(given: Given) {
  return planMessages(inputOf(given)).find(({ kind }) => kind === "payment_receipt")?.against;
}

const confirmation = (state: LedgerEntry["state"], is_paid?: boolean): LedgerEntry => ({
  kind: "order_confirmation",
  about: "",
  state,
  closed_at: NOW_MS,
  facts_shown: is_paid === undefined ? null : { paid: is_paid },
});

describe("a receipt of the order's own minute", () => {
  test("is in the confirmation, which is about to say that it is paid, or has said so", () => {
    expect(against({ events: paid(60) })).toBe("in_confirmation");
    expect(against({ events: paid(-60) })).toBe("in_confirmation");
    expect(against({ events: paid(5), ledger: [confirmation("sent", true)] })).toBe("in_confirmation");
  });

  test("is a mail of its own a second later", () => {
    expect(against({ events: paid(61) })).toBeNull();
  });

  test("is a mail of its own where the confirmation said something else, or reached nobody", () => {
    for (
      const told of [
        confirmation("sent", false),
        confirmation("sent"),
        confirmation("failed", true),
        confirmation("bounced", true),
      ]
    ) {
      expect(against({ order: UNPAID, events: paid(5), ledger: [told] }), told.state).toBeNull();
    }
  });

  test("is a mail of its own where the confirmation called the money reserved", () => {
    const reserved = factsShownBy("order_confirmation", "", inputOf({ order: RESERVED }));
    expect(reserved).toMatchObject({ paid: false });
    const told = { ...confirmation("sent"), facts_shown: reserved };
    expect(against({ order: RESERVED, events: paid(5), ledger: [told] })).toBeNull();
    expect(factsShownBy("order_confirmation", "", inputOf({ events: paid(5) }))).toMatchObject({
      paid: true,
    });
  });

  test("is a mail of its own where it pays what the order came to after the confirmation", () => {
    const at = (seconds: number) => new Date(NOW_MS + seconds * 1_000).toISOString();
    const dearer: OrderEvent = {
      type: "order.changed",
      at: at(20),
      order: { ...ADAS_ORDER, total_minor: ADAS_ORDER.total_minor + 300, lines: ADAS_ORDER.lines },
    };
    const rest: OrderEvent = {
      type: "payment.succeeded",
      at: at(40),
      payment: { id: "pay_2", amount_minor: 300 },
    };
    const told = { ...confirmation("sent"), facts_shown: { paid: true, changes: 0 } };
    const receipts = planMessages(inputOf({ events: [...paid(5), dearer, rest], ledger: [told] }))
      .filter(({ kind }) => kind === "payment_receipt");
    expect(receipts.map(({ about, against }) => [about, against])).toEqual([
      ["pay_1", "in_confirmation"],
      ["pay_2", null],
    ]);
  });

  test("is a mail of its own where no confirmation leaves, or the shop wants two", () => {
    const off = { ...SHOP.mails, kinds: { order_confirmation: "off" as const } };
    expect(against({ events: paid(5), shop: { mails: off } })).toBeNull();
    const two = { ...SHOP.mails, receipt_in_confirmation: false };
    expect(against({ events: paid(5), shop: { mails: two } })).toBeNull();
  });
});
