/** Answers a case by mail, solves it and opens it again, each once for each id. */
import { ASKED, type CaseEntry } from "../../cases/case.ts";
import type { MessageKey } from "../../messages/message.ts";
import type { FactsOf, StandaloneMail } from "../../messages/standalone.ts";
import { conversationSubject } from "../../messages/subject.ts";
import { splitOrderId } from "../../orders/order_id.ts";
import { err, ok, type Result } from "../../result.ts";
import { insertEntry, noteAnswered, updateCase } from "../../sql/cases.ts";
import { insertStandalone } from "../../sql/messages.ts";
import { wake } from "../deliver/wake.ts";
import { saidInCase } from "../desk/said_in_case.ts";
import type { Shop } from "../ports.ts";
import { isInChat, replyOfChat } from "./reply_of_chat.ts";
import { shortAnswer, shortReaderOf } from "../ways/answer_short.ts";
import { caseHappened, tellPrograms } from "../programs/tell_programs.ts";
import { recordOnPage, type RequestPorts } from "../customer/receive_request.ts";
import { loadCase, type LoadedCase, readerOf } from "./load_case.ts";

const DAY_MS = 86_400_000;
/** Message-IDs in References; RFC 5322 sets no bound, readers use the last ones. */
const REFERENCES_MAX = 20;
const QUESTION_MAX = 10_000;

export interface CaseAnswer {
  readonly case_id: string;
  /** Idempotency key: an answer with the same id is sent once. */
  readonly id: string;
  readonly words: string;
  /** Who signs it. */
  readonly person?: string | undefined;
  /** Files in the bucket that travel with it. */
  readonly files?: FactsOf<"support_reply">["files"];
  /**
   * What the case does then; it waits for the customer where nothing is said. `ask`: it waits for the customer's answer, which the
   * order's page asks for too.
   */
  readonly then?: "wait" | "ask" | "solve" | undefined;
}

/** Returns whether a mail goes: null where the case names no address, so that only the page shows the answer. */
export async function answerCase(
  ports: RequestPorts,
  shop: Shop,
  answer: CaseAnswer,
  now_ms: number,
): Promise<Result<MessageKey | null, "unknown">> {
  const loaded = await loadCase(ports, shop.id, answer.case_id);
  if (loaded === null) return noSuchCase();
  const { db } = ports;
  const { id, words, person, files } = answer;
  const { case: found, entries, order } = loaded;
  const question = entries.findLast(({ type, author }) => type === "message" && author === "customer");
  const facts: FactsOf<"support_reply"> = {
    // The subject stays the customer's own, by which their program keeps the thread together.
    topic: question?.detail.subject || found.topic,
    order_number: order?.number,
    message: withSignature(shop, words),
    author: person,
    question: question?.words.trim() === "" ? undefined : question?.words.slice(0, QUESTION_MAX),
    in_reply_to: question?.detail.message_id,
    references: referencesOf(entries),
    files,
    ...(answer.then === "ask" ? { asks: true as const } : {}),
  };
  const made = mailTo(shop, loaded, "support_reply", id, facts, now_ms);
  const in_chat = made !== null && isInChat(question);
  const chat = in_chat
    ? await replyOfChat(db, shop, made, conversationSubject(shop.id, found.id), now_ms)
    : null;
  // Where the customer wrote last; files travel by mail alone.
  const to = files === undefined || files.length === 0 ? shortReaderOf(entries) : null;
  const short = to === null ? null : shortAnswer(
    db,
    shop,
    found.id,
    { to, about: id, words: facts.message, by_person: true, mail: made },
    now_ms,
  );
  const standalone = short !== null ? null : chat?.mail ?? made;
  const solves = answer.then === "solve";
  const due_at = now_ms + shop.settings.support.solved_after_days * DAY_MS;
  const drafts = found.drafts.filter(({ by }) => by !== person);
  await db.batch([
    insertEntry(db, shop.id, found.id, {
      id,
      type: "message",
      author: "shop",
      person: person ?? null,
      words,
      detail: {
        ...(answer.then === "ask" ? { act: ASKED } : {}),
        ...(to !== null
          ? { way: to.way, mail: { kind: "support_short", about: id } }
          : standalone === null
          ? { way: "page" }
          : { way: in_chat ? "chat" : "mail", mail: { kind: "support_reply", about: id } }),
        ...(files === undefined || files.length === 0
          ? {}
          : { files: files.map(({ name, type, size }) => ({ name, type, size })) }),
      },
    }, now_ms),
    noteAnswered(db, shop.id, found.id, now_ms),
    ...saidInCase(
      db,
      shop,
      { case_id: found.id, entry_id: id, order_number: order?.number ?? null, by: "shop" },
      now_ms,
    ),
    ...tellPrograms(db, shop, [
      caseHappened("case.answered", found, id, answer.then === "ask" ? ASKED : undefined),
      ...(solves ? [caseHappened("case.solved", found, id)] : []),
    ], now_ms),
    updateCase(
      db,
      shop.id,
      found.id,
      solves
        ? { state: "solved", next: "nobody", due_at: null, drafts }
        : { state: "open", next: "customer", due_at, drafts },
      now_ms,
    ),
    ...(chat?.withdrawn ?? []),
    ...(standalone === null
      ? []
      : [insertStandalone(db, conversationSubject(shop.id, found.id), standalone, now_ms)]),
    ...(short === null ? [] : [short.statement]),
  ]);
  const key = short?.key ?? (standalone === null ? null : keyOf(shop, found.id, standalone));
  // The clock finds a mail that waits for the page to show its words.
  await wake(ports.wake_queue, key === null || in_chat ? [] : [key]);
  if (solves) await recordOpenness(ports, shop, loaded, "closed", now_ms);
  return ok(key);
}

