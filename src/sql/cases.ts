/** The SQL of cases and their entries. Writes are returned as statements: the flow commits them together. */
import { ASKED, type Case, type CaseEntry, type CaseReader, type EntryDetail } from "../cases/case.ts";
import { type CaseFilter, type FilteredCase, NO_FILTER } from "../cases/filter.ts";
import { conversationSubject } from "../messages/subject.ts";

const CASE =
  `shop_id, id, kind, topic, state, next, due_at, opened_at, changed_at, answered_at, order_id, customer, proven,
   reader, assignee, tags, drafts, merged_into`;
/** Most entries of a case that are shown, the newest ones; a real one has fewer than thirty. */
export const ENTRIES_MAX = 200;
/** Topic of a notice by which posts about a case are deleted. */
export const FORGET = "forget";
/** Most messages shown about one order; a real conversation has fewer than ten. */
const MESSAGES_MAX = 200;
/** Most cases of one order or customer that are read. */
const CASES_MAX = 20;

/** One message about an order, as its page shows it. */
export interface MessageRow {
  readonly conversation: string;
  readonly topic: string;
  readonly state: "open" | "closed";
  readonly at: number;
  readonly author: "customer" | "shop";
  /** Who answered, by the name that colleagues see. */
  readonly person: string | null;
  readonly words: string;
  /** 1 where the shop asks something with it. */
  readonly asks: 0 | 1;
}

/** A list of the desk. `customer`: the customer is to write. */
export const CASE_LISTS = ["shop", "later", "customer", "solved"] as const;
export type CaseList = (typeof CASE_LISTS)[number];

/** Last case of a page; the next page begins after it. */
export interface CaseAfter {
  readonly at: number;
  readonly id: string;
}

export function selectCase(db: D1Database, shop_id: string, id: string): D1PreparedStatement {
  return db.prepare(`select ${CASE} from cases where shop_id = ?1 and id = ?2`).bind(shop_id, id);
}

export function selectEntries(db: D1Database, shop_id: string, case_id: string): D1PreparedStatement {
  return db.prepare(
    `select * from (select at, id, type, author, person, words, detail from case_entries
       where shop_id = ?1 and case_id = ?2 order by at desc, id desc limit ${ENTRIES_MAX}) order by at, id`,
  ).bind(shop_id, case_id);
}

/**
 * Selects a page of open cases by what is due first, or of solved ones by what changed last. Of a filter it takes the kind
 * or the assignee; whoever asks looks through the rest (`fits`).
 */
export function selectCaseList(
  db: D1Database,
  shop_id: string,
  list: CaseList,
  after: CaseAfter | null,
  limit: number,
  { kind, assignee, way }: CaseFilter = NO_FILTER,
): D1PreparedStatement {
  const columns = way === null ? CASE : `${CASE}, ${FIRST_WAY} as way`;
  if (list === "solved") {
    return db.prepare(
      `select ${columns} from cases indexed by cases_solved
       where shop_id = ?1 and state = 'solved' and changed_at <= ?2 and (changed_at, id) < (?2, ?3)
       order by changed_at desc, id desc limit ?4`,
    ).bind(shop_id, after?.at ?? Number.MAX_SAFE_INTEGER, after?.id ?? "", limit);
  }
  const [index, condition, value] = kind !== null
    ? ["cases_open_kind", "and kind = ?6", [kind]] as const
    : assignee === null
    ? ["cases_open", "", []] as const
    : assignee === ""
    ? ["cases_open_person", "and assignee is null", []] as const
    : ["cases_open_person", "and assignee = ?6", [assignee]] as const;
  return db.prepare(
    `select ${columns} from cases indexed by ${index}
     where shop_id = ?1 and state = 'open' and next = ?2 ${condition} and due_at >= ?3 and (due_at, id) > (?3, ?4)
     order by due_at, id limit ?5`,
  ).bind(shop_id, list, after?.at ?? 0, after?.id ?? "", limit, ...value);
}

/** By which way a case's first message of its customer came. */
const FIRST_WAY = `(select coalesce(e.detail ->> 'way', 'page') from case_entries e
  where e.shop_id = cases.shop_id and e.case_id = cases.id and e.type = 'message' and e.author = 'customer'
  order by e.at limit 1)`;

