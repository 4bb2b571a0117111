/**
 * Carries out at the storefront what a customer asked for: cancels their order, or changes its address. Once for each
 * case, tried again for hours where the storefront does not answer; what it refuses is left to a person, who reads why.
 */
import * as v from "valibot";
import { Address } from "../../orders/event.ts";
import type { OrderEvent } from "../../orders/event.ts";
import type { Order } from "../../orders/state.ts";
import { splitOrderId } from "../../orders/order_id.ts";
import type { Changed, ChangeRefusal, StorefrontChange } from "../../orders/storefront_change.ts";
import type { MessageKey } from "../../messages/message.ts";
import type { StandaloneMail } from "../../messages/standalone.ts";
import { conversationSubject } from "../../messages/subject.ts";
import { err, type Result } from "../../result.ts";
import { insertEntry, updateCase } from "../../sql/cases.ts";
import { insertStandalone } from "../../sql/messages.ts";
import type { OrderRow } from "../../sql/orders.ts";
import { selectAsked } from "../../sql/requests.ts";
import { loadCase, type LoadedCase } from "../cases/load_case.ts";
import { type Errand, send } from "../clock/errand.ts";
import { type TokenPorts, withFreshToken } from "../connect/fresh_token.ts";
import { wake } from "../deliver/wake.ts";
import type { Shop } from "../ports.ts";
import { newsMail } from "./request_news.ts";
import { receivedMail, recordOnPage, type RequestPorts } from "./receive_request.ts";

export interface ChangePorts extends RequestPorts, TokenPorts {
  readonly errand_queue: Queue<Errand>;
  readonly cell: number;
  readonly change_order: (
    shop: Shop,
    source: string,
    change: StorefrontChange,
  ) => Promise<Result<Changed, ChangeRefusal>>;
}

/** What can be carried out, by what the customer asks for. */
const ACTS = { cancellation: "cancel", address_change: "address" } as const;
type Act = keyof typeof ACTS;

/** Seconds until the storefront is asked again, try after try; after the last it is left to a person. */
const AGAIN_S = [60, 300, 1_800, 7_200, 21_600] as const;

/** Whether the shop lets Waybill do this at the storefront of the order. */
export function mayCarryOut(shop: Shop, order_id: string, about: Act): boolean {
  const { source } = splitOrderId(order_id);
  return shop.settings.storefront_acts.includes(ACTS[about]) &&
    (shop.secrets[`${source}.token`] ?? []).length > 0;
}

/** `tries` counts those before; `job` is what the storefront does for it already. Where nothing waits to be carried out any more, it does nothing. */
export async function carryOut(
  ports: ChangePorts,
  shop: Shop,
  case_id: string,
  tries: number,
  now_ms: number,
  job?: string,
): Promise<void> {
  const loaded = await loadCase(ports, shop.id, case_id);
  const order = loaded?.order ?? null;
  if (loaded === null || order === null) return;
  const about = aboutOf(order.order, case_id);
  if (about === null || !mayCarryOut(shop, order.id, about)) return;
  const doing: Doing = { ports, shop, loaded, order, about, tries, now_ms, job };
  if (order.order.cancelled !== undefined) return await finish(doing, "done");
  const { source, sender_id } = splitOrderId(order.id);
  const change = await changeOf(ports, order.id, case_id, about, sender_id, job);
  const changed: Result<Changed, ChangeRefusal> = change === null
    ? err("refused", "The form names no address")
    : await ask(ports, shop, source, change, now_ms);
  if (changed.ok) return await finish(doing, changed.value);
  const { reason, message } = changed;
  if (reason === "unavailable" && tries < AGAIN_S.length) {
    return await askAgain(doing);
  }
  await leave(doing, reason === "unavailable" ? "storefront_silent" : "storefront_refused", message);
}

interface Doing {
  readonly ports: ChangePorts;
  readonly shop: Shop;
  readonly loaded: LoadedCase;
  readonly order: OrderRow;
  readonly about: Act;
  readonly tries: number;
  readonly now_ms: number;
  readonly job: string | undefined;
}

/** What the case still asks of the storefront: an open request, or a cancellation that the storefront has begun. */
function aboutOf(order: Order, case_id: string): Act | null {
  const open = order.open_requests?.find(({ id }) => id === case_id)?.about;
  if (open !== undefined) return open === "cancellation" || open === "address_change" ? open : null;
  const decided = order.decided_requests?.find(({ id }) => id === case_id);
  const is_begun = decided?.is_granted === true && decided.about === "cancellation" &&
    order.open_conversations.includes(case_id);
  return is_begun ? "cancellation" : null;
}

