/**
 * Takes what an agent did at the help desk: an answer goes to the customer where they last wrote, a resolved
 * conversation solves its case, an answer that is deleted is withdrawn where it can be.
 */
import type { AgentAct } from "../../channels/chatwoot.ts";
import { withoutTurns } from "../../values/plain_text.ts";
import { type HelpdeskThread, selectHelpdeskCase } from "../../sql/helpdesk.ts";
import type { CaseEntry } from "../../cases/case.ts";
import { conversationSubject } from "../../messages/subject.ts";
import { insertEntry, readEntries, selectEntries, updateCase } from "../../sql/cases.ts";
import { withdrawSend } from "../../sql/sends.ts";
import { answerCase, solveCase } from "../cases/answer_case.ts";
import type { RequestPorts } from "../customer/receive_request.ts";
import type { Shop } from "../ports.ts";

const WORDS_MAX = 10_000;
const NAME_MAX = 80;

/** Returns `unknown` for a conversation that is none of our cases. */
export async function takeAgentAct(
  ports: RequestPorts,
  shop: Shop,
  act: AgentAct,
  now_ms: number,
): Promise<"done" | "known" | "unknown"> {
  const { db } = ports;
  const thread = await selectHelpdeskCase(db, shop.id, act.conversation).first<HelpdeskThread>();
  if (thread === null) return "unknown";
  const { case_id } = thread;
  if (act.type === "resolved") {
    await solveCase(ports, shop, { case_id, person: "Chatwoot", tells: false }, now_ms);
    return "done";
  }
  const id = `chatwoot-${act.id}`;
  const entries = readEntries(await selectEntries(db, shop.id, case_id).all());
  const answer = entries.find((entry) => entry.id === id);
  if (act.type === "deleted") return await withdraw(db, shop, case_id, answer, now_ms);
  if (answer !== undefined) return "known";
  await answerCase(ports, shop, {
    case_id,
    id,
    words: withoutTurns(act.words).slice(0, WORDS_MAX),
    person: withoutTurns(act.agent ?? "").trim().slice(0, NAME_MAX) || "Chatwoot",
  }, now_ms);
  return "done";
}

/** What has left stays with the customer, and the case says so. */
async function withdraw(
  db: D1Database,
  shop: Shop,
  case_id: string,
  answer: CaseEntry | undefined,
  now_ms: number,
): Promise<"done" | "known"> {
  if (answer === undefined) return "known";
  const { mail } = answer.detail;
  const withdrawn = mail === undefined
    ? null
    : await withdrawSend(db, { subject: conversationSubject(shop.id, case_id), ...mail }, now_ms).run();
  const is_withdrawn = (withdrawn?.meta.changes ?? 0) > 0;
  await db.batch([
    insertEntry(db, shop.id, case_id, {
      id: `${answer.id}-deleted`,
      type: "act",
      author: "shop",
      person: answer.person,
      words: "",
      detail: { act: is_withdrawn ? "withdrawn" : "withdrawn_late" },
    }, now_ms),
    ...(is_withdrawn ? [updateCase(db, shop.id, case_id, { next: "shop", due_at: now_ms }, now_ms)] : []),
  ]);
  return "done";
}
