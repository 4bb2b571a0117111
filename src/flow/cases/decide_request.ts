/** A person grants or declines what a customer asked for on a page; the customer hears of it by mail and on the page. */
import { afterWorkingHours } from "../../cases/clocks.ts";
import { newsOf } from "../../mail/view/decided.ts";
import type { MessageKey } from "../../messages/message.ts";
import { conversationSubject } from "../../messages/subject.ts";
import type { Remedy, Request } from "../../orders/event.ts";
import { err, ok, type Result } from "../../result.ts";
import { insertEntry, noteAnswered, updateCase } from "../../sql/cases.ts";
import { insertStandalone } from "../../sql/messages.ts";
import { withdrawAsking } from "../customer/make_claim.ts";
import { newsMail } from "../customer/request_news.ts";
import { recordOnPage, type RequestPorts } from "../customer/receive_request.ts";
import { wake } from "../deliver/wake.ts";
import type { Shop } from "../ports.ts";
import { recordOpenness } from "./answer_case.ts";
import { loadCase, type LoadedCase, readerOf } from "./load_case.ts";
import { caseHappened, tellPrograms } from "../programs/tell_programs.ts";

export const REQUEST_DECISIONS = ["grant", "decline"] as const;

export interface RequestDecided {
  readonly case_id: string;
  /** Idempotency key: the same id is one decision. */
  readonly id: string;
  readonly person: string;
  readonly decision: (typeof REQUEST_DECISIONS)[number];
  /** What the customer gets; what they asked for where nothing is said. */
  readonly remedy?: Remedy | undefined;
  /** Why it is declined, for the customer. */
  readonly reason?: string | undefined;
}

/** What an answer settles: it asks for no act of the shop's that could be granted. */
const ANSWERED_BY_WORDS: ReadonlySet<Request> = new Set(["question", "delivery_note"]);

/** Whether the shop owes its customer a decision in this case: about a request, or about a return. */
export function isUndecided({ case: { id, kind }, order }: LoadedCase): boolean {
  if (order === null) return false;
  const { open_requests = [], returns } = order.order;
  return open_requests.some((one) => one.id === id && !ANSWERED_BY_WORDS.has(one.about)) ||
    kind === "return" && returns.some(({ status }) => status === "requested");
}

/** `not_now`: the case asks for nothing that can be decided, or it was decided before. */
export async function decideRequest(
  ports: RequestPorts,
  shop: Shop,
  { case_id, id, person, decision, remedy, reason }: RequestDecided,
  now_ms: number,
): Promise<Result<null, "unknown" | "not_now">> {
  const loaded = await loadCase(ports, shop.id, case_id);
  if (loaded === null) return err("unknown", "There is no such case");
  const { case: found, order } = loaded;
  const open = order?.order.open_requests?.find((one) => one.id === found.id);
  // The same decision sent twice is answered as it was the first time.
  if (open === undefined && loaded.entries.some((entry) => entry.id === id)) return ok(null);
  if (order === null || open === undefined || ANSWERED_BY_WORDS.has(open.about)) {
    return err("not_now", "The case asks for nothing that is to be decided");
  }
  const { db } = ports;
  const is_granted = decision === "grant";
  const given = remedy ?? open.remedy;
  const request = { id: found.id, about: open.about, ...(given === undefined ? {} : { remedy: given }) };
  const news = newsOf({ ...request, is_granted });
  const subject = conversationSubject(shop.id, found.id);
  const said = is_granted ? undefined : reason;
  const [mail] = newsMail(shop, order, {
    news,
    about: `decided-${id}`,
    locale: readerOf(loaded)?.locale,
    reason: said,
  }, now_ms);
  await db.batch([
    insertEntry(db, shop.id, found.id, {
      id,
      type: "act",
      author: "shop",
      person,
      words: said ?? "",
      detail: {
        act: is_granted ? `granted_${given ?? "request"}` : "declined_request",
        ...(mail === undefined ? {} : { mail: { kind: mail.kind, about: mail.about } }),
      },
    }, now_ms),
    noteAnswered(db, shop.id, found.id, now_ms),
    ...tellPrograms(db, shop, [caseHappened("case.decided", found, id, decision)], now_ms),
    // What is granted is still to be carried out; a decline is the end unless the customer writes again.
    updateCase(
      db,
      shop.id,
      found.id,
      is_granted
        ? {
          next: "shop",
          due_at: afterWorkingHours(shop.settings, now_ms, shop.settings.support.next_answer_hours),
        }
        : { state: "solved", next: "nobody", due_at: null },
      now_ms,
    ),
    withdrawAsking(db, subject, found.id, now_ms),
    ...(mail === undefined ? [] : [insertStandalone(db, subject, mail, now_ms)]),
  ]);
  await recordOnPage(ports, shop, order, `decided-${id}`, [{
    type: is_granted ? "request.granted" : "request.declined",
    at: new Date(now_ms).toISOString(),
    request,
    ...(said === undefined ? {} : { reason: said }),
  }], now_ms);
  const keys: readonly MessageKey[] = mail === undefined
    ? []
    : [{ subject, kind: mail.kind, about: mail.about }];
  await wake(ports.wake_queue, keys);
  if (!is_granted) await recordOpenness(ports, shop, loaded, "closed", now_ms);
  return ok(null);
}
