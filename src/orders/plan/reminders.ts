/** The reminders of what is still to pay: for which orders, when each falls due, and what each asks for. */
import { accountOf } from "../account/account.ts";
import { wasSent } from "../../messages/ledger.ts";
import { planned } from "./planned_message.ts";
import type { PlanInput, PlannedMessage } from "./plan_input.ts";
import { DAY_MS } from "../days.ts";

/** One reminder, by the shop's schedule. */
interface Reminder {
  /** `1`, `2`: which of them it is; `2026-12-24:1` where the order is paid in several sums, each with its day. */
  readonly about: string;
  /** Milliseconds since the epoch. */
  readonly at_ms: number;
}

/** The newest reminder that is due replaces the ones before it. */
export function planReminder(input: PlanInput): readonly PlannedMessage[] {
  const last = remindersOf(input).filter(({ at_ms }) => at_ms <= input.now_ms).at(-1);
  if (last === undefined) return [];
  const fact_at = new Date(last.at_ms).toISOString();
  return [planned(input, "payment_reminder", last.about, fact_at, null, last.at_ms)];
}

/**
 * All reminders of what is open, by their times. None where nothing is asked of the customer, where it is paid on delivery,
 * where it is billed and nobody said by when, and for a checkout that was never finished, of which the customer was told nothing.
 */
export function remindersOf({ order, shop, ledger }: PlanInput): readonly Reminder[] {
  const account = accountOf(order);
  if (order.cancelled !== undefined || account.class === "on_delivery" || !account.is_open_exact) return [];
  if (!account.is_concluded && !wasSent(ledger, "order_confirmation")) return [];
  const has_several = (order.details.payment?.instalments?.length ?? 0) > 1;
  return account.due.flatMap(({ due_on }) => {
    if (due_on === null && account.class === "on_terms") return [];
    // Nobody is reminded of what is not due yet.
    const since_ms = Date.parse(due_on ?? account.concluded_at);
    const prefix = has_several && due_on !== null ? `${due_on}:` : "";
    return shop.schedule.payment_reminder_days.map((days, index) => ({
      about: `${prefix}${index + 1}`,
      at_ms: since_ms + days * DAY_MS,
    }));
  }).toSorted((a, b) => a.at_ms - b.at_ms);
}

/** Which reminder it is, and until which day what it asks for was due; null for a text that names none. */
export function reminderIn(
  about: string,
): { readonly number: number; readonly due_on: string | null } | null {
  const [, due_on = null, number] = /^(?:(\d{4}-\d\d-\d\d):)?([1-9])$/.exec(about) ?? [];
  return number === undefined ? null : { number: Number(number), due_on };
}