/** Selects the beginning of what the customer of each case wrote last. */
export function selectLastWords(
  db: D1Database,
  shop_id: string,
  case_ids: readonly string[],
): D1PreparedStatement {
  return db.prepare(
    `select c.value as id, (
       select substr(e.words, 1, 200) from case_entries e
       where e.shop_id = ?1 and e.case_id = c.value and e.type = 'message' and e.author = 'customer'
       order by e.at desc limit 1) as words from json_each(?2) c`,
  ).bind(shop_id, JSON.stringify(case_ids));
}

/** Returns the words by the case's id. */
export function readLastWords({ results }: D1Result): ReadonlyMap<string, string> {
  const rows = results as unknown as readonly { readonly id: string; readonly words: string | null }[];
  return new Map(rows.flatMap(({ id, words }) => words === null ? [] : [[id, words]]));
}

/** Counts the open cases of a list, up to `most`. */
export function selectCaseCount(
  db: D1Database,
  shop_id: string,
  list: Exclude<CaseList, "solved">,
  most: number,
): D1PreparedStatement {
  return db.prepare(
    `select count(*) as count from (select 1 from cases indexed by cases_open
     where shop_id = ?1 and state = 'open' and next = ?2 limit ?3)`,
  ).bind(shop_id, list, most);
}

/** Selects the cases about an order, the newest first. */
export function selectCasesOfOrder(db: D1Database, order_id: string): D1PreparedStatement {
  return db.prepare(
    `select ${CASE} from cases where order_id = ?1 order by opened_at desc limit ${CASES_MAX}`,
  ).bind(order_id);
}

/** Selects the cases of a customer, the newest first. */
export function selectCasesOfCustomer(db: D1Database, customer: string): D1PreparedStatement {
  return db.prepare(
    `select ${CASE} from cases where customer = ?1 order by opened_at desc limit ${CASES_MAX}`,
  ).bind(customer);
}

export function readCases(result: D1Result): readonly FilteredCase[] {
  return (result.results as unknown as readonly CaseColumns[]).map((row) => ({
    ...row,
    proven: row.proven === 1,
    reader: row.reader === null ? null : JSON.parse(row.reader),
    tags: JSON.parse(row.tags),
    drafts: JSON.parse(row.drafts),
  }));
}

type CaseColumns = Omit<Case, "proven" | "reader" | "tags" | "drafts"> & {
  readonly proven: 0 | 1;
  readonly reader: string | null;
  readonly tags: string;
  readonly drafts: string;
};

export function readEntries(result: D1Result): readonly CaseEntry[] {
  const rows = result
    .results as unknown as readonly (Omit<CaseEntry, "detail"> & { readonly detail: string })[];
  return rows.map((row) => ({ ...row, detail: JSON.parse(row.detail) as EntryDetail }));
}

/** A case that is opened; its clock runs from `due_at`. */
export type NewCase = Pick<Case, "shop_id" | "id" | "kind" | "topic" | "next" | "due_at" | "proven"> & {
  readonly order_id: string | null;
  readonly customer: string | null;
  readonly reader: CaseReader | null;
};

/** Inserts a case; one with the same id stays as it is. */
export function insertCase(db: D1Database, opened: NewCase, now_ms: number): D1PreparedStatement {
  return db.prepare(
    `insert into cases (shop_id, id, kind, topic, state, next, due_at, opened_at, changed_at, order_id, customer,
       proven, reader)
     values (?1, ?2, ?3, ?4, 'open', ?5, ?6, ?7, ?7, ?8, ?9, ?10, ?11) on conflict do nothing`,
  ).bind(...columnsOf(opened, now_ms));
}

function columnsOf(opened: NewCase, now_ms: number): readonly (string | number | null)[] {
  return [
    opened.shop_id,
    opened.id,
    opened.kind,
    opened.topic,
    opened.next,
    opened.due_at,
    now_ms,
    opened.order_id,
    opened.customer,
    opened.proven ? 1 : 0,
    opened.reader === null ? null : JSON.stringify(opened.reader),
  ];
}

/**
 * Opens a case that no person's words brought. One that is solved is taken up again; one that is open, or was merged,
 * stays as it is. Writes nothing where another case of the order about the same kind of matter is open.
 */
export function raiseCase(db: D1Database, raised: NewCase, now_ms: number): D1PreparedStatement {
  return db.prepare(
    `insert into cases (shop_id, id, kind, topic, state, next, due_at, opened_at, changed_at, order_id, customer,
       proven, reader)
     select ?1, ?2, ?3, ?4, 'open', ?5, ?6, ?7, ?7, ?8, ?9, ?10, ?11 where not exists (
       select 1 from cases where order_id = ?8 and kind = ?3 and state = 'open' and id <> ?2)
     on conflict do update set state = 'open', topic = excluded.topic, next = excluded.next,
       due_at = excluded.due_at, changed_at = excluded.changed_at, reminded_at = null
     where cases.state = 'solved'`,
  ).bind(...columnsOf(raised, now_ms));
}

