/**
 * Reads Shopify's disputes, chargebacks and inquiries alike: until when the shop may hand in its evidence, and how each ended.
 * https://shopify.dev/docs/api/admin-rest/latest/resources/dispute
 */
import * as v from "valibot";
import type { OrderEvent } from "../../orders/event.ts";
import { ok, type Result } from "../../result.ts";
import { Code, helpful, PlainId, Words } from "../read/fields.ts";
import { checked, invalid } from "../read/parse_error.ts";
import { Day, Instant } from "../../values/schemas.ts";
import { codeIn, decimal, identity, idOf } from "./fields.ts";

export const DISPUTE_TOPICS = ["disputes/create", "disputes/update"] as const;
export type DisputeTopic = (typeof DISPUTE_TOPICS)[number];

/**
 * By the state in which a dispute ended. Of `charge_refunded` the refund takes the money, which has a webhook of its own; the dispute
 * takes none.
 */
const OUTCOMES: ReadonlyMap<string, "won" | "lost"> = new Map([
  ["won", "won"],
  ["charge_refunded", "won"],
  ["lost", "lost"],
  ["accepted", "lost"],
]);

export interface ReadDispute {
  readonly order: string;
  readonly order_event: OrderEvent;
}

/** Null for a dispute of no order. The end is dated by `received_at_ms` where Shopify gives no time or a day alone. */
export function readDispute(json: unknown, received_at_ms: number): Result<ReadDispute | null, "invalid"> {
  const currency = codeIn(json);
  if (currency === undefined) return invalid("currency", "must be given", undefined);
  const read = checked(
    v.object({
      ...identity,
      order_id: v.nullish(PlainId),
      amount: decimal(currency),
      status: v.string(),
      reason: Words,
      initiated_at: Instant,
      evidence_due_by: helpful(v.union([Instant, Day])),
      finalized_on: helpful(Instant),
      network_reason_code: Code,
    }),
    json,
  );
  if (!read.ok) return read;
  const {
    order_id,
    amount,
    status,
    reason,
    initiated_at,
    evidence_due_by,
    finalized_on,
    network_reason_code,
  } = read.value;
  if (order_id == null) return ok(null);
  const payment = { id: idOf(read.value), amount_minor: amount };
  const outcome = OUTCOMES.get(status);
  if (outcome !== undefined) {
    const at = finalized_on ?? new Date(received_at_ms).toISOString();
    return ok({ order: order_id, order_event: { type: "payment.dispute_closed", at, payment, outcome } });
  }
  const said = [reason, network_reason_code].filter((one) => one != null && one !== "").join(", ");
  return ok({
    order: order_id,
    order_event: {
      type: "payment.disputed",
      at: initiated_at,
      payment: evidence_due_by == null ? payment : { ...payment, answer_by: endOf(evidence_due_by) },
      ...(said === "" ? {} : { reason: said }),
    },
  });
}

/** A day alone lasts until its end. */
function endOf(day_or_instant: string): string {
  return day_or_instant.length === "2026-11-22".length ? `${day_or_instant}T23:59:59Z` : day_or_instant;
}
