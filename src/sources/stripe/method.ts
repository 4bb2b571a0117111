/**
 * Describes Stripe's payment methods in customers' terms. It never returns more of a card number than the last four
 * digits.
 */
import * as v from "valibot";
import { PaymentMethod } from "../../orders/event.ts";
import { Code, fitting, helpful, known } from "../read/fields.ts";

const Last4 = PaymentMethod.entries.last4;

/** `payment_method_details` of a charge, or a payment method itself: `{type: "card", card: {brand, last4, wallet}}`. */
const Details = v.object({
  type: v.string(),
  card: helpful(v.object({
    brand: Code,
    wallet: helpful(v.object({ type: Code })),
  })),
});

/** Returns the method; undefined where the details are missing or in another form: the payment counts without them. */
export function methodOf(details: unknown): PaymentMethod | undefined {
  const read = v.safeParse(Details, details);
  if (!read.success) return undefined;
  const { type, card } = read.output;
  const own = (details as Readonly<Record<string, unknown>>)[type];
  const last4 = typeof own === "object" && own !== null ? (own as { last4?: unknown }).last4 : undefined;
  const method = known({
    brand: type === "card" || type === "card_present" ? nameOf(card?.brand) : nameOf(type),
    last4: fitting(Last4, last4),
    wallet: nameOf(card?.wallet?.type),
  });
  return Object.keys(method).length === 0 ? undefined : method;
}

/** Names that differ from the code written with capital initials. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ["acss_debit", "Pre-authorised debit"],
  ["afterpay_clearpay", "Afterpay / Clearpay"],
  ["amex", "American Express"],
  ["amex_express_checkout", "American Express"],
  ["au_becs_debit", "BECS Direct Debit"],
  ["bacs_debit", "Bacs Direct Debit"],
  ["blik", "BLIK"],
  ["customer_balance", "Bank transfer"],
  ["diners", "Diners Club"],
  ["eftpos_au", "eftpos"],
  ["eps", "EPS"],
  ["fpx", "FPX"],
  ["ideal", "iDEAL"],
  ["jcb", "JCB"],
  ["mastercard", "Mastercard"],
  ["mobilepay", "MobilePay"],
  ["oxxo", "OXXO"],
  ["p24", "Przelewy24"],
  ["paypal", "PayPal"],
  ["paynow", "PayNow"],
  ["promptpay", "PromptPay"],
  ["revolut_pay", "Revolut Pay"],
  ["sepa_debit", "SEPA Direct Debit"],
  ["twint", "TWINT"],
  ["unionpay", "UnionPay"],
  ["us_bank_account", "Bank account"],
  ["wechat_pay", "WeChat Pay"],
]);

const NAME_MAX = 40;

/** Turns `apple_pay` into `Apple Pay`. */
function nameOf(code: string | null | undefined): string | undefined {
  if (
    typeof code !== "string" || code === "unknown" || !/^[a-z0-9_]+$/.test(code) || code.length > NAME_MAX
  ) {
    return undefined;
  }
  return NAMES.get(code) ??
    code.replaceAll("_", " ").trim().replace(/\b[a-z]/g, (letter) => letter.toUpperCase());
}
