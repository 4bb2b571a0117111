import fc from "fast-check";
import { expect, test } from "vitest";
import { type Account, accountOf } from "../../../src/orders/account/account.ts";
import { payableBy } from "../../../src/orders/account/due.ts";
import { sumOf } from "../../../src/orders/account/parts.ts";
import { reminderIn } from "../../../src/orders/plan/reminders.ts";
import type { ShopSettings } from "../../../src/orders/shop.ts";
import type { OrderView } from "../../../templates/view.ts";
import { moneyLife } from "../../orders/account/money_lives.ts";
import { NOW_MS, SHOP } from "../../support/cast.ts";
import { type Life, lived } from "../../support/lived.ts";
import { runs } from "../../support/runs.ts";

const DAY_MS = 86_400_000;

const shop: ShopSettings = {
  ...SHOP,
  pay_to: ["Kontor & Söhne GmbH", "IBAN DE75 5121 0800 1245 1261 99"],
  schedule: { ...SHOP.schedule, payment_reminder_days: [2, 6] },
};

/** Tries `each` with every mail that leaves in an order's life, up to a month after its last event. */
function inAnyLife(each: (life: Life) => void, numRuns = runs({ commit: 30, full: 300 })): void {
  fc.assert(
    fc.property(moneyLife, (events) => {
      const steps = events.map((event) => ({
        at_ms: Math.max(NOW_MS, Date.parse(event.at)),
        events: [event],
      }));
      each(lived(steps, steps.at(-1)!.at_ms + 30 * DAY_MS, shop));
    }),
    { numRuns },
  );
}

/** The amount at the end of `text`, in minor units. */
function minorIn(text: string): number {
  const [, minus, digits] = /([−-])?€([\d,.]+)$/.exec(text.trim()) ?? [];
  if (digits === undefined) throw new Error(`"${text}" ends in no amount`);
  return Number(digits.replace(/[,.]/g, "")) * (minus === undefined ? 1 : -1);
}

/** The rows between `first` and `last`, both included, of a mail's text. */
function rowsOf(text: string, first: string, last: string): readonly string[] {
  const rows = text.split("\n");
  const from = rows.findIndex((row) => row.startsWith(`${first}: `));
  if (from < 0) return [];
  const until = rows.findIndex((row, index) => index > from && row.startsWith(`${last}: `));
  return rows.slice(from, until + 1);
}

function addsUp(view: Pick<OrderView, "lines" | "sums" | "total">): void {
  const amounts = view.sums.map(({ amount }) => amount === "Free" ? 0 : minorIn(amount));
  if (amounts.length === 0) {
    expect(view.lines.map(({ total }) => total)).toEqual(view.lines.map(() => null));
    return;
  }
  expect(amounts.reduce((sum, amount) => sum + amount, 0)).toBe(minorIn(view.total));
  expect(view.lines.reduce((sum, { total }) => sum + minorIn(total!), 0)).toBe(amounts[0]);
}

test("nobody is reminded of what is not owed, not due, or taken at the door", () => {
  let seen = 0;
  inAnyLife(({ mails }) => {
    for (const { kind, about, order, at_ms, text } of mails) {
      if (kind !== "payment_reminder") continue;
      const account = accountOf(order);
      seen += 1;
      expect(account.class).not.toBe("on_delivery");
      expect(order.cancelled).toBeUndefined();
      expect(account.is_open_exact).toBe(true);
      const today = new Date(at_ms).toISOString().slice(0, 10);
      const asked_minor = minorIn(/^Still to pay: [^·\n]*/m.exec(text)![0]);
      expect(asked_minor).toBeGreaterThan(0);
      expect(asked_minor).toBeLessThanOrEqual(account.asked_minor);
      const { due_on } = reminderIn(about)!;
      if (due_on !== null) expect(due_on <= today).toBe(true);
      if (account.due.length === 1) expect((account.due[0]!.due_on ?? today) <= today).toBe(true);
      else expect(asked_minor).toBeLessThanOrEqual(payableBy(account.due, today));
    }
  });
  expect(seen).toBeGreaterThan(0);
});

