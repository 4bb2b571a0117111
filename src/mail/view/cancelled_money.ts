/** Decides what becomes of the money of a cancelled order. Mails and pages say it in the same sentence. Pure. */
import type { CancellationView } from "../../../templates/content.ts";
import { accountOf } from "../../orders/account/account.ts";
import type { Refund } from "../../orders/event.ts";
import { goodsOf } from "../../orders/goods/goods.ts";
import type { Order } from "../../orders/state.ts";

export function moneyAfterCancellation(order: Order): CancellationView["money"] {
  const { total_minor, status } = accountOf(order);
  if (total_minor <= 0) return "none";
  switch (status) {
    case "unfinished":
    case "pending":
    case "failed":
    case "voided":
      return "none";
    case "authorized":
      return "reserved";
    case "partially_paid":
    case "paid":
      return "owed";
    case "partially_refunded":
      return isRestOwed(order) ? "rest_owed" : "partly_refunded";
    case "refunded":
      return "refunded";
  }
}

/** Tolerance between senders' clocks: the refund of a cancellation may be dated a little before it. */
const ONE_ACTION_MS = 600_000;

/** Returns whether all money that went back was for a part of the goods, and went before the rest was cancelled. */
function isRestOwed(order: Order): boolean {
  const cancelled_ms = Date.parse(order.cancelled?.at ?? "");
  const ordered = goodsOf(order).lines;
  return accountOf(order).refunds.filter(({ failure }) => failure === undefined).every(({ at, lines }) => {
    const at_ms = Date.parse(at);
    const is_of_part = lines.length > 0 &&
      ordered.some(({ line, ordered }) => piecesIn(lines, line.id) < ordered);
    return at_ms < cancelled_ms && (is_of_part || at_ms < cancelled_ms - ONE_ACTION_MS);
  });
}

function piecesIn(lines: Refund["lines"], id: string): number {
  return lines.reduce((sum, { line_id, quantity }) => line_id === id ? sum + quantity : sum, 0);
}
