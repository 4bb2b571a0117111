/**
 * The mail of an answer in the live chat: it waits for the page to show the answer, and leaves once where it did not.
 * Answers that wait together leave together.
 */
import type { CaseEntry } from "../../cases/case.ts";
import { readStandalone, type StandaloneMail } from "../../messages/standalone.ts";
import { selectWaitingReply, type WaitingReply, withdrawWaitingReplies } from "../../sql/live_chat.ts";
import type { Shop } from "../ports.ts";

const MINUTE_MS = 60_000;
/** A further answer gives the page at least this time to show it. */
const SHOWN_WITHIN_MS = MINUTE_MS;
const FILES_MAX = 10;

type Reply = StandaloneMail<"support_reply">;

/** Returns whether the customer wrote last in the live chat. */
export function isInChat(question: CaseEntry | undefined): boolean {
  return question?.detail.way === "chat";
}

/** Returns the mail with the words of those that wait, and the statements that withdraw these. */
export async function replyOfChat(
  db: D1Database,
  { settings: { support } }: Shop,
  reply: Reply,
  subject: string,
  now_ms: number,
): Promise<{ readonly mail: Reply; readonly withdrawn: readonly D1PreparedStatement[] }> {
  const waiting = await selectWaitingReply(db, subject, now_ms).first<WaitingReply>();
  if (waiting === null || waiting.about === reply.about) {
    return { mail: { ...reply, due_at_ms: now_ms + support.mail_after_minutes * MINUTE_MS }, withdrawn: [] };
  }
  const before = readStandalone("support_reply", waiting.facts).facts;
  const { message, files = [] } = reply.facts;
  const end = support.signature === undefined ? "" : `\n\n${support.signature}`;
  const said = before.message.endsWith(end)
    ? before.message.slice(0, before.message.length - end.length)
    : before.message;
  const mail = {
    ...reply,
    due_at_ms: Math.max(waiting.due_at, now_ms + SHOWN_WITHIN_MS),
    facts: {
      ...reply.facts,
      message: `${said}\n\n${message}`,
      question: before.question,
      files: [...before.files ?? [], ...files].slice(-FILES_MAX),
    },
  };
  return { mail, withdrawn: [withdrawWaitingReplies(db, subject, "with_next", now_ms)] };
}
