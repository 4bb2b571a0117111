/** Plans payment reminders: for which orders, when each is due, and what sum it asks for. */
import { type Account, accountOf } from "../account/account.ts";
import { wasSent } from "../../messages/ledger.ts";
import { isAllWithdrawn } from "../goods/ended.ts";
import { planned } from "./planned_message.ts";
import type { PlanInput, PlannedMessage } from "./plan_input.ts";
import { dueSinceConfirmed } from "./since_told.ts";
import { DAY_MS } from "../days.ts";

/** Reminder by the shop's schedule. */
interface Reminder {
  /** Number of the reminder: `1`, `2`; `2026-12-24:1` where the order is paid in several sums with a day each. */
  readonly about: string;
  /** Milliseconds since the epoch. */
  readonly at_ms: number;
}

/** Plans the newest reminder that is due; it replaces the earlier ones. */
export function planReminder(input: PlanInput): readonly PlannedMessage[] {
  const last = remindersOf(input).filter(({ at_ms }) => at_ms <= input.now_ms).at(-1);
  if (last === undefined) return [];
  const fact_at = new Date(last.at_ms).toISOString();
  return [planned(input, "payment_reminder", last.about, fact_at, null, last.at_ms)];
}

/**
 * Returns all reminders of the open sum, by time. Empty where the customer owes nothing, gets nothing, pays on delivery,
 * has an invoice without a due day, or never finished the checkout and so got no mail.
 */
export function remindersOf(input: PlanInput): readonly Reminder[] {
  const { order, shop, ledger } = input;
  const account = accountOf(order);
  if (order.cancelled !== undefined || account.class === "on_delivery" || !account.is_open_exact) return [];
  if (isAllWithdrawn(order)) return [];
  if (!account.is_concluded && !wasSent(ledger, "order_confirmation")) return [];
  const has_several = (order.details.payment?.instalments?.length ?? 0) > 1;
  return account.due.flatMap(({ due_on }) => {
    if (due_on === null && account.class === "on_terms") return [];
    // Reminders count from the due day, never before it, and from the failure of a payment: its own mail asks anew.
    const since_ms = Math.max(Date.parse(due_on ?? account.concluded_at), failedAt(order, account));
    const prefix = has_several && due_on !== null ? `${due_on}:` : "";
    return shop.schedule.payment_reminder_days.flatMap((days, index) => {
      const at_ms = dueSinceConfirmed(input, since_ms, days * DAY_MS);
      return at_ms === null ? [] : [{ about: `${prefix}${index + 1}`, at_ms }];
    });
  }).toSorted((a, b) => a.at_ms - b.at_ms);
}

/** Returns when the last payment failed, in milliseconds since the epoch; 0 where none did. */
function failedAt({ payment_failed_at }: PlanInput["order"], { attempts }: Account): number {
  const times = attempts.filter(({ status }) => status === "failed").map(({ at }) => Date.parse(at));
  return Math.max(0, ...times, payment_failed_at === undefined ? 0 : Date.parse(payment_failed_at));
}

/** Parses the number of a reminder and the due day of its sum; null for any other text. */
export function reminderIn(
  about: string,
): { readonly number: number; readonly due_on: string | null } | null {
  const [, due_on = null, number] = /^(?:(\d{4}-\d\d-\d\d):)?([1-9])$/.exec(about) ?? [];
  return number === undefined ? null : { number: Number(number), due_on };
}
