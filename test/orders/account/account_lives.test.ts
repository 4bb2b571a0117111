import fc from "fast-check";
import { expect, test } from "vitest";
import { type Account, accountOf } from "../../../src/orders/account/account.ts";
import { payableBy } from "../../../src/orders/account/due.ts";
import { sumOf } from "../../../src/orders/account/parts.ts";
import { awaitedPayment, canStart, isPaid } from "../../../src/orders/account/shop_waits.ts";
import { fold } from "../../../src/orders/fold/fold.ts";
import type { Order } from "../../../src/orders/state.ts";
import { runs } from "../../support/runs.ts";
import { anyOrder, moneyLife } from "./money_lives.ts";

/** Tries `holds` with the account of an order after each of its events. */
function always(holds: (account: Account, order: Order) => void): void {
  fc.assert(
    fc.property(moneyLife, (events) => {
      for (let count = 1; count <= events.length; count++) {
        const order = fold(events.slice(0, count))!;
        holds(accountOf(order), order);
      }
    }),
    { numRuns: runs({ commit: 150, full: 1_000 }) },
  );
}

test("the parts of an order add up to its total, or no part is shown", () => {
  always(({ breakdown: { state, parts }, total_minor, subtotal_minor }) => {
    if (state === "none") expect(parts).toEqual([]);
    else {
      expect(sumOf(parts)).toBe(total_minor);
      expect(sumOf(parts.filter(({ kind }) => kind === "line"))).toBe(subtotal_minor);
    }
    expect(parts.filter(({ kind }) => kind === "other")).toHaveLength(state === "adjusted" ? 1 : 0);
  });
});

test("the parts of a refund add up to its amount, or none is shown; so do the amounts of its destinations", () => {
  always(({ refunds }) => {
    for (const { breakdown: { parts }, destinations, amount_minor } of refunds) {
      if (parts.length > 0) expect(sumOf(parts)).toBe(amount_minor);
      expect(sumOf(destinations)).toBe(amount_minor);
    }
  });
});

test("the taxes by rate add up to the tax", () => {
  always(({ tax, tax_minor }) => expect(sumOf(tax)).toBe(tax_minor));
});

test("the paid amount is the sum of the payments and of what only the storefront reports as paid", () => {
  always(({ payments, unlisted_minor, paid_minor }) => {
    expect(sumOf(payments) + unlisted_minor).toBe(paid_minor);
    expect(unlisted_minor).toBeGreaterThanOrEqual(0);
    expect(new Set(payments.map(({ id }) => id)).size).toBe(payments.length);
  });
});

test("the open amount is the total minus what was paid or is reserved, or zero where the order asks for no money", () => {
  always(({ open_minor, total_minor, paid_minor, status, refunded_minor }, order) => {
    const stated = order.details.payment?.status ?? "";
    const reserved_minor = ["authorized", "partially_paid"].includes(stated) ? order.reserved_minor ?? 0 : 0;
    const is_closed = order.cancelled !== undefined ||
      ["authorized", "voided", "refunded"].includes(status) ||
      (paid_minor > 0 && refunded_minor >= paid_minor);
    expect(open_minor).toBe(is_closed ? 0 : Math.max(0, total_minor - Math.max(paid_minor, reserved_minor)));
  });
});

test("the amount asked for is open, equals the sum of what is due, and is not already being paid", () => {
  always(({ asked_minor, open_minor, pending_minor, due }) => {
    expect(asked_minor).toBeGreaterThanOrEqual(0);
    expect(asked_minor).toBeLessThanOrEqual(open_minor);
    expect(asked_minor + pending_minor).toBeGreaterThanOrEqual(open_minor);
    expect(sumOf(due)).toBe(asked_minor);
    expect(due.every(({ amount_minor }) => amount_minor > 0)).toBe(true);
    expect(payableBy(due, "9999-12-31")).toBe(asked_minor);
    const days = due.map(({ due_on }) => due_on ?? "9999-12-31");
    expect(days).toEqual(days.toSorted());
  });
});

test("the amount that went back is the refunds that were not withdrawn, and the lost disputes", () => {
  always(({ refunds, disputes, refunded_minor }) => {
    const sent_back = sumOf(refunds.filter(({ failure }) => failure === undefined));
    const lost = sumOf(disputes.filter(({ outcome }) => outcome === "lost"));
    expect(refunded_minor).toBeGreaterThanOrEqual(sent_back);
    expect(refunded_minor).toBeLessThanOrEqual(sent_back + lost);
  });
});

test("no two answers contradict each other", () => {
  always((account) => {
    const { status, total_minor, paid_minor, open_minor } = account;
    if (status === "paid" && paid_minor > 0) expect(open_minor).toBe(0);
    if (isPaid(account)) expect(open_minor).toBe(0);
    if (awaitedPayment(account) !== null) expect(open_minor).toBeGreaterThan(0);
    if (canStart(account) && total_minor > 0) expect(awaitedPayment(account)).toBeNull();
    if (!account.is_concluded) expect(canStart(account) && total_minor > 0).toBe(false);
  });
});

test("the order in which events arrive, and events that arrive twice, change nothing in an account", () => {
  fc.assert(
    fc.property(anyOrder, ({ events, arrived }) => {
      expect(accountOf(fold(arrived)!)).toEqual(accountOf(fold(events)!));
    }),
    { numRuns: runs({ commit: 150, full: 1_000 }) },
  );
});
