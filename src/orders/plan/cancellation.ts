/** The mails that say that an order was cancelled, and that it goes ahead after all. Pure; what else it owes is planned elsewhere. */
import { LEASE_S } from "../../messages/attempt.ts";
import { hasLeft, type Ledger, type LedgerEntry, wasSent } from "../../messages/ledger.ts";
import { accountOf } from "../account/account.ts";
import type { PlanInput, PlannedMessage } from "./plan_input.ts";
import { homeAt } from "../goods/arrival.ts";
import { planned } from "./planned_message.ts";

/** Once for each time that the customer was told it stands: about "", "2", … */
export function planCancellation(input: PlanInput): readonly PlannedMessage[] {
  const { order: { cancelled }, ledger } = input;
  if (cancelled === undefined) return [];
  // Of a checkout that was never finished the customer knows nothing that could be taken back.
  if (!accountOf(input.order).is_concluded && !ledger.some(hasLeft)) return [];
  // An order that is deleted after it came home is the shop's tidying, not the customer's news.
  const against = homeAt(input.order) === null ? null : "overtaken";
  const shown = cancellations(ledger.filter(hasLeft)).length;
  const count = shown + (saysCancelled(ledger.filter(hasLeft)) ? 0 : 1);
  return [planned(input, "order_cancelled", count === 1 ? "" : String(count), cancelled.at, against)];
}

/** What the mail of a restored order is about: which of the cancellations it takes back. */
const RESTORED = "restored:";

export function isRestoration(about: string): boolean {
  return about.startsWith(RESTORED);
}

/**
 * The customer reads that the order is cancelled, or is about to, and it is not any more: the shop took it back, or a late
 * payment did. One mail shows it as of now, unless a confirmation is about to leave, which says as much. Null where the
 * customer knows nothing of a cancellation.
 */
export function planRestoration(
  input: PlanInput,
  confirmation: PlannedMessage,
): readonly PlannedMessage[] | null {
  const { order, ledger, now_ms } = input;
  const leaving = ledger.filter((entry) =>
    hasLeft(entry) || (entry.kind === "order_cancelled" && entry.state === "sending")
  );
  if (order.cancelled !== undefined || !saysCancelled(leaving)) return null;
  const is_confirmed = wasSent(ledger, "order_confirmation", confirmation.about);
  if (homeAt(order) !== null || (confirmation.against === null && !is_confirmed)) return [];
  const shown = cancellations(leaving);
  // What is just leaving may come back unsent: then there is nothing to take back.
  const wait_ms = shown.some(({ state }) => state === "sending") ? LEASE_S * 1_000 : 0;
  const now = new Date(now_ms).toISOString();
  return [
    planned(input, "order_changed", `${RESTORED}${shown.length}`, now, null, now_ms + wait_ms),
  ];
}

/** Whether the newest of these mails that spoke of it said that the order is cancelled. */
function saysCancelled(mails: Ledger): boolean {
  const spoke = mails.filter(({ kind }) => SPEAK_OF_IT.has(kind))
    .toSorted((a, b) => (a.closed_at ?? Infinity) - (b.closed_at ?? Infinity));
  return spoke.at(-1)?.kind === "order_cancelled";
}

const SPEAK_OF_IT: ReadonlySet<LedgerEntry["kind"]> = new Set([
  "order_confirmation",
  "order_changed",
  "order_cancelled",
]);

function cancellations(mails: Ledger): Ledger {
  return mails.filter(({ kind }) => kind === "order_cancelled");
}
