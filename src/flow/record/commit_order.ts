/** Commits what a delivery made of its order: events, state, names and owed mails in one batch, or nothing at all. */
import { nextDeadline } from "../../orders/plan/deadline.ts";
import { dueKeys, planMessages, type Situation } from "../../orders/plan/plan.ts";
import { NAMES_MAX, orderNames } from "../../orders/reference.ts";
import { DAY_MS } from "../../orders/plan/planned_message.ts";
import { sealMessages, upsertMessage } from "../../sql/messages.ts";
import { insertEvent, insertOrder, insertRefs, type OrderRow, updateOrder } from "../../sql/orders.ts";
import { deleteParked, selectParked } from "../../sql/parked.ts";
import { assignOrder } from "./index_customer_order.ts";
import type { Joined } from "./merge_new_events.ts";
import type { Known } from "./load_order.ts";
import { orderNeeds } from "./index_open_lines.ts";
import { insertOrderAlerts } from "./order_alerts.ts";
import { NO_GAIN, type Step, type Writing } from "./commit_attempt.ts";

export async function commitOrder(
  { db, name_customer, shop, told, now_ms, is_reconciled }: Writing,
  known: Known,
  { fresh, mine, order, folded }: Extract<Joined, { type: "folded" }>,
): Promise<Step> {
  const id = known.row?.id ?? told.row.names[0]!;
  const last_seq = known.row?.seq ?? 0;
  const situation = { order, shop: shop.settings, ledger: known.ledger, now_ms };
  const is_past = is_reconciled && known.row === null && isPast(situation);
  const planned = planMessages(situation).map((message) =>
    is_past ? { ...message, against: message.against ?? "too_old" as const } : message
  );
  const deadline_at = nextDeadline(situation);
  const row: OrderRow = {
    id,
    number: order.details.number,
    seq: last_seq + fresh.length,
    order,
    deadline_at,
  };
  const { names, refs } = namesOf(known, row, fresh.map((event) => event.names[0]!));

  const needs = orderNeeds(db, shop, id, known.row?.order ?? null, order, now_ms);
  const assigned = await assignOrder({ db, name_customer }, id, order, known.row?.order ?? null, now_ms);
  const upserts = planned.map((message) => upsertMessage(db, id, message, now_ms));
  const results = await committed(db, [
    ...upserts,
    ...fresh.map((event, index) => insertEvent(db, id, { ...event, seq: last_seq + 1 + index })),
    known.row === null
      ? insertOrder(db, row, folded, now_ms)
      : updateOrder(db, row, folded, now_ms, mustMove(known.row, deadline_at)),
    ...(is_past ? [sealMessages(db, id)] : insertOrderAlerts(db, shop, id, situation)),
    ...assigned.statements,
    ...(refs.length > 0 ? [insertRefs(db, refs, id)] : []),
    ...known.parked.map((event) => deleteParked(db, event)),
    ...needs.statements,
    selectParked(db, [id], names),
  ]);
  const look = { waiting_under: names, whole: false, customer: assigned.customer };
  if (results === null) return { type: "again", look, ...NO_GAIN };

  const decided = planned.filter((_, index) => results[index]!.meta.changes > 0);
  const gain = {
    mine,
    decided,
    nudges: dueKeys(id, decided, now_ms),
    scarce: needs.scarce(results.slice(0, -1)),
  };
  if (results.at(-1)!.results.length > 0) return { type: "again", look, ...gain };
  return { type: "done", recorded: { outcome: "duplicate", number: row.number, order_id: id }, ...gain };
}

/** An import must not write to last year's customers, not even where its facts bear the day on which the order was last touched. */
function isPast({ order, shop, now_ms }: Situation): boolean {
  return now_ms - Date.parse(order.details.placed_at) > shop.mail_max_age_days * DAY_MS;
}

/** All names of the order, and which of them have to be written: what it told before is written, unless by an older Waybill. */
function namesOf(
  { row: before, folded }: Known,
  { id, order }: OrderRow,
  known_as: readonly string[],
): { readonly names: readonly string[]; readonly refs: readonly string[] } {
  const names = [...new Set([id, ...known_as, ...orderNames(id, order)])].slice(0, NAMES_MAX);
  const written = new Set(before === null || folded === null ? [id] : orderNames(id, before.order));
  return { names, refs: names.filter((name) => !written.has(name)) };
}

/** A deadline that comes too early costs one look; to move it with every scan would cost rows each time. */
function mustMove(before: OrderRow, deadline_at: number | null): boolean {
  if (before.deadline_at === deadline_at) return false;
  return before.deadline_at === null || deadline_at === null || deadline_at < before.deadline_at;
}

/** Null when another writer took the sequence first; anything else that goes wrong is an outage and throws. */
async function committed(db: D1Database, batch: D1PreparedStatement[]): Promise<D1Result[] | null> {
  try {
    return await db.batch(batch);
  } catch (error) {
    if (error instanceof Error && error.message.includes("UNIQUE constraint failed")) return null;
    throw error;
  }
}
