/**
 * Records what one webhook says about one order. The caller may answer 2xx when it returns, and must not when it throws.
 */
import { orderId } from "../../orders/order_id.ts";
import { NAMES_MAX, referenceNames } from "../../orders/reference.ts";
import { isReturn } from "../../orders/fold/evolve_return.ts";
import { err, ok, type Result } from "../../result.ts";
import type { Order } from "../../orders/state.ts";
import { type Folded, insertRefs, type OrderRow, readOrder, selectOrder } from "../../sql/orders.ts";
import { deleteParked, insertParked, type ParkedRow, selectParked } from "../../sql/parked.ts";
import { commitOrder } from "./commit_order.ts";
import { mergeNewEvents } from "./merge_new_events.ts";
import { WEBHOOKS_MAX } from "./shorten_history.ts";
import { type LoadedOrder, type LoadOptions, loadOrder, NOTHING_LOADED } from "./load_order.ts";
import type { RecordPorts, Shop } from "../ports.ts";
import { type Fingerprinted, fingerprintWebhook } from "./fingerprints.ts";
import { addCommitted, type CommitAttempt, NOTHING_COMMITTED, type RecordContext } from "./commit_attempt.ts";
import type { OrderWebhook, Recorded, RecordRefusal } from "./order_webhook.ts";

/** Most attempts after the first. Ten different events of one order at once all get through; of fifty some do not, and the caller keeps those. */
const RETRIES_MAX = 20;

/**
 * Loads the order, drops duplicates, folds, plans and commits; repeats when another writer was first.
 * `too_many_events` and `too_large` are the sender's fault; after `contended` the caller must keep the webhook and record it later.
 */
export async function recordEvent(
  ports: RecordPorts,
  shop: Shop,
  webhook: OrderWebhook,
  now_ms: number,
): Promise<Result<Recorded, RecordRefusal>> {
  const context = await recordContext(ports, shop, webhook, now_ms);
  let options: LoadOptions = { waiting_under: context.fingerprinted.row.names.slice(0, 1), whole: false };
  let committed = NOTHING_COMMITTED;
  for (let retry = 0; retry <= RETRIES_MAX; retry++) {
    if (retry > 0) await ports.pause(retry);
    // A placed order is new unless it is a copy, so its first attempt loads nothing: the commit itself finds the copy.
    const loaded = retry === 0 && bringsNewOrder(webhook)
      ? NOTHING_LOADED
      : await loadOrder(ports, context.fingerprinted, options);
    if (webhook.goes_back === true && !isOfItsReturn(loaded, webhook)) return ok(OF_NO_RETURN);
    const attempt = await attemptCommit(context, loaded, options);
    if (attempt.type === "refused") return attempt.refusal;
    committed = addCommitted(committed, attempt);
    if (attempt.type === "done") {
      const { includes_this_webhook, decided, due_keys, scarce } = committed;
      const outcome = includes_this_webhook ? "recorded" : attempt.recorded.outcome;
      return ok({ ...attempt.recorded, outcome, decided, due_keys, scarce: [...new Set(scarce)] });
    }
    options = attempt.options;
  }
  return err("contended", `Cannot record webhook as its order must be free within ${RETRIES_MAX} retries`);
}

/** Nobody waits for the parcel of a return that Waybill does not know: it is not parked. */
const OF_NO_RETURN: Recorded = {
  outcome: "ignored",
  number: null,
  order_id: null,
  decided: [],
  due_keys: [],
  scarce: [],
};

function isOfItsReturn({ row }: LoadedOrder, { events }: OrderWebhook): boolean {
  return row !== null &&
    events.some((event) =>
      "shipment" in event && event.shipment !== undefined && isReturn(row.order, event.shipment.id)
    );
}

async function recordContext(
  { db, name_customer, storefronts }: RecordPorts,
  shop: Shop,
  webhook: OrderWebhook,
  now_ms: number,
): Promise<RecordContext> {
  const fingerprinted = await fingerprintedWebhook(storefronts, shop, webhook);
  return {
    db,
    name_customer,
    shop,
    fingerprinted,
    now_ms,
    waits_since_ms: webhook.waits_since_ms ?? webhook.received_at_ms,
    is_reconciled: webhook.is_reconciled ?? false,
  };
}

function bringsNewOrder({ events }: OrderWebhook): boolean {
  return events.some(({ type }) => type === "order.placed");
}

