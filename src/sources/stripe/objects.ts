/** Reads Stripe's session, payment intent, charge and dispute as the payment to which each belongs. */
import * as v from "valibot";
import { type Payment } from "../../orders/event.ts";
import type { Reference } from "../../orders/reference.ts";
import { ok, type Result } from "../../result.ts";
import { Code, Flag, helpful, known, list, UnixSeconds, Words } from "../read/fields.ts";
import {
  distinct,
  Metadata,
  metadataReferences,
  orderReferences,
  paymentReferences,
} from "../read/references.ts";
import { checked } from "../read/parse_error.ts";
import { methodOf } from "./method.ts";
import { stripeAmount, StripeCurrency } from "./money.ts";
import { Id } from "../../values/schemas.ts";

export interface StripePayment {
  /** The payment intent's id; the charge's id where it has no intent. */
  readonly order: string;
  readonly also: readonly Reference[];
  readonly payment: Payment;
  readonly reason?: string | undefined;
}

/** Another object, given as its id or, where the endpoint expands it, whole. */
export const Linked = v.nullish(
  v.pipe(
    v.union([Id, v.object({ id: Id })], "Must be an id"),
    v.transform((linked) => typeof linked === "string" ? linked : linked.id),
  ),
);

/** Reads the object's currency first, because its amounts name none. */
export function currencyOf(object: unknown): Result<string, "invalid"> {
  const read = checked(v.object({ currency: StripeCurrency }), object, inObject);
  return read.ok ? ok(read.value.currency) : read;
}

export function inObject(path: string): string {
  return path === "" ? "data.object" : `data.object.${path}`;
}

/**
 * Reads a session; `null` where it took no payment: it saved a card, or began a subscription, whose first invoice is
 * a payment of its own.
 */
export function readSession(
  object: unknown,
): Result<StripePayment & { readonly payment_status: string } | null, "invalid"> {
  const session = checked(
    v.object({
      id: Id,
      payment_intent: Linked,
      payment_status: v.string(),
      client_reference_id: Code,
      payment_method_types: list(v.unknown()),
      metadata: Metadata,
    }),
    object,
    inObject,
  );
  if (!session.ok) return session;
  const { id, payment_intent, payment_status, client_reference_id, payment_method_types, metadata } =
    session.value;
  if (typeof payment_intent !== "string") return ok(null);
  const currency = currencyOf(object);
  if (!currency.ok) return currency;
  const total = checked(v.object({ amount_total: stripeAmount(currency.value) }), object, inObject);
  if (!total.ok) return total;
  return ok({
    order: payment_intent,
    also: distinct([
      ...metadataReferences(metadata),
      ...orderReferences(client_reference_id),
      ...paymentReferences(payment_intent, id),
    ]),
    payment: {
      id: payment_intent,
      amount_minor: total.value.amount_total,
      transaction_id: payment_intent,
      known_as: [id],
      ...(isTransfer(payment_method_types) ? { class: "transfer" as const } : {}),
    },
    payment_status,
  });
}

/** Payment methods in which the customer sends the money only after the checkout. */
const SENT_LATER: ReadonlySet<unknown> = new Set([
  "customer_balance",
  "boleto",
  "oxxo",
  "konbini",
  "multibanco",
]);

function isTransfer(types: readonly unknown[]): boolean {
  return types.length > 0 && types.every((type) => SENT_LATER.has(type));
}

