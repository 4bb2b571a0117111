/**
 * Plans the SMS to a customer whose confirmation cannot arrive: their address accepts no mail and has not been
 * corrected.
 */
import { confirmationAbout } from "./order.ts";
import type { PlanInput, PlannedMessage } from "./plan_input.ts";
import { homeAt } from "../goods/arrival.ts";
import { orderedAt } from "../placing.ts";
import { atDecentHour } from "../quiet_hours.ts";
import { correctedAt, hasFailed } from "../reachable.ts";
import { DAY_MS } from "../days.ts";

/** Plans one SMS for each failed address, by day; none once the confirmation or the goods are known to have arrived. */
export function planRescue(input: PlanInput): readonly PlannedMessage[] {
  const { order, shop, ledger, now_ms } = input;
  const { customer } = order.details;
  if (!shop.bounce_sms || !hasFailed(order, customer)) return [];
  if (order.cancelled !== undefined || homeAt(order) !== null) return [];
  const corrected_at = correctedAt(order, "customer");
  const about = corrected_at ?? "";
  const confirmed = confirmationAbout(input);
  const arrived = ledger.some((entry) =>
    entry.kind === "order_confirmation" && entry.about === confirmed &&
    (entry.state === "delivered" || entry.state === "complained")
  );
  if (arrived) return [];
  const since_ms = Date.parse(corrected_at ?? orderedAt(order.details));
  const is_old = now_ms - since_ms > shop.mail_max_age_days * DAY_MS;
  const against = customer.phone === undefined ? "no_number" : is_old ? "too_old" : null;
  return [{ kind: "bounce_sms", about, due_at_ms: atDecentHour(input, now_ms), against }];
}
