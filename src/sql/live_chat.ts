/** The SQL of live chats: what a case keeps of them beside its entries. Writes are returned as statements. */
import type { ChatState } from "../cases/live_chat.ts";

/**
 * Selects what is new of a case: one row by its key, one entry from the end of its thread, and from there to the shop's
 * newest message.
 */
export function selectChatState(db: D1Database, shop_id: string, case_id: string): D1PreparedStatement {
  const newest = (what: string, where: string) =>
    `(select ${what} from case_entries e where e.shop_id = c.shop_id and e.case_id = c.id${where}
      order by e.at desc, e.id desc limit 1)`;
  return db.prepare(
    `select changed_at, seen_at, here_at, writing_at, watchers, ${newest("e.id", "")} as newest,
       ${newest("e.at", " and e.type = 'message' and e.author <> 'customer'")} as answered_at
     from cases c where c.shop_id = ?1 and c.id = ?2`,
  ).bind(shop_id, case_id);
}

/** Null for no case. */
export function readChatState({ results: [row] }: D1Result): ChatState | null {
  if (row === undefined) return null;
  const state = row as Omit<ChatState, "watchers"> & { readonly watchers: string };
  return { ...state, watchers: JSON.parse(state.watchers) };
}

/** Counts what stands in a thread, notes and acts too. */
export function selectEntryCount(db: D1Database, shop_id: string, case_id: string): D1PreparedStatement {
  return db.prepare("select count(*) as count from case_entries where shop_id = ?1 and case_id = ?2")
    .bind(shop_id, case_id);
}

/** Notes that the customer's page is open, until when it has shown the thread, and whether they write. */
export function noteCustomerHere(
  db: D1Database,
  shop_id: string,
  case_id: string,
  { seen_at, is_writing }: { readonly seen_at: number; readonly is_writing: boolean },
  now_ms: number,
): D1PreparedStatement {
  return db.prepare(
    `update cases set here_at = ?3, seen_at = max(coalesce(seen_at, 0), ?4), writing_at = iif(?5, ?3, null)
     where shop_id = ?1 and id = ?2`,
  ).bind(shop_id, case_id, now_ms, Math.min(seen_at, now_ms), is_writing ? 1 : 0);
}

/** Notes that a person has the case open at the desk, and whether they write. */
export function noteWatcher(
  db: D1Database,
  shop_id: string,
  case_id: string,
  { person, is_writing }: { readonly person: string; readonly is_writing: boolean },
  now_ms: number,
): D1PreparedStatement {
  const note = JSON.stringify({ [person]: [now_ms, is_writing ? now_ms : 0] });
  return db.prepare("update cases set watchers = json_patch(watchers, ?3) where shop_id = ?1 and id = ?2")
    .bind(shop_id, case_id, note);
}

/** A mail with answers that the page has not shown yet. */
export interface WaitingReply {
  readonly about: string;
  /** As JSON. */
  readonly facts: string;
  readonly due_at: number;
}

/** Selects the mail that waits for the page to show its words. */
export function selectWaitingReply(db: D1Database, subject: string, now_ms: number): D1PreparedStatement {
  return db.prepare(
    `select about, facts, due_at from messages
     where subject = ?1 and kind = 'support_reply' and state = 'owed' and attempts = 0 and due_at > ?2
     order by due_at limit 1`,
  ).bind(subject, now_ms);
}

/** Withdraws mails that wait for the page, as it has shown their words, or as another mail brings them. */
export function withdrawWaitingReplies(
  db: D1Database,
  subject: string,
  reason: "seen_on_page" | "with_next",
  now_ms: number,
): D1PreparedStatement {
  return db.prepare(
    `update messages set state = 'suppressed', reason = ?2, due_at = null, closed_at = ?3, facts = null
     where subject = ?1 and kind = 'support_reply' and state = 'owed' and attempts = 0 and due_at > ?3`,
  ).bind(subject, reason, now_ms);
}
