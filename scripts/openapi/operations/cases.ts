/** Cases: the operations of the API, and what each does, takes and answers. */
import * as v from "valibot";
import {
  Act,
  Answer,
  Asked,
  CaseFilters,
  CaseRequestDecision,
  CaseReturnDecision,
} from "../../../src/doors/api/cases.ts";
import { CASE_LISTS } from "../../../src/sql/cases.ts";
import { after, type Operation } from "../operation.ts";
import * as shapes from "../shapes.ts";
import { about, done, page } from "../shapes/value.ts";

export const CASE_OPERATIONS: Readonly<Record<string, Operation>> = {
  "GET /cases": {
    id: "listCases",
    title: "Cases by who acts next",
    more:
      "The oldest promise first; the solved ones by what changed last; 50 a page. With a filter a page may have fewer, or none, and go on.",
    query: {
      list: about(v.optional(v.picklist(CASE_LISTS)), "`shop` where it is absent"),
      kind: about(CaseFilters.entries.kind, "The matter"),
      assignee: about(CaseFilters.entries.assignee, "A colleague's name; empty for cases that nobody has"),
      tag: about(CaseFilters.entries.tag, "One tag, whatever its case"),
      way: about(
        CaseFilters.entries.way,
        "By which the first message came: `mail`, `page`, `chat`, `whatsapp` …",
      ),
      days: about(v.optional(v.string()), "Opened at least so many days ago"),
      ...after,
    },
    answer: [200, page("cases", shapes.Case)],
    refusals: [400],
  },
  "GET /cases/{id}": {
    id: "readCase",
    title: "One case with its thread",
    more: "The id of a merged case leads to the one it went into. A conversation's id is its case's.",
    answer: [200, shapes.WholeCase],
    refusals: [404],
  },
  "POST /cases/{id}/answer": {
    id: "answerCase",
    title: "Answers by mail in the customer's own thread",
    more:
      "The same `id` is the same answer. `by_mail` is false where no address is known, so that only the order's page shows it.",
    body: Answer,
    answer: [202, v.object({ answered: v.boolean(), by_mail: v.boolean() })],
    refusals: [404, 422],
    acts: ["case.answer", "case.answer_solve"],
  },
  "POST /cases/{id}/decide": {
    id: "decideRequest",
    title: "Grants or declines what the customer of the case asks for",
    more:
      "The customer gets it by mail and sees it on the order's page. 409: the case asks for nothing that is open.",
    body: CaseRequestDecision,
    answer: [202, done("decided")],
    refusals: [404, 409, 422],
    acts: ["case.grant", "case.decline"],
  },
  "POST /cases/{id}/ask": {
    id: "askCustomer",
    title: "Asks the customer of a case something",
    more:
      "The case waits for the answer, which comes by mail or from the order's page; both ask for it. Where something is still to be decided, silence gives the case back to the shop.",
    body: Asked,
    answer: [202, v.object({ asked: v.literal(true), by_mail: v.boolean() })],
    refusals: [404, 422],
    acts: ["case.ask"],
  },
  "POST /cases/{id}/return": {
    id: "decideReturnOfCase",
    title: "Approves or declines the return that a case is about, or notes that it came",
    more:
      "As `POST /returns/decide`. `return` may be absent where only one can be decided so. 409: none can be.",
    body: CaseReturnDecision,
    answer: [202, done("decided")],
    refusals: [404, 409, 422],
    acts: ["return.approve", "return.decline", "return.received"],
  },
  "POST /cases/{id}/acts": {
    id: "actOnCase",
    title: "Assigns, tags, files, notes, snoozes, merges, links, solves, dismisses or reopens a case",
    body: Act,
    answer: [202, done("done")],
    refusals: [404, 422],
    acts: [
      "case.assign",
      "case.tag",
      "case.kind",
      "case.note",
      "case.snooze",
      "case.merge",
      "case.link",
      "case.solve",
      "case.dismiss",
      "case.reopen",
    ],
  },
};
