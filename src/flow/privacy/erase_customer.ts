/**
 * Erases a customer: every order of theirs keeps what the law demands and nobody's name, and all that was written is gone, in what
 * waits for an order as well. An erasure is a job of its own: whatever stops it, the sweep goes on.
 */
import { NOBODY_YET, whomIn } from "../../customers/identifiers.ts";
import type { Notice } from "../../messages/notice.ts";
import { conversationSubject } from "../../messages/subject.ts";
import { deleteChallenges } from "../../sql/challenges.ts";
import { deleteTalks } from "../../sql/conversations.ts";
import {
  countCustomerOrders,
  deleteCustomer,
  deleteCustomerOrder,
  readOrders,
  selectCustomerOrders,
} from "../../sql/customers.ts";
import { deleteLedger, selectSending } from "../../sql/erasure.ts";
import {
  type ErasureRow,
  type Going,
  insertErasure,
  keepGoing,
  NOTHING_DONE,
  readErasures,
  selectErasure,
} from "../../sql/erasures.ts";
import { insertNotice } from "../../sql/messages.ts";
import type { OrderRow } from "../../sql/orders.ts";
import { deleteRequests } from "../../sql/requests.ts";
import { deleteWatchesOf } from "../../sql/stock_watches.ts";
import { deleteSuppressions, hideSuppressions } from "../../sql/suppressions.ts";
import { emptyFolder } from "./empty_folder.ts";
import { eraseOrder } from "./erase_order.ts";
import { eraseWaiting } from "./erase_parked.ts";
import { nudge } from "../deliver/wake.ts";
import type { ErasePorts, Shop } from "../ports.ts";

/** Each takes some thirty queries, and one invocation may make a thousand. */
const ORDERS_MAX = 20;
/** Longer than any worker holds a mail: then its copy is in the bucket or will never be. */
export const LEFT_MS = 120_000;
const YEAR_MS = 365 * 86_400_000;

export interface ErasureAsked {
  /** As whoever asks knows it; a customer without an order has no other. */
  readonly email?: string | null | undefined;
  /** The customer asked here and hears of it here. */
  readonly tells: boolean;
  /** When whoever passes it on was asked; now where nobody says. */
  readonly asked_at_ms?: number | null;
  /** The shop itself goes, and with it what bears a later date. */
  readonly is_whole?: boolean;
}

/** True when all of it is done; false when the sweep does the rest. From here on it is not forgotten. */
export async function eraseCustomer(
  ports: ErasePorts,
  shop: Shop,
  customer: string,
  { email, tells, asked_at_ms, is_whole = false }: ErasureAsked,
  now_ms: number,
): Promise<boolean> {
  const whom = { ...NOBODY_YET, emails: email === undefined || email === null ? [] : [email] };
  const going: Going = { ...NOTHING_DONE, whom, tells, begun_ms: now_ms, ...(is_whole && { is_whole }) };
  const [, selected] = await ports.db.batch([
    insertErasure(ports.db, customer, going, Math.min(asked_at_ms ?? now_ms, now_ms)),
    selectErasure(ports.db, customer),
  ]);
  return await goOn(ports, shop, readErasures(selected!)[0]!, now_ms);
}

