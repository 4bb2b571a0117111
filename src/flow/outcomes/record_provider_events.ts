/**
 * Turns provider events into outcomes: finds the message and the recipient of each. Events about other mails are
 * counted and left.
 */
import type { MessageKey } from "../../messages/message.ts";
import { type Outcome, readKey, withoutAddresses } from "../../messages/outcome.ts";
import { splitOrderId } from "../../orders/order_id.ts";
import type { ProviderEvent } from "../../providers/provider.ts";
import { insertProviderToken, selectProviderRefs, selectProviderToken } from "../../sql/outcomes.ts";
import { findOrder } from "../archive/open_order.ts";
import type { RecordPorts, Shop } from "../ports.ts";
import { recordOutcomes } from "./record_outcomes.ts";

export interface RecordedProviderEvents {
  /** Number of events that are about a message of this shop. */
  readonly known: number;
  /** Keys of messages that became due. */
  readonly due_keys: readonly MessageKey[];
}

/**
 * Records `events` unless their webhook's one-time `token` was used before; null means that the provider signs the body and needs
 * no token.
 */
export async function recordProviderEventsOnce(
  ports: RecordPorts,
  shop: Shop,
  events: readonly ProviderEvent[],
  token: { readonly provider: string; readonly value: string } | null,
  now_ms: number,
): Promise<RecordedProviderEvents | "duplicate"> {
  if (token === null) return await recordProviderEvents(ports, shop, events, now_ms);
  const { provider, value } = token;
  if (await selectProviderToken(ports.db, provider, value).first() !== null) return "duplicate";
  const recorded = await recordProviderEvents(ports, shop, events, now_ms);
  // The token is kept only after recording, since a webhook that could not be recorded comes again with the same
  // token.
  await insertProviderToken(ports.db, provider, value, now_ms).run();
  return recorded;
}

export async function recordProviderEvents(
  ports: RecordPorts,
  shop: Shop,
  events: readonly ProviderEvent[],
  now_ms: number,
): Promise<RecordedProviderEvents> {
  const keys = await keysOf(ports.db, shop, events);
  const outcomes: Outcome[] = [];
  for (const event of events) {
    const key = keys.get(event);
    if (key === undefined) continue;
    const recipient = event.recipient ?? await readerOf(ports, key);
    if (recipient !== null) outcomes.push(outcomeOf(event, key, recipient));
  }
  return { known: outcomes.length, due_keys: await recordOutcomes(ports, shop, outcomes, now_ms) };
}

/**
 * Returns the message key of each event: the tag where it came back, otherwise the key stored with the provider's id
 * of the mail.
 */
async function keysOf(
  db: D1Database,
  shop: Shop,
  events: readonly ProviderEvent[],
): Promise<ReadonlyMap<ProviderEvent, MessageKey>> {
  const nameless = events.filter(({ key, provider_id }) => key === undefined && provider_id !== undefined);
  const refs = new Map<string, string>();
  const [first] = nameless;
  if (first !== undefined) {
    const ids = [...new Set(nameless.map(({ provider_id }) => provider_id!))];
    const { results } = await selectProviderRefs(db, first.provider, ids).all<
      { readonly provider_id: string; readonly message_key: string }
    >();
    for (const { provider_id, message_key } of results) refs.set(provider_id, message_key);
  }
  const found = events.flatMap((event) => {
    const text = event.key ?? refs.get(event.provider_id ?? "");
    const key = text === undefined ? null : readKey(text);
    return key === null || splitOrderId(key.subject).shop_id !== shop.id ? [] : [[event, key] as const];
  });
  return new Map(found);
}

function outcomeOf(event: ProviderEvent, key: MessageKey, recipient: string): Outcome {
  const { type, bounce, at } = event;
  return {
    key,
    type,
    recipient,
    bounce: bounce?.class,
    reason: bounce === undefined
      ? undefined
      : withoutAddresses(bounce.enhanced_status ?? bounce.diagnostic ?? "no reason given"),
    at_ms: Date.parse(at),
  };
}

/** Returns the address of the order's customer, for events that name no recipient. */
async function readerOf(ports: RecordPorts, key: MessageKey): Promise<string | null> {
  return (await findOrder(ports, key.subject))?.order.details.customer.email ?? null;
}
