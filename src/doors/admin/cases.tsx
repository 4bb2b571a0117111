/** Lists the shop's cases, shows one with its thread, answers it, and does what else people do with it. */
import type { Context } from "hono";
import { Hono } from "hono";
import { CasePage, entriesHtml } from "../../../templates/admin/case.tsx";
import type { CaseView } from "../../../templates/admin/case_shown.ts";
import { CasesPage } from "../../../templates/admin/cases.tsx";
import type { FrameView } from "../../../templates/admin/view.ts";
import { w, wordFor } from "../../../templates/admin/words.ts";
import { unfilledNames } from "../../cases/canned.ts";
import { CASE_KINDS } from "../../cases/case.ts";
import { answerCase, solveCase } from "../../flow/cases/answer_case.ts";
import { type CaseAct, changeCase } from "../../flow/cases/change_case.ts";
import { decideRequest } from "../../flow/cases/decide_request.ts";
import { listCases } from "../../flow/cases/list_cases.ts";
import { loadCase, type LoadedCase, readerOf } from "../../flow/cases/load_case.ts";
import { noteAtDesk } from "../../flow/cases/live_chat.ts";
import { oneLine } from "../../mail/format/text.ts";
import { conversationSubject } from "../../messages/subject.ts";
import { REMEDIES } from "../../orders/event.ts";
import { type Reference, referenceNames } from "../../orders/reference.ts";
import {
  CASE_LISTS,
  type CaseList,
  readCases,
  readLastWords,
  selectCaseCount,
  selectCasesOfCustomer,
  selectLastWords,
} from "../../sql/cases.ts";
import { COUNTED_MAX } from "../../sql/desk.ts";
import { type LedgerRow, selectLedgerRowsOf } from "../../sql/ledger.ts";
import { readChatState, selectChatState } from "../../sql/live_chat.ts";
import { type PersonRow, selectPeople } from "../../sql/people.ts";
import { readNumbers, readOrder, selectNumbers, selectOrder } from "../../sql/orders.ts";
import { readSuppressions, selectSuppressions } from "../../sql/suppressions.ts";
import { openCursor, sealCursor } from "../cursor.ts";
import { problemPage } from "../error_page.tsx";
import { field } from "../forms/form.ts";
import { liveStream } from "../live_stream.ts";
import { caseFiles } from "./case_files.ts";
import {
  caseLine,
  caseView,
  entriesView,
  listPath,
  liveVersion,
  newestAnswer,
  presenceOf,
} from "./case_view.ts";
import { askedOf, filterIn, filterView, isFilter } from "./case_filter.ts";
import { keepFiles } from "./case_uploads.ts";
import { LIVE_DESK_POLICY } from "./desk_script.ts";
import { noteAct } from "./desk_act.ts";
import { deskToken, type OpenedForm, openForm, stale } from "./desk_form.tsx";
import { casePath, countText, frameOf, homeOf, upTo } from "./desk_view.ts";
import { openReturns, returnView } from "./return_view.ts";
import type { Desk, DeskHono } from "./desk_env.ts";

const PAGE_MAX = 40;
const WORDS_MAX = 10_000;
const UPLOAD_MAX_BYTES = 20_000_000;
const SOUGHT_BY: readonly Reference["by"][] = ["number", "tracking", "payment", "order_id"];
const BAD_NOTES: readonly string[] = [
  "empty",
  "no_order",
  "no_target",
  "past",
  "unknown",
  "files",
  "not_open",
  "meanwhile",
  "not_asked",
  "unfilled",
];

export const casePages = new Hono<DeskHono>();

