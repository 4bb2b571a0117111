/**
 * Records what one webhook tells about one order: fold, plan, one commit. Whoever calls it may answer 2xx when it
 * returns, and must not when it throws.
 */
import type { MessageKey } from "../../messages/message.ts";
import { orderId } from "../../orders/order_id.ts";
import { NAMES_MAX, referenceNames } from "../../orders/reference.ts";
import { err, ok, type Result } from "../../result.ts";
import { insertRefs, type OrderRow, readOrder, selectOrder, WEBHOOKS_MAX } from "../../sql/orders.ts";
import { deleteParked, insertParked, selectParked } from "../../sql/parked.ts";
import { commitOrder } from "./commit_order.ts";
import { mergeNewEvents } from "./merge_new_events.ts";
import { type LoadedOrder, type LoadOptions, loadOrder, NOTHING_LOADED } from "./load_order.ts";
import type { RecordPorts, Shop } from "../ports.ts";
import { type Fingerprinted, fingerprintWebhook } from "./fingerprints.ts";
import { type CommitAttempt, NOTHING_COMMITTED, type RecordContext } from "./commit_attempt.ts";
import type { PlannedMessage } from "../../orders/plan/plan_input.ts";
import type { OrderWebhook, Recorded, RecordRefusal } from "./order_webhook.ts";

/** Ten different events of one order at once all get through; of fifty some do not, and the caller keeps those for later. */
const RETRIES_MAX = 20;

/** `too_many_events` is the sender's fault; after `contended` the webhook must be kept and recorded later. */
export async function recordEvent(
  ports: RecordPorts,
  shop: Shop,
  webhook: OrderWebhook,
  now_ms: number,
): Promise<Result<Recorded, RecordRefusal>> {
  const fingerprinted = await fingerprintedWebhook(ports.storefronts, shop, webhook);
  const context: RecordContext = {
    db: ports.db,
    name_customer: ports.name_customer,
    shop,
    fingerprinted,
    now_ms,
    is_reconciled: webhook.is_reconciled ?? false,
  };
  let options: LoadOptions = { waiting_under: fingerprinted.row.names.slice(0, 1), whole: false };
  // A placed order is new unless it is a copy, so the commit itself asks: the usual case costs one round trip.
  const is_new = webhook.events.some(({ type }) => type === "order.placed");
  let loaded = is_new ? NOTHING_LOADED : await loadOrder(ports.db, fingerprinted, options);
  let decided: readonly PlannedMessage[] = [];
  let due_keys: readonly MessageKey[] = [];
  let scarce: readonly string[] = [];
  let includes_this_webhook = false;
  for (let retry = 0; retry <= RETRIES_MAX; retry++) {
    if (retry > 0) await ports.pause(retry);
    const attempted = await attemptCommit(context, loaded, options);
    if (attempted.type === "refused") return attempted.refusal;
    decided = [...decided, ...attempted.decided];
    due_keys = [...due_keys, ...attempted.due_keys];
    scarce = [...scarce, ...attempted.scarce];
    includes_this_webhook ||= attempted.includes_this_webhook;
    if (attempted.type === "done") {
      const outcome = includes_this_webhook ? "recorded" : attempted.recorded.outcome;
      return ok({ ...attempted.recorded, outcome, decided, due_keys, scarce: [...new Set(scarce)] });
    }
    options = attempted.options;
    loaded = await loadOrder(ports.db, fingerprinted, options);
  }
  return err("contended", `Cannot record webhook as its order must be free within ${RETRIES_MAX} retries`);
}

/** The webhook as it is kept, under all names by which its order is looked for. */
function fingerprintedWebhook(
  storefronts: readonly string[],
  shop: Shop,
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
        `Cannot record webhook as an order must have <= ${WEBHOOKS_MAX} deliveries: it has ${merged.count}`;
      return { type: "refused", refusal: err("too_many_events", message) };
    }
    case "folded":
      return await commitOrder(context, loaded, merged);
  }
}

/** Keeps an event of an order that is not known yet, unless the order came in the meantime. */
async function park({ db, fingerprinted: { row } }: RecordContext): Promise<CommitAttempt> {
  const [inserted, order] = await db.batch([insertParked(db, row), selectOrder(db, ...row.names)]);
  if (readOrder(order!) !== null) {
    return { type: "again", options: { waiting_under: row.names, whole: false }, ...NOTHING_COMMITTED };
  }
  const outcome = inserted!.meta.changes > 0 ? "parked" : "duplicate";
  return { type: "done", recorded: { outcome, number: null, order_id: null }, ...NOTHING_COMMITTED };
}

/**
 * Nothing is told that the order does not hold: what waited goes, and the sender's own name may still be a new one. The
 * order is not touched: without an event to insert, nothing would guard its sequence.
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
