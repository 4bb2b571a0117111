/** Reads and words what the order's page shows besides the order. */
import type { ChatFacts, Conversation } from "../../mail/view/chat_view.ts";
import { orderPageView, type PageFacts } from "../../mail/view/page_view.ts";
import { visitedLocale } from "../../mail/view/history_view.ts";
import { withOwnPictures } from "../../flow/own_pictures.ts";
import { recogniseCarriers } from "../../mail/view/recognise_carriers.ts";
import { isReachable } from "../../orders/addressee.ts";
import type { OrderPageView } from "../../../templates/page_view.ts";
import { chatCase, chatVersion } from "../../cases/live_chat.ts";
import {
  type MessageRow,
  readCases,
  readConversationMessages,
  selectCasesOfOrder,
  selectConversationMessages,
} from "../../sql/cases.ts";
import { readChatState, selectChatState } from "../../sql/live_chat.ts";
import { readLedger, selectLedger } from "../../sql/messages.ts";
import type { OrderVisit } from "./visit.ts";
import { actionLinks } from "./act/action_links.ts";

/** The visit's language. */
export function localeOf({ chosen, row, shop }: OrderVisit): string {
  return visitedLocale(chosen.choices.language, row.order, shop.settings);
}

export async function viewOf(visit: OrderVisit): Promise<OrderPageView> {
  return orderPageView(await factsOf(visit));
}

export async function factsOf(visit: OrderVisit): Promise<PageFacts> {
  const { ports, row, shop, token, now_ms, is_known_device } = visit;
  const [ledger, conversations, cases] = await ports.db.batch([
    selectLedger(ports.db, row.id),
    selectConversationMessages(ports.db, row.id),
    selectCasesOfOrder(ports.db, row.id),
  ]);
  const path = `/o/${token}`;
  const locale = localeOf(visit);
  const entries = readLedger(ledger!, row);
  return {
    order: await withOwnPictures(ports, await recogniseCarriers(row.order)),
    shop: shop.settings,
    ledger: entries,
    conversations: grouped(readConversationMessages(conversations!)),
    chat: await chatFacts(visit, chatCase(readCases(cases!), now_ms)?.id ?? null),
    locale,
    proven: is_known_device,
    page_url: `${ports.public_url}${path}`,
    path,
    actions: actionLinks(visit, entries, locale),
    now_ms,
  };
}

/** Null where the shop offers no live chat, or nobody can prove to be the order's customer. */
async function chatFacts(
  { ports, row, shop, is_known_device, now_ms }: OrderVisit,
  case_id: string | null,
): Promise<ChatFacts | null> {
  const { customer } = row.order.details;
  if (!shop.settings.support.live_chat || !isReachable(customer)) return null;
  const state = case_id === null || !is_known_device
    ? null
    : readChatState(await selectChatState(ports.db, shop.id, case_id).all());
  return {
    case_id,
    version: state === null ? "" : chatVersion(state, []),
    answered_at: state?.answered_at ?? 0,
    usual_hours: await ports.usual_answer(ports.db, shop, now_ms),
    email: customer.email,
  };
}

/** Groups messages by conversation, the newest conversation first, messages in the order of arrival. */
export function grouped(rows: readonly MessageRow[]): readonly Conversation[] {
  const conversations = new Map<string, Conversation>();
  for (const { conversation, topic, state, at, author, person, words, asks } of rows) {
    const before = conversations.get(conversation)?.messages ?? [];
    conversations.set(conversation, {
      id: conversation,
      topic,
      is_open: state === "open",
      messages: [...before, { at_ms: at, author, person, words, asks: asks === 1 }],
    });
  }
  return [...conversations.values()].toSorted((a, b) =>
    (b.messages.at(-1)?.at_ms ?? 0) - (a.messages.at(-1)?.at_ms ?? 0)
  );
}