casePages.get("/", async (context) => {
  const { desk } = context.var;
  const { ports, shop, now_ms } = desk;
  const list = CASE_LISTS.find((one) => one === context.req.query("list")) ?? "shop";
  const filter = filterIn(context);
  const asked = askedOf(desk, list, filter);
  const cursor_of = `desk cases ${asked}`;
  const cursor = context.req.query("after");
  const at = cursor === undefined ? null : await openCursor(ports, shop.id, cursor_of, cursor, 2);
  if (cursor !== undefined && at === null) return problemPage(context, 404);
  const after = at === null ? null : { at: Number(at[0]), id: at[1]! };
  const counted_here = CASE_LISTS.filter((one) => one !== "solved" && one !== "shop");
  const [{ cases, next }, counted] = await Promise.all([
    listCases(ports.db, shop.id, list, filter, after, PAGE_MAX, now_ms),
    ports.db.batch(counted_here.map((one) => selectCaseCount(ports.db, shop.id, one, COUNTED_MAX))),
  ]);
  const [numbered, said] = await ports.db.batch([
    selectNumbers(ports.db, cases.flatMap(({ order_id }) => order_id ?? [])),
    selectLastWords(ports.db, shop.id, cases.map(({ id }) => id)),
  ]);
  const numbers = readNumbers(numbered!);
  const words = readLastWords(said!);
  const frame = await frameOf(desk, "cases", { note: noteOf(context) });
  // How many wait for the shop is counted already, and the navigation says it.
  const counts = new Map<CaseList, string>([
    ["shop", frame.counts.cases ?? countText(0)],
    ...counted_here.map((one, index) =>
      [one, upTo((counted[index]!.results[0] as { readonly count: number }).count)] as const
    ),
  ]);
  const view = {
    frame,
    tabs: CASE_LISTS.map((one) => ({
      href: `${listPath(desk)}?${askedOf(desk, one, filter)}`,
      label: wordFor("list", one),
      count: counts.get(one) ?? null,
      current: one === list,
    })),
    filter: filterView(desk, list, filter, cases),
    empty: next !== null
      ? w("cases.none_here")
      : isFilter(filter)
      ? w("cases.none_fits")
      : wordFor("nocases", list),
    cases: cases.map((one) =>
      caseLine(desk, one, numbers.get(one.order_id ?? "") ?? null, words.get(one.id) ?? null)
    ),
    dismiss: list === "solved" ? null : { action: "", token: await deskToken(desk, "case") },
    next: next === null
      ? null
      : `${listPath(desk)}?${asked}&after=${await sealCursor(ports, shop.id, cursor_of, [
        String(next.at),
        next.id,
      ])}`,
  };
  return await context.html(<CasesPage view={view} />);
});

casePages.get("/:id", async (context) => {
  const { desk } = context.var;
  const loaded = await load(context);
  if (loaded === null) return problemPage(context, 404);
  const { db } = desk.ports;
  const reader = readerOf(loaded);
  const subject = conversationSubject(desk.shop.id, loaded.case.id);
  const [mails, suppressed, others, chat] = await db.batch([
    selectLedgerRowsOf(db, subject),
    selectSuppressions(db, desk.shop.id, reader?.email ?? ""),
    selectCasesOfCustomer(db, loaded.case.customer ?? ""),
    selectChatState(db, desk.shop.id, loaded.case.id),
  ]);
  const against = readSuppressions(suppressed!).find((one) =>
    one.class === "all" && (one.until === null || one.until > desk.now_ms)
  );
  const canned = context.req.query("canned");
  const page = {
    loaded,
    colleagues: await colleagues(desk),
    returns: await returnsOf(desk, loaded),
    mails: mails!.results as unknown as readonly LedgerRow[],
    others: loaded.case.proven ? readCases(others!) : [],
    unreachable: against === undefined ? null : wordFor("reason", against.reason),
    canned: canned === undefined ? null : Number(canned),
    chat: readChatState(chat!)!,
  };
  const frame = await frameOf(desk, "cases", { note: noteOf(context) });
  context.set("policy", LIVE_DESK_POLICY);
  return await context.html(<CasePage view={await caseView(desk, page, frame)} />);
});

casePages.route("/", caseFiles);

/** Tells the open page what was said, noted and done, and who is there. */
casePages.get("/:id/events", async (context) => {
  const { desk } = context.var;
  const first = await load(context);
  if (first === null) return problemPage(context, 404);
  const { ports: { db, clock }, shop } = desk;
  const case_id = first.case.id;
  const now = (): Desk => ({ ...desk, now_ms: clock() });
  return liveStream({
    event: "case",
    shown: context.req.header("Last-Event-ID") ?? context.req.query("after") ?? null,
    look: async () => {
      const chat = readChatState(await selectChatState(db, shop.id, case_id).all());
      return chat === null ? null : { version: liveVersion(chat, presenceOf(now(), chat)), state: chat };
    },
    tell: async (chat) => {
      const loaded = await loadCase(desk.ports, shop.id, case_id);
      if (loaded === null) return {};
      const { results } = await selectLedgerRowsOf(db, conversationSubject(shop.id, case_id)).all();
      const mails = results as unknown as readonly LedgerRow[];
      return {
        html: entriesHtml(entriesView(now(), { loaded, mails, chat })),
        presence: presenceOf(now(), chat),
        newest_answer: newestAnswer(loaded),
      };
    },
  });
});

