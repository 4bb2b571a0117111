import { expect, test } from "vitest";
import { mayBeSameMethod } from "../../../src/orders/account/payment_method.ts";
import type { PaymentMethod } from "../../../src/orders/event.ts";

test.each<[PaymentMethod | undefined, PaymentMethod | undefined, boolean]>([
  [undefined, undefined, true],
  [{ brand: "PayPal" }, undefined, true],
  [{ brand: "PayPal" }, { brand: "Pay Pal Express" }, true],
  [{ brand: "PayPal" }, { brand: "Visa" }, false],
  [{ brand: "Zahlung im Laden" }, { brand: "Visa" }, true],
  [{ brand: "Kreditkarte" }, { brand: "Visa" }, true],
  [{ brand: "Vorkasse" }, { brand: "Nachnahme" }, false],
  [{ brand: "Gutschein" }, { brand: "Mastercard" }, false],
  [{ brand: "Visa", last4: "4242" }, { brand: "Visa", last4: "1881" }, false],
  [{ brand: "Visa", last4: "4242" }, { brand: "Visa", last4: "4242" }, true],
  [{ brand: "Visa", last4: "4242" }, { brand: "Visa" }, true],
  [{ brand: "Visa" }, { brand: "Visa", last4: "4242" }, true],
  [{ last4: "4242" }, { brand: "PayPal" }, true],
  [{ last4: "4242" }, undefined, true],
  [undefined, { last4: "4242" }, true],
])("%j and %j may be one method: %s", (one, other, may) => {
  expect(mayBeSameMethod(one, other)).toBe(may);
  expect(mayBeSameMethod(other, one)).toBe(may);
});
