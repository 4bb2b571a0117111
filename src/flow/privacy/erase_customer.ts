/**
 * Erases a customer: orders keep only what the law demands, and all texts and copies about the customer are deleted,
 * also in webhooks that wait. The erasure is a stored job, which the sweep continues after any failure.
 */
import { COPY_FOLDERS } from "../../messages/copy_path.ts";
import { identifiersIn, NO_IDENTIFIERS } from "../../customers/identifiers.ts";
import type { OrderName } from "../../customers/raw_text.ts";
import type { StandaloneMail } from "../../messages/standalone.ts";
import { conversationSubject, shopSubject } from "../../messages/subject.ts";
import { splitOrderId } from "../../orders/order_id.ts";
import { deleteChallenges } from "../../sql/challenges.ts";
import { deleteCaseLedgers, deleteCases, selectCaseIds } from "../../sql/cases.ts";
import {
  deleteCustomer,
  deleteCustomerOrder,
  readOrders,
  selectCustomerOrderCount,
  selectCustomerOrders,
} from "../../sql/customers.ts";
import { deleteAlerts, deleteLedger, selectAlerts, selectSending } from "../../sql/erasure.ts";
import {
  type ErasureProgress,
  type ErasureRow,
  insertErasure,
  NOTHING_DONE,
  readErasures,
  saveProgress,
  selectErasure,
} from "../../sql/erasures.ts";
import { insertStandalone } from "../../sql/messages.ts";
import type { OrderRow } from "../../sql/orders.ts";
import { deleteReach, deleteReachesOf, deleteWayCodes } from "../../sql/reaches.ts";
import { deleteRequests } from "../../sql/requests.ts";
import { deleteWatchesOf } from "../../sql/stock_watches.ts";
import { deleteSuppressions, hideSuppressions } from "../../sql/suppressions.ts";
import { deleteObjects } from "../delete_objects.ts";
import { openOrder } from "../archive/open_order.ts";
import { emptyFolder } from "./empty_folder.ts";
import { metered, type MeteredPorts } from "./metered.ts";
import { eraseOrder } from "./erase_order.ts";
import { eraseWaiting } from "./erase_parked.ts";
import { listErasure } from "./list_erasure.ts";
import { withNumbers } from "./telephone_numbers.ts";
import { wake } from "../deliver/wake.ts";
import type { ErasePorts, Shop } from "../ports.ts";

/** Most orders erased in one run: each takes some thirty of the thousand statements that an invocation may make. */
const ORDERS_MAX = 20;
/**
 * Milliseconds after which no worker still holds a message, so that a sent mail's copy is in the bucket or never will
 * be.
 */
export const LEFT_MS = 120_000;
const YEAR_MS = 365 * 86_400_000;

export interface ErasureRequest {
  /** The address as the request gives it; the only one for a customer without orders. */
  readonly email?: string | null | undefined;
  /** True where the customer asked on a page and gets a confirmation by mail. */
  readonly notifies_customer: boolean;
  /** Time at which the sender got the request, in milliseconds since the epoch; now where it is unknown. */
  readonly asked_at_ms?: number | null;
}

/**
 * Starts the job and runs it as far as one invocation allows. Returns true where it is complete, false where the
 * sweep continues it.
 */
export async function eraseCustomer(
  ports: ErasePorts,
  shop: Shop,
  customer: string,
  { email, notifies_customer, asked_at_ms }: ErasureRequest,
  now_ms: number,
): Promise<boolean> {
  const identifiers = { ...NO_IDENTIFIERS, emails: email === undefined || email === null ? [] : [email] };
  const progress: ErasureProgress = {
    ...NOTHING_DONE,
    identifiers,
    notifies_customer,
    begun_ms: now_ms,
  };
  const asked_ms = Math.min(asked_at_ms ?? now_ms, now_ms);
  await listErasure(ports.mail, { subject: customer, asked_at_ms: asked_ms }, now_ms);
  const [, selected] = await ports.db.batch([
    insertErasure(ports.db, customer, progress, asked_ms),
    selectErasure(ports.db, customer),
  ]);
  return await continueErasure(ports, shop, readErasures(selected!)[0]!, now_ms);
}

