import { expect, test } from "vitest";
import { classOfName, collectorOf } from "../../../src/orders/account/payment_class.ts";

test.each([
  ["Cash on Delivery (COD)", "on_delivery"],
  ["Barzahlung per Nachnahme", "on_delivery"],
  ["Paiement à la livraison", "on_delivery"],
  ["Contrarreembolso", "on_delivery"],
  ["代金引換", "on_delivery"],
  ["Direct bank transfer", "transfer"],
  ["Bank Deposit", "transfer"],
  ["Check payments", "transfer"],
  ["Vorkasse", "transfer"],
  ["Virement bancaire", "transfer"],
  ["Transferencia bancaria", "transfer"],
  ["銀行振込", "transfer"],
  ["Net 30", "on_terms"],
  ["Kauf auf Rechnung", "on_terms"],
  ["Purchase order", "on_terms"],
  ["請求書払い", "on_terms"],
  ["shopify_store_credit", "store_credit"],
  ["Gift card", "store_credit"],
  ["Sofortüberweisung", "prepaid"],
  ["Klarna Rechnung", "prepaid"],
  ["PayPal Checkout", "prepaid"],
  ["Visa", undefined],
  ["Checkout.com", undefined],
  ["", undefined],
  [undefined, undefined],
])("%s is paid %s", (name, payment_class) => {
  expect(classOfName(name)).toBe(payment_class);
});

test.each(
  [
    ["prepaid", "provider"],
    ["instalments", "provider"],
    ["transfer", "shop"],
    ["on_terms", "shop"],
    ["store_credit", "shop"],
    ["on_delivery", "courier"],
  ] as const,
)("what is paid %s goes to the %s", (payment_class, collector) => {
  expect(collectorOf(payment_class)).toBe(collector);
});
