/**
 * What the live chat on an order's page does: takes the customer's words into the order's case, notes what their page has
 * shown, and who is at the desk. The words are entries of the case like any others.
 */
import { questionIn } from "../../cases/asked.ts";
import type { Case } from "../../cases/case.ts";
import { CHAT_ENTRIES_MAX, chatCase, type ChatState, watchersAt } from "../../cases/live_chat.ts";
import { conversationSubject, shopSubject } from "../../messages/subject.ts";
import { readCases, selectCasesOfOrder } from "../../sql/cases.ts";
import {
  noteCustomerHere,
  noteWatcher,
  readChatState,
  selectChatState,
  selectEntryCount,
  withdrawWaitingReplies,
} from "../../sql/live_chat.ts";
import type { OrderRow } from "../../sql/orders.ts";
import { readerOfOrder, type RequestPorts } from "../customer/receive_request.ts";
import { wake } from "../deliver/wake.ts";
import type { Shop } from "../ports.ts";
import { saidInCase } from "../desk/said_in_case.ts";
import { insertShopAlert } from "../shop_alert.ts";
import { recordOpenness } from "./answer_case.ts";
import { loadCase } from "./load_case.ts";
import { continueCase, openCase } from "./open_case.ts";

export interface ChatWords {
  /** Idempotency key of the form: the same id is said once. */
  readonly form_id: string;
  readonly words: string;
  /** `shop/~customer/…` */
  readonly customer: string;
  /** Subject of a case that the words open, in the customer's language. */
  readonly topic: string;
  readonly locale: string;
}

/** Adds the customer's words to the order's case, or opens one, and alerts the shop where nobody has it open. */
export async function sayInChat(
  ports: RequestPorts,
  shop: Shop,
  row: OrderRow,
  { form_id, words, customer, topic, locale }: ChatWords,
  now_ms: number,
): Promise<{ readonly case_id: string }> {
  const { db } = ports;
  const found = await continued(ports, shop, row, now_ms);
  const case_id = found?.case.id ?? form_id;
  const entry = { id: form_id, type: "message", author: "customer", words, detail: { way: "chat" } } as const;
  const is_turned = found === null || found.case.state !== "open" || found.case.next !== "shop";
  const is_watched = found !== null && watchersAt(found.state, now_ms).length > 0;
  const alerts = is_turned && !is_watched;
  const about = `${case_id}:${form_id}`;
  await db.batch([
    ...(found === null
      ? openCase(
        db,
        shop,
        {
          id: case_id,
          kind: questionIn(words)?.question ?? "question",
          topic,
          order_id: row.id,
          customer,
          proven: true,
          reader: readerOfOrder(row, locale),
        },
        entry,
        now_ms,
      )
      : continueCase(db, shop, found.case, entry, now_ms)),
    // Whoever writes has read what stands there.
    noteCustomerHere(db, shop.id, case_id, { seen_at: now_ms, is_writing: false }, now_ms),
    withdrawWaitingReplies(db, conversationSubject(shop.id, case_id), "seen_on_page", now_ms),
    ...(alerts
      ? [insertShopAlert(
        db,
        shop,
        { topic: "customer_request", order_number: row.number, detail: words.slice(0, 1_000), case_id },
        now_ms,
        { about },
      )]
      : []),
    ...saidInCase(
      db,
      shop,
      { case_id, entry_id: form_id, order_number: row.number, by: "customer" },
      now_ms,
    ),
  ]);
  if (alerts) {
    await wake(ports.wake_queue, [
      { subject: shopSubject(shop.id), kind: "shop_alert", about: `customer_request:${about}` },
    ]);
  }
  if (!row.order.open_conversations.includes(case_id)) {
    const loaded = await loadCase(ports, shop.id, case_id);
    if (loaded !== null) await recordOpenness(ports, shop, loaded, "opened", now_ms);
  }
  return { case_id };
}

interface Continued {
  readonly case: Case;
  readonly state: ChatState;
}

/** Returns the case that the words continue; one that is full leaves room for a new one. */
async function continued(
  ports: RequestPorts,
  shop: Shop,
  row: OrderRow,
  now_ms: number,
): Promise<Continued | null> {
  const found = chatCase(readCases(await selectCasesOfOrder(ports.db, row.id).all()), now_ms);
  if (found === null) return null;
  const [state, entries] = await ports.db.batch([
    selectChatState(ports.db, shop.id, found.id),
    selectEntryCount(ports.db, shop.id, found.id),
  ]);
  const read = readChatState(state!);
  const { count } = entries!.results[0] as { readonly count: number };
  return read === null || count >= CHAT_ENTRIES_MAX ? null : { case: found, state: read };
}

export interface CustomerHere {
  readonly case_id: string;
  /** Time of the newest message that the page has shown. */
  readonly seen_at: number;
  readonly is_writing: boolean;
}

/** Notes that the customer's page is open; an answer that it has shown goes by no mail. */
export async function noteOnPage(
  { db }: Pick<RequestPorts, "db">,
  shop: Pick<Shop, "id">,
  { case_id, seen_at, is_writing }: CustomerHere,
  now_ms: number,
): Promise<void> {
  const state = readChatState(await selectChatState(db, shop.id, case_id).all());
  if (state === null) return;
  const shows_new = state.answered_at !== null && seen_at >= state.answered_at &&
    (state.seen_at ?? 0) < state.answered_at;
  await db.batch([
    noteCustomerHere(db, shop.id, case_id, { seen_at, is_writing }, now_ms),
    ...(shows_new
      ? [withdrawWaitingReplies(db, conversationSubject(shop.id, case_id), "seen_on_page", now_ms)]
      : []),
  ]);
}

/** Notes that a person has the case open at the desk. */
export async function noteAtDesk(
  { db }: Pick<RequestPorts, "db">,
  shop: Pick<Shop, "id">,
  case_id: string,
  { person, is_writing }: { readonly person: string; readonly is_writing: boolean },
  now_ms: number,
): Promise<void> {
  await noteWatcher(db, shop.id, case_id, { person, is_writing }, now_ms).run();
}
