/** The events that a shop's own programs are told by webhook (Standard Webhooks), and when a failed one is tried again. Pure. */

/** Each type, and when it comes. docs/webhooks.md is made of it. */
export const WEBHOOK_TYPES = {
  "message.sent": "a channel accepted a message",
  "message.delivered": "the provider reports that it arrived",
  "message.bounced": "it came back, for good or for now (`reason` begins with `hard` or `soft`)",
  "message.complained": "its reader called it unwanted",
  "message.opened": "it was opened; mail programs do this by themselves, so it says little",
  "message.clicked": "a link in it was followed",
  "message.suppressed": "it was owed and is not sent, for `reason`",
  "message.failed": "it could not be sent, for `reason`, and nothing more is tried",
  "message.unknown": "a channel may have it: nobody knows whether it arrived",
  "case.opened": "a customer's matter became a case",
  "case.message": "the customer wrote again",
  "case.answered": "the shop answered, or asked its customer something (`act`: asked)",
  "case.changed":
    "people did something with it (`act`: assign, tag, kind, note, snooze, merge, link, reopen …)",
  "case.decided":
    "what the customer asked for was granted or declined, or a return approved, declined or received (`act`)",
  "case.solved": "it is over",
  "order.placed": "an order came",
  "order.changed": "the order changed by another event (`event`), such as a parcel's or a payment's",
  "order.cancelled": "it was cancelled",
  "return.requested": "a return was asked for",
  "return.approved": "it may be sent back",
  "return.declined": "it was declined",
  "return.received": "it came back",
  "return.changed": "a return changed by another event (`event`)",
  "customer.suppressed":
    "an address is not written to any more: a mail to it bounced for good or was called unwanted, its owner unsubscribed, or somebody put it on the list (`class`, `reason`, `count` of addresses)",
  "customer.released": "an address was taken off that list (`class`, `reason`)",
  "customer.erased": "an order's customer was erased",
  "webhook.test": "the first word to a new endpoint, and whenever it is asked for",
} as const;
export type WebhookType = keyof typeof WEBHOOK_TYPES;

/** Minutes after a failed try until the next: together three days and some hours. */
const WAITS_MIN = [1, 5, 30, 120, 300, 600, 840, 1_200, 1_440] as const;
/** An endpoint that took nothing for so long is switched off. */
export const FAILING_MAX_MS = 3 * 86_400_000;
const MINUTE_MS = 60_000;

/** Returns when the try after number `attempt` (1, 2, …) is due; null where there is none. */
export function nextTryAt(attempt: number, now_ms: number, retry_after_s: number | null): number | null {
  const wait_min = WAITS_MIN[attempt - 1];
  if (wait_min === undefined) return null;
  return now_ms + Math.max(wait_min * MINUTE_MS, (retry_after_s ?? 0) * 1_000);
}

/** Returns the type under which an event of an order is told. */
export function webhookTypeOf(event: string): WebhookType {
  if (Object.hasOwn(WEBHOOK_TYPES, event)) return event as WebhookType;
  return event.startsWith("return.") ? "return.changed" : "order.changed";
}

/** Returns whether `wanted` is a type or a group of types, such as `message.*`. */
export function isWebhookType(wanted: string): boolean {
  return Object.hasOwn(WEBHOOK_TYPES, wanted) ||
    wanted.endsWith(".*") && Object.keys(WEBHOOK_TYPES).some((type) => type.startsWith(wanted.slice(0, -1)));
}
