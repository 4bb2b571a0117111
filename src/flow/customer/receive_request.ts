/** Records what a customer asks for on a page: once for each form, confirmed by mail, with an alert to the shop. */
import type { MessageKey } from "../../messages/message.ts";
import type { FactsOf, StandaloneMail } from "../../messages/standalone.ts";
import { conversationSubject, shopSubject } from "../../messages/subject.ts";
import type { CaseKind, CaseReader } from "../../cases/case.ts";
import { isReachable } from "../../orders/addressee.ts";
import type { OrderEvent, Request } from "../../orders/event.ts";
import { splitOrderId } from "../../orders/order_id.ts";
import { openCase, type Opening } from "../cases/open_case.ts";
import type { NewEntry } from "../../sql/cases.ts";
import { insertStandalone } from "../../sql/messages.ts";
import type { OrderRow } from "../../sql/orders.ts";
import { insertRequest, selectMadeAt } from "../../sql/requests.ts";
import { wake } from "../deliver/wake.ts";
import type { RecordPorts, Shop } from "../ports.ts";
import { recordEvent } from "../record/record_event.ts";
import { insertShopAlert } from "../shop_alert.ts";

export interface RequestPorts extends RecordPorts {
  readonly wake_queue: Queue<MessageKey>;
}

export interface CustomerRequest {
  /** Idempotency key of the form: the same id is one request. */
  readonly form_id: string;
  readonly kind: string;
  /** Subject of the request, in the customer's language. */
  readonly topic: string;
  /** The customer's own text, or the page's where the form has no text field. */
  readonly words: string;
  readonly locale: string;
  /** What the order's page shows as asked for, until somebody answers; left out where a return of the order shows it. */
  readonly about?: Request;
  /** The request as data, by kind, for the desk and the API. */
  readonly asked: Readonly<Record<string, unknown>>;
  /** Null where the shop is alerted by the order's own event. */
  readonly alert: FactsOf<"shop_alert">["topic"] | null;
  /** True for a return that the shop has to decide about. */
  readonly needs_person?: boolean;
  /** True where an order mail confirms the request, so that no further mail does. */
  readonly confirmed_by_order?: true;
}

const DAY_MS = 86_400_000;

/**
 * Records a request that a person answers: opens a conversation about the order, which pauses messages that would
 * ignore it. Returns whether it is new: false for a second click.
 */
export async function receiveRequest(
  ports: RequestPorts,
  shop: Shop,
  row: OrderRow,
  request: CustomerRequest,
  now_ms: number,
): Promise<boolean> {
  const { form_id, words } = request;
  const entry = { id: form_id, type: "message", author: "customer", words, detail: { way: "page" } } as const;
  const { made_at_ms, is_new } = await insertedRequest(ports, shop, row, request, now_ms, [
    ...openCase(ports.db, shop, await openingOf(ports, shop, row, request), entry, now_ms),
    ...(request.confirmed_by_order === true
      ? []
      : receivedMail(shop, row, request, now_ms).map((mail) =>
        insertStandalone(ports.db, conversationSubject(shop.id, form_id), mail, now_ms)
      )),
  ]);
  const at = new Date(made_at_ms).toISOString();
  await recordOnPage(ports, shop, row, form_id, [
    {
      type: "conversation.opened",
      at,
      conversation: { id: form_id, ...(request.about === undefined ? {} : { about: request.about }) },
    },
  ], now_ms);
  return is_new;
}

/**
 * Inserts the request and the shop alert in one batch; idempotent for each form id. Returns the time of the
 * first insert, which later events of the request bear.
 */
export async function keepRequest(
  ports: RequestPorts,
  shop: Shop,
  row: OrderRow,
  request: CustomerRequest,
  now_ms: number,
): Promise<number> {
  return (await insertedRequest(ports, shop, row, request, now_ms, [])).made_at_ms;
}

