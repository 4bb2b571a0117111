/**
 * Answers and closes conversations for the shop. An answer goes to the customer by mail and stands on the order's
 * page; closing is confirmed once.
 */
import type { MessageKey } from "../../messages/message.ts";
import type { StandaloneMail } from "../../messages/standalone.ts";
import { conversationSubject } from "../../messages/subject.ts";
import { isReachable } from "../../orders/addressee.ts";
import { err, ok, type Result } from "../../result.ts";
import {
  closeConversation,
  insertMessage,
  type MessageRow,
  readConversationMessages,
  selectConversationMessages,
} from "../../sql/conversations.ts";
import { insertStandalone } from "../../sql/messages.ts";
import { type OrderRow, readOrder, selectOrder } from "../../sql/orders.ts";
import { wake } from "../deliver/wake.ts";
import type { Shop } from "../ports.ts";
import { recordOnPage, type RequestPorts } from "./receive_request.ts";

export interface ShopAnswer {
  /** The order that the conversation is about. */
  readonly order_id: string;
  readonly conversation: string;
  /** Idempotency key: an answer with the same id is sent once. */
  readonly id: string;
  readonly words: string;
  /** Who signs it. */
  readonly author?: string | undefined;
}

const DAY_MS = 86_400_000;

export async function answerConversation(
  ports: RequestPorts,
  shop: Shop,
  { order_id, conversation, id, words, author }: ShopAnswer,
  now_ms: number,
): Promise<Result<null, "unknown">> {
  const found = await openConversation(ports.db, order_id, conversation);
  if (found === null) return noSuchConversation();
  const question = found.messages.findLast((message) => message.author === "customer")?.words;
  const standalone = standaloneTo(
    shop,
    found,
    "support_reply",
    id,
    { message: words, author, question },
    now_ms,
  );
  await ports.db.batch([
    insertMessage(ports.db, order_id, { conversation, id, author: "shop", words }, now_ms),
    ...(standalone === null
      ? []
      : [insertStandalone(ports.db, subjectOf(shop, conversation), standalone, now_ms)]),
  ]);
  await wake(ports.wake_queue, standalone === null ? [] : [keyOf(shop, conversation, standalone)]);
  return ok(null);
}

/** Closes the conversation. Messages that were paused while it was open are planned again. */
export async function resolveConversation(
  ports: RequestPorts,
  shop: Shop,
  order_id: string,
  conversation: string,
  now_ms: number,
): Promise<Result<null, "unknown">> {
  const found = await openConversation(ports.db, order_id, conversation);
  if (found === null) return noSuchConversation();
  if (found.state === "open") {
    const standalone = standaloneTo(shop, found, "support_resolved", String(now_ms), {}, now_ms);
    await ports.db.batch([
      closeConversation(ports.db, order_id, conversation),
      ...(standalone === null
        ? []
        : [insertStandalone(ports.db, subjectOf(shop, conversation), standalone, now_ms)]),
    ]);
    await wake(ports.wake_queue, standalone === null ? [] : [keyOf(shop, conversation, standalone)]);
  }
  // Recorded again where the first try was cut off; the same event counts once.
  const at = new Date(now_ms).toISOString();
  await recordOnPage(ports, shop, found.row, `closed:${conversation}`, [
    { type: "conversation.closed", at, conversation: { id: conversation } },
  ], now_ms);
  return ok(null);
}

interface Conversation {
  readonly row: OrderRow;
  readonly conversation: string;
  readonly topic: string;
  readonly state: MessageRow["state"];
  readonly messages: readonly MessageRow[];
}

async function openConversation(
  db: D1Database,
  order_id: string,
  conversation: string,
): Promise<Conversation | null> {
  const [selected, conversations] = await db.batch([
    selectOrder(db, order_id),
    selectConversationMessages(db, order_id),
  ]);
  const row = readOrder(selected!);
  const messages = readConversationMessages(conversations!).filter((message) =>
    message.conversation === conversation
  );
  const [first] = messages;
  if (row === null || first === undefined) return null;
  return { row, conversation, topic: first.topic, state: first.state, messages };
}

/** Returns the mail; null where the customer has no address, so that only the page shows the answer. */
function standaloneTo<Kind extends "support_reply" | "support_resolved">(
  shop: Shop,
  { row, topic }: Conversation,
  kind: Kind,
  about: string,
  said: Omit<StandaloneMail<Kind>["facts"], "topic" | "order_number">,
  now_ms: number,
): StandaloneMail | null {
  const { customer, locale } = row.order.details;
  if (!isReachable(customer)) return null;
  const { email, name, first_name } = customer;
  return {
    kind,
    about,
    to: { email, name, first_name },
    locale: row.order.language ?? locale,
    link: { purpose: "order", subject: row.id, expires_at_ms: now_ms + shop.settings.link_days * DAY_MS },
    facts: { topic, order_number: row.number, ...said },
    due_at_ms: now_ms,
    valid_until_ms: null,
  } as StandaloneMail;
}

function subjectOf(shop: Shop, conversation: string): string {
  return conversationSubject(shop.id, conversation);
}

function keyOf(shop: Shop, conversation: string, { kind, about }: StandaloneMail): MessageKey {
  return { subject: subjectOf(shop, conversation), kind, about };
}

function noSuchConversation(): Result<never, "unknown"> {
  return err("unknown", "There is no such conversation");
}
