/** Decides which alerts about an order the shop gets without asking. Pure. */
import { mayHaveBeenRead } from "../../messages/ledger.ts";
import { accountOf } from "../account/account.ts";
import { isCalledOff } from "../called_off.ts";
import { isUnderway } from "../goods/arrival.ts";
import { DAY_MS } from "../days.ts";
import type { PlanInput } from "./plan_input.ts";

export type OrderAlert =
  & {
    /** Distinguishes alerts with the same topic and order. */
    readonly about: string;
  }
  & (
    | {
      readonly topic: "cancellation_requested";
      /** Cause for the shop's staff: `answered` by the customer, or `silence`. */
      readonly cause: "answered" | "silence";
    }
    | {
      readonly topic: "refund_failed";
      readonly amount_minor: number;
      /** The provider's own text of the reason. */
      readonly reason: string | undefined;
    }
  );

export function alertsOf(input: PlanInput): readonly OrderAlert[] {
  return [...cancellationAlerts(input), ...refundAlerts(input)];
}

/** Returns an alert for each refund that a provider could not send; refunds that the shop withdrew itself need none. */
function refundAlerts({ order, shop, now_ms }: PlanInput): readonly OrderAlert[] {
  return accountOf(order).refunds.flatMap(({ id, state, amount_minor, failure }) => {
    if (state !== "failed" || failure === undefined) return [];
    const is_old = now_ms - Date.parse(failure.at) > shop.mail_max_age_days * DAY_MS;
    return is_old ? [] : [{ topic: "refund_failed", about: id, amount_minor, reason: failure.reason }];
  });
}

function cancellationAlerts(input: PlanInput): readonly OrderAlert[] {
  const { order, now_ms } = input;
  if (isCalledOff(order) || !isUnderway(order)) return [];
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
 * Returns when silence counts as a request to cancel: `delay_answer_days` after the second or a later delay mail,
 * unless the customer answered it; null otherwise. Only where delays give a choice; after the first mail, silence
 * means consent. https://www.ecfr.gov/current/title-16/part-435 (16 CFR 435.2)
 */
export function silentAt({ order, shop, ledger }: PlanInput): number | null {
  if (!givesDelayChoice(shop) || isCalledOff(order) || !isUnderway(order)) return null;
  const noticed_ms = ledger.filter((entry) => entry.kind === "delay_notice" && mayHaveBeenRead(entry))
    .map(({ closed_at }) => closed_at ?? 0).sort((a, b) => a - b);
  const last_ms = noticed_ms.at(-1);
  if (noticed_ms.length < 2 || last_ms === undefined) return null;
  if (order.delay_answers.some(({ at }) => Date.parse(at) >= last_ms)) return null;
  return last_ms + shop.delay_answer_days * DAY_MS;
}

/** Returns whether the customer may keep or cancel a late order, as United States law requires. */
export function givesDelayChoice({ country }: PlanInput["shop"]): boolean {
  return country === "US";
}