async function insertedRequest(
  ports: RequestPorts,
  shop: Shop,
  row: OrderRow,
  request: CustomerRequest,
  now_ms: number,
  more: readonly D1PreparedStatement[],
): Promise<{ readonly made_at_ms: number; readonly is_new: boolean }> {
  const { form_id, kind, asked, alert, words } = request;
  const has_case = kind !== "return" || request.needs_person === true;
  const about = `${row.id.replaceAll("/", ":")}:${form_id}`;
  const link = { purpose: "order", subject: row.id, expires_at_ms: now_ms + 30 * DAY_MS } as const;
  const facts = alert === null ? null : {
    topic: alert,
    order_number: row.number,
    detail: words.slice(0, 1_000),
    ...(has_case ? { case_id: form_id } : {}),
  };
  const results = await ports.db.batch<{ readonly made_at: number }>([
    insertRequest(ports.db, { subject: row.id, form_id, kind, asked: JSON.stringify(asked) }, now_ms),
    ...(facts === null ? [] : [insertShopAlert(ports.db, shop, facts, now_ms, { about, link })]),
    ...more,
    // Where `more` opens the case with the customer's message, this adds nothing.
    ...(has_case
      ? openCase(ports.db, shop, await openingOf(ports, shop, row, request), asAct(request), now_ms)
      : []),
    selectMadeAt(ports.db, row.id, form_id),
  ]);
  await wake(ports.wake_queue, [
    ...(alert === null
      ? []
      : [{ subject: shopSubject(shop.id), kind: "shop_alert" as const, about: `${alert}:${about}` }]),
    { subject: conversationSubject(shop.id, form_id), kind: "support_received", about: form_id },
  ]);
  return { made_at_ms: results.at(-1)!.results[0]!.made_at, is_new: results[0]!.meta.changes > 0 };
}

/** A request that an order's own mail confirms is no message of its thread. */
function asAct({ form_id, kind, words }: CustomerRequest): NewEntry {
  return {
    id: form_id,
    type: "act",
    author: "customer",
    words,
    detail: { way: "page", act: `asked_${CASE_KIND_OF_REQUEST[kind] ?? "question"}` },
  };
}

const CASE_KIND_OF_REQUEST: Readonly<Record<string, CaseKind>> = {
  question: "question",
  problem: "claim",
  delivery_note: "courier_note",
  cancellation: "cancellation",
  address_change: "address",
  exchange: "return",
  return: "return",
  withdrawal: "return",
};

async function openingOf(
  { name_customer }: RequestPorts,
  shop: Shop,
  row: OrderRow,
  { form_id, kind, topic, locale }: CustomerRequest,
): Promise<Opening> {
  const { email } = row.order.details.customer;
  return {
    id: form_id,
    kind: CASE_KIND_OF_REQUEST[kind] ?? "question",
    topic,
    order_id: row.id,
    customer: email === undefined ? null : await name_customer(shop.id, email),
    proven: true,
    reader: readerOfOrder(row, locale),
  };
}

/** Records what a page says about an order as its events; the form's id makes a repetition the same webhook. */
export async function recordOnPage(
  ports: RequestPorts,
  shop: Shop,
  row: OrderRow,
  form_id: string,
  events: readonly OrderEvent[],
  now_ms: number,
): Promise<void> {
  const { source, sender_id } = splitOrderId(row.id);
  const recorded = await recordEvent(ports, shop, {
    source,
    order: sender_id,
    webhook_id: `page:${form_id}`,
    events,
    received_at_ms: now_ms,
  }, now_ms);
  if (!recorded.ok) throw new Error(recorded.message);
  await wake(ports.wake_queue, recorded.value.due_keys);
}

/** The mail that repeats what the customer asked for, and names when a person answers where that is known. */
export function receivedMail(
  shop: Shop,
  row: OrderRow,
  { form_id, topic, words, locale }: Pick<CustomerRequest, "form_id" | "topic" | "words" | "locale">,
  now_ms: number,
): readonly StandaloneMail<"support_received">[] {
  const { email, name, first_name } = row.order.details.customer;
  if (email === undefined) return [];
  return [{
    kind: "support_received",
    about: form_id,
    to: { email, name, first_name },
    locale,
    link: { purpose: "order", subject: row.id, expires_at_ms: now_ms + shop.settings.link_days * DAY_MS },
    facts: {
      topic,
      order_number: row.number,
      question: words,
      received_at: new Date(now_ms).toISOString(),
    },
    due_at_ms: now_ms,
    valid_until_ms: null,
  }];
}

/** To whom answers about an order's request go; null where the order names no address that mail reaches. */
export function readerOfOrder(
  { order: { details: { customer } } }: OrderRow,
  locale: string,
): CaseReader | null {
  if (!isReachable(customer)) return null;
  const { email, name, first_name } = customer;
  return { email, name, first_name, locale };
}