/** Owes by mail an answer that its short way could not bring; null where the case names no address. */
export async function answerByMail(
  ports: RequestPorts,
  shop: Shop,
  { subject, about }: MessageKey,
  now_ms: number,
): Promise<MessageKey | null> {
  const loaded = await loadCase(ports, shop.id, splitOrderId(subject).sender_id);
  const answer = loaded?.entries.find(({ id, author }) => id === about && author === "shop");
  if (loaded === null || answer === undefined) return null;
  const question = loaded.entries.findLast(({ type, author, at }) =>
    type === "message" && author === "customer" && at <= answer.at
  );
  const facts: FactsOf<"support_reply"> = {
    topic: loaded.case.topic,
    order_number: loaded.order?.number,
    message: withSignature(shop, answer.words),
    author: answer.person ?? undefined,
    question: question?.words.trim() === "" ? undefined : question?.words.slice(0, QUESTION_MAX),
  };
  const standalone = mailTo(shop, loaded, "support_reply", about, facts, now_ms);
  if (standalone === null) return null;
  await insertStandalone(ports.db, subject, standalone, now_ms).run();
  return { subject, kind: standalone.kind, about };
}

function withSignature({ settings: { support: { signature } } }: Shop, words: string): string {
  return signature === undefined ? words : `${words}\n\n${signature}`;
}

export interface Solving {
  readonly case_id: string;
  readonly person?: string | undefined;
  /** True where the customer is told by mail. */
  readonly tells: boolean;
}

/** Solves the case. Messages that were paused while it was open are planned again. */
export async function solveCase(
  ports: RequestPorts,
  shop: Shop,
  { case_id, person, tells }: Solving,
  now_ms: number,
): Promise<Result<null, "unknown">> {
  const loaded = await loadCase(ports, shop.id, case_id);
  if (loaded === null) return noSuchCase();
  const { case: found } = loaded;
  if (found.state === "open") {
    const facts = { topic: found.topic, order_number: loaded.order?.number };
    const standalone = tells ? mailTo(shop, loaded, "support_resolved", String(now_ms), facts, now_ms) : null;
    const act = {
      id: `solved-${now_ms}`,
      type: "act",
      author: "shop",
      person: person ?? null,
      words: "",
    } as const;
    await ports.db.batch([
      updateCase(ports.db, shop.id, found.id, { state: "solved", next: "nobody", due_at: null }, now_ms),
      insertEntry(ports.db, shop.id, found.id, { ...act, detail: { act: "solved" } }, now_ms),
      ...tellPrograms(ports.db, shop, [caseHappened("case.solved", found, act.id)], now_ms),
      ...(standalone === null
        ? []
        : [insertStandalone(ports.db, conversationSubject(shop.id, found.id), standalone, now_ms)]),
    ]);
    await wake(ports.wake_queue, standalone === null ? [] : [keyOf(shop, found.id, standalone)]);
  }
  // Recorded again where the first try was cut off; the same event counts once.
  await recordOpenness(ports, shop, loaded, "closed", now_ms);
  return ok(null);
}

/** Tells the order that a case about it was opened, which pauses mails that would ignore it, or closed. */
export async function recordOpenness(
  ports: RequestPorts,
  shop: Shop,
  { case: found, order }: Pick<LoadedCase, "case" | "order">,
  became: "opened" | "closed",
  now_ms: number,
): Promise<void> {
  if (order === null || !found.proven) return;
  const is_open = order.order.open_conversations.includes(found.id);
  if (is_open === (became === "opened")) return;
  const at = new Date(now_ms).toISOString();
  await recordOnPage(ports, shop, order, `${became}:${found.id}:${now_ms}`, [
    { type: `conversation.${became}`, at, conversation: { id: found.id } },
  ], now_ms);
}

function mailTo<Kind extends "support_reply" | "support_resolved">(
  shop: Shop,
  loaded: LoadedCase,
  kind: Kind,
  about: string,
  facts: FactsOf<Kind>,
  now_ms: number,
): StandaloneMail<Kind> | null {
  const reader = readerOf(loaded);
  if (reader === null) return null;
  const { email, name, first_name, locale } = reader;
  const expires_at_ms = now_ms + shop.settings.link_days * DAY_MS;
  // Whoever else writes about an order gets no link to it.
  const order = reader.email.toLowerCase() === loaded.order?.order.details.customer.email?.toLowerCase()
    ? loaded.order
    : null;
  return {
    kind,
    about,
    to: { email, name, first_name },
    locale,
    ...(order === null ? {} : { link: { purpose: "order", subject: order.id, expires_at_ms } }),
    facts,
    due_at_ms: now_ms,
    valid_until_ms: null,
  } as unknown as StandaloneMail<Kind>;
}

/** Returns the Message-IDs of the customer's mails, so that their program shows one thread. */
function referencesOf(entries: readonly CaseEntry[]): string | undefined {
  const ids = entries.filter(({ type }) => type === "message").flatMap(({ detail }) => [
    ...(detail.references?.split(/\s+/) ?? []),
    ...(detail.message_id === undefined ? [] : [detail.message_id]),
  ]).filter((id) => id !== "");
  const unique = [...new Set(ids)].slice(-REFERENCES_MAX);
  return unique.length === 0 ? undefined : unique.join(" ");
}

function keyOf(shop: Shop, case_id: string, { kind, about }: StandaloneMail): MessageKey {
  return { subject: conversationSubject(shop.id, case_id), kind, about };
}

function noSuchCase(): Result<never, "unknown"> {
  return err("unknown", "There is no such case");
}
