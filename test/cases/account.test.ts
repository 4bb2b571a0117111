/** Situations from real shops, from the sender's body to the words of mail and page: what is owed, what was paid, what went back. */
import { describe, expect, test } from "vitest";
import { contradictionsIn } from "../../src/orders/account/contradictions.ts";
import type { ShopSettings } from "../../src/orders/shop.ts";
import { hours, NOW_MS, SHOP } from "../support/cast.ts";
import { type Left, type Life, lived, screenOf, type Step } from "../support/lived.ts";
import { readByShopify } from "../support/shopify.ts";
import { readByStripe } from "../support/stripe.ts";
import { readByWoocommerce } from "../support/woocommerce.ts";

const HOUR_MS = 3_600_000;
const DAY = 24;
type Body = Readonly<Record<string, unknown>>;

const SHOP_WITH_ACCOUNT: ShopSettings = {
  ...SHOP,
  pay_to: ["Kontor & Söhne GmbH", "IBAN DE75 5121 0800 1245 1261 99"],
};

const PERSON = {
  first_name: "Nora",
  last_name: "Wirth",
  address_1: "Hafenweg 4",
  city: "Kiel",
  postcode: "24103",
  country: "DE",
};

/** `2026-11-22T12:00:00`, as WooCommerce writes UTC. */
function gmt(at: number): string {
  return hours(at).slice(0, 19);
}

/** A kettle for 24.00 and 6.00 of shipping at WooCommerce, on its way through the checkout. */
function woo(changed: Body = {}): Body {
  return {
    id: 5501,
    number: "5501",
    status: "pending",
    currency: "EUR",
    created_via: "checkout",
    date_created_gmt: gmt(0),
    date_modified_gmt: gmt(0),
    date_paid_gmt: null,
    total: "30.00",
    total_tax: "0.00",
    prices_include_tax: false,
    customer_id: 12,
    billing: { ...PERSON, email: "nora@wirth.example" },
    shipping: PERSON,
    payment_method: "mollie_card",
    payment_method_title: "Card",
    needs_payment: false,
    payment_url: "https://kontor.example/checkout/order-pay/5501/?key=wc_order_5501",
    line_items: [{ id: 1, name: "Kettle", quantity: 1, subtotal: "24.00", total: "24.00" }],
    shipping_lines: [{ method_title: "Courier", total: "6.00" }],
    shipping_total: "6.00",
    refunds: [],
    ...changed,
  };
}

function paidAt(at: number): Body {
  return { status: "processing", date_paid_gmt: gmt(at), needs_payment: false };
}

async function wooStep(at: number, changed: Body = {}): Promise<Step> {
  const topic = at === 0 ? "order.created" : "order.updated";
  const { events } = await readByWoocommerce(topic, woo({ date_modified_gmt: gmt(at), ...changed }));
  return { at_ms: NOW_MS + at * HOUR_MS, events };
}

/** A kettle for 24.00 and 6.00 of shipping at Shopify. */
function shopify(changed: Body = {}): Body {
  return {
    id: "5601",
    name: "#5601",
    created_at: hours(0),
    processed_at: hours(0),
    updated_at: hours(0),
    currency: "EUR",
    email: "nora@wirth.example",
    customer: { id: "12", first_name: "Nora", last_name: "Wirth" },
    customer_locale: "en",
    financial_status: "paid",
    payment_gateway_names: ["shopify_payments"],
    order_status_url: "https://kontor.example/orders/5601/authenticate?key=1",
    line_items: [line("Kettle", "24.00")],
    shipping_lines: [{ title: "Courier", price: "6.00" }],
    total_price: "30.00",
    current_total_price: "30.00",
    total_outstanding: "0.00",
    total_tax: "0.00",
    taxes_included: true,
    refunds: [],
    ...changed,
  };
}

function line(title: string, price: string): Body {
  return { id: `l-${title}`, title, price, quantity: 1, current_quantity: 1, requires_shipping: true };
}

async function shopifyStep(at: number, changed: Body = {}): Promise<Step> {
  const topic = at === 0 ? "orders/create" : "orders/updated";
  const { events } = await readByShopify(topic, shopify({ updated_at: hours(at), ...changed }));
  return { at_ms: NOW_MS + at * HOUR_MS, events };
}

