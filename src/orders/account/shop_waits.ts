/** Decides whether the shop waits for the customer's money before it starts on an order. Pure. */
import type { Account } from "./account.ts";

/** Classes of payment in which the shop starts before it has the money. */
const PAID_LATER: ReadonlySet<Account["class"]> = new Set(["on_delivery", "on_terms"]);

/** Returns what the shop waits for: all of the money, the rest of it, or a transfer; null where it can start. */
export function awaitedPayment(account: Account): "all" | "rest" | "transfer" | null {
  const { open_minor, paid_minor, status } = account;
  if (open_minor === 0 || PAID_LATER.has(account.class)) return null;
  if (paid_minor > 0 || status === "partially_paid") return "rest";
  return account.class === "transfer" && !account.is_cheque ? "transfer" : "all";
}

/** Returns whether the shop can start: everything is paid, or payment is due later as agreed. */
export function canStart(account: Account): boolean {
  if (account.total_minor <= 0) return true;
  return account.status !== "voided" && account.is_concluded && awaitedPayment(account) === null;
}

/** Returns whether the shop has all of the money, or had it and refunded it: what is only reserved is not paid yet. */
export function isPaid({ total_minor, status, open_minor }: Account): boolean {
  return total_minor <= 0 || (PAID.has(status) && open_minor === 0);
}

const PAID: ReadonlySet<Account["status"]> = new Set(["paid", "partially_refunded", "refunded"]);
