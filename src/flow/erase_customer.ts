/** Erases a customer: every order of theirs keeps what the law demands and nobody's name, and all that was written is gone. */
import { eraseHappening } from "../customers/erase.ts";
import type { MessageKey } from "../messages/message.ts";
import type { Notice } from "../messages/notice.ts";
import { conversationSubject, shopSubject } from "../messages/subject.ts";
import { fold } from "../orders/order.ts";
import { splitOrderId } from "../orders/order_id.ts";
import { deleteChallenges } from "../store/challenges.ts";
import { deleteTalks, readTalks, selectTalks } from "../store/conversations.ts";
import { deleteCustomer, deleteCustomerOrder, readOrders, selectCustomerOrders } from "../store/customers.ts";
import {
  deleteAlerts,
  deleteLedger,
  forgetWords,
  rewriteEvent,
  rewriteOrder,
  silenceLedger,
} from "../store/erasure.ts";
import { insertNotice } from "../store/messages.ts";
import {
  type EventRow,
  EVENTS_MAX,
  insertEvent,
  type OrderRow,
  readEvents,
  selectEvents,
} from "../store/orders.ts";
import { deleteRequests } from "../store/requests.ts";
import { deleteWatchesOf } from "../store/stock_watches.ts";
import { deleteSuppression } from "../store/suppressions.ts";
import { nudge } from "./nudge.ts";
import type { RecordPorts, Shop } from "./ports.ts";

export interface ErasePorts {
  readonly db: D1Database;
  readonly mail: R2Bucket;
  readonly nudges: Queue<MessageKey>;
  /** What the dev mailbox caught for an address; nothing in production. */
  readonly forget_captured: (email: string) => Promise<void>;
}

const ORDERS_AT_ONCE = 20;
/** Orders in one run; a customer with more is asked again by whoever called. */
const ROUNDS_MAX = 50;
const RETRIES_MAX = 5;
const YEAR_MS = 365 * 86_400_000;

/** `tells`: the customer asked here and hears of it here. True when all of it is done; false when there was more than one run takes. */
export async function eraseCustomer(
  ports: ErasePorts,
  shop: Shop,
  customer: string,
  now_ms: number,
  tells: boolean = true,
): Promise<boolean> {
  const { db, mail } = ports;
  let reader: Pick<Notice<"erasure_done">, "to" | "locale"> | null = null;
  let placed_last = "";
  for (let round = 0;; round++) {
    const rows = readOrders(await selectCustomerOrders(db, customer, null, ORDERS_AT_ONCE).all());
    if (rows.length === 0) break;
    if (round === ROUNDS_MAX) return false;
    for (const row of rows) {
      const { customer: { email, name, first_name }, locale } = row.order.details;
      if (email !== undefined && reader === null) reader = { to: { email, name, first_name }, locale };
      placed_last = row.placed_at > placed_last ? row.placed_at : placed_last;
      await eraseOrder(ports, shop, row, now_ms);
      await deleteCustomerOrder(db, customer, row.placed_at, row.id).run();
    }
  }
  await emptyFolder(mail, `sent/${customer}/`);
  await db.batch([
    deleteCustomer(db, customer),
    deleteChallenges(db, customer),
    deleteLedger(db, customer),
    ...(reader === null ? [] : [
      deleteWatchesOf(db, shop.id, reader.to.email),
      ...(["all", "progress", "care"] as const).map((name) =>
        deleteSuppression(db, shop.id, reader.to.email, name)
      ),
    ]),
  ]);
  if (reader !== null) {
    await ports.forget_captured(reader.to.email);
    if (tells) await tellOfIt(ports, shop, customer, reader, placed_last, now_ms);
  }
  return true;
}

/** An order whose time is over: as if its customer had asked, without a mail. */
export async function forgetOrder(
  ports: Pick<ErasePorts, "db" | "mail"> & Pick<RecordPorts, "name_customer">,
  shop: Shop,
  row: OrderRow,
  now_ms: number,
): Promise<void> {
  const { customer: { email }, placed_at } = row.order.details;
  await eraseOrder(ports, shop, row, now_ms);
  if (email === undefined) return;
  const customer = await ports.name_customer(shop.id, email);
  await deleteCustomerOrder(ports.db, customer, placed_at, row.id).run();
}