async function refundStep(at: number, changed: Body): Promise<Step> {
  const { events } = await readByShopify("refunds/create", {
    id: "9601",
    order_id: "5601",
    created_at: hours(at),
    processed_at: hours(at),
    refund_line_items: [],
    order_adjustments: [],
    transactions: [],
    ...changed,
  });
  return { at_ms: NOW_MS + at * HOUR_MS, events };
}

async function life(
  steps: readonly (Step | Promise<Step>)[],
  until: number,
  shop: ShopSettings = SHOP,
): Promise<Life> {
  return lived(await Promise.all(steps), NOW_MS + until * HOUR_MS, shop);
}

function kinds({ mails }: Life): readonly string[] {
  return mails.map(({ kind }) => kind);
}

function mail({ mails }: Life, kind: Left["kind"]): Left {
  const found = mails.findLast((one) => one.kind === kind);
  if (found === undefined) throw new Error(`Cannot find ${kind} among ${kinds({ mails } as Life)}`);
  return found;
}

function page({ pages }: Life) {
  return pages.at(-1)!.page;
}

/** The rows of the summary in a mail's text, from the subtotal to the total. */
function summary(text: string): readonly string[] {
  const rows = text.split("\n");
  return rows.slice(
    rows.findIndex((row) => row.startsWith("Subtotal: ")),
    rows.findIndex((row) => row.startsWith("Total: ")) + 1,
  );
}

describe("a payment that failed at the storefront", () => {
  const failed = { status: "failed", needs_payment: true };

  test("gets a mail with the link to pay, and nothing is confirmed", async () => {
    const told = await life([wooStep(0, failed)], 2);
    expect(kinds(told)).toEqual(["payment_failed"]);
    expect(mail(told, "payment_failed").text).toContain(woo()["payment_url"]);
    expect(screenOf(page(told))).toMatch(/^Your payment didn’t go through \| .*try again/);
    expect(page(told).to_pay).toMatchObject({ amount: "€30.00", pay_url: woo()["payment_url"] });
  });

  test("is confirmed once it is paid", async () => {
    const told = await life([wooStep(0, failed), wooStep(3, paidAt(3))], 4);
    expect(kinds(told)).toEqual(["payment_failed", "order_confirmation", "payment_receipt"]);
    expect(screenOf(page(told))).toMatch(/We’re getting your order ready/);
  });
});

describe("a checkout that was left at the payment provider", () => {
  const waiting = { needs_payment: true };

  test("causes no mail, neither while it waits nor when the storefront cancels it", async () => {
    const told = await life([wooStep(0, waiting), wooStep(2, { status: "cancelled" })], 30 * DAY);
    expect(kinds(told)).toEqual([]);
  });

  test("is an order once it is paid", async () => {
    const told = await life([wooStep(0, waiting), wooStep(1, paidAt(1))], 2);
    expect(kinds(told)).toEqual(["order_confirmation", "payment_receipt"]);
  });
});

