/** Turns a case with its entries, mails and order into what the desk shows of it. */
import { isShortWay, type ShortWay, WAYS } from "../../messages/ways.ts";
import type { CaseLineView } from "../../../templates/admin/cases.tsx";
import type { CaseView, EntryView } from "../../../templates/admin/case_shown.ts";
import type { FrameView, StateView } from "../../../templates/admin/view.ts";
import { w, wordFor } from "../../../templates/admin/words.ts";
import { type Case, CASE_KINDS, type CaseEntry } from "../../cases/case.ts";
import { cannedWords } from "../../cases/canned.ts";
import { afterWorkingHours, closesAt } from "../../cases/clocks.ts";
import {
  type ChatState,
  chatVersion,
  isCustomerHere,
  isCustomerWriting,
  watchersAt,
  writersAt,
} from "../../cases/live_chat.ts";
import { type LoadedCase, readerOf } from "../../flow/cases/load_case.ts";
import { oneLine, paragraphsOf, shortened } from "../../mail/format/text.ts";
import { progressState } from "../../mail/view/progress.ts";
import { formatMinor } from "../../orders/money.ts";
import { deskLocale } from "../../../templates/admin/words.ts";
import { ENTRIES_MAX } from "../../sql/cases.ts";
import type { LedgerRow } from "../../sql/ledger.ts";
import { cannedValues } from "./canned_values.ts";
import { asksOf, elsewhereOf, todoOf } from "./case_solve_view.ts";
import { casePath, disputePath, homeOf, momentView, orderPath } from "./desk_view.ts";
import { accountOf } from "../../orders/account/account.ts";
import { deskToken } from "./desk_form.tsx";
import type { Desk } from "./desk_env.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
/** A colleague who wrote within this time is said to be answering. */
const WRITING_MS = 15 * 60_000;
const TOPIC_MAX = 90;
const SAID_MAX = 140;

/** `said`: what the customer wrote last. */
export function caseLine(desk: Desk, one: Case, number: string | null, said: string | null): CaseLineView {
  const title = titleOf(one, number, said);
  return {
    said: said === null || title !== oneLine(one.topic) ? null : oneLine(said).slice(0, SAID_MAX),
    id: one.id,
    href: casePath(desk, one.id),
    topic: title.slice(0, TOPIC_MAX),
    kind: wordFor("kind", one.kind),
    who: oneLine(one.reader?.name ?? one.reader?.email ?? ""),
    order: one.order_id === null
      ? null
      : { href: orderPath(desk, one.order_id), label: oneLine(number ?? w("case.an_order")) },
    due: dueState(desk, one),
    at: momentView(desk, one.opened_at),
    assignee: one.assignee,
    unproven: !one.proven,
    tags: one.tags,
  };
}

/** The topic; where that says no more than which order it is, the customer's own words, as the order stands beside it. */
function titleOf({ topic }: Case, number: string | null, said: string | null): string {
  const is_order_alone = number !== null && topic.includes(oneLine(number));
  return oneLine(is_order_alone && said !== null && said.trim() !== "" ? firstWords(said) : topic);
}

/** Ends behind a word, where the language has blanks between its words. */
function firstWords(said: string): string {
  const line = oneLine(said);
  if (line.length <= TOPIC_MAX) return line;
  const cut = shortened(line, TOPIC_MAX - 2);
  const end = cut.lastIndexOf(" ");
  return end < TOPIC_MAX / 2 ? cut : `${cut.slice(0, end)} …`;
}

/** By when somebody is to act, and who. */
function dueState({ now_ms }: Desk, { state, next, due_at }: Case): StateView | null {
  if (state !== "open" || due_at === null) return { label: wordFor("caseis", state), tone: "quiet" };
  const left_ms = due_at - now_ms;
  const time = spanText(Math.abs(left_ms));
  if (next === "customer") return { label: w("due.customer"), tone: "quiet" };
  if (next === "later") return { label: w("due.later", { time }), tone: "quiet" };
  if (left_ms < 0) return { label: w("due.late", { time }), tone: "bad" };
  return { label: w("due.in", { time }), tone: left_ms < HOUR_MS ? "warn" : "quiet" };
}

