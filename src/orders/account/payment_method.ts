/** Decides whether two senders may mean the same payment method in different words. Pure. */
import type { PaymentMethod } from "../event.ts";

/** Patterns of method names in the catalogues' languages; the first match wins. */
const WAYS: readonly RegExp[] = [
  /pay\s?pal/i,
  /klarna/i,
  /amazon/i,
  /after\s?pay|clearpay/i,
  /affirm/i,
  /twint/i,
  /ideal/i,
  /gift|voucher|gutschein|cadeau|regalo|ギフト/i,
  /visa|master\s?card|maestro|amex|american express|diners|discover|jcb|union\s?pay|cards?\b|karte|tarjeta|carte|カード/i,
  /transfer|überweisung|vorkasse|virement|transferencia|sepa|\bbank|振込/i,
  /cash|nachnahme|bar(zahlung)?\b|espèces|efectivo|代引|代金引換/i,
];

/** Returns false only where both methods are known and differ: a shop may name its cards freely. */
export function mayBeSameMethod(a: PaymentMethod | undefined, b: PaymentMethod | undefined): boolean {
  if (a?.last4 !== undefined && b?.last4 !== undefined && a.last4 !== b.last4) return false;
  const [way, other] = [wayOf(a), wayOf(b)];
  return way === -1 || other === -1 || way === other;
}

/** Returns the index in `WAYS`; -1 for a name without a hint. */
function wayOf(method: PaymentMethod | undefined): number {
  const { brand = "" } = method ?? {};
  return WAYS.findIndex((way) => way.test(brand));
}
