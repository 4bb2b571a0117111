/** Which mails the state of an order owes its customer, and for which of them there is a reason against. Pure; sends nothing. */
import type { MessageKind, SuppressionReason } from "../messages/message.ts";
import type { Order } from "./order.ts";
import type { ShopSettings } from "./shop.ts";

export interface PlannedMessage {
  readonly kind: MessageKind;
  readonly about: string;
  /** Milliseconds since the epoch. */
  readonly due_at_ms: number;
  /** Set when the mail is planned by the facts and must not go out all the same. */
  readonly against: SuppressionReason | null;
}

const DAY_MS = 86_400_000;

/** Every mail that the facts call for, each with its verdict at `now_ms`; what is not in the list is not owed. */
export function planMessages(order: Order, shop: ShopSettings, now_ms: number): readonly PlannedMessage[] {
  return [planConfirmation(order, shop, now_ms), ...planLinks(order, now_ms)];
}

function planConfirmation(order: Order, shop: ShopSettings, now_ms: number): PlannedMessage {
  const age_ms = now_ms - Date.parse(order.details.placed_at);
  const against = noAddress(order) ??
    (order.cancelled !== undefined ? "order_cancelled" : null) ??
    (age_ms > shop.mail_max_age_days * DAY_MS ? "order_too_old" : null);
  return { kind: "order_confirmation", about: "", due_at_ms: now_ms, against };
}

/** The customer asked for it, so neither age nor cancellation speaks against it. One mail an hour, however often asked. */
function planLinks(order: Order, now_ms: number): readonly PlannedMessage[] {
  const hours = new Set(order.links_requested_at.map((at) => at.slice(0, "2026-11-22T10".length)));
  return [...hours].map((hour) => ({
    kind: "order_link",
    about: hour,
    due_at_ms: now_ms,
    against: noAddress(order) ?? (now_ms - Date.parse(`${hour}:59:59Z`) > DAY_MS ? "no_longer_owed" : null),
  }));
}

function noAddress(order: Order): SuppressionReason | null {
  return order.details.customer.email === undefined ? "no_address" : null;
}
