/**
 * Records what one delivery tells about one order: fold, plan, one commit. Whoever calls it may answer 2xx when it
 * returns, and must not when it throws.
 */
import type { Ledger } from "../messages/ledger.ts";
import type { MessageKey } from "../messages/message.ts";
import type { Happening } from "../orders/event.ts";
import { fold, type Order } from "../orders/order.ts";
import { orderId } from "../orders/order_id.ts";
import { nextDeadline } from "../orders/deadline.ts";
import { dueKeys, planMessages, type PlannedMessage } from "../orders/plan.ts";
import { err, ok, type Result } from "../result.ts";
import { readLedger, selectLedger, upsertMessage } from "../store/messages.ts";
import {
  deleteParked,
  type EventRow,
  EVENTS_MAX,
  insertEvent,
  insertOrder,
  insertParked,
  insertRef,
  moveDeadline,
  type OrderRow,
  type ParkedRow,
  readEvents,
  readOrder,
  selectEvents,
  selectOrder,
  selectParked,
  updateOrder,
} from "../store/orders.ts";
import { assignOrder } from "./assign_order.ts";
import { insertOrderAlerts } from "./order_alerts.ts";
import type { RecordPorts, Shop } from "./ports.ts";

/** What one verified delivery says about one order. */
export interface Report {
  readonly source: string;
  /** Unique per shop and source. */
  readonly delivery_id: string;
  /** The order as the sender names it. */
  readonly order: string;
  readonly happenings: readonly Happening[];
  readonly received_at_ms: number;
}

export interface Recorded {
  readonly outcome: "recorded" | "duplicate" | "parked";
  /** The order's number as the customer sees it; null while the order is not known. */
  readonly number: string | null;
  /** Mails whose verdict this delivery set or changed: owed, or the reason against. */
  readonly decided: readonly PlannedMessage[];
  /** Mails that became due with this commit: whoever answers the sender wakes them. */
  readonly nudges: readonly MessageKey[];
}

export type RecordRefusal = "too_many_events" | "contended";

/** Ten different events of one order at once all get through; of fifty some do not, and the caller keeps those for later. */
const RETRIES_MAX = 20;

/** `too_many_events` is the sender's fault; after `contended` the delivery must be kept and recorded later. */
export async function recordEvent(
  ports: RecordPorts,
  shop: Shop,
  report: Report,
  now_ms: number,
): Promise<Result<Recorded, RecordRefusal>> {
  const writing: Writing = {
    ports,
    shop,
    report,
    now_ms,
    known_as: orderId(shop.id, report.source, report.order),
  };
  // A placed order is new unless it is a copy, so the commit itself asks: the usual case costs one round trip.
  let expected: Expected = report.happenings.some(({ type }) => type === "order.placed")
    ? NOTHING
    : await expect(writing, [writing.known_as]);
  let decided: readonly PlannedMessage[] = [];
  let nudges: readonly MessageKey[] = [];
  let mine = false;
  for (let retry = 0; retry <= RETRIES_MAX; retry++) {
    if (retry > 0) await ports.pause(retry);
    const step = await attempt(writing, expected);
    if (step.type === "refused") return step.refusal;
    decided = [...decided, ...step.decided];
    nudges = [...nudges, ...step.nudges];
    mine ||= step.mine;
    if (step.type === "done") {
      return ok({ ...step.recorded, outcome: mine ? "recorded" : step.recorded.outcome, decided, nudges });
    }
    expected = await expect(writing, step.names);
  }
  return err("contended", `Cannot record delivery as its order must be free within ${RETRIES_MAX} retries`);
}

interface Writing {
  readonly ports: RecordPorts;
  readonly shop: Shop;
  readonly report: Report;
  readonly now_ms: number;
  readonly known_as: string;
}

/** What a writer believes about an order before it writes; its commit holds only while that is so. */
interface Expected {
  readonly row: OrderRow | null;
  readonly events: readonly EventRow[];
  readonly parked: readonly ParkedRow[];
  readonly ledger: Ledger;
}

const NOTHING: Expected = { row: null, events: [], parked: [], ledger: [] };

type Step =
  | { readonly type: "refused"; readonly refusal: Result<never, RecordRefusal> }
  | ({ readonly type: "done"; readonly recorded: Pick<Recorded, "outcome" | "number"> } & Gain)
  /** Another writer was first, or parked events are to be joined: look again, under these names. */
  | ({ readonly type: "again"; readonly names: readonly string[] } & Gain);

/** What a step has committed: whether the delivery itself, which verdicts on mails, and which of those mails are due. */
interface Gain extends Pick<Recorded, "decided" | "nudges"> {
  readonly mine: boolean;
}

const NO_GAIN: Gain = { mine: false, decided: [], nudges: [] };

async function expect({ ports: { db }, known_as }: Writing, names: readonly string[]): Promise<Expected> {
  const [order, events, parked, ledger] = await db.batch([
    selectOrder(db, known_as),
    selectEvents(db, known_as),
    selectParked(db, names),
    selectLedger(db, known_as),
  ]);
  return {
    row: readOrder(order!),
    events: readEvents<EventRow>(events!),
    parked: readEvents<ParkedRow>(parked!),
    ledger: readLedger(ledger!),
  };
}

