/**
 * Takes a customer's claim that a parcel or an item is missing, broken or wrong: once for each form. The shop's rule
 * grants it at once or leaves it to a person; a parcel that may still turn up is waited for until a day.
 */
import { afterWorkingHours } from "../../cases/clocks.ts";
import type { EntryFile } from "../../cases/case.ts";
import { askedAgainAt, openWait } from "../../customers/missing.ts";
import type { RequestNews } from "../../messages/kinds/support.ts";
import type { MessageKey } from "../../messages/message.ts";
import { conversationSubject, shopSubject } from "../../messages/subject.ts";
import type { OrderEvent, Remedy, Request } from "../../orders/event.ts";
import { insertCase, insertEntry, updateCase } from "../../sql/cases.ts";
import type { OrderRow } from "../../sql/orders.ts";
import { insertStandalone, withdrawStandalones } from "../../sql/messages.ts";
import { insertRequest, selectMadeAt } from "../../sql/requests.ts";
import { wake } from "../deliver/wake.ts";
import type { Shop } from "../ports.ts";
import { insertShopAlert } from "../shop_alert.ts";
import { newsMail } from "./request_news.ts";
import { readerOfOrder, receivedMail, recordOnPage, type RequestPorts } from "./receive_request.ts";
import { caseHappened, tellPrograms } from "../programs/tell_programs.ts";

export interface Claim {
  /** Idempotency key of the form. */
  readonly form_id: string;
  readonly about: Extract<
    Request,
    "not_arrived" | "missing" | "damaged" | "wrong_item" | "other_problem" | "send_again" | "refund_instead"
  >;
  readonly topic: string;
  /** What the customer says, with the items and the remedy, for the shop's people. */
  readonly words: string;
  readonly locale: string;
  readonly lines: readonly { readonly line_id: string; readonly quantity: number }[];
  readonly remedy: Remedy | null;
  /** Day until which the parcel is waited for; null for a claim. */
  readonly until: string | null;
  /** True where the shop's rule grants it at once. */
  readonly is_granted: boolean;
  readonly files: readonly EntryFile[];
}

const DAY_MS = 86_400_000;

export async function makeClaim(
  ports: RequestPorts,
  shop: Shop,
  row: OrderRow,
  claim: Claim,
  now_ms: number,
): Promise<void> {
  const { db } = ports;
  const { form_id, about, topic, words, locale, lines, remedy, until, is_granted, files } = claim;
  const before = await selectMadeAt(db, row.id, form_id).first<{ readonly made_at: number }>();
  // A form that comes again later must not open anew what was decided meanwhile.
  if (before !== null) return await recordClaim(ports, shop, row, claim, before.made_at, now_ms);
  const case_id = caseOf(row, claim);
  const subject = conversationSubject(shop.id, case_id);
  const asked = { what: about, lines, remedy, until, files: files.length };
  const clock = clockOf(shop, claim, now_ms);
  const { customer } = row.order.details;
  const name = customer.email === undefined ? null : await ports.name_customer(shop.id, customer.email);
  const alert_about = `${row.id.replaceAll("/", ":")}:${form_id}`;
  const link = { purpose: "order", subject: row.id, expires_at_ms: now_ms + 30 * DAY_MS } as const;
  const mails = mailsOf(shop, row, claim, now_ms);
  const results = await db.batch<{ readonly made_at: number }>([
    insertRequest(db, { subject: row.id, form_id, kind: "problem", asked: JSON.stringify(asked) }, now_ms),
    ...(until !== null ? [] : [
      insertShopAlert(
        db,
        shop,
        { topic: "customer_request", order_number: row.number, detail: words.slice(0, 1_000), case_id },
        now_ms,
        { about: alert_about, link },
      ),
    ]),
    insertCase(db, {
      id: case_id,
      shop_id: shop.id,
      kind: "claim",
      topic: topic.slice(0, 300),
      order_id: row.id,
      customer: name,
      proven: true,
      reader: readerOfOrder(row, locale),
      ...clock,
    }, now_ms),
    insertEntry(db, shop.id, case_id, {
      id: form_id,
      type: "message",
      author: "customer",
      words,
      detail: { way: "page", act: until === null ? "asked_claim" : "waits_for_parcel", files },
    }, now_ms),
    ...tellPrograms(
      db,
      shop,
      [caseHappened("case.opened", { id: case_id, order_id: row.id }, form_id)],
      now_ms,
    ),
    ...(is_granted
      ? [insertEntry(db, shop.id, case_id, {
        id: `${form_id}-granted`,
        type: "act",
        author: "waybill",
        words: "",
        detail: { act: `granted_${remedy}` },
      }, now_ms)]
      : []),
    updateCase(db, shop.id, case_id, { state: "open", ...clock }, now_ms),
    // Who claims is not asked again whether it turned up.
    ...(until === null ? [withdrawAsking(db, subject, case_id, now_ms)] : []),
    ...mails.map((mail) => insertStandalone(db, subject, mail, now_ms)),
    selectMadeAt(db, row.id, form_id),
  ]);
  await recordClaim(ports, shop, row, claim, results.at(-1)!.results[0]!.made_at, now_ms);
  const due: MessageKey[] = mails.filter(({ due_at_ms }) => due_at_ms <= now_ms)
    .map(({ kind, about: mail_about }) => ({ subject, kind, about: mail_about }));
  await wake(ports.wake_queue, [
    ...due,
    ...(until === null
      ? [{
        subject: shopSubject(shop.id),
        kind: "shop_alert" as const,
        about: `customer_request:${alert_about}`,
      }]
      : []),
  ]);
}