/** Continues an erasure as far as one run allows. Orders placed after the request are not erased. */
export async function continueErasure(
  given: ErasePorts,
  shop: Shop,
  { subject: customer, asked_at, progress: begun }: ErasureRow,
  now_ms: number,
): Promise<boolean> {
  if (begun === null) return true;
  const ports = metered(given);
  const { db } = ports;
  let progress = begun;
  const until = { placed_at: aboutOf(asked_at), order_id: "\uffff" };
  const rows = readOrders(await selectCustomerOrders(db, customer, until, ORDERS_MAX + 1).all());
  const failures: unknown[] = [];
  for (const stored of rows.slice(0, ORDERS_MAX)) {
    if (!ports.has_room()) return false;
    let next = progress;
    try {
      const row = { ...(await openOrder(ports, stored))!, placed_at: stored.placed_at };
      const sending = await eraseOrder(ports, shop, row, now_ms, (events) => {
        next = withOrder(progress, row, identifiersIn(events, progress.identifiers));
        return [saveProgress(db, customer, next), deleteCustomerOrder(db, customer, row.placed_at, row.id)];
      });
      progress = withSending(next, sending, now_ms);
      if (sending.length > 0) await saveProgress(db, customer, progress).run();
    } catch (error) {
      failures.push(error); // An order that cannot be erased does not stop the others.
    }
  }
  if (failures.length === 1) throw failures[0];
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} orders were not erased`);
  if (rows.length > ORDERS_MAX || !ports.has_room()) return false;
  if (!await eraseRest(ports, shop, customer, { subject: customer, asked_at, progress }, now_ms)) {
    return false;
  }
  await db.batch([
    saveProgress(db, customer, null),
    ...(progress.notifies_customer && progress.reader !== null
      ? [lastMail(db, shop, customer, progress, asked_at, now_ms)]
      : []),
  ]);
  if (progress.notifies_customer && progress.reader !== null) {
    await wake(ports.wake_queue, [{ subject: customer, kind: "erasure_done", about: aboutOf(asked_at) }]);
  }
  return true;
}

/**
 * Erases what belongs to no order; a customer without an address (null) has only what waits. Returns false while a worker
 * may still hold a message whose copy would come later.
 */
export async function eraseRest(
  ports: MeteredPorts,
  shop: Shop,
  customer: string | null,
  { subject, asked_at, progress: begun }: ErasureRow & { readonly progress: ErasureProgress },
  now_ms: number,
): Promise<boolean> {
  const { db, mail } = ports;
  let progress = begun;
  const is_left = customer !== null && await isCustomer(db, customer);
  if (customer !== null && !is_left) {
    // Codes, links and answers, which belong to no order.
    const { results } = await selectSending(db, customer, conversationSubject(shop.id, ""), now_ms)
      .all<{ readonly subject: string }>();
    progress = withSending(progress, results.map((held) => held.subject), now_ms);
    if (results.length > 0) await saveProgress(db, subject, progress).run();
  }
  const received_until_ms = is_left ? asked_at : now_ms;
  const { identifiers, numbers } = await withNumbers(progress.identifiers, shop.settings.country);
  const waiting = await eraseWaiting(
    ports,
    shop,
    {
      customer,
      identifiers,
      asked_at_ms: asked_at,
      received_until_ms,
      orders: progress.orders ?? [],
    },
    progress.waiting,
  );
  if (waiting.in !== "done" || !ports.has_room()) {
    await saveProgress(db, subject, { ...progress, waiting }).run();
    return false;
  }
  await forgetCustomer(ports, shop, customer, progress, numbers);
  if (progress.sending.length > 0 && now_ms < begunAt({ asked_at, progress }) + LEFT_MS) return false;
  for (const sent of progress.sending) {
    for (const folder of COPY_FOLDERS) await emptyFolder(mail, `${folder}/${sent}/`);
  }
  return true;
}

/** Returns the time at which the latest run of an erasure began. */
export function begunAt({ asked_at, progress }: Pick<ErasureRow, "asked_at" | "progress">): number {
  return progress?.begun_ms ?? asked_at;
}

async function isCustomer(db: D1Database, customer: string): Promise<boolean> {
  return (await selectCustomerOrderCount(db, customer).first<number>("count"))! > 0;
}

/**
 * Deletes the rows keyed by the customer, unless an order remains (then they are still a customer); the same for
 * every other address on these orders. Suppressions stay under a keyed hash, so that they hold again when the
 * customer comes back.
 */
async function forgetCustomer(
  ports: ErasePorts,
  shop: Shop,
  customer: string | null,
  { identifiers, numbers }: Pick<ErasureProgress, "identifiers" | "numbers">,
  phones: readonly string[],
): Promise<void> {
  const { db, mail, name_customer } = ports;
  // A program may have written to a telephone number alone.
  const of_phones = await Promise.all(phones.map((phone) => name_customer(shop.id, phone)));
  const names = await Promise.all(identifiers.emails.map(async (email) => {
    const name = await name_customer(shop.id, email);
    return await isCustomer(db, name) ? [] : [{ email, name }];
  }));
  const gone = names.flat();
  const lone = customer === null || await isCustomer(db, customer) ? null : customer;
  const readers = new Set([...(lone === null ? [] : [lone]), ...gone.map(({ name }) => name), ...of_phones]);
  for (const reader of readers) {
    for (const folder of COPY_FOLDERS) await emptyFolder(mail, `${folder}/${reader}/`);
  }
  const writers = [...new Set([...(lone === null ? [] : [lone]), ...gone.map(({ name }) => name)])];
  const alerts: string[] = [];
  for (const writer of writers) {
    const { results } = await selectCaseIds(db, { customer: writer }).all<{ readonly id: string }>();
    const told = await selectAlerts(
      db,
      shopSubject(shop.id),
      results.map(({ id }) => `customer_request:${id}:`),
    ).all<{ readonly id: string }>();
    alerts.push(...told.results.map(({ id }) => id));
    for (const { id } of results) {
      await emptyFolder(mail, `received/${shop.id}/${id}/`);
      for (const folder of COPY_FOLDERS) {
        await emptyFolder(mail, `${folder}/${conversationSubject(shop.id, id)}/`);
      }
    }
  }
  await deleteObjects(mail, alerts.map((about) => `sent/${shopSubject(shop.id)}/shop_alert/${about}`));
  const statements = [
    ...(alerts.length === 0 ? [] : [deleteAlerts(db, shopSubject(shop.id), alerts)]),
    ...(lone === null ? [] : [
      deleteCustomer(db, lone),
      deleteChallenges(db, lone),
      deleteLedger(db, lone),
      deleteRequests(db, lone),
      deleteReachesOf(db, lone),
      deleteWayCodes(db, lone, null),
    ]),
    ...writers.flatMap((writer) => [
      deleteCaseLedgers(db, shop.id, { customer: writer }),
      ...deleteCases(db, { customer: writer }),
    ]),
    ...of_phones.map((name) => deleteLedger(db, name)),
    ...gone.flatMap(({ email, name }) => [
      deleteLedger(db, name),
      deleteWatchesOf(db, shop.id, email),
      hideSuppressions(db, shop.id, email, name),
      deleteSuppressions(db, shop.id, email),
      deleteReach(db, shop.id, email),
    ]),
  ];
  if (statements.length > 0) await db.batch(statements);
  await ports.forget_captured(gone.map(({ email }) => email), numbers);
}

/** Notes the messages that are being sent, whose copies must be deleted later. */
export function withSending(
  progress: ErasureProgress,
  sending: readonly string[],
  now_ms: number,
): ErasureProgress {
  if (sending.length === 0) return progress;
  return { ...progress, begun_ms: now_ms, sending: [...new Set([...progress.sending, ...sending])] };
}

/** Returns the names under which a webhook may mention the order. */
export function orderName({ id, number }: Pick<OrderRow, "id" | "number">): OrderName {
  return { sender_id: splitOrderId(id).sender_id, number };
}

function withOrder(
  progress: ErasureProgress,
  row: OrderRow & { readonly placed_at: string },
  identifiers: ErasureProgress["identifiers"],
): ErasureProgress {
  const { customer: { email, name, first_name }, locale } = row.order.details;
  // What waits is searched anew: the order has names of its own.
  const { waiting: _, ...before } = progress;
  return {
    ...before,
    identifiers,
    numbers: [...new Set([...progress.numbers, row.number])],
    orders: [...progress.orders ?? [], orderName(row)],
    reader: progress.reader ?? (email === undefined ? null : { to: { email, name, first_name }, locale }),
    placed_last: row.placed_at > progress.placed_last ? row.placed_at : progress.placed_last,
  };
}

/** Owes the confirmation of the erasure. No copy of it is kept, and its row loses the address once it has left. */
function lastMail(
  db: D1Database,
  shop: Shop,
  customer: string,
  { reader, placed_last }: ErasureProgress,
  asked_at: number,
  now_ms: number,
): D1PreparedStatement {
  const until_ms = Date.parse(placed_last) + shop.settings.books_kept_years * YEAR_MS;
  const standalone: StandaloneMail<"erasure_done"> = {
    ...reader!,
    kind: "erasure_done",
    about: aboutOf(asked_at),
    facts: {
      at: aboutOf(asked_at),
      kept: ["invoices", "payments"],
      kept_until: new Date(until_ms).toISOString().slice(0, 10),
    },
    due_at_ms: now_ms,
    valid_until_ms: null,
  };
  return insertStandalone(db, customer, standalone, now_ms);
}

function aboutOf(asked_at: number): string {
  return new Date(asked_at).toISOString();
}
