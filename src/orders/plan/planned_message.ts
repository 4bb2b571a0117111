/** Finds reasons against a mail of any kind: no reader, or a fact too old to be sent. Pure. */
import { laneOf } from "../../messages/mail_class.ts";
import type { OrderKind, SuppressionReason } from "../../messages/message.ts";
import { addressee, isReachable, partyFor } from "../addressee.ts";
import { correctedAt, hasFailed } from "../reachable.ts";
import { atDecentHour } from "../quiet_hours.ts";
import { DAY_MS } from "../days.ts";
import { isRelayAddress } from "../relay_address.ts";
import type { PlanInput, PlannedMessage } from "./plan_input.ts";
import { isExpired } from "./true_until.ts";

/**
 * Plans a mail about an event of time `fact_at`, due at once unless `due_at_ms` is later; bulk mails wait for the end
 * of quiet hours.
 */
export function planned(
  input: PlanInput,
  kind: OrderKind,
  about: string,
  fact_at: string,
  against: SuppressionReason | null = null,
  due_at_ms: number = input.now_ms,
): PlannedMessage {
  return {
    kind,
    about,
    due_at_ms: laneOf(kind) === "bulk"
      ? atDecentHour(input, Math.max(due_at_ms, input.now_ms))
      : Math.max(due_at_ms, input.now_ms),
    against: unreachable(input, kind) ?? against ?? superseded(input, kind, fact_at) ??
      (isExpired(input, kind, about, fact_at) ? "expired" : outdated(input, fact_at, due_at_ms)),
  };
}

export function unreachable({ order, shop }: PlanInput, kind: OrderKind): SuppressionReason | null {
  const reader = addressee(order, kind);
  if (!isReachable(reader)) return "no_address";
  if (isRelayAddress(reader.email) && !shop.marketplace_relays) return "relay_address";
  return hasFailed(order, reader) ? "bounced" : null;
}

/**
 * Suppresses mails about facts before an address correction: the confirmation sent after it shows the present state.
 */
function superseded({ order }: PlanInput, kind: OrderKind, fact_at: string): SuppressionReason | null {
  if (partyFor(order, kind) !== "customer") return null;
  const corrected_at = correctedAt(order, "customer");
  return corrected_at !== null && fact_at < corrected_at ? "overtaken" : null;
}

/** Suppresses mails about old facts: an import of last year's orders, or an outage of weeks, must not cause mails. */
function outdated({ shop, now_ms }: PlanInput, fact_at: string, due_at_ms: number): SuppressionReason | null {
  const since_ms = Math.max(Date.parse(fact_at), due_at_ms < now_ms ? due_at_ms : 0);
  const waits = due_at_ms > now_ms;
  return !waits && now_ms - since_ms > shop.mail_max_age_days * DAY_MS ? "too_old" : null;
}
