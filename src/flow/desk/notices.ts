/**
 * Tells a shop's staff of alerts in their chat, beside the mail: at most one post a minute and chat, which holds several
 * alerts. What a chat does not take is tried again for some hours; what it refuses is noted for the settings page.
 */
import { tellChat } from "../../channels/chat.ts";
import { alertLine } from "../../mail/content/alert_line.ts";
import { type Chat, type ChatNotice, CHATS, isChatUrl } from "../../messages/chat.ts";
import type { MessageKey } from "../../messages/message.ts";
import {
  deleteNotices,
  deleteNoticeService,
  deleteServiceNotices,
  insertNotice,
  noteTelling,
  type NoticeName,
  type NoticeRow,
  putOffNotices,
  selectNotices,
} from "../../sql/notices.ts";
import { changeSecrets, type SecretPorts } from "../connect/change_secrets.ts";
import type { Shop } from "../ports.ts";
import { SAID_BY } from "./said_topics.ts";
import { serveSlackApp, slackAppOf } from "./slack_app.ts";

/** Alerts of one post. */
const TOLD_MAX = 10;
/** Tries of one alert: after 1, 2, 4 … minutes, together some four hours. */
const ATTEMPTS_MAX = 8;
const MINUTE_MS = 60_000;
/** Topics that are somebody's own mail, and no alert. */
const PRIVATE = ["desk_invited"];

export interface NoticePorts {
  readonly db: D1Database;
  readonly public_url: string;
  /** Reaches the incoming webhooks of chats. */
  readonly fetch_chat: typeof globalThis.fetch;
}

/** Returns the statements that hand an alert's facts on to the shop's chats; none where it has none. */
export function noticesOf(
  db: D1Database,
  shop: Shop,
  { kind, about }: Pick<MessageKey, "kind" | "about">,
  facts: string | null,
  now_ms: number,
): readonly D1PreparedStatement[] {
  if (kind !== "shop_alert" || facts === null) return [];
  const told = (JSON.parse(facts) as { readonly facts?: Partial<Told> }).facts;
  const topic = told?.topic;
  if (topic === undefined || PRIVATE.includes(topic)) return [];
  const desks: readonly NoticeName[] = told?.case_id !== undefined && shop.secrets["chatwoot"] !== undefined
    ? ["chatwoot"]
    : [];
  return [...chatsOf(shop), ...desks].map((service) =>
    insertNotice(db, shop.id, {
      service,
      id: about,
      topic,
      order_number: told?.order_number ?? null,
      count: told?.count ?? null,
      case_id: told?.case_id ?? null,
    }, now_ms)
  );
}

interface Told {
  readonly topic: string;
  readonly order_number: string;
  readonly count: number;
  readonly case_id: string;
}

/** The chats that alerts are told in: by an incoming webhook, or in Slack by the shop's own app. */
export function chatsOf(shop: Pick<Shop, "secrets">): readonly Chat[] {
  return CHATS.filter((chat) => isByWebhook(shop, chat) || chat === "slack" && slackAppOf(shop) !== null);
}

export function isByWebhook({ secrets }: Pick<Shop, "secrets">, chat: Chat): boolean {
  return (secrets[chat] ?? []).length > 0;
}

/** Serves one shop once. */
export async function serveNotices(ports: NoticePorts, shop: Shop, now_ms: number): Promise<void> {
  const { db } = ports;
  const app = slackAppOf(shop);
  if (app !== null) await serveSlackApp(ports, shop, app, (row) => noticeOf(ports, shop, row), now_ms);
  for (const chat of CHATS) {
    if (chat === "slack" && app !== null) continue;
    const { results: rows } = await selectNotices(db, shop.id, chat, now_ms, TOLD_MAX).all<NoticeRow>();
    if (rows.length === 0) continue;
    const url = shop.secrets[chat]?.[0];
    if (url === undefined) {
      await deleteServiceNotices(db, shop.id, chat).run();
      continue;
    }
    const ids = rows.map(({ id }) => id);
    const answer = await tellChat(
      ports.fetch_chat,
      { chat, url },
      rows.map((row) => noticeOf(ports, shop, row)),
    );
    if (answer.outcome === "told") {
      await db.batch([deleteNotices(db, shop.id, chat, ids), noteTelling(db, shop.id, chat, null, now_ms)]);
      continue;
    }
    const tried = Math.min(...rows.map(({ attempts }) => attempts)) + 1;
    const is_over = answer.outcome === "refused" || tried >= ATTEMPTS_MAX;
    const wait_ms = answer.outcome === "later" ? Math.max(answer.wait_ms, MINUTE_MS * 2 ** (tried - 1)) : 0;
    await db.batch([
      is_over
        ? deleteNotices(db, shop.id, chat, ids)
        : putOffNotices(db, shop.id, chat, ids, now_ms + wait_ms),
      noteTelling(db, shop.id, chat, answer.reason, now_ms),
    ]);
  }
}

function noticeOf(
  { public_url }: NoticePorts,
  { id, settings }: Shop,
  { topic: given, order_number, count, case_id }: NoticeRow,
): ChatNotice {
  const topic = given === SAID_BY.customer || given === SAID_BY.shop ? "customer_request" : given;
  const line = alertLine(settings, { topic, order_number, count, is_case: case_id !== null });
  return {
    ...line,
    url: `${public_url}/admin/${id}${case_id === null ? "" : `/cases/${encodeURIComponent(case_id)}`}`,
  };
}

/** Keeps the webhook of a chat sealed and tells it of that; returns false for an address that is none of this chat. */
export async function connectChat(
  ports: SecretPorts & { readonly shop_changed: (shop_id: string) => void },
  shop: Shop,
  { chat, url }: { readonly chat: Chat; readonly url: string },
  now_ms: number,
): Promise<boolean> {
  if (!isChatUrl(chat, url)) return false;
  const hello = {
    service: chat,
    id: `test:${now_ms}`,
    topic: "test",
    order_number: null,
    count: null,
    case_id: null,
  };
  await changeSecrets(ports, shop.id, (secrets) => ({ ...secrets, [chat]: [url] }), [
    insertNotice(ports.db, shop.id, hello, now_ms),
  ]);
  ports.shop_changed(shop.id);
  return true;
}

/** Forgets the webhook of a chat, and what it was still to be told. */
export async function disconnectChat(
  ports: SecretPorts & { readonly shop_changed: (shop_id: string) => void },
  shop: Shop,
  chat: Chat,
): Promise<void> {
  await changeSecrets(ports, shop.id, ({ [chat]: _, ...rest }) => rest, [
    deleteServiceNotices(ports.db, shop.id, chat),
    deleteNoticeService(ports.db, shop.id, chat),
  ]);
  ports.shop_changed(shop.id);
}
