/** Decides what becomes of the money of a cancelled order. Mails and pages say it in the same sentence. Pure. */
import type { CancellationView } from "../../../templates/content.ts";
import { accountOf } from "../../orders/account/account.ts";
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
      return "partly_refunded";
    case "refunded":
      return "refunded";
  }
}
