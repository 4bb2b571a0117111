/**
 * Reads the refunds of a `charge.refunded`, which Stripe sends for each partial refund: each part counts once,
 * whatever earlier webhooks held.
 */
import * as v from "valibot";
import { type Refund } from "../../orders/event.ts";
import type { Reference } from "../../orders/reference.ts";
import { ok, type Result } from "../../result.ts";
import { Code, UnixSeconds, Words } from "../read/fields.ts";
import { distinct, Metadata, metadataReferences, paymentReferences } from "../read/references.ts";
import { checked } from "../read/parse_error.ts";
import { currencyOf, inObject, Linked } from "./objects.ts";
import { stripeAmount } from "./money.ts";
import { Id } from "../../values/schemas.ts";
import { textOrder } from "../../values/text_order.ts";

export interface DatedRefund {
  readonly at: string;
  readonly refund: Refund;
}

export interface FailedRefund {
  /** The refunded payment: the intent's id, or the charge's. */
  readonly order: string;
  readonly also: readonly Reference[];
  /**
   * The refund, by its own id; a charge without a list of refunds does not name that id, so payment and amount
   * identify it.
   */
  readonly refund: { readonly id: string; readonly amount_minor: number; readonly payment_id: string };
  readonly reason: string | undefined;
}

/** Reads a failed refund; `null` for a refund that has not failed. https://docs.stripe.com/refunds#failed-refunds */
export function readFailedRefund(object: unknown): Result<FailedRefund | null, "invalid"> {
  const currency = currencyOf(object);
  if (!currency.ok) return currency;
  const read = checked(
    v.object({
      id: Id,
      amount: stripeAmount(currency.value),
      charge: Linked,
      payment_intent: Linked,
      status: Code,
      failure_reason: Words,
      metadata: Metadata,
    }),
    object,
    inObject,
  );
  if (!read.ok) return read;
  const { id, amount, charge, payment_intent, status, failure_reason, metadata } = read.value;
  if (!VOID.includes(status ?? "")) return ok(null);
  const order = payment_intent ?? charge ?? id;
  return ok({
    order,
    also: distinct([...metadataReferences(metadata), ...paymentReferences(order, charge)]),
    refund: { id, amount_minor: amount, payment_id: order },
    reason: failure_reason,
  });
}

/** Stripe cuts longer lists to this length. */
const LISTED_MAX = 100;

/** Statuses of refunds that failed, or that released an authorisation never captured. */
const VOID = ["failed", "canceled"];
const RELEASED = "expired_uncaptured_charge";

/**
 * Returns the part of an authorisation that a smaller capture released. Stripe counts it as refunded, though the
 * customer never paid it. https://docs.stripe.com/api/charges/capture
 */
function releasedMinor({ amount, amount_captured, amount_refunded }: {
  readonly amount?: number | null | undefined;
  readonly amount_captured?: number | null | undefined;
  readonly amount_refunded: number;
}): number {
  const released_minor = amount == null || amount_captured == null ? 0 : amount - amount_captured;
  return amount_captured === 0 || released_minor <= 0 || amount_refunded < released_minor
    ? 0
    : released_minor;
}

/** Drops the refund that stands for the released part: the oldest one of that amount. */
function withoutReleased<R extends { readonly amount: number; readonly created: string }>(
  listed: readonly R[],
  released_minor: number,
): readonly R[] {
  const released = listed.filter(({ amount }) => amount === released_minor)
    .toSorted((a, b) => textOrder(a.created, b.created))[0];
  return released_minor === 0 ? listed : listed.filter((one) => one !== released);
}

/**
 * Returns the refunds of a charge. Up to API version 2022-08-01 the charge lists them, and each has its own id in
 * every webhook. Since then it holds only their sum: the new refund is the sum minus the previous sum, under an id
 * made of both. Without the previous sum, the whole counts as one refund under the charge's id, so that no sum is
 * counted twice.
 */
export function chargeRefunds(
  charge: Readonly<Record<string, unknown>>,
  previous: Readonly<Record<string, unknown>> | null | undefined,
  at: string,
): Result<readonly DatedRefund[], "invalid"> {
  const currency = currencyOf(charge);
  if (!currency.ok) return currency;
  const Amount = stripeAmount(currency.value);
  const read = checked(
    v.object({
      id: Id,
      amount: v.nullish(Amount),
      amount_captured: v.nullish(Amount),
      amount_refunded: Amount,
      refunds: v.nullish(v.object({
        data: v.nullish(v.pipe(
          v.array(v.object({
            id: Id,
            amount: Amount,
            created: UnixSeconds,
            status: Code,
            reason: Code,
          })),
          v.maxLength(LISTED_MAX),
        )),
      })),
    }),
    charge,
    inObject,
  );
  if (!read.ok) return read;
  const { id, refunds } = read.value;
  const released_minor = releasedMinor(read.value);
  const amount_refunded = Math.max(0, read.value.amount_refunded - released_minor);
  const listed = withoutReleased(refunds?.data ?? [], released_minor);
  if ((refunds?.data ?? []).length > 0) {
    return ok(
      listed.filter(({ status, reason }) => !VOID.includes(status ?? "") && reason !== RELEASED).map((
        one,
      ) => ({
        at: one.created,
        refund: {
          id: one.id,
          amount_minor: one.amount,
          lines: [],
          ...(one.status === "pending" ? { status: "pending" as const } : {}),
        },
      })),
    );
  }
  const before = checked(
    v.object({ amount_refunded: v.nullish(Amount) }),
    previous ?? {},
    (path) => path === "" ? "data.previous_attributes" : `data.previous_attributes.${path}`,
  );
  if (!before.ok) return before;
  const stated_minor = before.value.amount_refunded;
  // Before the capture nothing was released.
  const before_minor = typeof stated_minor === "number" ? Math.max(0, stated_minor - released_minor) : null;
  if (before_minor === null) {
    return ok(
      amount_refunded === 0 ? [] : [{ at, refund: { id, amount_minor: amount_refunded, lines: [] } }],
    );
  }
  const amount_minor = amount_refunded - before_minor;
  return ok(
    amount_minor <= 0 ? [] : [{ at, refund: { id: `${id}:${amount_refunded}`, amount_minor, lines: [] } }],
  );
}
