/** Situations from real shops, from the sender's body to the words of mail and page: what is owed, and what was paid. */
import { describe, expect, test } from "vitest";
import {
  DAY,
  life,
  line,
  paidAt,
  SHOP_WITH_ACCOUNT,
  shopify,
  shopifyStep,
  woo,
  wooStep,
} from "../support/kettle.ts";
import { kindsOf, mailOf, screenOf } from "../support/lived.ts";

describe("a payment that failed at the storefront", () => {
  const failed = { status: "failed", needs_payment: true };

  test("gets a mail with the link to pay, and nothing is confirmed", async () => {
    const told = await life([wooStep(0, failed)], 2);
    expect(kindsOf(told)).toEqual(["payment_failed"]);
    expect(mailOf(told, "payment_failed").text).toContain(woo()["payment_url"]);
    expect(screenOf(told.pages.at(-1)!.page)).toMatch(/^Your payment didn’t go through \| .*try again/);
    expect(told.pages.at(-1)!.page.to_pay).toMatchObject({ amount: "€30.00", pay_url: woo()["payment_url"] });
  });

  test("is confirmed once it is paid", async () => {
    const told = await life([wooStep(0, failed), wooStep(3, paidAt(3))], 4);
    expect(kindsOf(told)).toEqual(["payment_failed", "order_confirmation", "payment_receipt"]);
    expect(screenOf(told.pages.at(-1)!.page)).toMatch(/We’re getting your order ready/);
  });
});

describe("a checkout that was left at the payment provider", () => {
  const waiting = { needs_payment: true };

  test("causes no mail, neither while it waits nor when the storefront cancels it", async () => {
    const told = await life([wooStep(0, waiting), wooStep(2, { status: "cancelled" })], 30 * DAY);
    expect(kindsOf(told)).toEqual([]);
  });

  test("is an order once it is paid", async () => {
    const told = await life([wooStep(0, waiting), wooStep(1, paidAt(1))], 2);
    expect(kindsOf(told)).toEqual(["order_confirmation", "payment_receipt"]);
  });
});

describe("cash on delivery", () => {
  const cash = { status: "processing", payment_method: "cod", payment_method_title: "Cash on delivery" };

  test("is named with its sum, and nobody is reminded of it", async () => {
    const told = await life([wooStep(0, cash)], 30 * DAY, SHOP_WITH_ACCOUNT);
    expect(kindsOf(told)).not.toContain("payment_reminder");
    const { text } = mailOf(told, "order_confirmation");
    expect(text).toContain("You pay €30.00 on delivery (Cash on delivery)");
    expect(text).not.toMatch(/IBAN|hasn’t reached us|How to pay/);
    expect(screenOf(told.pages[0]!.page)).toMatch(/We’re getting your order ready/);
  });

  test("at the shop's counter is paid when it is collected", async () => {
    const pickup = {
      ...cash,
      shipping_lines: [{ method_title: "Local pickup", method_id: "local_pickup", total: "0.00" }],
      shipping_total: "0.00",
      total: "24.00",
    };
    const told = await life([wooStep(0, pickup)], 1);
    expect(mailOf(told, "order_confirmation").text)
      .toContain("You pay €24.00 when you collect it (Cash on delivery)");
  });
});

describe("payment within 30 days", () => {
  const terms = {
    financial_status: "pending",
    payment_gateway_names: [],
    total_outstanding: "30.00",
    payment_terms: {
      payment_terms_type: "net",
      payment_schedules: [{ amount: "30.00", currency: "EUR", due_at: "2026-12-22T12:00:00+01:00" }],
    },
  };

  test("names the day in mail and page, and is reminded of only from that day on", async () => {
    const told = await life([shopifyStep(0, terms)], 60 * DAY, SHOP_WITH_ACCOUNT);
    const { text } = mailOf(told, "order_confirmation");
    expect(text).toContain("Due Tuesday, December 22");
    expect(text).toContain("IBAN DE75 5121 0800 1245 1261 99");
    expect(told.pages[0]!.page.to_pay).toMatchObject({ amount: "€30.00", due: ["Due Tuesday, December 22"] });
    const reminders = told.mails.filter(({ kind }) => kind === "payment_reminder");
    expect(reminders.length).toBeGreaterThan(0);
    for (const { at_ms } of reminders) expect(at_ms).toBeGreaterThan(Date.parse("2026-12-22T00:00:00Z"));
    expect(screenOf(told.pages[0]!.page)).toMatch(/We’re getting your order ready/);
  });
});