/** Words a span of time in its largest fitting unit. */
export function spanText(ms: number): string {
  const minutes = Math.max(1, Math.round(ms / 60_000));
  if (minutes < 60) return w("span.minutes", { count: minutes });
  const hours = Math.round(minutes / 60);
  return hours < 48 ? w("span.hours", { count: hours }) : w("span.days", { count: Math.round(hours / 24) });
}

export interface CasePage {
  readonly loaded: LoadedCase;
  readonly mails: readonly LedgerRow[];
  readonly others: readonly Case[];
  /** Names of those who can have the case. */
  readonly colleagues: readonly string[];
  /** The order's returns that the case is about, with what can be decided of each. */
  readonly returns: CaseView["returns"];
  /** Why mails to the reader do not arrive; null where nothing is known against it. */
  readonly unreachable: string | null;
  /** The canned answer that was chosen. */
  readonly canned: number | null;
  readonly chat: ChatState;
}

/** What the open page of a case shows anew: its thread, and who is there. */
export type LiveCase = Pick<CasePage, "loaded" | "mails" | "chat">;

/** Who is there at this moment, beside the person who looks. */
export function presenceOf(
  { now_ms, person }: Pick<Desk, "now_ms" | "person">,
  chat: ChatState,
): readonly string[] {
  const writers = writersAt(chat, now_ms, person);
  return [
    ...(isCustomerWriting(chat, now_ms)
      ? [w("case.customer_writes")]
      : isCustomerHere(chat, now_ms)
      ? [w("case.customer_here")]
      : []),
    ...writers.map((name) => w("case.person_writes", { person: name })),
    ...watchersAt(chat, now_ms, person).filter((name) => !writers.includes(name))
      .map((name) => w("case.person_here", { person: name })),
  ];
}

/** Names what the page shows, with what the customer has seen and who is there. */
export function liveVersion(chat: ChatState, presence: readonly string[]): string {
  return chatVersion(chat, [String(chat.seen_at ?? 0), ...presence]);
}

export function entriesView(desk: Desk, { loaded, mails, chat }: LiveCase): readonly EntryView[] {
  return loaded.entries.map((entry) => entryView(desk, loaded, entry, mails, chat));
}

function saidFirst({ entries }: LoadedCase): string | null {
  return entries.find(({ type, author }) => type === "message" && author === "customer")?.words ?? null;
}

/** Id of the newest answer, by which a page knows that a colleague has answered meanwhile; empty without one. */
export function newestAnswer({ entries }: LoadedCase): string {
  return entries.findLast(({ type, author }) => type === "message" && author === "shop")?.id ?? "";
}

