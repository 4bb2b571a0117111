/** Takes what an agent did at the help desk: an answer goes to the customer where they last wrote, a resolved conversation solves its case. */
import type { AgentAct } from "../../channels/chatwoot.ts";
import { withoutTurns } from "../../values/plain_text.ts";
import { type HelpdeskThread, selectHelpdeskCase } from "../../sql/helpdesk.ts";
import { readEntries, selectEntries } from "../../sql/cases.ts";
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
  if (entries.some((entry) => entry.id === id)) return "known";
  await answerCase(ports, shop, {
    case_id,
    id,
    words: withoutTurns(act.words).slice(0, WORDS_MAX),
    person: withoutTurns(act.agent ?? "").trim().slice(0, NAME_MAX) || "Chatwoot",
  }, now_ms);
  return "done";
}