/** What is left of an erasure, as far as one run comes. Who ordered after it was asked is a customer, and stays one. */
export async function goOn(
  ports: ErasePorts,
  shop: Shop,
  { subject: customer, asked_at, going: begun }: ErasureRow,
  now_ms: number,
): Promise<boolean> {
  if (begun === null) return true;
  const { db } = ports;
  let going = begun;
  const until = begun.is_whole ? null : { placed_at: aboutOf(asked_at), order_id: "\uffff" };
  const rows = readOrders(await selectCustomerOrders(db, customer, until, ORDERS_MAX + 1).all());
  const failures: unknown[] = [];
  for (const row of rows.slice(0, ORDERS_MAX)) {
    let next = going;
    try {
      const sending = await eraseOrder(ports, shop, row, now_ms, (told) => {
        next = withOrder(going, row, whomIn(told, going.whom));
        return [keepGoing(db, customer, next), deleteCustomerOrder(db, customer, row.placed_at, row.id)];
      });
      going = withSending(next, sending, now_ms);
      if (sending.length > 0) await keepGoing(db, customer, going).run();
    } catch (error) {
      failures.push(error); // One that cannot be erased keeps none of the others.
    }
  }
  if (failures.length === 1) throw failures[0];
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} orders were not erased`);
  if (rows.length > ORDERS_MAX) return false;
  if (!await forgetRest(ports, shop, customer, { subject: customer, asked_at, going }, now_ms)) return false;
  await db.batch([
    keepGoing(db, customer, null),
    ...(going.tells && going.reader !== null
      ? [lastNotice(db, shop, customer, going, asked_at, now_ms)]
      : []),
  ]);
  if (going.tells && going.reader !== null) {
    await nudge(ports.nudges, [{ subject: customer, kind: "erasure_done", about: aboutOf(asked_at) }]);
  }
  return true;
}

/** What hangs on no order; false while a worker may still hold a mail whose copy comes after. */
export async function forgetRest(
  ports: ErasePorts,
  shop: Shop,
  customer: string,
  { subject, asked_at, going: begun }: ErasureRow & { readonly going: Going },
  now_ms: number,
): Promise<boolean> {
  const { db, mail } = ports;
  let going = begun;
  const is_left = await isCustomer(db, customer);
  if (!is_left) {
    // Codes, links and answers: they hang on no order.
    const { results } = await selectSending(db, customer, conversationSubject(shop.id, ""), now_ms)
      .all<{ readonly subject: string }>();
    going = withSending(going, results.map((held) => held.subject), now_ms);
    if (results.length > 0) await keepGoing(db, subject, going).run();
  }
  const told_until_ms = is_left ? asked_at : now_ms;
  await eraseWaiting(ports, shop, { customer, whom: going.whom, asked_at_ms: asked_at, told_until_ms });
  await forgetCustomer(ports, shop, customer, going);
  if (going.sending.length > 0 && now_ms < begunAt({ asked_at, going }) + LEFT_MS) return false;
  for (const sent of going.sending) await emptyFolder(mail, `sent/${sent}/`);
  return true;
}

/** When a run of it may last have been under way. */
export function begunAt({ asked_at, going }: Pick<ErasureRow, "asked_at" | "going">): number {
  return going?.begun_ms ?? asked_at;
}

async function isCustomer(db: D1Database, customer: string): Promise<boolean> {
  return (await countCustomerOrders(db, customer).first<number>("count"))! > 0;
}

/**
 * What is the customer's and no order's, unless an order of theirs is left: then they still are one, and so is whoever else was
 * written to about these orders. Whoever objected to mails is not written to when they come back: a keyed hash stays.
 */
async function forgetCustomer(
  ports: ErasePorts,
  shop: Shop,
  customer: string,
  { whom, numbers }: Pick<Going, "whom" | "numbers">,
): Promise<void> {
  const { db, mail, name_customer } = ports;
  const names = await Promise.all(whom.emails.map(async (email) => {
    const name = await name_customer(shop.id, email);
    return await isCustomer(db, name) ? [] : [{ email, name }];
  }));
  const gone = names.flat();
  const is_left = await isCustomer(db, customer);
  if (!is_left) await emptyFolder(mail, `sent/${customer}/`);
  const statements = [
    ...(is_left ? [] : [
      deleteCustomer(db, customer),
      deleteChallenges(db, customer),
      deleteLedger(db, customer),
      ...deleteTalks(db, customer),
      deleteRequests(db, customer),
    ]),
    ...gone.flatMap(({ email, name }) => [
      deleteWatchesOf(db, shop.id, email),
      hideSuppressions(db, shop.id, email, name),
      deleteSuppressions(db, shop.id, email),
    ]),
  ];
  if (statements.length > 0) await db.batch(statements);
  await ports.forget_captured(gone.map(({ email }) => email), numbers);
}

/** Their copies are waited for from now on. */
export function withSending(going: Going, sending: readonly string[], now_ms: number): Going {
  if (sending.length === 0) return going;
  return { ...going, begun_ms: now_ms, sending: [...new Set([...going.sending, ...sending])] };
}

function withOrder(going: Going, row: OrderRow & { readonly placed_at: string }, whom: Going["whom"]): Going {
  const { customer: { email, name, first_name }, locale } = row.order.details;
  return {
    ...going,
    whom,
    numbers: [...new Set([...going.numbers, row.number])],
    reader: going.reader ?? (email === undefined ? null : { to: { email, name, first_name }, locale }),
    placed_last: row.placed_at > going.placed_last ? row.placed_at : going.placed_last,
  };
}

/** The last mail: it is kept nowhere, and its own line in the ledger forgets the address when it has left. */
function lastNotice(
  db: D1Database,
  shop: Shop,
  customer: string,
  { reader, placed_last }: Going,
  asked_at: number,
  now_ms: number,
): D1PreparedStatement {
  const until_ms = Date.parse(placed_last) + shop.settings.books_kept_years * YEAR_MS;
  const notice: Notice<"erasure_done"> = {
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
  return insertNotice(db, customer, notice, now_ms);
}

function aboutOf(asked_at: number): string {
  return new Date(asked_at).toISOString();
}
