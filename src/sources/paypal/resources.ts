/**
 * Reads PayPal's capture, refund and dispute as the payment concerned. The capture's id names the payment in all
 * three.
 */
import * as v from "valibot";
import { type Payment, type Refund } from "../../orders/event.ts";
import { minorFromDecimal } from "../../orders/money.ts";
import type { Reference } from "../../orders/reference.ts";
import { ok, type Result } from "../../result.ts";
import { Code, fitting, helpful, known, list, Words } from "../read/fields.ts";
import { distinct, orderReferences, paymentReferences } from "../read/references.ts";
import { checked, invalid } from "../read/parse_error.ts";
import { Currency, Id, Instant } from "../../values/schemas.ts";

interface About {
  /** The capture's id, which PayPal shows to the customer as the transaction. */
  readonly order: string;
  readonly also: readonly Reference[];
}

/**
 * Reads `{currency_code: "EUR", value: "89.99"}`. PayPal writes HUF and TWD without decimals although ISO 4217 gives
 * them two; the text is decimal, so "500" is read as 500.00.
 */
const Money = v.pipe(
  v.object({ currency_code: Currency, value: v.string() }),
  v.rawTransform<{ currency_code: string; value: string }, number>(({ dataset, addIssue, NEVER }) => {
    if (!dataset.typed) return NEVER;
    const minor = minorFromDecimal(dataset.value.value, dataset.value.currency_code);
    if (minor.ok) return minor.value;
    addIssue({ message: minor.message });
    return NEVER;
  }),
);

/** Reads an amount of version 1 of PayPal's API, `{total: "-2.50", currency: "EUR"}`; refunds may be below zero. */
const MoneyV1 = v.pipe(
  v.object({ total: v.union([v.string(), v.number()]), currency: Currency }),
  v.rawTransform<{ total: string | number; currency: string }, number>(({ dataset, addIssue, NEVER }) => {
    if (!dataset.typed) return NEVER;
    const minor = minorFromDecimal(dataset.value.total, dataset.value.currency);
    if (minor.ok) return Math.abs(minor.value);
    addIssue({ message: minor.message });
    return NEVER;
  }),
);

/** Reads an amount of either version; an amount in neither form is refused with the error of version 2. */
const EitherMoney = v.lazy((input) => isV1(input) ? MoneyV1 : Money);

function isV1(input: unknown): boolean {
  return typeof input === "object" && input !== null && "total" in input;
}

const shared = {
  id: Id,
  amount: EitherMoney,
  // Names of version 1 for `custom_id` and `invoice_id`, and the payment to which a capture or sale belongs.
  custom: Code,
  invoice_number: Code,
  parent_payment: Code,
  custom_id: Code,
  invoice_id: Code,
  supplementary_data: helpful(v.object({
    related_ids: helpful(v.object({
      order_id: Code,
      authorization_id: Code,
      capture_id: Code,
    })),
  })),
};

const Capture = v.object(shared);
const RefundResource = v.object({
  ...shared,
  status: Code,
  // Version 1 writes `state`, in small letters, and names the capture or sale that was refunded.
  state: Code,
  capture_id: Code,
  sale_id: Code,
  note_to_payer: Words,
  links: list(v.unknown()),
});

export function readCapture(resource: unknown): Result<About & { readonly payment: Payment }, "invalid"> {
  const read = checked(Capture, resource, inResource);
  if (!read.ok) return read;
  const { id, amount } = read.value;
  const payment = { id, amount_minor: amount, method: METHOD, transaction_id: id };
  return ok({ order: id, also: alsoOf(read.value, id), payment });
}

const METHOD = { brand: "PayPal" };

/** Statuses of refunds that failed. A pending refund counts, as PayPal sends no second event when it arrives. */
const VOID = ["CANCELLED", "CANCELED", "FAILED"];

/** Reads a refund; the field `refund` is `null` when no money moved. */
export function readRefund(
  resource: unknown,
): Result<About & { readonly refund: Refund | null }, "invalid"> {
  const read = checked(RefundResource, resource, inResource);
  if (!read.ok) return read;
  const { id, amount, note_to_payer, links, supplementary_data, capture_id, sale_id } = read.value;
  const status = (read.value.status ?? read.value.state ?? "").toUpperCase();
  const named = supplementary_data?.related_ids?.capture_id ?? capture_id ?? sale_id;
  const related = fitting(Id, named ?? undefined);
  // A reversal's resource may be the capture itself, whose only "up" link is its order.
  const capture = related ?? captureAbove(links) ?? id;
  return ok({
    order: capture,
    also: alsoOf(read.value, capture),
    refund: VOID.includes(status) || amount === 0 ? null : {
      ...known({ id, amount_minor: amount, payment_id: capture, reason: note_to_payer }),
      lines: [],
      ...(status === "PENDING" ? { status: "pending" as const } : {}),
    },
  });
}

