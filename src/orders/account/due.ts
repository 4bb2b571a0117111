/** Decides by when an open sum is due, in one or several parts. Pure; reminders are planned elsewhere. */
import type { Instalment, OrderDetails } from "../event.ts";
import { sumOf } from "./parts.ts";
import { textOrder } from "../../values/text_order.ts";

export interface Due {
  readonly amount_minor: number;
  /** Last day for payment in time; null where no sender stated one. */
  readonly due_on: string | null;
}

/**
 * Splits `asked_minor` by due day, earliest first. The instalments that the sender calls unpaid are filled from the
 * last one backwards, since earlier ones are paid first. A sum beyond all of them is due with the last.
 */
export function dueOf(details: OrderDetails, asked_minor: number): readonly Due[] {
  if (asked_minor <= 0) return [];
  const unpaid = unpaidInstalments(details);
  const last = unpaid.at(-1);
  if (last === undefined) return [{ amount_minor: asked_minor, due_on: dueDay(details) }];
  const due: Due[] = [];
  let left_minor = asked_minor;
  for (const { amount_minor, due_on = null } of unpaid.toReversed()) {
    const taken_minor = Math.min(left_minor, amount_minor);
    if (taken_minor > 0) due.unshift({ amount_minor: taken_minor, due_on });
    left_minor -= taken_minor;
  }
  if (left_minor === 0) return due;
  return [...due.slice(0, -1), {
    amount_minor: (due.at(-1)?.amount_minor ?? 0) + left_minor,
    due_on: last.due_on ?? null,
  }];
}

/** Returns the sum payable by the end of `day`; parts without a day are payable at any time. */
export function payableBy(due: readonly Due[], day: string): number {
  return sumOf(due.filter(({ due_on }) => due_on === null || due_on <= day));
}

/** Sorts what has no day after all that has one. */
const WITHOUT_DAY = "9999-12-31";

/** Returns the unpaid instalments, those with a day first, in the order of their days. */
function unpaidInstalments({ payment }: OrderDetails): readonly Instalment[] {
  return (payment?.instalments ?? []).filter(({ is_paid, amount_minor }) =>
    is_paid !== true && amount_minor > 0
  )
    .toSorted((a, b) => textOrder(a.due_on ?? WITHOUT_DAY, b.due_on ?? WITHOUT_DAY));
}

function dueDay({ payment, invoice }: OrderDetails): string | null {
  return payment?.due_on ?? invoice?.due_on ?? null;
}
