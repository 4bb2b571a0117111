/**
 * Answers a recognised question at once with what the order itself says, or says by when a person will answer. Only
 * the customer of the order hears of it, once for each mail.
 */
import type { Recognised } from "../../cases/asked.ts";
import { offersOf } from "../../customers/offers.ts";
import { linkUrl } from "../../links/signed_link.ts";
import { expectedLine } from "../../mail/view/expected_line.ts";
import type { WholeMail } from "../../mail/mime/parse.ts";
import { headerOf } from "../../conversations/inbound_mail.ts";
import type { StandaloneMail } from "../../messages/standalone.ts";
import { conversationSubject } from "../../messages/subject.ts";
import { insertEntry, type NewEntry, updateCase } from "../../sql/cases.ts";
import { insertStandalone, readLedger, selectLedger } from "../../sql/messages.ts";
import { wake } from "../deliver/wake.ts";
import type { DeliverPorts, Shop } from "../ports.ts";
import type { RequestPorts } from "../customer/receive_request.ts";
import { answerHours } from "./answer_time.ts";
import type { Thread } from "./find_thread.ts";
import { type LoadedCase, readerOf } from "./load_case.ts";

export interface Answering {
  readonly loaded: LoadedCase;
  readonly thread: Thread;
  readonly question: Recognised | undefined;
  /** The message that is answered. */
  readonly entry: NewEntry;
  readonly mail: WholeMail;
}

type AnswerPorts = RequestPorts & Pick<DeliverPorts, "link_keys" | "public_url">;

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** After an hour the order may say something else. */
const TRUE_MS = HOUR_MS;
const QUESTION_MAX = 10_000;

/** Returns whether the question was answered. */
export async function answerAtOnce(
  ports: AnswerPorts,
  shop: Shop,
  { loaded, thread, question, entry, mail }: Answering,
  now_ms: number,
): Promise<boolean> {
  const { order, trusted } = thread;
  const reader = readerOf(loaded);
  if (!shop.settings.support.answers_at_once || question === undefined || order === null || !trusted) {
    return false;
  }
  if (reader === null || hasAnswered(loaded)) return false;
  const ledger = readLedger(await selectLedger(ports.db, order.id).all(), order);
  const offers = offersOf({ order: order.order, shop: shop.settings, ledger, now_ms });
  // Where the order offers no way, a person must answer.
  if (question.question === "address" && !offers.includes("address")) return false;
  if (question.question === "return" && !offers.includes("return")) return false;
  const link = {
    purpose: "order",
    subject: order.id,
    expires_at_ms: now_ms + shop.settings.link_days * DAY_MS,
  } as const;
  const page_url = await linkUrl(ports, { ...link, issued_at_ms: now_ms });
  const lines = question.question === "where"
    ? expectedLine(order.order, shop.settings, page_url, now_ms)
    : [];
  const about = entry.id;
  const standalone: StandaloneMail<"support_answered"> = {
    kind: "support_answered",
    about,
    to: { email: reader.email, name: reader.name, first_name: reader.first_name },
    locale: reader.locale,
    link,
    facts: {
      topic: mail.subject.trim().slice(0, 300) || loaded.case.topic,
      order_number: order.number,
      asked: question.question,
      lines: [...lines],
      question: entry.words.slice(0, QUESTION_MAX),
      ...threadHeaders(mail),
    },
    due_at_ms: now_ms,
    valid_until_ms: now_ms + TRUE_MS,
  };
  const subject = conversationSubject(shop.id, loaded.case.id);
  await ports.db.batch([
    insertStandalone(ports.db, subject, standalone, now_ms),
    insertEntry(ports.db, shop.id, loaded.case.id, {
      id: `at-once-${about}`,
      type: "message",
      author: "waybill",
      words: lines.join("\n"),
      detail: {
        way: "mail",
        act: `answered_${question.question}`,
        why: question.reasons,
        mail: { kind: "support_answered", about },
      },
    }, now_ms + 1),
    updateCase(ports.db, shop.id, loaded.case.id, {
      kind: question.question,
      next: "customer",
      due_at: now_ms + shop.settings.support.solved_after_days * DAY_MS,
    }, now_ms),
  ]);
  await wake(ports.wake_queue, [{ subject, kind: "support_answered", about }]);
  return true;
}

/** Confirms a mail that opened a case, and says by when answers came so far. */
export async function acknowledge(
  ports: AnswerPorts,
  shop: Shop,
  { loaded, thread, entry, mail }: Answering,
  now_ms: number,
): Promise<void> {
  const reader = readerOf(loaded);
  if (reader === null) return;
  const { order, trusted } = thread;
  const about = entry.id;
  const standalone: StandaloneMail<"support_received"> = {
    kind: "support_received",
    about,
    to: { email: reader.email, name: reader.name, first_name: reader.first_name },
    locale: reader.locale,
    ...(order === null || !trusted ? {} : {
      link: {
        purpose: "order",
        subject: order.id,
        expires_at_ms: now_ms + shop.settings.link_days * DAY_MS,
      },
    }),
    facts: {
      topic: mail.subject.trim().slice(0, 300) || loaded.case.topic,
      order_number: trusted ? order?.number : undefined,
      question: (entry.words.trim() === "" ? loaded.case.topic : entry.words).slice(0, QUESTION_MAX),
      answer_hours: await answerHours(ports.db, shop, now_ms),
      received_at: new Date(now_ms).toISOString(),
      ...threadHeaders(mail),
    },
    due_at_ms: now_ms,
    valid_until_ms: null,
  };
  const subject = conversationSubject(shop.id, loaded.case.id);
  await ports.db.batch([
    insertStandalone(ports.db, subject, standalone, now_ms),
    insertEntry(ports.db, shop.id, loaded.case.id, {
      id: `received-${about}`,
      type: "act",
      author: "waybill",
      words: "",
      detail: { act: "acknowledged", mail: { kind: "support_received", about } },
    }, now_ms + 1),
  ]);
  await wake(ports.wake_queue, [{ subject, kind: "support_received", about }]);
}

/** A program answers a case once: what is asked afterwards is for a person. */
function hasAnswered({ entries }: LoadedCase): boolean {
  return entries.some(({ author, type }) => author === "waybill" && type === "message");
}

function threadHeaders(mail: WholeMail): { readonly in_reply_to?: string; readonly references?: string } {
  const id = /<[^<>\s]{3,900}>/.exec(headerOf(mail, "message-id"))?.[0];
  if (id === undefined) return {};
  const before = headerOf(mail, "references").match(/<[^<>\s]{3,200}>/g) ?? [];
  return { in_reply_to: id, references: [...before.slice(-15), id].join(" ") };
}
