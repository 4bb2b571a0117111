/** Brings customers' words, and what the shop answered elsewhere, to a shop's help desk, one conversation a case. What it does not take is tried again for some hours. */
import {
  type ChatwootAccount,
  chatwootChannel,
  chatwootNotes,
  deleteConversation,
  openConversation,
} from "../../channels/chatwoot.ts";
import { helpdeskAccount } from "./helpdesk_account.ts";
import { SEND_TIMEOUT_MS } from "../../channels/definition.ts";
import { FORGET, readCases, readEntries, selectCase, selectEntries } from "../../sql/cases.ts";
import {
  deleteHelpdeskThread,
  deleteHelpdeskThreads,
  type HelpdeskThread,
  selectHelpdeskThread,
  upsertHelpdeskThread,
} from "../../sql/helpdesk.ts";
import {
  deleteNotices,
  deleteServiceNotices,
  noteTelling,
  type NoticeRow,
  putOffNotices,
  selectNotices,
} from "../../sql/notices.ts";
import type { Shop } from "../ports.ts";

/** Cases of one run. */
const CASES_MAX = 5;
const ATTEMPTS_MAX = 8;
const MINUTE_MS = 60_000;

export interface HelpdeskPorts {
  readonly db: D1Database;
  /** Reaches the help desk. */
  readonly fetch_chat: typeof globalThis.fetch;
}

/** Serves one shop once. */
export async function serveHelpdesk(ports: HelpdeskPorts, shop: Shop, now_ms: number): Promise<void> {
  const { db } = ports;
  const { results: rows } = await selectNotices(db, shop.id, "chatwoot", now_ms, CASES_MAX).all<NoticeRow>();
  if (rows.length === 0) return;
  const account = helpdeskAccount(shop);
  if (account === null) {
    await db.batch([
      deleteServiceNotices(db, shop.id, "chatwoot"),
      deleteHelpdeskThreads(db, shop.id),
    ]);
    return;
  }
  for (const { id, topic, case_id, attempts } of rows) {
    const reason = case_id === null
      ? null
      : topic === FORGET
      ? await forgetCase(ports, shop, account, case_id)
      : await mirrorCase(ports, shop, account, case_id);
    const is_over = reason === null || attempts + 1 >= ATTEMPTS_MAX;
    await db.batch([
      is_over
        ? deleteNotices(db, shop.id, "chatwoot", [id])
        : putOffNotices(db, shop.id, "chatwoot", [id], now_ms + MINUTE_MS * 2 ** attempts),
      noteTelling(db, shop.id, "chatwoot", reason, now_ms),
    ]);
  }
}

/** Returns why not all of the case's new words are there, or null. */
async function mirrorCase(
  { db, fetch_chat: fetch }: HelpdeskPorts,
  shop: Shop,
  account: ChatwootAccount,
  case_id: string,
): Promise<string | null> {
  const [selected, said, known] = await db.batch([
    selectCase(db, shop.id, case_id),
    selectEntries(db, shop.id, case_id),
    selectHelpdeskThread(db, shop.id, case_id),
  ]);
  const [found] = readCases(selected!);
  if (found === undefined) return null; // Erased meanwhile.
  let thread = known!.results[0] as HelpdeskThread | undefined;
  if (thread === undefined) {
    const { name, email } = found.reader ?? {};
    const conversation_id = await openConversation(fetch, account, {
      contact: case_id,
      name: name ?? readEntries(said!).find(({ detail }) => detail.writer !== undefined)?.detail.writer,
      email,
    });
    if (conversation_id === null) return "no conversation was opened";
    thread = { case_id, conversation_id, at: 0, entry_id: "" };
    const { meta } = await upsertHelpdeskThread(db, shop.id, thread).run();
    if (meta.changes === 0) return await deleteConversation(fetch, account, conversation_id); // Erased meanwhile.
  }
  const channel = chatwootChannel({ fetch, timeout_ms: SEND_TIMEOUT_MS }, account);
  const notes = chatwootNotes({ fetch, timeout_ms: SEND_TIMEOUT_MS }, account);
  for (const { at, id, type, author, person, words, detail } of readEntries(said!)) {
    if (type !== "message" || !isAfter({ at, id }, thread)) continue;
    if (author !== "customer") {
      // What an agent wrote in Chatwoot stands there already.
      if (notes === null || id.startsWith("chatwoot-")) continue;
      const noted = await notes.send({
        idempotency_key: `${case_id}/${id}`,
        to: thread.conversation_id,
        body: `${person ?? "Waybill"} answered the customer:\n\n${words}`.slice(0, 50_000),
      });
      if (noted.outcome !== "accepted" && noted.outcome !== "unknown") return noted.reason;
      thread = { ...thread, at, entry_id: id };
      await upsertHelpdeskThread(db, shop.id, thread).run();
      continue;
    }
    const files = (detail.files ?? []).map(({ name }) => `[${name}]`);
    const body = [words, ...files].filter((line) => line.trim() !== "").join("\n") || found.topic;
    const receipt = await channel.send({
      idempotency_key: `${case_id}/${id}`,
      to: `${case_id}/${thread.conversation_id}`,
      body: body.slice(0, 50_000),
    });
    // What may have arrived is not sent again: an agent reads it once.
    if (receipt.outcome !== "accepted" && receipt.outcome !== "unknown") return receipt.reason;
    thread = { ...thread, at, entry_id: id };
    await upsertHelpdeskThread(db, shop.id, thread).run();
  }
  return null;
}

/** Deletes what stands there of a case that was erased; returns why it is not, or null. */
async function forgetCase(
  { db, fetch_chat: fetch }: HelpdeskPorts,
  shop: Shop,
  account: ChatwootAccount,
  case_id: string,
): Promise<string | null> {
  const thread = await selectHelpdeskThread(db, shop.id, case_id).first<HelpdeskThread>();
  const reason = thread === null ? null : await deleteConversation(fetch, account, thread.conversation_id);
  if (reason === null) await deleteHelpdeskThread(db, shop.id, case_id).run();
  return reason;
}

function isAfter(
  entry: { readonly at: number; readonly id: string },
  { at, entry_id }: HelpdeskThread,
): boolean {
  return entry.at > at || entry.at === at && entry.id > entry_id;
}
