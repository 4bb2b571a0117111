/**
 * Plans the mails that an order was cancelled, and that it goes ahead after all. Pure; other mails of the order are
 * planned elsewhere.
 */
import { LEASE_S } from "../../messages/attempt.ts";
import { hasLeft, type Ledger, type LedgerEntry, wasSent } from "../../messages/ledger.ts";
import { accountOf } from "../account/account.ts";
import type { PlanInput, PlannedMessage } from "./plan_input.ts";
import { homeAt } from "../goods/arrival.ts";
import { cancelledPieces } from "../goods/ended.ts";
import { planned } from "./planned_message.ts";

/** Plans one mail for each cancellation that the customer is informed of: about "", "2", … */
export function planCancellation(input: PlanInput): readonly PlannedMessage[] {
  const { order: { cancelled }, ledger } = input;
  if (cancelled === undefined) return [];
  // Plans no mail for a checkout that was never finished: the customer knows of nothing to cancel.
  if (!accountOf(input.order).is_concluded && !ledger.some(hasLeft)) return [];
  // Suppresses the mail for an order that is deleted after all of it has arrived: the shop is only tidying up.
  const is_tidied = homeAt(input.order) !== null && cancelledPieces(input.order).length === 0;
  const against = is_tidied ? "overtaken" : null;
  const shown = cancellations(ledger.filter(hasLeft)).length;
  const count = shown + (saysCancelled(ledger.filter(hasLeft)) ? 0 : 1);
  return [planned(input, "order_cancelled", count === 1 ? "" : String(count), cancelled.at, against)];
}

/** Prefix of `about` for a restored order; the number of the reversed cancellation follows. */
const RESTORED = "restored:";

export function isRestoration(about: string): boolean {
  return about.startsWith(RESTORED);
}

/**
 * Plans one mail with the present state when the customer read, or is about to read, of a cancellation that no longer
 * holds because the shop or a late payment reversed it. No mail if a confirmation is about to leave, which says the
 * same. Returns null where the customer knows of no cancellation.
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
  // Waits for a mail that is being sent: if it fails, there is nothing to correct.
  const wait_ms = shown.some(({ state }) => state === "sending") ? LEASE_S * 1_000 : 0;
  const now = new Date(now_ms).toISOString();
  return [
    planned(input, "order_changed", `${RESTORED}${shown.length}`, now, null, now_ms + wait_ms),
  ];
}

/** Returns whether the newest mail that mentioned it showed the order as cancelled. */
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