export async function caseView(desk: Desk, page: CasePage, frame: FrameView): Promise<CaseView> {
  const { loaded, unreachable } = page;
  const { case: found, order } = loaded;
  const reader = readerOf(loaded);
  const path = casePath(desk, found.id);
  const canned = desk.shop.settings.support.canned.map((one, index) => ({ ...one, index }))
    .filter(({ locale }) => locale === undefined || reader?.locale?.startsWith(locale.slice(0, 2)) === true);
  const chosen = canned.find(({ index }) => index === page.canned);
  const own = found.drafts.find(({ by }) => by === desk.person);
  const presence = presenceOf(desk, page.chat);
  return {
    frame,
    id: found.id,
    topic: titleOf(found, order?.number ?? null, saidFirst(loaded)).slice(0, TOPIC_MAX),
    state: dueState(desk, found) ?? { label: "", tone: "quiet" },
    facts: factsOf(desk, loaded),
    warnings: [
      ...found.drafts.filter(({ by, at }) => by !== desk.person && desk.now_ms - at < WRITING_MS)
        .map(({ by, at }) => w("case.writing", { person: by, time: momentView(desk, at).text })),
      ...(found.proven ? [] : [w("case.unproven_lead")]),
      ...(reader === null ? [w("case.no_reader")] : []),
      ...(unreachable === null ? [] : [w("case.unreachable", { reason: unreachable })]),
    ],
    todo: todoOf(desk, loaded),
    returns: page.returns,
    entries: entriesView(desk, page),
    is_cut: loaded.entries.length >= ENTRIES_MAX,
    live: { version: liveVersion(page.chat, presence), presence, newest_answer: newestAnswer(loaded) },
    answer: { action: `${path}/answer`, token: await deskToken(desk, "case answer") },
    act: { action: path, token: await deskToken(desk, "case") },
    draft: chosen === undefined ? own?.words ?? "" : cannedWords(chosen.words, cannedValues(desk, loaded)),
    canned: canned.map(({ title, index }) => ({ href: `${path}?canned=${index}#answer`, label: title })),
    reader: reader === null ? null : oneLine(reader.name ?? reader.email),
    is_open: found.state === "open",
    asks: asksOf(loaded),
    elsewhere: elsewhereOf(desk, loaded, unreachable),
    assignee: found.assignee,
    colleagues: page.colleagues.filter((name) => name !== found.assignee && name !== desk.person),
    tags: found.tags.join(", "),
    kinds: CASE_KINDS.map((value) => ({
      value,
      label: wordFor("kind", value),
      chosen: value === found.kind,
    })),
    snoozes: snoozesOf(desk),
    order: order === null ? null : {
      link: { href: orderPath(desk, order.id), label: oneLine(order.number) },
      state: { label: wordFor("progress", progressState(order.order)), tone: "quiet" },
      dispute: accountOf(order.order).disputes.length === 0
        ? null
        : { href: disputePath(desk, order.id, "zip"), label: w("dispute.pack") },
      lines: order.order.details.lines.slice(0, 12).map(({ quantity, title }) =>
        `${quantity} × ${oneLine(title)}`
      ),
      facts: [
        {
          name: w("order.total"),
          value: formatMinor(order.order.details.total_minor, order.order.details.currency, deskLocale()),
        },
        { name: w("order.placed"), value: momentView(desk, Date.parse(order.order.details.placed_at)).text },
      ],
    },
    others: page.others.filter(({ id }) => id !== found.id).map((one) => ({
      href: casePath(desk, one.id),
      label: `${oneLine(one.topic).slice(0, TOPIC_MAX)} · ${wordFor("caseis", one.state)} · ${one.id}`,
    })),
  };
}

function factsOf(desk: Desk, loaded: LoadedCase): CaseView["facts"] {
  const { case: found } = loaded;
  const reader = readerOf(loaded);
  const facts = [
    [w("case.kind"), wordFor("kind", found.kind)],
    [w("case.from"), reader === null ? null : [reader.name, reader.email].filter((part) => part).join("\n")],
    [w("case.phone"), loaded.order?.order.details.customer.phone ?? null],
    [w("case.opened"), momentView(desk, found.opened_at).text],
    [w("case.due"), found.due_at === null ? null : momentView(desk, found.due_at).text],
    [w("case.assignee"), found.assignee ?? w("case.nobody")],
    [w("case.number"), found.id],
  ] as const;
  return facts.flatMap(([name, value]) => value === null ? [] : [{ name, value }]);
}