async function recordClaim(
  ports: RequestPorts,
  shop: Shop,
  row: OrderRow,
  claim: Claim,
  made_at_ms: number,
  now_ms: number,
): Promise<void> {
  const { form_id, about, remedy, until, is_granted } = claim;
  const id = caseOf(row, claim);
  const at = new Date(made_at_ms).toISOString();
  const wished = remedy === null ? {} : { remedy };
  const waits = until === null ? {} : { until };
  const events: OrderEvent[] = [
    { type: "conversation.opened", at, conversation: { id, about, ...wished, ...waits } },
  ];
  if (is_granted) events.push({ type: "request.granted", at, request: { id, about, ...wished } });
  await recordOnPage(ports, shop, row, form_id, events, now_ms);
}

/** A claim after a wait goes on in the wait's case. */
function caseOf({ order }: OrderRow, { form_id }: Claim): string {
  return openWait(order)?.id ?? form_id;
}

/** Closes the wait for a parcel that its customer found; does nothing where nobody waits. */
export async function noteFound(
  ports: RequestPorts,
  shop: Shop,
  row: OrderRow,
  form_id: string,
  now_ms: number,
): Promise<void> {
  const wait = openWait(row.order);
  if (wait === null) return;
  const { db } = ports;
  await db.batch([
    updateCase(db, shop.id, wait.id, { state: "solved", next: "nobody", due_at: null }, now_ms),
    insertEntry(db, shop.id, wait.id, {
      id: form_id,
      type: "act",
      author: "customer",
      words: "",
      detail: { way: "page", act: "found_parcel" },
    }, now_ms),
    withdrawAsking(db, conversationSubject(shop.id, wait.id), wait.id, now_ms),
  ]);
  await recordOnPage(ports, shop, row, `found-${form_id}`, [{
    type: "conversation.closed",
    at: new Date(now_ms).toISOString(),
    conversation: { id: wait.id },
  }], now_ms);
}

/** Withdraws the mail by which the customer would be asked again. */
export function withdrawAsking(
  db: D1Database,
  subject: string,
  case_id: string,
  now_ms: number,
): D1PreparedStatement {
  return withdrawStandalones(db, subject, "request_news", "overtaken", now_ms, `${case_id}-again`);
}

/** While a parcel is waited for it is the customer's turn; who stays silent afterwards has it. */
function clockOf({ settings }: Shop, { until }: Claim, now_ms: number) {
  return until === null
    ? {
      next: "shop",
      due_at: afterWorkingHours(settings, now_ms, settings.support.first_answer_hours),
    } as const
    : {
      next: "customer",
      due_at: askedAgainAt(until, settings) + settings.support.solved_after_days * DAY_MS,
    } as const;
}

function mailsOf(shop: Shop, row: OrderRow, claim: Claim, now_ms: number) {
  const { form_id, locale, remedy, until, is_granted } = claim;
  const news = (what: RequestNews, about: string, due_at_ms: number) =>
    newsMail(shop, row, { news: what, about, locale, until: until ?? undefined, due_at_ms }, now_ms);
  if (until !== null) {
    return [
      ...news("waits", form_id, now_ms),
      ...news("still_missing", `${form_id}-again`, askedAgainAt(until, shop.settings)),
    ];
  }
  if (is_granted) return news(remedy === "refund" ? "refund_granted" : "send_again_granted", form_id, now_ms);
  return receivedMail(shop, row, claim, now_ms);
}
