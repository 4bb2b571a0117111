import fc from "fast-check";
import { expect, test } from "vitest";
import { type Account, accountOf } from "../../../src/orders/account/account.ts";
import { payableBy } from "../../../src/orders/account/due.ts";
import { sumOf } from "../../../src/orders/account/parts.ts";
import { awaitedPayment, canStart, isPaidUp } from "../../../src/orders/account/shop_waits.ts";
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

test("the parts of an order are its total, or none is shown", () => {
  always(({ breakdown: { state, parts }, total_minor, subtotal_minor }) => {
    if (state === "none") expect(parts).toEqual([]);
    else {
      expect(sumOf(parts)).toBe(total_minor);
      expect(sumOf(parts.filter(({ kind }) => kind === "line"))).toBe(subtotal_minor);
    }
    expect(parts.filter(({ kind }) => kind === "other")).toHaveLength(state === "adjusted" ? 1 : 0);
  });
});

test("the parts of a refund are its amount, or none is shown, and so are the sums that its destinations get", () => {
  always(({ refunds }) => {
    for (const { breakdown: { parts }, destinations, amount_minor } of refunds) {
      if (parts.length > 0) expect(sumOf(parts)).toBe(amount_minor);
      expect(sumOf(destinations)).toBe(amount_minor);
    }
  });
});

test("the tax by rate is the tax", () => {
  always(({ tax, tax_minor }) => expect(sumOf(tax)).toBe(tax_minor));
});

test("what is paid is its payments and what the storefront alone knows of", () => {
  always(({ payments, unlisted_minor, paid_minor }) => {
    expect(sumOf(payments) + unlisted_minor).toBe(paid_minor);
    expect(unlisted_minor).toBeGreaterThanOrEqual(0);
    expect(new Set(payments.map(({ id }) => id)).size).toBe(payments.length);
  });
});

test("what is open is the total less what is paid, or nothing where the order asks for nothing", () => {
  always(({ open_minor, total_minor, paid_minor, status, refunded_minor }, order) => {
    const is_closed = order.cancelled !== undefined ||
      ["authorized", "voided", "refunded"].includes(status) ||
      (paid_minor > 0 && refunded_minor >= paid_minor);
    expect(open_minor).toBe(is_closed ? 0 : Math.max(0, total_minor - paid_minor));
  });
});

test("what is asked for is open, is due in its parts, and is never under way already", () => {
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

test("what went back is its refunds that were not called off, and lost disputes", () => {
  always(({ refunds, disputes, refunded_minor }) => {
    const sent_back = sumOf(refunds.filter(({ failure }) => failure === undefined));
    const lost = sumOf(disputes.filter(({ outcome }) => outcome === "lost"));
    expect(refunded_minor).toBeGreaterThanOrEqual(sent_back);
    expect(refunded_minor).toBeLessThanOrEqual(sent_back + lost);
  });
});

test("no answer contradicts another", () => {
  always((account) => {
    const { status, total_minor, paid_minor, open_minor } = account;
    if (status === "paid" && paid_minor > 0) expect(open_minor).toBe(0);
    if (isPaidUp(account)) expect(open_minor).toBe(0);
    if (awaitedPayment(account) !== null) expect(open_minor).toBeGreaterThan(0);
    if (canStart(account) && total_minor > 0) expect(awaitedPayment(account)).toBeNull();
    if (!account.is_concluded) expect(canStart(account) && total_minor > 0).toBe(false);
  });
});

test("the order in which its events arrive, and those that arrive twice, change nothing of an account", () => {
  fc.assert(
    fc.property(anyOrder, ({ events, arrived }) => {
      expect(accountOf(fold(arrived)!)).toEqual(accountOf(fold(events)!));
    }),
    { numRuns: runs({ commit: 150, full: 1_000 }) },
  );
});
