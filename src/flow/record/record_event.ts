/**
 * Records what one delivery tells about one order: fold, plan, one commit. Whoever calls it may answer 2xx when it
 * returns, and must not when it throws.
 */
import type { MessageKey } from "../../messages/message.ts";
import type { Happening } from "../../orders/event.ts";
import { orderId } from "../../orders/order_id.ts";
import type { PlannedMessage } from "../../orders/plan/plan.ts";
import { NAMES_MAX, type Reference, referenceNames } from "../../orders/reference.ts";
import { err, ok, type Result } from "../../result.ts";
import { EVENTS_MAX, insertRefs, type OrderRow, readOrder, selectOrder } from "../../sql/orders.ts";
import { deleteParked, insertParked, selectParked } from "../../sql/parked.ts";
import { commitOrder } from "./commit_order.ts";
import { joinFresh } from "./merge_new_events.ts";
import { type Known, type Look, lookUp, NOTHING } from "./load_order.ts";
import type { RecordPorts, Shop } from "../ports.ts";
import { type Printed, printed } from "./fingerprints.ts";
import { NO_GAIN, type Step, type Writing } from "./commit_attempt.ts";

/** What one verified delivery says about one order. */
export interface Report {
  readonly source: string;
  /** Unique per shop and source. */
  readonly delivery_id: string;
  /** What the sender itself calls the order. */
  readonly order: string;
  /** How the storefront may call it. A delivery that brings the order itself goes by the sender's own name alone. */
  readonly also?: readonly Reference[];
  readonly happenings: readonly Happening[];
  readonly received_at_ms: number;
  /** Asked for rather than told: what an order had gone through that is older than its shop writes about owes no mail. */
  readonly is_reconciled?: boolean;
}

export interface Recorded {
  readonly outcome: "recorded" | "duplicate" | "parked";
  /** Null while the order is not known. */
  readonly order_id: string | null;
  /** The order's number as the customer sees it; null while the order is not known. */
  readonly number: string | null;
  /** Mails whose verdict this delivery set or changed: owed, or the reason against. */
  readonly decided: readonly PlannedMessage[];
  /** Mails that became due with this commit: whoever answers the sender wakes them. */
  readonly nudges: readonly MessageKey[];
  /** SKUs of which there may be too little for it. */
  readonly scarce: readonly string[];
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
  const told = await toldBy(shop, report);
  const writing: Writing = {
    db: ports.db,
    name_customer: ports.name_customer,
    shop,
    told,
    now_ms,
    is_reconciled: report.is_reconciled ?? false,
  };
  let look: Look = { waiting_under: told.row.names.slice(0, 1), whole: false };
  // A placed order is new unless it is a copy, so the commit itself asks: the usual case costs one round trip.
  const is_new = report.happenings.some(({ type }) => type === "order.placed");
  let known = is_new ? NOTHING : await lookUp(ports.db, told, look);
  let decided: readonly PlannedMessage[] = [];
  let nudges: readonly MessageKey[] = [];
  let scarce: readonly string[] = [];
  let mine = false;
  for (let retry = 0; retry <= RETRIES_MAX; retry++) {
    if (retry > 0) await ports.pause(retry);
    const step = await attempt(writing, known, look);
    if (step.type === "refused") return step.refusal;
    decided = [...decided, ...step.decided];
    nudges = [...nudges, ...step.nudges];
    scarce = [...scarce, ...step.scarce];
    mine ||= step.mine;
    if (step.type === "done") {
      const outcome = mine ? "recorded" : step.recorded.outcome;
      return ok({ ...step.recorded, outcome, decided, nudges, scarce: [...new Set(scarce)] });
    }
    look = step.look;
    known = await lookUp(ports.db, told, look);
  }
  return err("contended", `Cannot record delivery as its order must be free within ${RETRIES_MAX} retries`);
}

/** The delivery as it is kept, under all names by which its order is looked for. */
function toldBy(shop: Shop, report: Report): Promise<Printed> {
  const brings_order = report.happenings.some((event) => "order" in event);
  const known_as = orderId(shop.id, report.source, report.order);
  const also = brings_order ? [] : report.also ?? [];
  const names = [known_as, ...also.flatMap((reference) => referenceNames(shop.id, reference))];
  return printed({
    source: report.source,
    delivery_id: report.delivery_id,
    received_at: report.received_at_ms,
    names: [...new Set(names)].slice(0, NAMES_MAX),
    happenings: report.happenings,
  });
}

async function attempt(writing: Writing, known: Known, look: Look): Promise<Step> {
  const waiting = await Promise.all(known.parked.map(printed));
  const joined = await joinFresh(known, [writing.told, ...waiting]);
  switch (joined.type) {
    case "nothing_new":
      return await tidy(writing, known, joined.row);
    case "no_order":
      return await park(writing);
    case "needs_all":
      return { type: "again", look: { ...look, whole: true }, ...NO_GAIN };
    case "too_many": {
      const message =
        `Cannot record delivery as an order must have <= ${EVENTS_MAX} deliveries: it has ${joined.count}`;
      return { type: "refused", refusal: err("too_many_events", message) };
    }
    case "folded":
      return await commitOrder(writing, known, joined);
  }
}

/** Keeps an event of an order that is not known yet, unless the order came in the meantime. */
async function park({ db, told: { row } }: Writing): Promise<Step> {
  const [inserted, order] = await db.batch([insertParked(db, row), selectOrder(db, ...row.names)]);
  if (readOrder(order!) !== null) {
    return { type: "again", look: { waiting_under: row.names, whole: false }, ...NO_GAIN };
  }
  const outcome = inserted!.meta.changes > 0 ? "parked" : "duplicate";
  return { type: "done", recorded: { outcome, number: null, order_id: null }, ...NO_GAIN };
}

/**
 * Nothing is told that the order does not hold: what waited goes, and the sender's own name may still be a new one. The
 * order is not touched: without an event to insert, nothing would guard its sequence.
 */
async function tidy({ db, told }: Writing, { parked }: Known, { id, number }: OrderRow): Promise<Step> {
  const done: Step = {
    type: "done",
    recorded: { outcome: "duplicate", number, order_id: id },
    ...NO_GAIN,
  };
  const { names } = told.row;
  if (parked.length === 0 && names.length === 1) return done;
  const own = names.slice(0, 1);
  const results = await db.batch([
    ...(own[0] === id ? [] : [insertRefs(db, own, id)]),
    ...parked.map((event) => deleteParked(db, event)),
    selectParked(db, [id], own),
  ]);
  const waits = results.at(-1)!.results.length > 0;
  return waits ? { type: "again", look: { waiting_under: own, whole: false }, ...NO_GAIN } : done;
}