async function attempt(writing: Writing, expected: Expected): Promise<Step> {
  const { report } = writing;
  const delivered: ParkedRow = {
    source: report.source,
    delivery_id: report.delivery_id,
    received_at: report.received_at_ms,
    happenings: report.happenings,
  };
  const fresh = newOf([delivered, ...expected.parked], expected.events);
  if (expected.row !== null && fresh.length === 0 && expected.parked.length === 0) {
    return { type: "done", recorded: { outcome: "duplicate", number: expected.row.number }, ...NO_GAIN };
  }
  if (expected.row !== null && fresh.length === 0) return await unpark(writing, expected, expected.row);
  if (expected.events.length + fresh.length > EVENTS_MAX) {
    const message =
      `Cannot record delivery as an order must have <= ${EVENTS_MAX} deliveries: it has ${expected.events.length}`;
    return { type: "refused", refusal: err("too_many_events", message) };
  }
  const order = fold([...expected.events, ...fresh].flatMap(({ happenings }) => happenings));
  return order === null ? await park(writing, delivered) : await commit(writing, expected, fresh, order);
}

/** Keeps an event of an order that is not known yet, unless the order came in the meantime. */
async function park({ ports: { db }, known_as }: Writing, delivered: ParkedRow): Promise<Step> {
  const [inserted, order] = await db.batch([
    insertParked(db, known_as, delivered),
    selectOrder(db, known_as),
  ]);
  if (readOrder(order!) !== null) return { type: "again", names: [known_as], ...NO_GAIN };
  const outcome = inserted!.meta.changes > 0 ? "parked" : "duplicate";
  return { type: "done", recorded: { outcome, number: null }, ...NO_GAIN };
}

/** What waited says nothing new. The order is not touched: without an event to insert, nothing would guard its sequence. */
async function unpark(
  { ports: { db }, known_as }: Writing,
  { parked }: Expected,
  row: OrderRow,
): Promise<Step> {
  const names = [...new Set([row.id, known_as])];
  await db.batch(parked.map((event) => deleteParked(db, names, event)));
  return { type: "done", recorded: { outcome: "duplicate", number: row.number }, ...NO_GAIN };
}

async function commit(
  writing: Writing,
  expected: Expected,
  fresh: readonly ParkedRow[],
  order: Order,
): Promise<Step> {
  const { ports, shop, report, now_ms } = writing;
  const { db } = ports;
  const id = expected.row?.id ?? writing.known_as;
  const aliases = order.details.aliases.map((alias) => orderId(shop.id, report.source, alias));
  const names = [...new Set([id, writing.known_as, ...aliases])];
  const last_seq = expected.events.at(-1)?.seq ?? 0;
  const situation = { order, shop: shop.settings, ledger: expected.ledger, now_ms };
  const planned = planMessages(situation);
  const deadline_at = nextDeadline(situation);
  const row: OrderRow = {
    id,
    number: order.details.number,
    seq: last_seq + fresh.length,
    order,
    deadline_at,
  };

  const upserts = planned.map((message) => upsertMessage(db, id, message, now_ms));
  const results = await committed(db, [
    ...upserts,
    ...fresh.map((event, index) => insertEvent(db, id, { ...event, seq: last_seq + 1 + index })),
    expected.row === null ? insertOrder(db, row, now_ms) : updateOrder(db, row, now_ms),
    ...insertOrderAlerts(db, shop, id, situation),
    ...(mustMove(expected.row, deadline_at) ? [moveDeadline(db, row)] : []),
    ...await assignOrder(ports, id, order, expected.row?.order ?? null),
    ...aliases.map((alias) => insertRef(db, alias, id)),
    ...expected.parked.map((event) => deleteParked(db, names, event)),
    selectParked(db, names),
  ]);
  if (results === null) return { type: "again", names, ...NO_GAIN };

  const decided = planned.filter((_, index) => results[index]!.meta.changes > 0);
  const nudges = dueKeys(id, decided, now_ms);
  const mine = fresh.some((event) => nameOf(event) === nameOf(report));
  if (results.at(-1)!.results.length > 0) return { type: "again", names, mine, decided, nudges };
  return { type: "done", recorded: { outcome: "duplicate", number: row.number }, mine, decided, nudges };
}

/** A deadline that comes too early costs one look; to move it with every scan would cost rows each time. */
function mustMove(before: OrderRow | null, deadline_at: number | null): boolean {
  if (before === null || before.deadline_at === deadline_at) return false;
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

/**
 * Each delivery once, and only those that say something the order does not hold. A copy under another delivery id says
 * nothing new: it is not stored, so that many copies at once need no turn-taking.
 */
function newOf(rows: readonly ParkedRow[], known: readonly EventRow[]): readonly ParkedRow[] {
  const names = new Set(known.map(nameOf));
  const told = new Set(known.map(sayingOf));
  const fresh = new Map<string, ParkedRow>();
  for (const row of rows) {
    if (!names.has(nameOf(row)) && !told.has(sayingOf(row))) fresh.set(sayingOf(row), row);
  }
  return [...fresh.values()];
}

function nameOf({ source, delivery_id }: Pick<ParkedRow, "source" | "delivery_id">): string {
  return `${source}:${delivery_id}`;
}

function sayingOf({ happenings }: ParkedRow): string {
  return JSON.stringify(happenings);
}
