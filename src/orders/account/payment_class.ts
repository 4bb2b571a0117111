/** Classifies a payment method by its name, and decides who takes the money. Pure. */
import type { OrderDetails, PaymentClass } from "../event.ts";

/** Receiver of the payment: a payment provider, the shop itself, or the person who hands the goods over. */
export type Collector = "provider" | "shop" | "courier";

const COLLECTORS: Readonly<Record<PaymentClass, Collector>> = {
  prepaid: "provider",
  transfer: "shop",
  on_delivery: "courier",
  on_terms: "shop",
  instalments: "provider",
  store_credit: "shop",
};

export function collectorOf(payment_class: PaymentClass): Collector {
  return COLLECTORS[payment_class];
}

/** Patterns of method names in the catalogues' languages; the first match wins. */
const NAMES: readonly (readonly [PaymentClass, RegExp])[] = [
  // Transfers that a provider confirms at once, whatever else their names contain.
  ["prepaid", /sofort|direkt\s?überweisung|instant|giropay|klarna|pay\s?pal|trustly|i\s?deal\b/i],
  [
    "on_delivery",
    /\bcod\b|(cash|pay(ment)?|card) (on|at) delivery|nachnahme|contre[- ]remboursement|à la livraison|contra[- ]?r?re?embolso|contra ?entrega|代引|代金引換|着払/i,
  ],
  [
    "transfer",
    /\bbacs\b|bank[- ]?(transfer|deposit|wire)|wire transfer|money order|che(ck|que)s?\b|überweisung|vorkasse|virement|chèque|transferencia|振込|銀行/i,
  ],
  [
    "on_terms",
    /\bnet[- ]?\d{1,3}\b|invoice|purchase order|on account|rechnung|sur facture|à réception de facture|con factura|請求書|後払い|掛け?払/i,
  ],
  [
    "store_credit",
    /store[- _]?credit|gift[- _]?(card|certificate)|voucher|guthaben|gutschein|carte[- ]cadeau|bon d.achat|tarjeta (de )?regalo|saldo|ギフト|ポイント/i,
  ],
];

/** Returns the class of a method name; undefined for a name without a hint, which is mostly paid at a provider. */
export function classOfName(name: string | undefined): PaymentClass | undefined {
  return name === undefined ? undefined : NAMES.find(([, pattern]) => pattern.test(name))?.[0];
}

/** A cheque is sent like a transfer, and is none: its customer reads of no transfer and no account. */
const CHEQUE = /\bche(ck|que)s?\b|ch[èe]que|\bscheck|assegn|小切手|شيك/i;

/** Returns whether the customer sends a cheque. */
export function isCheque(method: string | undefined): boolean {
  return method !== undefined && CHEQUE.test(method);
}

/** Returns the order's payment class: as its sender states, else by its dates or the name of its method. */
export function orderClass({ payment, invoice }: Pick<OrderDetails, "payment" | "invoice">): PaymentClass {
  if (payment?.class !== undefined) return payment.class;
  if ((payment?.instalments?.length ?? 0) > 1) return "instalments";
  if (payment?.due_on !== undefined || invoice?.due_on !== undefined) return "on_terms";
  return classOfName(payment?.method?.brand) ?? "prepaid";
}
