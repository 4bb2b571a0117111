/** Keeps the events that are new to the order and folds them onto it. Writes nothing. */
import { eraseEvent } from "../../customers/erase.ts";
import type { OrderEvent } from "../../orders/event.ts";
import { appendEvents, lastPosition } from "../../orders/fold/append_events.ts";
import { fold } from "../../orders/fold/fold.ts";
import { type Folded, type OrderRow, ROWS_MAX } from "../../sql/orders.ts";
import { erasedMark } from "../privacy/erase_order.ts";
import type { ParkedRow } from "../../sql/parked.ts";
import type { LoadedOrder } from "./load_order.ts";
import { type Shortened, shortened, WEBHOOKS_MAX } from "./shorten_history.ts";
import { type Fingerprinted, fingerprintWebhook } from "./fingerprints.ts";
import type { Order } from "../../orders/state.ts";

export type MergeResult =
  | {
    readonly type: "folded";
    /** Webhooks to store, each with only the events that are new to the order. */
    readonly new_webhooks: readonly ParkedRow[];
    /** Whether the webhook that is being recorded (`incoming[0]`) brought anything new. */
    readonly includes_this_webhook: boolean;
    readonly order: Order;
    readonly folded: Folded;
    /** Present where the order has too many rows: how the stored webhooks lie after this commit. */
    readonly shortened: Shortened | null;
  }
  | { readonly type: "nothing_new"; readonly row: OrderRow }
  /** No event has brought the order yet. */
  | { readonly type: "no_order" }
  /** A new event is earlier than one that the order holds, so that all events are needed. */
  | { readonly type: "needs_all" }
  | { readonly type: "too_many"; readonly count: number };

/**
 * Merges the webhooks into the order. Where its customer was erased after the order was placed, the new events are
 * erased too.
 */
export async function mergeNewEvents(
  loaded: LoadedOrder,
  incoming: readonly Fingerprinted[],
): Promise<MergeResult> {
  const merged = await merge({ ...loaded, erased_at: null }, incoming);
  const { erased_at } = loaded;
  if (erased_at === null || merged.type !== "folded") return merged;
  return Date.parse(merged.order.details.placed_at) > erased_at ? merged : await merge(loaded, incoming);
}

async function merge(
  loaded: LoadedOrder,
  incoming: readonly Fingerprinted[],
  history: Shortened | null = null,
): Promise<MergeResult> {
  const { row, folded, webhooks, erased_at } = loaded;
  const is_erased = row?.order.erased_at !== undefined || erased_at !== null || incoming.some(isErased);
  const fingerprints = new Set(folded?.fingerprints ?? await fingerprintsOf(loaded));
  const new_webhooks: ParkedRow[] = [];
  const news: OrderEvent[] = [];
  let includes_this_webhook = false;
  for (
    const [index, { row: webhook, name, event_fingerprints }] of (await asStored(incoming, is_erased))
      .entries()
  ) {
    const new_events = webhook.events.filter((_, at) =>
      !fingerprints.has(event_fingerprints[at]!.fingerprint)
    );
    if (fingerprints.has(name) || new_events.length === 0) continue;
    includes_this_webhook ||= index === 0;
    // A carrier's webhook repeats all earlier scans, so only the new events are kept.
    new_webhooks.push({ ...webhook, events: new_events });
    news.push(...new_events);
    for (const fingerprint of [name, ...event_fingerprints.map((one) => one.fingerprint)]) {
      fingerprints.add(fingerprint);
    }
  }
  if (row !== null && new_webhooks.length === 0) return { type: "nothing_new", row };
  if (erased_at !== null && row?.order.erased_at === undefined) {
    const erased_mark = { ...erasedMark(erased_at), names: new_webhooks[0]!.names };
    new_webhooks.push(erased_mark);
    news.push(...erased_mark.events);
  }
  if (history === null && rowCount(loaded) + new_webhooks.length > ROWS_MAX) {
    if (webhooks.length === 0) return { type: "needs_all" };
    const short = shortened(webhooks);
    const count = short.webhooks.length + new_webhooks.length;
    if (count > WEBHOOKS_MAX) return { type: "too_many", count };
    return await merge({ ...loaded, folded: null, webhooks: short.webhooks }, incoming, short);
  }

  const can_fold_on = row !== null && folded !== null && webhooks.length === 0;
  const order = can_fold_on
    ? appendEvents(row.order, folded.to, news)
    : fold([...webhooks.flatMap(({ events }) => events), ...news]);
  if (order === null) return { type: can_fold_on ? "needs_all" : "no_order" };
  const before = folded?.to ?? lastPosition(webhooks.flatMap(({ events }) => events));
  const last = lastPosition(news);
  return {
    type: "folded",
    new_webhooks,
    includes_this_webhook,
    order,
    folded: { to: last > before ? last : before, fingerprints: [...fingerprints] },
    shortened: history,
  };
}

/** Returns how many rows hold the order's webhooks, or more: each webhook makes one. */
function rowCount({ row }: LoadedOrder): number {
  return row === null ? 0 : row.rows ?? row.seq;
}

/**
 * Returns the webhooks as they will be stored: without personal data where the order is erased, since a storefront
 * goes on sending it.
 */
async function asStored(
  incoming: readonly Fingerprinted[],
  is_erased: boolean,
): Promise<readonly Fingerprinted[]> {
  if (!is_erased) return incoming;
  return await Promise.all(incoming.map(async (webhook) => {
    const { row, event_fingerprints } = await fingerprintWebhook({
      ...webhook.row,
      events: webhook.row.events.map(eraseEvent),
    });
    return { ...webhook, row, event_fingerprints };
  }));
}

function isErased({ row: { events } }: Fingerprinted): boolean {
  return events.some(({ type }) => type === "customer.erased");
}

/** Computes the fingerprints of all events of an order whose stored ones are missing or of another version. */
async function fingerprintsOf({ webhooks }: LoadedOrder): Promise<readonly string[]> {
  const all = await Promise.all(webhooks.map((event) => fingerprintWebhook({ ...event, names: [] })));
  return all.flatMap((
    { name, event_fingerprints },
  ) => [name, ...event_fingerprints.map(({ fingerprint }) => fingerprint)]);
}
