/** The shop's side of a conversation: an answer goes to the customer by mail and stands on the order's page; a closed one says so once. */
import type { MessageKey } from "../../messages/message.ts";
import type { Notice } from "../../messages/notice.ts";
import { conversationSubject } from "../../messages/subject.ts";
import { isReachable } from "../../orders/addressee.ts";
import { err, ok, type Result } from "../../result.ts";
import {
  closeConversation,
  insertMessage,
  type MessageRow,
  readTalks,
  selectTalks,
} from "../../sql/conversations.ts";
import { insertNotice } from "../../sql/messages.ts";
import { type OrderRow, readOrder, selectOrder } from "../../sql/orders.ts";
import { nudge } from "../deliver/wake.ts";
import type { Shop } from "../ports.ts";
import { recordOnPage, type RequestPorts } from "./receive_request.ts";

export interface ShopAnswer {
  /** The order that the conversation is about. */
  readonly order_id: string;
  readonly conversation: string;
  /** The same id is the same answer, however often it is sent. */
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
  const talk = await openTalk(ports.db, order_id, conversation);
  if (talk === null) return noSuchTalk();
  const question = talk.messages.findLast((message) => message.author === "customer")?.words;
  const notice = noticeTo(shop, talk, "support_reply", id, { message: words, author, question }, now_ms);
  await ports.db.batch([
    insertMessage(ports.db, order_id, { conversation, id, author: "shop", words }, now_ms),
    ...(notice === null ? [] : [insertNotice(ports.db, subjectOf(shop, conversation), notice, now_ms)]),
  ]);
  await nudge(ports.nudges, notice === null ? [] : [keyOf(shop, conversation, notice)]);
  return ok(null);
}

/** What paused while somebody waited goes on from here. */
export async function resolveConversation(
  ports: RequestPorts,
  shop: Shop,
  order_id: string,
  conversation: string,
  now_ms: number,
): Promise<Result<null, "unknown">> {
  const talk = await openTalk(ports.db, order_id, conversation);
  if (talk === null) return noSuchTalk();
  if (talk.state === "open") {
    const notice = noticeTo(shop, talk, "support_resolved", String(now_ms), {}, now_ms);
    await ports.db.batch([
      closeConversation(ports.db, order_id, conversation),
      ...(notice === null ? [] : [insertNotice(ports.db, subjectOf(shop, conversation), notice, now_ms)]),
    ]);
    await nudge(ports.nudges, notice === null ? [] : [keyOf(shop, conversation, notice)]);
  }
  // Told again where the first telling was cut off: the same event is one.
  const at = new Date(now_ms).toISOString();
  await recordOnPage(ports, shop, talk.row, `closed:${conversation}`, [
    { type: "conversation.closed", at, conversation: { id: conversation } },
  ], now_ms);
  return ok(null);
}

interface Talk {
  readonly row: OrderRow;
  readonly conversation: string;
  readonly topic: string;
  readonly state: MessageRow["state"];
  readonly messages: readonly MessageRow[];
}

async function openTalk(db: D1Database, order_id: string, conversation: string): Promise<Talk | null> {
  const [selected, talks] = await db.batch([selectOrder(db, order_id), selectTalks(db, order_id)]);
  const row = readOrder(selected!);
  const messages = readTalks(talks!).filter((message) => message.conversation === conversation);
  const [first] = messages;
  if (row === null || first === undefined) return null;
  return { row, conversation, topic: first.topic, state: first.state, messages };
}

/** Null where the customer left no address: then the page alone shows it. */
function noticeTo<Kind extends "support_reply" | "support_resolved">(
  shop: Shop,
  { row, topic }: Talk,
  kind: Kind,
  about: string,
  said: Omit<Notice<Kind>["facts"], "topic" | "order_number">,
  now_ms: number,
): Notice | null {
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
  } as Notice;
}

function subjectOf(shop: Shop, conversation: string): string {
  return conversationSubject(shop.id, conversation);
}

function keyOf(shop: Shop, conversation: string, { kind, about }: Notice): MessageKey {
  return { subject: subjectOf(shop, conversation), kind, about };
}

function noSuchTalk(): Result<never, "unknown"> {
  return err("unknown", "There is no such conversation");
}