/** One attempt: drop the events that the order holds already, fold the new ones onto it, then plan and commit (`commitOrder`). */
async function attemptCommit(
  context: RecordContext,
  loaded: LoadedOrder,
  options: LoadOptions,
): Promise<CommitAttempt> {
  const waiting = await Promise.all(loaded.parked.map(fingerprintWebhook));
  const merged = await mergeNewEvents(loaded, [context.fingerprinted, ...waiting]);
  switch (merged.type) {
    case "nothing_new":
      return await tidy(context, loaded, merged.row);
    case "no_order":
      return await park(context);
    case "needs_all":
      return { type: "again", options: { ...options, whole: true }, ...NOTHING_COMMITTED };
    case "too_many": {
      const message =
        `Cannot record webhook as it must leave its order at <= ${WEBHOOKS_MAX} webhooks: it would have ${merged.count}`;
      return { type: "refused", refusal: err("too_many_events", message) };
    }
    case "folded":
      return tooManyShipments(merged.order, loaded.row?.order) ?? tooLarge(merged.new_webhooks, merged) ??
        await commitOrder(context, loaded, merged);
  }
}

/** Each event is compared with all shipments of its order. */
const SHIPMENTS_MAX = 1_000;

/** An order that has as many from before goes on as it is. */
function tooManyShipments({ shipments }: Order, before: Order | undefined): CommitAttempt | null {
  if (shipments.length <= Math.max(SHIPMENTS_MAX, before?.shipments.length ?? 0)) return null;
  const message =
    `Cannot record webhook as it must leave its order at <= ${SHIPMENTS_MAX} shipments: it would have ${shipments.length}`;
  return { type: "refused", refusal: err("too_many_events", message) };
}

/**
 * Refuses what D1 could not store. A row may have 2,000,000 bytes; what is left is for its other columns.
 */
function tooLarge(
  webhooks: readonly ParkedRow[],
  state?: { readonly order: Order; readonly folded: Folded },
): CommitAttempt | null {
  const rows: readonly unknown[] = [
    ...webhooks.map(({ events }) => events),
    ...(state === undefined ? [] : [[state.order, state.folded]]),
  ];
  const bytes = Math.max(...rows.map(bytesOf));
  if (bytes <= ROW_MAX_BYTES) return null;
  const message =
    `Cannot record webhook as it must leave its order at <= ${ROW_MAX_BYTES} bytes in one row: it has ${bytes}`;
  return { type: "refused", refusal: err("too_large", message) };
}

const ROW_MAX_BYTES = 1_900_000;

/** Returns the bytes of the value as JSON, or 0 for one that is far from the bound. */
function bytesOf(value: unknown): number {
  const json = JSON.stringify(value);
  return json.length * 3 <= ROW_MAX_BYTES ? 0 : new TextEncoder().encode(json).byteLength;
}

/** The webhook as it is stored, with all names by which its order is looked for. */
export function fingerprintedWebhook(
  storefronts: readonly string[],
  shop: Pick<Shop, "id">,
  webhook: OrderWebhook,
): Promise<Fingerprinted> {
  const brings_order = webhook.events.some((event) => "order" in event);
  const known_as = orderId(shop.id, webhook.source, webhook.order);
  const also = brings_order ? [] : webhook.also ?? [];
  const names = [known_as, ...also.flatMap((reference) => referenceNames(shop.id, reference, storefronts))];
  return fingerprintWebhook({
    source: webhook.source,
    webhook_id: webhook.webhook_id,
    received_at: webhook.received_at_ms,
    names: [...new Set(names)].slice(0, NAMES_MAX),
    events: webhook.events,
  });
}

/** Parks the events of an order that is not known yet, unless the order came in the meantime. */
async function park({ db, fingerprinted: { row } }: RecordContext): Promise<CommitAttempt> {
  const refused = tooLarge([row]);
  if (refused !== null) return refused;
  const [inserted, order] = await db.batch([insertParked(db, row), selectOrder(db, ...row.names)]);
  if (readOrder(order!) !== null) {
    return { type: "again", options: { waiting_under: row.names, whole: false }, ...NOTHING_COMMITTED };
  }
  const outcome = inserted!.meta.changes > 0 ? "parked" : "duplicate";
  return { type: "done", recorded: { outcome, number: null, order_id: null }, ...NOTHING_COMMITTED };
}

/**
 * Handles a webhook that brings nothing new: deletes the parked copies and keeps the sender's id as a further name of the order.
 * The order's row is not touched, since without an event to insert nothing would guard its sequence.
 */
async function tidy(
  { db, fingerprinted }: RecordContext,
  { parked }: LoadedOrder,
  { id, number }: OrderRow,
): Promise<CommitAttempt> {
  const done: CommitAttempt = {
    type: "done",
    recorded: { outcome: "duplicate", number, order_id: id },
    ...NOTHING_COMMITTED,
  };
  const { names } = fingerprinted.row;
  if (parked.length === 0 && names.length === 1) return done;
  const own = names.slice(0, 1);
  const results = await db.batch([
    ...(own[0] === id ? [] : [insertRefs(db, own, id)]),
    ...parked.map((event) => deleteParked(db, event)),
    selectParked(db, [id], own),
  ]);
  const waits = results.at(-1)!.results.length > 0;
  return waits
    ? { type: "again", options: { waiting_under: own, whole: false }, ...NOTHING_COMMITTED }
    : done;
}