test("a payment that failed causes a mail while something is open, and an order is confirmed when its checkout succeeded", () => {
  const seen = { payment_failed: 0, order_confirmation: 0, payment_receipt: 0 };
  inAnyLife(({ mails }) => {
    for (const { kind, about, order } of mails) {
      const { open_minor, is_concluded, payments } = accountOf(order);
      if (kind in seen) seen[kind as keyof typeof seen] += 1;
      if (kind === "payment_failed") expect(open_minor).toBeGreaterThan(0);
      if (kind === "order_confirmation") expect(is_concluded).toBe(true);
      if (kind === "payment_receipt") {
        expect(payments.some(({ named_as }) => named_as.includes(about))).toBe(true);
      }
    }
  }, runs({ commit: 200, full: 300 })); // Some lives have no receipt, and some no failed payment.
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(0);
});

test("a refund that failed causes a mail to the reader who got a mail about the refund, and to nobody else", () => {
  let seen = 0;
  inAnyLife(({ mails }) => {
    for (const { kind, about, order, ledger } of mails) {
      const refund = accountOf(order).refunds.find(({ named_as }) => named_as.includes(about));
      if (kind === "refund_issued") expect(refund?.failure).toBeUndefined();
      if (kind !== "refund_failed") continue;
      seen += 1;
      expect(refund?.failure).toBeDefined();
      expect(ledger.some((entry) => entry.kind === "refund_issued" && refund!.named_as.includes(entry.about)))
        .toBe(true);
    }
  }, runs({ commit: 300, full: 300 })); // One life in some twenty-five has one.
  expect(seen).toBeGreaterThan(0);
});

test("every sum that a mail's text shows adds up", () => {
  inAnyLife(({ mails }) => {
    for (const { kind, about, order, text } of mails) {
      const account = accountOf(order);
      const rows = rowsOf(text, "Subtotal", "Total").map((row) => row.endsWith(": Free") ? 0 : minorIn(row));
      expect(rows.slice(0, -1).reduce((sum, row) => sum + row, 0)).toBe(rows.at(-1) ?? 0);
      const to_pay = /^Still to pay: ([^·\n]*)/m.exec(text)?.[1];
      if (to_pay !== undefined && kind !== "payment_reminder") {
        expect(minorIn(to_pay)).toBe(account.asked_minor);
      }
      if (kind === "refund_issued") {
        const refund = account.refunds.find(({ named_as }) => named_as.includes(about))!;
        const stated = minorIn(/^(?:Partial|Full) refund: .*$/m.exec(text)![0]);
        expect(stated).toBe(refund.amount_minor);
      }
    }
  });
});

test("every sum that the order's page shows adds up, and says the same as the account", () => {
  inAnyLife(({ pages }) =>
    pages.forEach(({ order, page }) => {
      const account = accountOf(order);
      addsUp(page);
      expect(minorIn(page.total)).toBe(account.total_minor);
      if (page.to_pay !== null) expect(minorIn(page.to_pay.amount)).toBe(account.asked_minor);
      if (account.asked_minor === 0) expect(page.to_pay).toBeNull();
      if (page.to_pay !== null) expect(page.payment.sentence).not.toMatch(/^Paid/);
      expect(rowsMinor(page.money, "Payment")).toBe(sumOf(account.payments));
      expect(rowsMinor(page.money, "Refund") + rowsMinor(page.money, "Refund on its way"))
        .toBe(0 - sumOf(account.refunds.filter(({ failure }) => failure === undefined)));
      refundedAgrees(page, account);
    })
  );
});

function rowsMinor(
  rows: readonly { readonly label: string; readonly amount: string }[],
  label: string,
): number {
  return rows.filter((row) => row.label === label).reduce((sum, { amount }) => sum + minorIn(amount), 0);
}

function refundedAgrees({ payment: { refunded } }: OrderView, { refunded_minor }: Account): void {
  expect(refunded === null ? 0 : minorIn(refunded.amount)).toBe(0 - refunded_minor);
}