export function readIntent(object: unknown): Result<StripePayment, "invalid"> {
  const currency = currencyOf(object);
  if (!currency.ok) return currency;
  const Amount = stripeAmount(currency.value);
  const read = checked(
    v.object({
      id: Id,
      amount: Amount,
      amount_received: v.nullish(Amount),
      latest_charge: Linked,
      metadata: Metadata,
      statement_descriptor: Words,
      last_payment_error: helpful(v.object({
        type: Code,
        message: Words,
        payment_method: v.nullish(v.unknown()),
      })),
      // Present in API versions before 2022-11-15.
      charges: v.nullish(v.object({ data: list(v.unknown()) })),
    }),
    object,
    inObject,
  );
  if (!read.ok) return read;
  const { id, amount, amount_received, latest_charge, metadata, last_payment_error } = read.value;
  const charge = chargeIn(object, read.value.charges?.data[0]);
  return ok({
    order: id,
    also: distinct([...metadataReferences(metadata), ...paymentReferences(id, latest_charge)]),
    payment: known({
      id,
      amount_minor: amount_received || amount,
      method: methodOf(charge?.["payment_method_details"]) ?? methodOf(last_payment_error?.payment_method),
      transaction_id: id,
      known_as: knownAs(latest_charge),
      statement_name: statementOf(charge) ?? read.value.statement_descriptor,
    }),
    // Stripe allows the text of a card error to be shown to the customer; for other errors it does not say so.
    reason: last_payment_error?.type === "card_error" ? last_payment_error.message : undefined,
  });
}

/** Returns the charge as a further id, by which the shop may know the payment. */
function knownAs(charge: string | null | undefined): string[] | undefined {
  return typeof charge === "string" ? [charge] : undefined;
}

type Fields = Readonly<Record<string, unknown>>;

/** Returns the charge where the endpoint expands it or an old API version includes it. */
function chargeIn(object: unknown, oldest: unknown): Fields | undefined {
  const { latest_charge } = object as { readonly latest_charge?: unknown };
  const charge = [latest_charge, oldest].find((one) => typeof one === "object" && one !== null);
  return charge as Fields | undefined;
}

function statementOf(charge: Fields | undefined): string | undefined {
  const read = v.safeParse(Words, charge?.["calculated_statement_descriptor"]);
  return read.success ? read.output : undefined;
}

export function readCharge(
  object: unknown,
): Result<StripePayment & { readonly captured: boolean }, "invalid"> {
  const currency = currencyOf(object);
  if (!currency.ok) return currency;
  const Amount = stripeAmount(currency.value);
  const read = checked(
    v.object({
      id: Id,
      amount: Amount,
      amount_captured: v.nullish(Amount),
      captured: Flag,
      payment_intent: Linked,
      metadata: Metadata,
      payment_method_details: v.nullish(v.unknown()),
      calculated_statement_descriptor: Words,
      statement_descriptor: Words,
    }),
    object,
    inObject,
  );
  if (!read.ok) return read;
  const charge = read.value;
  const id = charge.payment_intent ?? charge.id;
  return ok({
    order: id,
    also: distinct([...metadataReferences(charge.metadata), ...paymentReferences(id, charge.id)]),
    payment: known({
      id,
      amount_minor: charge.amount_captured || charge.amount,
      method: methodOf(charge.payment_method_details),
      transaction_id: id,
      known_as: charge.id === id ? undefined : knownAs(charge.id),
      statement_name: charge.calculated_statement_descriptor ?? charge.statement_descriptor,
    }),
    captured: charge.captured !== false,
  });
}

/** Reads a dispute under its own id: it may concern part of the payment, which stays unchanged until the decision. */
export function readDispute(object: unknown): Result<StripePayment, "invalid"> {
  const currency = currencyOf(object);
  if (!currency.ok) return currency;
  const read = checked(
    v.object({
      id: Id,
      amount: stripeAmount(currency.value),
      charge: Linked,
      payment_intent: Linked,
      reason: Words,
      metadata: Metadata,
      evidence_details: helpful(v.object({ due_by: helpful(UnixSeconds) })),
    }),
    object,
    inObject,
  );
  if (!read.ok) return read;
  const { id, amount, charge, payment_intent, reason, metadata, evidence_details } = read.value;
  const answer_by = evidence_details?.due_by;
  const disputed = payment_intent ?? charge ?? id;
  return ok({
    order: disputed,
    also: distinct([...metadataReferences(metadata), ...paymentReferences(disputed, charge)]),
    payment: {
      id,
      amount_minor: amount,
      transaction_id: disputed,
      ...(answer_by == null ? {} : { answer_by }),
    },
    reason,
  });
}
