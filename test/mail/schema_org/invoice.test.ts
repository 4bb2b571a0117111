import { describe, expect, test } from "vitest";
import { mailView } from "../../../src/mail/content/mail_content.ts";
import { render } from "../../../src/mail/content/render.ts";
import type { OrderDetails, OrderEvent } from "../../../src/orders/event.ts";
import type { ShopSettings } from "../../../src/orders/shop.ts";
import { ADAS_ORDER, hours, NOW_MS, SHOP } from "../../support/cast.ts";
import { orderOf, PAGE_URL } from "../views.ts";

const INVOICE = { number: "12", issued_on: "2026-11-22", due_on: "2026-12-06" };
const BILLED: OrderDetails = {
  ...ADAS_ORDER,
  locale: "en",
  payment: { status: "pending" },
  pay_url: "https://pay.example/1001",
  invoice: INVOICE,
};

function shown(details: OrderDetails, happened: readonly OrderEvent[] = [], shop: ShopSettings = SHOP) {
  const order = orderOf(details, ...happened);
  const view = mailView(order, shop, { kind: "invoice", about: "12" }, {}, { page_url: PAGE_URL }, NOW_MS);
  return { view, ...render("invoice", view) };
}

function payment(amount_minor: number): OrderEvent {
  return { type: "payment.succeeded", at: hours(1), payment: { id: "p", amount_minor } };
}

function schemaOf(html: string): Record<string, unknown> {
  return JSON.parse(/<script type="application\/ld\+json">(.*?)<\/script>/.exec(html)![1]!);
}

describe("an open invoice", () => {
  test("asks for its amount by its day, with one button to pay and how else it is paid", () => {
    const shop = { ...SHOP, pay_to: ["IBAN DE02 1203 0000 0000 2020 51"] };
    const { subject, html, text } = shown(BILLED, [], shop);
    expect(subject).toBe("Invoice 12 for order #1001");
    expect(text).toContain("Please pay €128.90 by December 6, 2026.");
    expect(text).toContain("Pay €128.90:\nhttps://pay.example/1001\n");
    expect(text).toContain("How to pay\n----------\nIBAN DE02");
    expect(html).toContain("The invoice is attached as a PDF.");
  });

  test("says nothing of a day or a button that it does not have", () => {
    const { html, text } = shown({
      ...BILLED,
      invoice: { ...INVOICE, due_on: undefined },
      pay_url: undefined,
    });
    expect(text).toContain("Please pay €128.90.");
    expect(html + text).not.toMatch(/Due date|Pay €/);
    expect(text).toContain(PAGE_URL);
  });

  test("asks for what is left where a part is paid", () => {
    const { text } = shown(BILLED, [payment(10_000)]);
    expect(text).toContain("Amount due: €28.90\nPaid so far: €100.00\nTotal: €128.90");
  });

  test("is marked for mail programs as a schema.org Invoice", () => {
    expect(schemaOf(shown(BILLED).html)).toMatchObject({
      "@type": "Invoice",
      confirmationNumber: "12",
      paymentDueDate: "2026-12-06",
      paymentStatus: "http://schema.org/PaymentDue",
      totalPaymentDue: { price: "128.90", priceCurrency: "EUR" },
      referencesOrder: { orderNumber: "#1001", price: "128.90" },
    });
  });
});

describe("an invoice that is paid", () => {
  test.each([
    ["by a payment", [payment(12_890)], BILLED],
    ["as the storefront says", [], { ...BILLED, payment: { status: "paid" as const } }],
  ])("%s is a document: it asks for nothing", (_, happened, details) => {
    const { html, text } = shown(details, happened);
    expect(text).toContain("this invoice is paid");
    expect(text).toContain("Total: €128.90");
    expect(html + text).not.toMatch(/Amount due|Due date|pay\.example|How to pay/);
    expect(schemaOf(html)).toMatchObject({
      paymentStatus: "http://schema.org/PaymentComplete",
      totalPaymentDue: { price: "0.00" },
    });
  });

  test("and one that is the shop's turn says that there is nothing to pay", () => {
    const { text } = shown({ ...BILLED, payment: { status: "authorized" } });
    expect(text).toContain("There’s nothing to pay.");
  });
});

describe("the shop's own document", () => {
  test("is one tap away beside the button to pay", () => {
    const url = "https://kontor.example/invoices/12.pdf";
    const [, body] = shown({ ...BILLED, invoice: { ...INVOICE, url } }).html.split("<body");
    expect(body).toContain(`href="${url}"`);
    expect(body!.indexOf("https://pay.example/1001")).toBeLessThan(body!.indexOf(url));
  });
});

test("a mail whose file cannot be written does not promise one", () => {
  const billing_address = { ...BILLED.billing_address!, name: "สมชาย" };
  expect(shown({ ...BILLED, billing_address }).text).not.toContain("attached");
});