/** Notes that this person has the case open, and whether they write; it is no act of theirs. */
casePages.post("/:id/here", async (context) => {
  const opened = await openForm(context, "case");
  if (opened === null) return stale(context);
  const loaded = await load(context);
  if (loaded === null) return problemPage(context, 404);
  const { ports, shop, person, now_ms } = context.var.desk;
  const is_writing = field(opened.form, "writing", 5) === "yes";
  await noteAtDesk(ports, shop, loaded.case.id, { person, is_writing }, now_ms);
  return context.body(null, 204);
});

/** One form for an answer, a note and a draft, so that what was typed is kept whatever is done with it. */
casePages.post("/:id/answer", async (context) => {
  const opened = await openForm(context, "case answer", UPLOAD_MAX_BYTES + 100_000);
  if (opened === null) return stale(context);
  const loaded = await load(context);
  if (loaded === null) return problemPage(context, 404);
  const { desk } = context.var;
  const { ports, shop, now_ms, person } = desk;
  const words = field(opened.form, "words", WORDS_MAX);
  const acting = { case_id: loaded.case.id, id: opened.id, person };
  switch (field(opened.form, "do", 10)) {
    case "draft":
      await changeCase(ports, shop, acting, { type: "draft", words }, now_ms);
      return back(context, loaded, "draft");
    case "note":
      if (words === "") return back(context, loaded, "empty");
      await changeCase(ports, shop, acting, { type: "note", words }, now_ms);
      await noteCase(desk, opened.id, "case.note", loaded);
      await changeCase(ports, shop, acting, { type: "draft", words: "" }, now_ms);
      return back(context, loaded, "note");
  }
  if (words === "") return back(context, loaded, "empty");
  if (unfilledNames(words).length > 0) {
    await changeCase(ports, shop, acting, { type: "draft", words }, now_ms);
    return back(context, loaded, "unfilled");
  }
  if (isAnsweredMeanwhile(loaded, opened, person)) {
    await changeCase(ports, shop, acting, { type: "draft", words }, now_ms);
    return back(context, loaded, "meanwhile");
  }
  const files = await keepFiles(desk, loaded.case.id, opened, UPLOAD_MAX_BYTES);
  if (files === null) {
    await changeCase(ports, shop, acting, { type: "draft", words }, now_ms);
    return back(context, loaded, "files");
  }
  const then = field(opened.form, "do", 10) === "solve" ? "solve" : "wait";
  const answered = await answerCase(ports, shop, { ...acting, words, files, then }, now_ms);
  if (answered.ok) {
    await noteCase(desk, opened.id, then === "solve" ? "case.answer_solve" : "case.answer", loaded);
  }
  return back(
    context,
    loaded,
    answered.ok ? (answered.value === null ? "answered_page" : "answered") : "unknown",
  );
});

casePages.post(
  "/:id/:act{solve|dismiss|reopen|take|leave|give|snooze|file|merge|link|decide}",
  async (context) => {
    const opened = await openForm(context, "case");
    if (opened === null) return stale(context);
    const loaded = await load(context);
    if (loaded === null) return problemPage(context, 404);
    const { ports, shop, now_ms, person } = context.var.desk;
    const acting = { case_id: loaded.case.id, id: opened.id, person };
    const name = context.req.param("act");
    if (name === "solve") {
      await solveCase(ports, shop, { ...acting, tells: false }, now_ms);
      await noteCase(context.var.desk, opened.id, "case.solve", loaded);
      return back(context, loaded, "solve");
    }
    if (name === "decide") {
      const wish = field(opened.form, "do", 20);
      const reason = field(opened.form, "reason", 500);
      if (wish === "ask") {
        const words = field(opened.form, "question", WORDS_MAX);
        if (words === "") return back(context, loaded, "not_asked");
        await answerCase(ports, shop, { ...acting, words, then: "ask" }, now_ms);
        await noteCase(context.var.desk, opened.id, "case.ask", loaded);
        return back(context, loaded, "asked");
      }
      const decided = await decideRequest(ports, shop, {
        ...acting,
        decision: wish === "decline" ? "decline" : "grant",
        remedy: REMEDIES.find((one) => one === wish),
        ...(reason === "" ? {} : { reason }),
      }, now_ms);
      if (decided.ok) {
        await noteCase(
          context.var.desk,
          opened.id,
          wish === "decline" ? "case.decline" : "case.grant",
          loaded,
        );
      }
      return back(context, loaded, decided.ok ? "decided" : "not_open");
    }
    if (name === "file") {
      const kind = CASE_KINDS.find((one) => one === field(opened.form, "kind", 30)) ?? loaded.case.kind;
      const tags = field(opened.form, "tags", 400).split(",");
      await changeCase(ports, shop, { ...acting, id: `${opened.id}-tag` }, { type: "tag", tags }, now_ms);
      if (kind !== loaded.case.kind) await changeCase(ports, shop, acting, { type: "kind", kind }, now_ms);
      await noteCase(context.var.desk, opened.id, "case.file", loaded);
      return back(context, loaded, "file");
    }
    const act = await actOf(context.var.desk, name, opened.form);
    if (act === null) return back(context, loaded, "no_order");
    const done = await changeCase(ports, shop, acting, act, now_ms);
    if (done.ok) await noteCase(context.var.desk, opened.id, `case.${name}`, loaded);
    if (done.ok && field(opened.form, "back", 10) === "list") {
      return context.redirect(`${listPath(context.var.desk)}?note=${name}`, 303);
    }
    return back(context, loaded, done.ok ? name : done.reason);
  },
);