function entryView(
  desk: Desk,
  { case: found }: LoadedCase,
  { id, at, type, author, person, words, detail }: CaseEntry,
  mails: readonly LedgerRow[],
  { seen_at }: ChatState,
): EntryView {
  const path = casePath(desk, found.id);
  const mail = detail.mail === undefined
    ? undefined
    : mails.find(({ kind, about }) => kind === detail.mail!.kind && about === detail.mail!.about);
  const unproven = author === "customer" && detail.way === "mail" && detail.proven_by === null;
  const how = [
    detail.act === undefined ? null : wordFor("act", detail.act),
    detail.why === undefined ? null : w("case.read_as", { words: detail.why.join(", ") }),
    detail.proven_by === null
      ? w("case.not_proven", { reason: detail.unproven ?? "" })
      : detail.proven_by === undefined
      ? null
      : w("case.proven", { domain: detail.proven_by }),
    detail.other_writer === true ? w("case.other_writer", { from: detail.from ?? "" }) : null,
    isShortWay(detail.way ?? "") ? w("case.by_way", { way: WAYS[detail.way as ShortWay].label }) : null,
    detail.way !== "chat" ? null : author === "customer" ? w("case.by_chat") : chatAnswer(at, seen_at, mail),
    mail === undefined || detail.way === "chat" ? null : wordFor("state", mail.state),
    type === "note" ? w("case.note") : null,
    type === "act" ? words : null,
  ].filter((part) => part !== null && part !== "").join(" · ");
  return {
    type,
    own: author !== "customer",
    author: author === "customer"
      ? oneLine(found.reader?.name ?? detail.writer ?? w("talk.customer"))
      : author === "waybill"
      ? type === "message" ? w("case.by_itself") : "Waybill"
      : person ?? desk.shop.settings.name,
    at: momentView(desk, at),
    how,
    tone: mail !== undefined && ["failed", "bounced"].includes(mail.state)
      ? "bad"
      : unproven
      ? "warn"
      : "quiet",
    words: type === "act" ? [] : paragraphsOf(words),
    files: (detail.files ?? []).map(({ name, type: of, size, key }, file) => ({
      href: `${path}/files/${encodeURIComponent(id)}/${file}`,
      label: `${oneLine(name) || w("case.file")} · ${sizeText(size)}`,
      picture: /^image\/(?:jpeg|png|webp)$/.test(of) && (detail.archive ?? key) !== undefined,
    })).slice(0, FILES_SHOWN),
    whole: detail.archive === undefined ? null : {
      href: `${path}/mails/${encodeURIComponent(id)}`,
      label: (detail.folded ?? 0) > 0 ? w("case.whole_folded", { count: detail.folded! }) : w("case.whole"),
    },
  };
}

/** What became of an answer in the live chat. */
function chatAnswer(at: number, seen_at: number | null, mail: LedgerRow | undefined): string {
  if (seen_at !== null && seen_at >= at) return w("case.seen");
  if (mail === undefined || mail.state === "owed") return w("case.mail_waits");
  return mail.state === "suppressed" ? wordFor("reason", mail.reason ?? "") : wordFor("state", mail.state);
}

const FILES_SHOWN = 100;

function sizeText(bytes: number): string {
  return bytes < 1_000_000
    ? `${Math.max(1, Math.round(bytes / 1_000))} KB`
    : `${
      (bytes / 1_000_000).toLocaleString(deskLocale(), { minimumFractionDigits: 1, maximumFractionDigits: 1 })
    } MB`;
}

function snoozesOf(desk: Desk): CaseView["snoozes"] {
  const { settings } = desk.shop;
  const close_ms = closesAt(settings, desk.now_ms);
  const tomorrow_ms = afterWorkingHours(settings, (close_ms ?? desk.now_ms) + 60_000, 0.25);
  const times = [
    ["snooze.hours", desk.now_ms + 3 * HOUR_MS],
    ["snooze.next_day", tomorrow_ms],
    ["snooze.three_days", desk.now_ms + 3 * DAY_MS],
    ["snooze.week", desk.now_ms + 7 * DAY_MS],
  ] as const;
  return times.map(([name, at]) => ({
    value: String(at),
    label: w("snooze.until", { name: w(name), time: momentView(desk, at).text }),
  }));
}

export function listPath(desk: Pick<Desk, "shop">): string {
  return `${homeOf(desk)}/cases`;
}