/** Inserts what a program did into the case, where there is such a case and no entry with the same id. */
export function insertActOf(
  db: D1Database,
  shop_id: string,
  case_id: string,
  { id, act, words }: { readonly id: string; readonly act: string; readonly words: string },
  now_ms: number,
): D1PreparedStatement {
  return db.prepare(
    `insert into case_entries (shop_id, case_id, at, id, type, author, person, words, detail)
     select shop_id, id, ?3, ?4, 'act', 'waybill', null, ?5, ?6 from cases c
     where shop_id = ?1 and id = ?2 and state <> 'merged' and not exists (
       select 1 from case_entries e where e.shop_id = ?1 and e.case_id = ?2 and e.id = ?4)`,
  ).bind(shop_id, case_id, now_ms, id, words, JSON.stringify({ act }));
}

/** What ends without a person, or goes on with somebody else: all open cases of one kind about one order. */
export interface CasesMoved {
  readonly order_id: string;
  readonly kind: Case["kind"];
  /** What happened, as an entry's `act`. */
  readonly act: string;
  readonly to:
    | { readonly state: "solved" }
    /** Only where the customer wrote nothing in it: who wrote is answered by a person. */
    | { readonly state: "solved_unless_written" }
    | { readonly state: "open"; readonly next: "shop" | "customer"; readonly due_at: number };
}

/** Notes what happened in each of the cases and moves them on. */
export function moveCases(
  db: D1Database,
  { order_id, kind, act, to }: CasesMoved,
  now_ms: number,
): readonly D1PreparedStatement[] {
  const which = "order_id = ?1 and kind = ?2 and state = 'open'";
  const noted = db.prepare(
    `insert into case_entries (shop_id, case_id, at, id, type, author, person, words, detail)
     select shop_id, id, ?3, ?4, 'act', 'waybill', null, '', ?5 from cases where ${which} on conflict do nothing`,
  ).bind(order_id, kind, now_ms, `${act}-${now_ms}`, JSON.stringify({ act }));
  const moved = to.state === "open"
    ? db.prepare(
      `update cases set next = ?4, due_at = ?5, changed_at = ?3, reminded_at = null where ${which}`,
    ).bind(order_id, kind, now_ms, to.next, to.due_at)
    : db.prepare(
      `update cases set state = 'solved', next = 'nobody', due_at = null, changed_at = ?3 where ${which}${
        to.state === "solved" ? "" : ` and not exists (
         select 1 from case_entries e where e.shop_id = cases.shop_id and e.case_id = cases.id
           and e.type = 'message' and e.author = 'customer')`
      }`,
    ).bind(order_id, kind, now_ms);
  return [noted, moved];
}

/**
 * Solves the open cases about dead letters of which none is left. The letters of a case are its entries: `letter-<id>`.
 */
export function solveLetterCases(
  db: D1Database,
  shop_id: string,
  now_ms: number,
): readonly D1PreparedStatement[] {
  const which = `shop_id = ?1 and state = 'open' and kind = 'dead_letter' and not exists (
    select 1 from case_entries e join dead_letters d on d.shop_id = e.shop_id and e.id = 'letter-' || d.id
    where e.shop_id = cases.shop_id and e.case_id = cases.id)`;
  return [
    db.prepare(
      `insert into case_entries (shop_id, case_id, at, id, type, author, person, words, detail)
       select shop_id, id, ?2, 'letters_gone-' || ?2, 'act', 'waybill', null, '', '{"act":"letters_gone"}'
       from cases indexed by cases_letters where ${which} on conflict do nothing`,
    ).bind(shop_id, now_ms),
    db.prepare(
      `update cases indexed by cases_letters
       set state = 'solved', next = 'nobody', due_at = null, changed_at = ?2 where ${which}`,
    ).bind(shop_id, now_ms),
  ];
}

/** An entry that is added; its author is a customer where nothing else is said. */
export type NewEntry = Pick<CaseEntry, "id" | "type" | "author" | "words"> & {
  readonly person?: string | null;
  readonly detail?: EntryDetail;
};