test("a deposit counts as a part payment, and the mail asks for the rest", async () => {
  const deposit = {
    total: "800.00",
    line_items: [{ id: 1, name: "Kettle", quantity: 1, subtotal: "794.00", total: "794.00" }],
    ...paidAt(0),
    status: "partially-paid",
    needs_payment: true,
    meta_data: [{ key: "_wc_deposits_second_payment", value: "600.00" }],
  };
  const told = await life([wooStep(0, deposit)], 1);
  const { text } = mailOf(told, "order_confirmation");
  expect(text).toContain("€200.00 of €800.00 paid");
  expect(text).toContain("Still to pay: €600.00");
  expect(mailOf(told, "payment_receipt").text).toContain("Amount received: €200.00");
  expect(told.pages.at(-1)!.page.payment.sentence).toBe("€200.00 of €800.00 paid");
  expect(told.pages.at(-1)!.page.to_pay).toMatchObject({ amount: "€600.00" });
});

test("an exchange for something dearer asks for the difference, and its payment has a receipt of its own", async () => {
  const dearer = {
    line_items: [{ ...line("Kettle", "24.00"), current_quantity: 0 }, line("Teapot", "27.50")],
    total_price: "33.50",
    current_total_price: "33.50",
    financial_status: "partially_paid",
    total_outstanding: "3.50",
  };
  const told = await life([
    shopifyStep(0),
    shopifyStep(48, dearer),
    shopifyStep(60, { ...dearer, financial_status: "paid", total_outstanding: "0.00" }),
  ], 61);
  expect(mailOf(told, "order_changed").text).toContain("Still to pay: €3.50");
  const changed = told.pages.find(({ page }) => page.to_pay !== null)!.page;
  expect(changed.to_pay).toMatchObject({ amount: "€3.50", pay_url: shopify()["order_status_url"] });
  expect(told.pages.at(-1)!.page.to_pay).toBeNull();
});

test("two payments of an order that grew are two: the first is in the confirmation, the second has its receipt", async () => {
  const grown = {
    total: "41.00",
    line_items: [{ id: 1, name: "Kettle", quantity: 1, subtotal: "35.00", total: "35.00" }],
  };
  const told = await life([
    wooStep(0, paidAt(0)),
    wooStep(24, { ...grown, ...paidAt(0), status: "pending", needs_payment: true }),
    wooStep(30, { ...grown, ...paidAt(30) }),
  ], 31);
  expect(mailOf(told, "order_changed").text).toContain("Still to pay: €11.00");
  const receipts = told.mails.filter(({ kind }) => kind === "payment_receipt");
  expect(receipts.map(({ text }) => /Amount received: (.*)/.exec(text)?.[1])).toEqual(["€11.00"]);
  // The first fell within the order's minute: the confirmation says it.
  expect(mailOf(told, "order_confirmation").text).toContain("Paid");
  expect(told.pages.at(-1)!.page.money.map(({ amount }) => amount)).toEqual(["€30.00", "€11.00"]);
});

test("a bank transfer names the method and the account wherever the order is open", async () => {
  const transfer = { status: "on-hold", payment_method: "bacs", payment_method_title: "Bank transfer" };
  const told = await life([wooStep(0, transfer)], 20 * DAY, SHOP_WITH_ACCOUNT);
  expect(kindsOf(told)).toContain("payment_reminder");
  for (const { text } of told.mails) {
    expect(text).toContain("Bank transfer\nKontor & Söhne GmbH\nIBAN DE75 5121 0800 1245 1261 99");
    expect(text).toContain("Reference: #5501");
  }
  expect(told.pages.at(-1)!.page.to_pay?.how).toEqual([
    "Bank transfer",
    "Kontor & Söhne GmbH",
    "IBAN DE75 5121 0800 1245 1261 99",
    "Reference: #5501",
  ]);
  const paid = await life([wooStep(0, transfer), wooStep(5, paidAt(5))], 6, SHOP_WITH_ACCOUNT);
  expect(mailOf(paid, "payment_receipt").text).not.toContain("IBAN");
  expect(paid.pages.at(-1)!.page.to_pay).toBeNull();
});

test("an amount that changes while it is unpaid causes a mail with the new sum and the link to pay", async () => {
  const open = {
    status: "on-hold",
    payment_method: "bacs",
    payment_method_title: "Bank",
    needs_payment: true,
  };
  const told = await life([
    wooStep(0, open),
    wooStep(4, {
      ...open,
      total: "27.00",
      line_items: [{ id: 1, name: "Kettle", quantity: 1, subtotal: "24.00", total: "21.00" }],
    }),
  ], 5);
  expect(kindsOf(told)).toEqual(["order_confirmation", "order_changed"]);
  const { text } = mailOf(told, "order_changed");
  expect(text).toContain("€30.00");
  expect(text).toContain("Still to pay: €27.00");
  expect(text).toContain(woo()["payment_url"]);
});