/** Whether a colleague has answered since this person's page was shown: two answers would contradict each other. */
function isAnsweredMeanwhile(loaded: LoadedCase, { form, id }: OpenedForm, person: string): boolean {
  const shown = form.get("newest_answer");
  if (typeof shown !== "string" || loaded.entries.some((entry) => entry.id === id)) return false;
  const newest = loaded.entries.findLast(({ type, author }) => type === "message" && author === "shop");
  return newest !== undefined && newest.id !== shown && newest.person !== person;
}

function noteCase(desk: Desk, id: string, act: string, { case: found }: LoadedCase): Promise<void> {
  return noteAct(desk, id, act, { case_id: found.id, order_id: found.order_id });
}

async function actOf(desk: Desk, name: string, form: FormData): Promise<CaseAct | null> {
  switch (name) {
    case "take":
      return { type: "assign", to: desk.person };
    case "leave":
      return { type: "assign", to: null };
    case "give": {
      const names = await colleagues(desk);
      return { type: "assign", to: names.find((one) => one === field(form, "to", 100)) ?? desk.person };
    }
    case "snooze":
      return { type: "snooze", until_ms: Number(field(form, "until", 20)) || 0 };
    case "merge":
      return { type: "merge", into: field(form, "into", 200) };
    case "link": {
      const value = field(form, "order", 128);
      const names = SOUGHT_BY.flatMap((by) => referenceNames(desk.shop.id, { by, value }));
      const order = readOrder(await selectOrder(desk.ports.db, ...names).all());
      return order === null ? null : { type: "link", order_id: order.id };
    }
    case "reopen":
      return { type: "reopen" };
    default:
      return { type: "dismiss" };
  }
}

/** What can be decided of the order's returns, where the case is about one. */
async function returnsOf(desk: Desk, { case: { kind }, order }: LoadedCase): Promise<CaseView["returns"]> {
  if (kind !== "return" || order === null) return null;
  const open = openReturns(desk, [order]);
  if (open.length === 0) return null;
  return {
    returns: await Promise.all(open.map((one) => returnView(desk, one))),
    decide: { action: `${homeOf(desk)}/returns/decide`, token: await deskToken(desk, "return") },
  };
}

/** The names of everybody who has come to this desk, in their order. */
async function colleagues({ ports: { db }, shop }: Desk): Promise<readonly string[]> {
  const { results } = await selectPeople(db, shop.id).all<PersonRow>();
  return results.filter(({ joined_at, role }) => joined_at !== null && role !== "viewer")
    .map(({ name }) => oneLine(name)).toSorted((a, b) => a.localeCompare(b));
}

function load(context: Context<DeskHono>): Promise<LoadedCase | null> {
  const { ports, shop } = context.var.desk;
  return loadCase(ports, shop.id, context.req.param("id") ?? "");
}

function back(context: Context<DeskHono>, { case: { id } }: LoadedCase, note: string): Response {
  return context.redirect(`${casePath(context.var.desk, id)}?note=${note}`, 303);
}

function noteOf(context: Context<DeskHono>): FrameView["note"] {
  const note = context.req.query("note") ?? "";
  const text = wordFor("casenote", note);
  return text === note ? null : { tone: BAD_NOTES.includes(note) ? "bad" : "good", text };
}