/** Inserts an entry; a repetition with the same `id` adds nothing, however late it comes. */
export function insertEntry(
  db: D1Database,
  shop_id: string,
  case_id: string,
  entry: NewEntry,
  now_ms: number,
): D1PreparedStatement {
  return db.prepare(
    `insert into case_entries (shop_id, case_id, at, id, type, author, person, words, detail)
     select ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9 where not exists (
       select 1 from case_entries where shop_id = ?1 and case_id = ?2 and id = ?4)`,
  ).bind(
    shop_id,
    case_id,
    now_ms,
    entry.id,
    entry.type,
    entry.author,
    entry.person ?? null,
    entry.words,
    JSON.stringify(entry.detail ?? {}),
  );
}

/** Forgets what a message said and brought; that it was there stays. */
export function takeBackEntry(
  db: D1Database,
  shop_id: string,
  case_id: string,
  { at, id }: Pick<CaseEntry, "at" | "id">,
): D1PreparedStatement {
  return db.prepare(
    `update case_entries set words = '', detail = json_set(json_remove(detail, '$.files'), '$.act', 'deleted')
     where shop_id = ?1 and case_id = ?2 and at = ?3 and id = ?4`,
  ).bind(shop_id, case_id, at, id);
}

/** What changes of a case; what is left out stays. */
export type CaseChange = Partial<
  Pick<
    Case,
    | "kind"
    | "state"
    | "next"
    | "due_at"
    | "answered_at"
    | "order_id"
    | "customer"
    | "reader"
    | "assignee"
    | "tags"
    | "drafts"
    | "merged_into"
    | "topic"
  >
>;

const COLUMNS: Readonly<Record<keyof CaseChange, true>> = {
  kind: true,
  state: true,
  next: true,
  due_at: true,
  answered_at: true,
  order_id: true,
  customer: true,
  reader: true,
  assignee: true,
  tags: true,
  drafts: true,
  merged_into: true,
  topic: true,
};

/** Changes a case. A new `due_at` may be reminded of again. `changed_at` moves unless only drafts change. */
export function updateCase(
  db: D1Database,
  shop_id: string,
  id: string,
  change: CaseChange,
  now_ms: number,
): D1PreparedStatement {
  const names = (Object.keys(change) as (keyof CaseChange)[]).filter((name) => COLUMNS[name]);
  const values = names.map((name) => {
    const value = change[name] ?? null;
    return value !== null && typeof value === "object" ? JSON.stringify(value) : value;
  });
  const sets = names.map((name, index) => `${name} = ?${index + 3}`);
  const is_draft = names.every((name) => name === "drafts");
  if (!is_draft) sets.push(`changed_at = ${Math.trunc(now_ms)}`);
  if (names.includes("due_at")) sets.push("reminded_at = null");
  return db.prepare(`update cases set ${sets.join(", ")} where shop_id = ?1 and id = ?2`)
    .bind(shop_id, id, ...values);
}

/** Notes the first answer of a person; a later one changes nothing. */
export function noteAnswered(
  db: D1Database,
  shop_id: string,
  id: string,
  now_ms: number,
): D1PreparedStatement {
  return db.prepare(
    "update cases set answered_at = ?3 where shop_id = ?1 and id = ?2 and answered_at is null",
  ).bind(shop_id, id, now_ms);
}

/** Moves the entries of one case into another; an entry with the same time and id is there already. */
export function moveEntries(
  db: D1Database,
  shop_id: string,
  from: string,
  to: string,
): readonly D1PreparedStatement[] {
  return [
    db.prepare(
      `insert into case_entries (shop_id, case_id, at, id, type, author, person, words, detail)
       select shop_id, ?3, at, id, type, author, person, words, detail from case_entries
       where shop_id = ?1 and case_id = ?2 on conflict do nothing`,
    ).bind(shop_id, from, to),
    db.prepare("delete from case_entries where shop_id = ?1 and case_id = ?2").bind(shop_id, from),
  ];
}

/** Selects a shop's open cases that are late and of which nobody was reminded, the latest first. */
export function selectLateCases(
  db: D1Database,
  shop_id: string,
  now_ms: number,
  limit: number,
): D1PreparedStatement {
  return db.prepare(
    `select ${CASE} from cases indexed by cases_late
     where shop_id = ?1 and state = 'open' and next = 'shop' and reminded_at is null and due_at <= ?2
     order by due_at limit ?3`,
  ).bind(shop_id, now_ms, limit);
}