/** One order, in one commit with its events; a writer who was faster makes it begin again. */
export async function eraseOrder(
  { db, mail }: Pick<ErasePorts, "db" | "mail">,
  shop: Shop,
  row: OrderRow,
  now_ms: number,
): Promise<void> {
  const [talks] = await db.batch([selectTalks(db, row.id)]);
  const conversations = [...new Set(readTalks(talks!).map(({ conversation }) => conversation))];
  const { source, sender_id } = splitOrderId(row.id);
  const about = row.id.replaceAll("/", ":");
  const alerts = [
    `customer_request:${about}:`,
    `mail_bounced:${about}:`,
    `cancellation_requested:${source}:${sender_id}:`,
  ];
  for (let retry = 0;; retry++) {
    const events = readEvents(await selectEvents(db, [row.id], null).all());
    const erased = events.map((event) => ({ ...event, happenings: event.happenings.map(eraseHappening) }));
    const last_seq = events.at(-1)?.seq ?? 0;
    const mark: EventRow = {
      seq: last_seq + 1,
      source: "page",
      delivery_id: "erased",
      received_at: now_ms,
      happenings: [{ type: "customer.erased", at: new Date(now_ms).toISOString() }],
    };
    const order = fold([...erased, mark].flatMap(({ happenings }) => happenings));
    if (order === null || last_seq >= EVENTS_MAX) {
      throw new Error("Cannot erase an order that cannot be folded");
    }
    try {
      await db.batch([
        // Fails when somebody wrote in between: then nothing of this is kept.
        insertEvent(db, row.id, mark),
        ...erased.map(({ seq, happenings }) => rewriteEvent(db, row.id, seq, happenings)),
        rewriteOrder(db, { ...row, seq: mark.seq, order }, now_ms),
        ...silenceLedger(db, row.id, now_ms),
        ...deleteTalks(db, row.id),
        ...conversations.map((id) => deleteLedger(db, conversationSubject(shop.id, id))),
        ...alerts.map((alert) => deleteAlerts(db, shopSubject(shop.id), alert)),
        deleteRequests(db, row.id),
        forgetWords(db, row.id),
      ]);
      break;
    } catch (error) {
      const was_slower = error instanceof Error && error.message.includes("UNIQUE constraint failed");
      if (!was_slower || retry === RETRIES_MAX) throw error;
    }
  }
  await emptyFolder(mail, `sent/${row.id}/`);
  await emptyFolder(mail, `attachments/${row.id}/`);
  for (const id of conversations) await emptyFolder(mail, `sent/${conversationSubject(shop.id, id)}/`);
  for (const alert of alerts) await emptyFolder(mail, `sent/${shopSubject(shop.id)}/shop_alert/${alert}`);
}

/** The last mail: it is kept nowhere, and its own line in the ledger forgets the address when it has left. */
async function tellOfIt(
  ports: ErasePorts,
  shop: Shop,
  customer: string,
  reader: Pick<Notice<"erasure_done">, "to" | "locale">,
  placed_last: string,
  now_ms: number,
): Promise<void> {
  const until_ms = Date.parse(placed_last) + shop.settings.books_kept_years * YEAR_MS;
  const about = new Date(now_ms).toISOString();
  const notice: Notice<"erasure_done"> = {
    ...reader,
    kind: "erasure_done",
    about,
    facts: {
      at: about,
      kept: ["invoices", "payments"],
      kept_until: new Date(until_ms).toISOString().slice(0, 10),
    },
    due_at_ms: now_ms,
    valid_until_ms: null,
  };
  await insertNotice(ports.db, customer, notice, now_ms).run();
  await nudge(ports.nudges, [{ subject: customer, kind: notice.kind, about }]);
}

async function emptyFolder(bucket: R2Bucket, prefix: string): Promise<void> {
  for (;;) {
    const { objects, truncated } = await bucket.list({ prefix, limit: 1_000 });
    if (objects.length > 0) await bucket.delete(objects.map(({ key }) => key));
    if (!truncated) return;
  }
}
