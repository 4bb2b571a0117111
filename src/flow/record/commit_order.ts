/** Plans the folded order and commits events, state, names and owed messages in one batch, or nothing. */
import { nextDeadline } from "../../orders/plan/deadline.ts";
import { dueKeys, planMessages } from "../../orders/plan/plan.ts";
import type { PlanInput } from "../../orders/plan/plan_input.ts";
import { forOrder } from "../../orders/trial.ts";
import { owedSince } from "../../orders/owed_since.ts";
import { NAMES_MAX, orderNames } from "../../orders/reference.ts";
import { keyText } from "../../messages/message.ts";
import { readUpserted, sealMessages, upsertMessages } from "../../sql/messages.ts";
import {
  deleteWebhooks,
  insertOrder,
  insertRefs,
  insertWebhook,
  type OrderRow,
  updateOrder,
} from "../../sql/orders.ts";
import { deleteParked, selectParked } from "../../sql/parked.ts";
import { putBackStatements } from "../archive/bring_back.ts";
import { indexCustomerOrder } from "./index_customer_order.ts";
import { indexOrderTerms } from "./index_order_terms.ts";
import type { MergeResult } from "./merge_new_events.ts";
import type { LoadedOrder } from "./load_order.ts";
import { indexOpenLines } from "./index_open_lines.ts";
import { insertOrderAlerts } from "./order_alerts.ts";
import { noteMatters } from "../cases/note_matters.ts";
import { noteReach } from "./note_reach.ts";
import { logContradictions, recordContradictions } from "./record_contradictions.ts";
import { orderHappened, tellPrograms } from "../programs/tell_programs.ts";
import { type CommitAttempt, NOTHING_COMMITTED, type RecordContext } from "./commit_attempt.ts";
import { DAY_MS } from "../../orders/days.ts";
import { countOrder } from "../figures/count_order.ts";

export async function commitOrder(
  { db, name_customer, shop, fingerprinted, now_ms, waits_since_ms, is_reconciled }: RecordContext,
  loaded: LoadedOrder,
  { new_webhooks, includes_this_webhook, order, folded, shortened }: Extract<MergeResult, { type: "folded" }>,
): Promise<CommitAttempt> {
  const id = loaded.row?.id ?? fingerprinted.row.names[0]!;
  const last_seq = loaded.row?.seq ?? 0;
  const input = { order, shop: forOrder(shop.settings, id), ledger: loaded.ledger, now_ms };
  const is_past = is_reconciled && loaded.row === null && isPast(input);
  const planned = planMessages(input).map((message) => ({
    ...message,
    against: message.against ?? (is_past ? "too_old" as const : null),
    due_at_ms: Math.max(message.due_at_ms, heldUntil(waits_since_ms, now_ms)),
  }));
  const deadline_at = nextDeadline(input);
  const row: OrderRow = {
    id,
    number: order.details.number,
    seq: last_seq + new_webhooks.length,
    order,
    deadline_at,
  };
  const { names, refs } = namesOf(loaded, row, new_webhooks.map((webhook) => webhook.names[0]!));

  const open_lines = indexOpenLines(db, shop, id, loaded.row?.order ?? null, order, now_ms);
  const customer_index = await indexCustomerOrder(
    { db, name_customer },
    id,
    order,
    loaded.row?.order ?? null,
    now_ms,
  );
  const order_terms = await indexOrderTerms(
    { db, name_customer },
    shop,
    id,
    order,
    loaded.row?.order ?? null,
  );
  const contradictions = is_past ? null : recordContradictions(
    db,
    shop,
    id,
    { before: loaded.row?.order ?? null, after: order },
    new_webhooks,
    now_ms,
  );
  const before = loaded.row?.order ?? null;
  const reach = isPast(input) ? [] : noteReach(db, shop, id, { before, after: order, planned }, now_ms);
  const { webhook_id } = fingerprinted.row;
  const matters = await noteMatters(
    { db, name_customer },
    shop,
    {
      order_id: id,
      before,
      after: order,
      webhook_id,
      // Of an order that is past only what comes up now calls for a person: a dispute, a late return.
      ...(isPast(input) && { since_ms: now_ms - shop.settings.mail_max_age_days * DAY_MS }),
    },
    now_ms,
  );
  const back = putBackStatements(db, loaded.row);
  const all = await commitBatch(db, [
    ...back,
    upsertMessages(db, id, planned, now_ms),
    ...new_webhooks.map((webhook, index) => insertWebhook(db, id, { ...webhook, seq: last_seq + 1 + index })),
    ...(shortened === null ? [] : [
      deleteWebhooks(db, id, shortened.gone),
      ...shortened.rows.map((one) => insertWebhook(db, id, one)),
    ]),
    loaded.row === null
      ? insertOrder(db, row, folded, now_ms)
      : updateOrder(db, row, folded, now_ms, mustMove(loaded.row, deadline_at)),
    ...(is_past ? [sealMessages(db, id)] : insertOrderAlerts(db, shop, id, input)),
    ...contradictions?.statements ?? [],
    ...reach,
    ...matters,
    ...(is_past ? [] : tellPrograms(db, shop, orderHappened(id, row.number, new_webhooks), now_ms)),
    ...customer_index.statements,
    ...order_terms,
    ...(refs.length > 0 ? [insertRefs(db, refs, id)] : []),
    ...loaded.parked.map((webhook) => deleteParked(db, webhook)),
    ...open_lines.statements,
    ...(before === null && isPast(input) ? [] : countOrder(db, shop, before, order, now_ms)),
    selectParked(db, [id], names),
  ]);
  const options = { waiting_under: names, whole: false, customer: customer_index.customer };
  if (all === null) return { type: "again", options, ...NOTHING_COMMITTED };

  const results = all.slice(back.length);
  logContradictions(shop.id, contradictions?.found ?? []);
  const written = readUpserted(results[0]!, id);
  const decided = planned.filter(({ kind, about }) => written.has(keyText({ subject: id, kind, about })));
  const committed = {
    includes_this_webhook,
    decided,
    due_keys: dueKeys(id, decided, now_ms),
    scarce: open_lines.scarce(results.slice(0, -1)),
  };
  if (results.at(-1)!.results.length > 0) return { type: "again", options, ...committed };
  return { type: "done", recorded: { outcome: "duplicate", number: row.number, order_id: id }, ...committed };
}