describe("cash on delivery", () => {
  const cash = { status: "processing", payment_method: "cod", payment_method_title: "Cash on delivery" };

  test("is named with its sum, and nobody is reminded of it", async () => {
    const told = await life([wooStep(0, cash)], 30 * DAY, SHOP_WITH_ACCOUNT);
    expect(kinds(told)).not.toContain("payment_reminder");
    const { text } = mail(told, "order_confirmation");
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
    expect(mail(told, "order_confirmation").text)
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
    const { text } = mail(told, "order_confirmation");
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
  const { text } = mail(told, "order_confirmation");
  expect(text).toContain("€200.00 of €800.00 paid");
  expect(text).toContain("Still to pay: €600.00");
  expect(mail(told, "payment_receipt").text).toContain("Amount received: €200.00");
  expect(page(told).payment.sentence).toBe("€200.00 of €800.00 paid");
  expect(page(told).to_pay).toMatchObject({ amount: "€600.00" });
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
  expect(mail(told, "order_changed").text).toContain("Still to pay: €3.50");
  const changed = told.pages.find(({ page }) => page.to_pay !== null)!.page;
  expect(changed.to_pay).toMatchObject({ amount: "€3.50", pay_url: shopify()["order_status_url"] });
  expect(page(told).to_pay).toBeNull();
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
  expect(mail(told, "order_changed").text).toContain("Still to pay: €11.00");
  const receipts = told.mails.filter(({ kind }) => kind === "payment_receipt");
  expect(receipts.map(({ text }) => /Amount received: (.*)/.exec(text)?.[1])).toEqual(["€11.00"]);
  // The first fell within the order's minute: the confirmation says it.
  expect(mail(told, "order_confirmation").text).toContain("Paid");
  expect(page(told).money.map(({ amount }) => amount)).toEqual(["€30.00", "€11.00"]);
});

test("a bank transfer names the method and the account wherever the order is open", async () => {
  const transfer = { status: "on-hold", payment_method: "bacs", payment_method_title: "Bank transfer" };
  const told = await life([wooStep(0, transfer)], 20 * DAY, SHOP_WITH_ACCOUNT);
  expect(kinds(told)).toContain("payment_reminder");
  for (const { text } of told.mails) {
    expect(text).toContain("Bank transfer\nKontor & Söhne GmbH\nIBAN DE75 5121 0800 1245 1261 99");
    expect(text).toContain("Reference: #5501");
  }
  expect(page(told).to_pay?.how).toEqual([
    "Bank transfer",
    "Kontor & Söhne GmbH",
    "IBAN DE75 5121 0800 1245 1261 99",
    "Reference: #5501",
  ]);
  const paid = await life([wooStep(0, transfer), wooStep(5, paidAt(5))], 6, SHOP_WITH_ACCOUNT);
  expect(mail(paid, "payment_receipt").text).not.toContain("IBAN");
  expect(page(paid).to_pay).toBeNull();
});

test("every HTML entity is decoded exactly once, in titles and in names", async () => {
  const told = await life([
    wooStep(0, {
      ...paidAt(0),
      billing: { ...PERSON, first_name: "Zo&euml;", email: "zoe@wirth.example" },
      line_items: [{
        id: 1,
        name: "Gl&uuml;hwein &frac12;&thinsp;l",
        quantity: 1,
        subtotal: "24.00",
        total: "24.00",
      }],
    }),
  ], 1);
  const { text } = mail(told, "order_confirmation");
  expect(text).toContain("Thank you, Zoë");
  expect(text).toMatch(/Glühwein ½\s?l\n/);
  expect(text).not.toMatch(/&\w+;/);
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
  expect(kinds(told)).toEqual(["order_confirmation", "order_changed"]);
  const { text } = mail(told, "order_changed");
  expect(text).toContain("€30.00");
  expect(text).toContain("Still to pay: €27.00");
  expect(text).toContain(woo()["payment_url"]);
});

describe("a refund", () => {
  test("to the store credit is there at once, and no bank takes any days", async () => {
    const told = await life([
      shopifyStep(0),
      refundStep(5, {
        transactions: [{
          kind: "refund",
          status: "success",
          amount: "9.00",
          currency: "EUR",
          gateway: "shopify_store_credit",
        }],
      }),
    ], 6);
    const { text } = mail(told, "refund_issued");
    expect(text).toContain("We’ve added €9.00 to your store credit");
    expect(text).not.toMatch(/working days|the way you paid/);
  });

  test("that the storefront deletes is taken back: the refunded sum is what remains", async () => {
    const refund = (id: number, total: string) => ({ id, reason: "", total });
    const told = await life([
      wooStep(0, paidAt(0)),
      wooStep(10, { ...paidAt(0), refunds: [refund(1, "-4.00")] }),
      wooStep(20, { ...paidAt(0), refunds: [refund(2, "-6.00")] }),
    ], 21);
    const { text } = mail(told, "refund_issued");
    expect(text).toContain("€6.00");
    expect(text).toContain("€4.00");
    expect(text).not.toContain("€10.00");
    expect(kinds(told).filter((kind) => kind === "refund_failed")).toEqual([]);
    expect(page(told).payment.refunded).toMatchObject({ amount: "−€6.00" });
  });

  test("that the storefront deletes without a replacement is reported as withdrawn", async () => {
    const told = await life([
      wooStep(0, paidAt(0)),
      wooStep(10, { ...paidAt(0), refunds: [{ id: 1, reason: "", total: "-4.00" }] }),
      wooStep(20, paidAt(0)),
    ], 21);
    expect(kinds(told)).toContain("refund_failed");
    expect(page(told).payment.refunded).toBeNull();
    expect(page(told).money.map(({ label }) => label)).toEqual(["Payment", "Refund that was withdrawn"]);
  });

  test("that failed at the provider is taken back", async () => {
    const payment = { id: "ch_7", payment_intent: "pi_7", currency: "eur", amount: 3_000 };
    const stripe = async (at: number, type: string, object: Body, previous_attributes?: Body) => {
      const read = await readByStripe({
        id: `evt_${at}`,
        type,
        created: (NOW_MS + at * HOUR_MS) / 1_000,
        data: { object, previous_attributes },
      });
      return { at_ms: NOW_MS + at * HOUR_MS, events: read.events };
    };
    const charge = { ...payment, object: "charge", captured: true, amount_captured: 3_000 };
    const refund = { id: "re_7", amount: 800, currency: "eur", charge: "ch_7", payment_intent: "pi_7" };
    const told = await life([
      shopifyStep(0, { financial_status: "pending", total_outstanding: undefined }),
      stripe(0.1, "charge.succeeded", charge),
      stripe(20, "charge.refunded", { ...charge, amount_refunded: 800 }, { amount_refunded: 0 }),
      stripe(50, "refund.failed", {
        ...refund,
        status: "failed",
        failure_reason: "expired_or_canceled_card",
      }),
    ], 60);
    expect(mail(told, "refund_issued").text).toContain("Your refund of €8.00 is on its way");
    const { subject, text } = mail(told, "refund_failed");
    expect(`${subject}\n${text}`).toContain("€8.00");
    expect(screenOf(page(told))).not.toContain("refunded");
    expect(page(told).payment).toMatchObject({ refunded: null });
    expect(page(told).money.map(({ label }) => label)).toEqual(["Payment", "Refund that didn’t go through"]);
  });

  test("names every part that it is made of, and they add up to it", async () => {
    const euros = (amount: string) => ({
      shop_money: { amount, currency_code: "EUR" },
      presentment_money: { amount, currency_code: "EUR" },
    });
    const step = await refundStep(5, {
      refund_line_items: [{
        line_item_id: "l-Kettle",
        quantity: 1,
        subtotal: "24.00",
        subtotal_set: euros("24.00"),
        total_tax: "1.92",
        total_tax_set: euros("1.92"),
      }],
      order_adjustments: [{ kind: "shipping_refund", amount: "-6.00", tax_amount: "-0.48" }],
      transactions: [{ kind: "refund", status: "success", amount: "32.40", currency: "EUR" }],
    });
    const taxed = {
      total_price: "32.40",
      current_total_price: "32.40",
      total_tax: "2.40",
      taxes_included: false,
    };
    const told = await life([shopifyStep(0, taxed), step], 6);
    const { text } = mail(told, "refund_issued");
    expect(text).toContain("€32.40");
    expect(text).toContain("Quantity: 1 = €24.00");
    expect(text).toContain("Shipping: €6.48");
    expect(text).toContain("Tax: €1.92");
    expect(step.events.flatMap(contradictionsIn)).toEqual([]);
  });
});

test("what the customer wrote is in confirmation and page, with its line breaks, and so is the number of the purchase", async () => {
  const told = await life([
    shopifyStep(0, {
      note: "The bell is broken.\nPlease knock.",
      note_attributes: [{ name: "Gift message", value: "Enjoy!\nYour Nora" }],
      po_number: "PO-2214",
    }),
  ], 1);
  const { text } = mail(told, "order_confirmation");
  expect(text).toContain("The bell is broken.\nPlease knock.");
  expect(text).toContain("Enjoy!\nYour Nora");
  expect(text).toContain("PO-2214");
  expect(page(told).remarks).toEqual({
    note: ["The bell is broken.\nPlease knock."],
    gift_message: ["Enjoy!\nYour Nora"],
    po_number: "PO-2214",
  });
});

test("cash that is rounded is paid as it was rounded, with a row that says so", async () => {
  const rounding = { amount: "0.01", currency_code: "EUR" };
  const told = await life([
    shopifyStep(0, {
      line_items: [line("Kettle", "23.99")],
      total_price: "29.99",
      current_total_price: "29.99",
      payment_gateway_names: ["cash"],
      total_cash_rounding_payment_adjustment_set: { shop_money: rounding, presentment_money: rounding },
    }),
  ], 1);
  expect(summary(mail(told, "order_confirmation").text)).toEqual([
    "Subtotal: €23.99",
    "Shipping (Courier): €6.00",
    "Rounding: €0.01",
    "Total: €30.00",
  ]);
});

describe("what a total at WooCommerce is made of", () => {
  test("gift cards that were taken off it are rows of it", async () => {
    const cards = [{ code: "FERN-0001-AB12", amount: 18 }, { code: "FERN-0002-CD34", amount: 7 }];
    const told = await life([wooStep(0, { ...paidAt(0), total: "5.00", gift_cards: cards })], 1);
    expect(summary(mail(told, "order_confirmation").text)).toEqual([
      "Subtotal: €24.00",
      "Shipping (Courier): €6.00",
      "Gift card (…AB12): −€18.00",
      "Gift card (…CD34): −€7.00",
      "Total: €5.00",
    ]);
  });

  test("fees alone stand as lines, and the order has its mail", async () => {
    const told = await life([
      wooStep(0, {
        ...paidAt(0),
        line_items: [],
        shipping_lines: [],
        shipping_total: "0.00",
        fee_lines: [{ id: 7, name: "Repair of your kettle", total: "30.00", total_tax: "0.00" }],
      }),
    ], 1);
    const { text } = mail(told, "order_confirmation");
    expect(text).toContain("Repair of your kettle\n1 × €30.00 = €30.00");
    expect(summary(text)).toEqual(["Subtotal: €30.00", "Total: €30.00"]);
  });

  test("shipping that stands in the total alone is a row", async () => {
    const told = await life([wooStep(0, { ...paidAt(0), shipping_lines: [] })], 1);
    expect(summary(mail(told, "order_confirmation").text)).toEqual([
      "Subtotal: €24.00",
      "Shipping: €6.00",
      "Total: €30.00",
    ]);
  });

  test("two rates of tax are two rows", async () => {
    const told = await life([
      wooStep(0, {
        ...paidAt(0),
        prices_include_tax: false,
        total: "33.48",
        total_tax: "3.48",
        shipping_tax: "1.14",
        line_items: [{
          id: 1,
          name: "Kettle",
          quantity: 1,
          subtotal: "24.00",
          total: "24.00",
          total_tax: "2.34",
        }],
        shipping_lines: [{ method_title: "Courier", total: "6.00", total_tax: "1.14" }],
        tax_lines: [
          { label: "VAT", rate_percent: 7, tax_total: "2.34", shipping_tax_total: "0.00" },
          { label: "VAT", rate_percent: 19, tax_total: "0.00", shipping_tax_total: "1.14" },
        ],
      }),
    ], 1);
    expect(summary(mail(told, "order_confirmation").text)).toEqual([
      "Subtotal: €24.00",
      "Shipping (Courier): €6.00",
      "VAT 7%: €2.34",
      "VAT 19%: €1.14",
      "Total: €33.48",
    ]);
  });

  test("parts of a bundle have no price of their own", async () => {
    const told = await life([
      wooStep(0, {
        ...paidAt(0),
        line_items: [
          { id: 1, name: "Tea set", quantity: 1, subtotal: "24.00", total: "24.00" },
          { id: 2, name: "Cup", quantity: 2, subtotal: "0.00", total: "0.00", bundled_by: "1" },
        ],
      }),
    ], 1);
    const { text } = mail(told, "order_confirmation");
    expect(text).toContain("Tea set\n1 × €24.00 = €24.00");
    expect(text).toContain("Cup\n");
    expect(text).not.toContain("€0.00");
  });
});

describe("an order whose parts are not its total", () => {
  test.each([
    ["by little", "27.00", [
      "Subtotal: €24.00",
      "Shipping (Courier): €6.00",
      "Other adjustments: −€3.00",
      "Total: €27.00",
    ]],
    ["by so much that no part can be believed", "90.00", []],
  ])(
    "%s shows the total as it was sent, and no parts that would not add up to it",
    async (_how, total, rows) => {
      const told = await life([shopifyStep(0, { total_price: total, current_total_price: total })], 1);
      const { text, order } = mail(told, "order_confirmation");
      expect(text).toContain(`Total: €${total}`);
      expect(rows.length === 0 ? text.includes("Subtotal") : summary(text)).toEqual(
        rows.length === 0 ? false : rows,
      );
      expect(contradictionsIn({ type: "order.placed", at: order.details.placed_at, order: order.details }))
        .toMatchObject([{ of: "total", parts_minor: 3_000 }]);
      expect(page(told).sums.map(({ label, amount }) => `${label}: ${amount}`)).toEqual(rows.slice(0, -1));
    },
  );
});
