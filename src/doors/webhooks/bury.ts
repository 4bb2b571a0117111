/** Keeps a verified webhook that cannot be recorded as a dead letter, and answers its sender. */
import { keepDeadLetter } from "../../flow/record/dead_letters.ts";
import type { Fault } from "../../sources/read/parse_error.ts";
import { accept, type Answer, refuse } from "./answer.ts";
import type { Arrival } from "./arrival.ts";
import type { Sender } from "./sender.ts";
import { headersOf, topicOf } from "./topic.ts";

const STATUS = { unreadable: 400, invalid: 422, too_many_events: 422, too_large: 413 } as const;

/** A verified webhook that cannot be recorded. */
export interface Refused {
  readonly reason: "unreadable" | "invalid" | "too_many_events" | "too_large";
  readonly message: string;
  readonly fault: Fault;
  /** What the other parts of the webhook came to, where only some could not be read. */
  readonly rest?: Readonly<Record<string, unknown>>;
}

/**
 * Storefronts, payment providers and carriers give a webhook up after a few refusals, or drop the whole subscription, so
 * they are answered 202. The author of Waybill's own format can mend what is wrong and is told with 4xx.
 */
export async function bury(
  { ports, shop, name, webhook, now_ms }: Arrival,
  sender: Sender,
  { reason, message, fault, rest }: Refused,
): Promise<Answer> {
  await keepDeadLetter(ports, shop, {
    source: name,
    topic: topicOf(sender, webhook),
    reason,
    fault,
    headers: headersOf(sender, webhook),
    body: webhook.body,
    received_at_ms: webhook.received_at_ms,
  }, now_ms);
  if (name === "standard") return refuse(STATUS[reason], reason, message);
  const { field, rule } = fault;
  return accept(202, { ...rest, dead_letter: true, field, rule });
}
