/** Answers go where the customer last wrote, and by mail where that cannot be: the statements for it, and what is said at once. */
import type { CaseEntry } from "../../cases/case.ts";
import { linkUrl } from "../../links/signed_link.ts";
import { expectedLine } from "../../mail/view/expected_line.ts";
import type { MessageKey } from "../../messages/message.ts";
import type { StandaloneMail } from "../../messages/standalone.ts";
import { conversationSubject } from "../../messages/subject.ts";
import { isShortWay, type ShortWay } from "../../messages/ways.ts";
import { insertEntry, updateCase } from "../../sql/cases.ts";
import { insertShortAnswer } from "../../sql/messages.ts";
import type { LoadedCase } from "../cases/load_case.ts";
import { wake } from "../deliver/wake.ts";
import type { Shop } from "../ports.ts";
import type { IncomingPorts } from "./incoming_ports.ts";

const DAY_MS = 86_400_000;

/** Where an answer goes. */
export interface ShortReader {
  readonly way: ShortWay;
  /** As in a chosen way. */
  readonly address: string;
}

/** Returns where the customer wrote last; null where that was a mail or a page. */
export function shortReaderOf(entries: readonly CaseEntry[]): ShortReader | null {
  const last = entries.findLast(({ type, author }) => type === "message" && author === "customer");
  const { way, from } = last?.detail ?? {};
  return way !== undefined && isShortWay(way) && from !== undefined ? { way, address: from } : null;
}

/** Returns the statement and the key of an answer; `mail` takes its place where it cannot be brought. */
export function shortAnswer(
  db: D1Database,
  shop: Shop,
  case_id: string,
  { to, about, words, by_person, mail }: {
    readonly to: ShortReader;
    readonly about: string;
    readonly words: string;
    readonly by_person: boolean;
    readonly mail: StandaloneMail | null;
  },
  now_ms: number,
): { readonly key: MessageKey; readonly statement: D1PreparedStatement } {
  const key = { subject: conversationSubject(shop.id, case_id), kind: "support_short", about } as const;
  const facts = { to, words, by_person, mail: mail?.kind === "support_reply" ? storedMail(mail) : null };
  return { key, statement: insertShortAnswer(db, key, facts, now_ms) };
}

/** The mail as its row would keep it. */
function storedMail(mail: StandaloneMail): { readonly kind: "support_reply"; readonly facts: unknown } {
  const { kind: _, about: __, due_at_ms: ___, valid_until_ms: ____, ...facts } = mail;
  return { kind: "support_reply", facts };
}

/** Answers where the order is, once in a case and only to its own customer. */
export async function answerShortAtOnce(
  ports: IncomingPorts,
  shop: Shop,
  { loaded, way, from, entry_id, reasons }: {
    readonly loaded: LoadedCase;
    readonly way: ShortWay;
    readonly from: string;
    readonly entry_id: string;
    /** The words by which the question was recognised. */
    readonly reasons: readonly string[];
  },
  now_ms: number,
): Promise<void> {
  const { case: found, entries, order } = loaded;
  const has_answered = entries.some(({ author, type }) => author === "waybill" && type === "message");
  if (!shop.settings.support.answers_at_once || order === null || has_answered) return;
  const url = await linkUrl(ports, {
    purpose: "order",
    subject: order.id,
    expires_at_ms: now_ms + shop.settings.link_days * DAY_MS,
    issued_at_ms: now_ms,
  });
  const lines = [...expectedLine(order.order, shop.settings, url, now_ms), url];
  const { key, statement } = shortAnswer(ports.db, shop, found.id, {
    to: { way, address: from },
    about: `at-once-${entry_id}`,
    words: lines.join("\n"),
    by_person: false,
    mail: null,
  }, now_ms);
  await ports.db.batch([
    statement,
    insertEntry(ports.db, shop.id, found.id, {
      id: `at-once-${entry_id}`,
      type: "message",
      author: "waybill",
      words: lines.join("\n"),
      detail: { way, act: "answered_where", why: reasons, mail: { kind: key.kind, about: key.about } },
    }, now_ms + 1),
    updateCase(ports.db, shop.id, found.id, {
      kind: "where",
      next: "customer",
      due_at: now_ms + shop.settings.support.solved_after_days * DAY_MS,
    }, now_ms),
  ]);
  await wake(ports.wake_queue, [key]);
}