async function finish(doing: Doing, changed: Changed): Promise<void> {
  const { ports, shop, loaded: { case: found }, order, about, now_ms } = doing;
  const at = new Date(now_ms).toISOString();
  const granted: OrderEvent = { type: "request.granted", at, request: { id: found.id, about } };
  if (changed !== "done") {
    // Looked at again until it is so: the storefront may yet find that it cannot.
    if (doing.tries >= AGAIN_S.length) {
      return await leave(doing, "storefront_silent", "It was begun and is not done");
    }
    await askAgain({ ...doing, job: changed.job });
    if (order.order.open_requests?.some(({ id }) => id === found.id) !== true) return;
    return await recordOnPage(ports, shop, order, `begun-${found.id}`, [granted], now_ms);
  }
  const is_cancelled = order.order.cancelled !== undefined;
  const events: OrderEvent[] = [
    granted,
    // What the storefront has done already is true before its webhook comes.
    ...(about === "cancellation" && !is_cancelled
      ? [{ type: "order.cancelled", at, reason: "customer" } as const]
      : []),
    { type: "conversation.closed", at, conversation: { id: found.id } },
  ];
  // A cancelled order has a mail of its own.
  const mails = about === "cancellation"
    ? []
    : newsMail(shop, order, { news: "address_granted", about: `${found.id}-done` }, now_ms);
  await ports.db.batch([
    note(doing, "storefront_did", splitOrderId(order.id).source),
    updateCase(ports.db, shop.id, found.id, { state: "solved", next: "nobody", due_at: null }, now_ms),
  ]);
  await tell(doing, mails);
  await recordOnPage(ports, shop, order, `carried-out-${found.id}`, events, now_ms);
}

/** A person has it: the customer reads by when they hear of it, and the person why it was not done. */
async function leave(doing: Doing, act: string, words: string): Promise<void> {
  const { ports, shop, loaded: { case: found }, order, about, now_ms } = doing;
  await note(doing, act, words).run();
  if (order.order.open_requests?.some(({ id }) => id === found.id) !== true) {
    await recordOnPage(ports, shop, order, `left-${found.id}`, [{
      type: "conversation.opened",
      at: new Date(now_ms).toISOString(),
      conversation: { id: found.id, about },
    }], now_ms);
  }
  const asked = loadedWords(doing);
  await tell(doing, receivedMail(shop, order, asked, now_ms));
}

function loadedWords({ loaded: { case: found, entries }, shop }: Doing) {
  const words = entries.find(({ type, author }) => type === "message" && author === "customer")?.words ?? "";
  return {
    form_id: found.id,
    topic: found.topic,
    words: words === "" ? found.topic : words,
    locale: found.reader?.locale ?? shop.settings.locale,
  };
}

function note({ ports, shop, loaded: { case: found }, now_ms }: Doing, act: string, words: string) {
  const detail = { act };
  const entry = { id: `${found.id}-${act}`, type: "act", author: "waybill", words, detail } as const;
  return insertEntry(ports.db, shop.id, found.id, entry, now_ms);
}

async function askAgain({ ports, shop, loaded, tries, job }: Doing): Promise<void> {
  const errand = {
    work: "storefront",
    shop_id: shop.id,
    case_id: loaded.case.id,
    tries: tries + 1,
    ...(job === undefined ? {} : { job }),
  } as const;
  await send(ports, [errand], AGAIN_S[tries] ?? AGAIN_S[0]);
}

async function tell({ ports, shop, loaded, now_ms }: Doing, mails: readonly StandaloneMail[]): Promise<void> {
  if (mails.length === 0) return;
  const subject = conversationSubject(shop.id, loaded.case.id);
  await ports.db.batch(mails.map((mail) => insertStandalone(ports.db, subject, mail, now_ms)));
  await wake(ports.wake_queue, mails.map(({ kind, about }): MessageKey => ({ subject, kind, about })));
}

async function ask(
  ports: ChangePorts,
  shop: Shop,
  source: string,
  change: StorefrontChange,
  now_ms: number,
): Promise<Result<Changed, ChangeRefusal>> {
  const fresh = await withFreshToken(ports, shop, source, now_ms);
  if (!fresh.ok) return err(fresh.reason === "refused" ? "denied" : "unavailable", fresh.message);
  return await ports.change_order(fresh.value, source, change);
}

/** The address stands in the form that asked for it. */
async function changeOf(
  { db }: ChangePorts,
  order_id: string,
  case_id: string,
  about: Act,
  order: string,
  job: string | undefined,
): Promise<StorefrontChange | null> {
  if (about === "cancellation") return { type: "cancel", order, ...(job === undefined ? {} : { job }) };
  const row = await selectAsked(db, order_id, case_id).first<{ readonly asked: string }>();
  const read = v.safeParse(v.object({ address: Address }), row === null ? null : JSON.parse(row.asked));
  return read.success ? { type: "address", order, address: read.output.address } : null;
}
