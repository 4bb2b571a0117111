/** What the shop must hear of an order by itself, without anybody having looked. Pure. */
import { hasLeft } from "../../messages/ledger.ts";
import { accountOf } from "../account/account.ts";
import { isUnderway } from "../goods/arrival.ts";
import { DAY_MS } from "../days.ts";
import type { PlanInput } from "./plan_input.ts";

export type OrderAlert =
  & {
    /** Tells alerts of one topic and order apart. */
    readonly about: string;
  }
  & (
    | {
      readonly topic: "cancellation_requested";
      /** Why, for the shop's people: `answered` by the customer, or `silence`. */
      readonly cause: "answered" | "silence";
    }
    | {
      readonly topic: "refund_failed";
      readonly amount_minor: number;
      /** The provider's own word for why. */
      readonly reason: string | undefined;
    }
  );

export function alertsOf(input: PlanInput): readonly OrderAlert[] {
  return [...cancellationAlerts(input), ...refundAlerts(input)];
}

/** Each refund that a provider could not send; what the shop took back itself is no news to it. */
function refundAlerts({ order, shop, now_ms }: PlanInput): readonly OrderAlert[] {
  return accountOf(order).refunds.flatMap(({ id, state, amount_minor, failure }) => {
    if (state !== "failed" || failure === undefined) return [];
    const is_old = now_ms - Date.parse(failure.at) > shop.mail_max_age_days * DAY_MS;
    return is_old ? [] : [{ topic: "refund_failed", about: id, amount_minor, reason: failure.reason }];
  });
}

function cancellationAlerts(input: PlanInput): readonly OrderAlert[] {
  const { order, now_ms } = input;
  if (order.cancelled !== undefined || !isUnderway(order)) return [];
  const asked = order.delay_answers.findLast(({ answer }) => answer === "cancel");
  if (asked !== undefined) {
    return [{ topic: "cancellation_requested", about: asked.at, cause: "answered" }];
  }
  const silent_ms = silentAt(input);
  return silent_ms === null || silent_ms > now_ms
    ? []
    : [{ topic: "cancellation_requested", about: new Date(silent_ms).toISOString(), cause: "silence" }];
}

/**
 * When silence becomes a wish to cancel: so many days after the second delay notice or a later one, unless the customer
 * has answered it. Only where delays give a choice; after the first, silence means consent.
 * https://www.ecfr.gov/current/title-16/part-435 (16 CFR 435.2)
 */
export function silentAt({ order, shop, ledger }: PlanInput): number | null {
  if (!givesDelayChoice(shop) || order.cancelled !== undefined || !isUnderway(order)) return null;
  const noticed_ms = ledger.filter((entry) => entry.kind === "delay_notice" && hasLeft(entry))
    .map(({ closed_at }) => closed_at ?? 0).sort((a, b) => a - b);
  const last_ms = noticed_ms.at(-1);
  if (noticed_ms.length < 2 || last_ms === undefined) return null;
  if (order.delay_answers.some(({ at }) => Date.parse(at) >= last_ms)) return null;
  return last_ms + shop.delay_answer_days * DAY_MS;
}

/** The law of the United States: a late order is the customer's to keep or to cancel. */
export function givesDelayChoice({ country }: PlanInput["shop"]): boolean {
  return country === "US";
}