/** Selects a shop's open cases whose customer was silent until their time. */
export function selectSilentCases(
  db: D1Database,
  shop_id: string,
  now_ms: number,
  limit: number,
): D1PreparedStatement {
  return db.prepare(
    `select ${CASE} from cases indexed by cases_open
     where shop_id = ?1 and state = 'open' and next = 'customer' and due_at <= ?2 order by due_at limit ?3`,
  ).bind(shop_id, now_ms, limit);
}

export function noteReminded(
  db: D1Database,
  shop_id: string,
  id: string,
  now_ms: number,
): D1PreparedStatement {
  return db.prepare("update cases set reminded_at = ?3 where shop_id = ?1 and id = ?2").bind(
    shop_id,
    id,
    now_ms,
  );
}

/** Wakes snoozed cases whose time has come. */
export function wakeSnoozed(db: D1Database, shop_id: string, now_ms: number): D1PreparedStatement {
  return db.prepare(
    `update cases set next = 'shop' where shop_id = ?1 and state = 'open' and next = 'later' and due_at <= ?2`,
  ).bind(shop_id, now_ms);
}

/** Selects when the answers of the last cases came, for the time that an acknowledgement may name. */
export function selectAnswerTimes(db: D1Database, shop_id: string, limit: number): D1PreparedStatement {
  return db.prepare(
    `select opened_at, answered_at from cases indexed by cases_solved
     where shop_id = ?1 and state = 'solved' order by changed_at desc limit ?2`,
  ).bind(shop_id, limit);
}

/** Selects when programs last answered a customer's mails, for the guard against loops. */
export function selectAutomaticAnswers(
  db: D1Database,
  customer: string,
  since_ms: number,
): D1PreparedStatement {
  return db.prepare(
    `select e.at from cases c join case_entries e on e.shop_id = c.shop_id and e.case_id = c.id
     where c.customer = ?1 and e.at >= ?2 and e.author = 'waybill' and e.type = 'message' limit 50`,
  ).bind(customer, since_ms);
}

/** What two lists of messages show of each beside its case, time and id. */
const SAID = `case e.author when 'customer' then 'customer' else 'shop' end as author, e.person, e.words,
       coalesce(e.detail ->> 'act', '') = '${ASKED}' as asks`;

/** What of a case its customer reads: no words of another writer, and no message that they took back. */
const SHOWN = `c.proven = 1 and e.type = 'message' and coalesce(e.detail ->> 'other_writer', 0) = 0
     and coalesce(e.detail ->> 'act', '') <> 'deleted'`;

/** Selects all messages about an order, by case, oldest first. */
export function selectConversationMessages(db: D1Database, order_id: string): D1PreparedStatement {
  return db.prepare(
    `select c.id as conversation, c.topic, case c.state when 'open' then 'open' else 'closed' end as state, e.at,
       ${SAID}
     from cases c join case_entries e on e.shop_id = c.shop_id and e.case_id = c.id
     where c.order_id = ?1 and ${SHOWN}
     order by c.id, e.at, e.id limit ${MESSAGES_MAX}`,
  ).bind(order_id);
}

/** A message with the place where its page ends. */
export interface MessageOfPage extends MessageRow {
  readonly id: string;
}

/** Selects a page of the messages about an order, by case, oldest first, after `after`. */
export function selectConversationPage(
  db: D1Database,
  order_id: string,
  after: Pick<MessageOfPage, "conversation" | "at" | "id"> | null,
  limit: number,
): D1PreparedStatement {
  return db.prepare(
    `select c.id as conversation, c.topic, case c.state when 'open' then 'open' else 'closed' end as state, e.at, e.id,
       ${SAID}
     from cases c join case_entries e on e.shop_id = c.shop_id and e.case_id = c.id
     where c.order_id = ?1 and ${SHOWN}
       and (c.id, e.at, e.id) > (?2, ?3, ?4)
     order by c.id, e.at, e.id limit ?5`,
  ).bind(order_id, after?.conversation ?? "", after?.at ?? 0, after?.id ?? "", limit);
}

/** One entry of a thread of an order's cases. */
export interface OrderEntryRow {
  readonly case_id: string;
  readonly topic: string;
  readonly state: "open" | "closed";
  readonly at: number;
  readonly type: "message" | "note" | "act";
  readonly author: "customer" | "shop" | "waybill";
  readonly person: string | null;
  readonly words: string;
  /** What was done, of an act. */
  readonly act: string | null;
}

/** Newest entries of one case that an order's page shows; the others stand in the case. */
export const NEWEST_MAX = 30;