/**
 * Finds the id of the refunded capture, which only a link names: `{rel: "up", href:
 * "…/v2/payments/captures/2GG27…"}`.
 */
function captureAbove(links: readonly unknown[]): string | undefined {
  for (const link of links) {
    if (typeof link !== "object" || link === null) continue;
    const { rel, href } = link as { readonly rel?: unknown; readonly href?: unknown };
    const found = rel === "up" && typeof href === "string" ? /\/captures\/([\w-]{1,64})$/.exec(href) : null;
    if (found !== null) return found[1];
  }
  return undefined;
}

function alsoOf(
  { custom_id, custom, invoice_id, invoice_number, parent_payment, supplementary_data }: v.InferOutput<
    typeof Capture
  >,
  capture: string,
): readonly Reference[] {
  const { order_id, authorization_id } = supplementary_data?.related_ids ?? {};
  return distinct([
    ...orderReferences(custom_id ?? custom),
    ...orderReferences(invoice_id ?? invoice_number),
    ...paymentReferences(capture, order_id, authorization_id, parent_payment),
  ]);
}

/** Limits the transactions of one dispute. */
const DISPUTED_MAX = 20;

const Dispute = v.object({
  dispute_id: Id,
  reason: Words,
  dispute_amount: Money,
  seller_response_due_date: helpful(Instant),
  disputed_transactions: v.pipe(
    v.array(v.object({
      seller_transaction_id: v.nullish(Id),
      buyer_transaction_id: v.nullish(Id),
      gross_amount: v.nullish(Money),
      invoice_number: Code,
      custom: Code,
    })),
    v.minLength(1),
    v.maxLength(DISPUTED_MAX),
  ),
});

export interface ReadDispute extends About {
  readonly payment: Payment;
  readonly reason: string | undefined;
}

/**
 * Reads one dispute for each transaction, under the dispute's id: a dispute may concern part of the payment, which
 * itself stays unchanged.
 */
export function readDisputes(resource: unknown): Result<readonly ReadDispute[], "invalid"> {
  const read = checked(Dispute, resource, inResource);
  if (!read.ok) return read;
  const { dispute_id, reason, dispute_amount, disputed_transactions, seller_response_due_date: answer_by } =
    read.value;
  const disputes: ReadDispute[] = [];
  for (const [index, transaction] of disputed_transactions.entries()) {
    const { seller_transaction_id, buyer_transaction_id, gross_amount, invoice_number, custom } = transaction;
    const order = seller_transaction_id ?? buyer_transaction_id;
    if (typeof order !== "string") {
      return invalid(`resource.disputed_transactions.${index}.seller_transaction_id`, "must be given", order);
    }
    const amount_minor = disputed_transactions.length === 1 ? dispute_amount : gross_amount ?? dispute_amount;
    disputes.push({
      order,
      also: distinct([
        ...orderReferences(custom),
        ...orderReferences(invoice_number),
        ...paymentReferences(order),
      ]),
      payment: {
        id: dispute_id,
        amount_minor,
        method: METHOD,
        transaction_id: order,
        ...(answer_by == null ? {} : { answer_by }),
      },
      reason,
    });
  }
  return ok(disputes);
}

/** Returns PayPal's decision; null while there is none. `lost` returns the money to the customer. */
export function outcomeOf(resource: unknown): "won" | "lost" | null {
  const read = v.safeParse(Outcome, resource);
  return read.success ? OUTCOMES.get(read.output.dispute_outcome.outcome_code) ?? null : null;
}

const Outcome = v.object({ dispute_outcome: v.object({ outcome_code: v.string() }) });

/** https://developer.paypal.com/docs/api/customer-disputes/v1/ */
const OUTCOMES: ReadonlyMap<string, "won" | "lost"> = new Map([
  ["RESOLVED_BUYER_FAVOUR", "lost"],
  ["ACCEPTED", "lost"],
  ["RESOLVED_SELLER_FAVOUR", "won"],
  // PayPal itself pays the customer.
  ["RESOLVED_WITH_PAYOUT", "won"],
  ["CANCELED_BY_BUYER", "won"],
  ["DENIED", "won"],
]);

function inResource(path: string): string {
  return path === "" ? "resource" : `resource.${path}`;
}