/** Longest time for which a mail waits after an outage. The spill has tried everything again by then. */
const HELD_MAX_MS = 3_600_000;

/**
 * Returns until when mails wait that a kept webhook makes due: as long as the webhook was kept. Others of the same
 * order come back in the meantime, and of all of them the customer gets only what is still true.
 */
function heldUntil(waits_since_ms: number, now_ms: number): number {
  return now_ms + Math.min(Math.max(0, now_ms - waits_since_ms), HELD_MAX_MS);
}

/**
 * Returns whether the order is too old for mails, so that an import of old orders writes to nobody, even where its
 * events bear recent dates.
 */
function isPast({ order, shop, now_ms }: PlanInput): boolean {
  return now_ms - Date.parse(owedSince(order)) > shop.mail_max_age_days * DAY_MS;
}

/** Returns all names of the order, and in `refs` those that are not stored yet. */
function namesOf(
  { row: before, folded }: LoadedOrder,
  { id, order }: OrderRow,
  known_as: readonly string[],
): { readonly names: readonly string[]; readonly refs: readonly string[] } {
  const names = [...new Set([id, ...known_as, ...orderNames(id, order)])].slice(0, NAMES_MAX);
  const written = new Set(before === null || folded === null ? [id] : orderNames(id, before.order));
  return { names, refs: names.filter((name) => !written.has(name)) };
}

/**
 * Returns whether the stored deadline must change. An early deadline costs one needless plan; moving it with every
 * scan would cost rows each time.
 */
function mustMove(before: OrderRow, deadline_at: number | null): boolean {
  if (before.deadline_at === deadline_at) return false;
  return before.deadline_at === null || deadline_at === null || deadline_at < before.deadline_at;
}

/** Returns null where another writer took the sequence number first; throws on any other error. */
async function commitBatch(db: D1Database, batch: D1PreparedStatement[]): Promise<D1Result[] | null> {
  try {
    return await db.batch(batch);
  } catch (error) {
    if (error instanceof Error && error.message.includes("UNIQUE constraint failed")) return null;
    throw error;
  }
}