/** Selects the newest of what was said, noted and done in each proven case of an order, the oldest first. */
export function selectEntriesOfOrder(db: D1Database, order_id: string): D1PreparedStatement {
  return db.prepare(
    `select c.id as case_id, c.topic, case c.state when 'open' then 'open' else 'closed' end as state,
       e.at, e.type, e.author, e.person, e.words, e.detail ->> 'act' as act
     from cases c join case_entries e on e.shop_id = c.shop_id and e.case_id = c.id
     where c.order_id = ?1 and c.proven = 1 and coalesce(e.detail ->> 'other_writer', 0) = 0
       and e.at >= coalesce((select x.at from case_entries x where x.shop_id = c.shop_id and x.case_id = c.id
         order by x.at desc limit 1 offset ${NEWEST_MAX - 1}), 0)
     order by c.id, e.at, e.id limit ${MESSAGES_MAX}`,
  ).bind(order_id);
}

/** One message of an order's cases, with how it came. */
export interface TalkRow extends Pick<CaseEntry, "id" | "at" | "author" | "person" | "words" | "detail"> {
  readonly case_id: string;
  readonly topic: string;
}

/** Most messages of one order that are read at once. */
export const TALK_MAX = MESSAGES_MAX;

/** Selects what was written in all proven cases of an order, the oldest first. */
export function selectTalk(db: D1Database, order_id: string): D1PreparedStatement {
  return db.prepare(
    `select c.id as case_id, c.topic, e.id, e.at, e.author, e.person, e.words, e.detail
     from cases c join case_entries e on e.shop_id = c.shop_id and e.case_id = c.id
     where c.order_id = ?1 and ${SHOWN}
     order by e.at, e.id limit ${MESSAGES_MAX}`,
  ).bind(order_id);
}

export function readTalk({ results }: Pick<D1Result, "results">): readonly TalkRow[] {
  return (results as (Omit<TalkRow, "detail"> & { readonly detail: string })[]).map((row) => ({
    ...row,
    detail: JSON.parse(row.detail) as TalkRow["detail"],
  }));
}

export function readConversationMessages(result: D1Result): readonly MessageRow[] {
  return result.results as unknown as readonly MessageRow[];
}

/** Whose cases: all about an order, or all of a customer. */
export type CasesOf = { readonly order: string } | { readonly customer: string };

function whose(of: CasesOf): { readonly column: string; readonly value: string } {
  return "order" in of ? { column: "order_id", value: of.order } : { column: "customer", value: of.customer };
}

export function selectCaseIds(db: D1Database, of: CasesOf): D1PreparedStatement {
  const { column, value } = whose(of);
  return db.prepare(`select id from cases where ${column} = ?1`).bind(value);
}

/** The mails of all these cases; a folder and a case's id are the subject of its mails. */
export function deleteCaseLedgers(db: D1Database, shop_id: string, of: CasesOf): D1PreparedStatement {
  const { column, value } = whose(of);
  return db.prepare(
    `delete from messages where subject in (select ?2 || id from cases where ${column} = ?1)`,
  ).bind(value, conversationSubject(shop_id, ""));
}

/** Deletes cases with their threads and what was still to be told of them; what stands in Slack and Chatwoot is to be deleted there. */
export function deleteCases(db: D1Database, of: CasesOf): readonly D1PreparedStatement[] {
  const { column, value } = whose(of);
  return [
    db.prepare(
      `delete from notices where (shop_id, case_id) in (select shop_id, id from cases where ${column} = ?1)`,
    ).bind(value),
    db.prepare(
      `insert into notices (shop_id, service, id, topic, case_id, at, due_at)
       select shop_id, 'slack', 'forget:' || id, '${FORGET}', id, 0, 0 from cases c where ${column} = ?1
         and exists (select 1 from slack_posts p where p.shop_id = c.shop_id and p.case_id = c.id)
       on conflict do nothing`,
    ).bind(value),
    db.prepare(
      `insert into notices (shop_id, service, id, topic, case_id, at, due_at)
       select shop_id, 'chatwoot', 'forget:' || id, '${FORGET}', id, 0, 0 from cases c where ${column} = ?1
         and exists (select 1 from helpdesk_threads t where t.shop_id = c.shop_id and t.case_id = c.id)
       on conflict do nothing`,
    ).bind(value),
    db.prepare(
      `delete from case_entries where (shop_id, case_id) in (select shop_id, id from cases where ${column} = ?1)`,
    ).bind(value),
    db.prepare(`delete from cases where ${column} = ?1`).bind(value),
  ];
}
