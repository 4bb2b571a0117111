/** What became of mails, and what can be shown of it: the operations of the API, and what each does, takes and answers. */
import * as v from "valibot";
import { Again, LISTED_STATES } from "../../../src/doors/api/mails.ts";
import { DoneAbout } from "../../../src/doors/api/figures.ts";
import { TABLES } from "../../../src/figures/tables.ts";
import { FIGURE_DAYS_MAX as FIGURE_YEAR_DAYS_MAX } from "../../../src/sql/figures.ts";
import { Alarm } from "../../../src/doors/api/alarms.ts";
import { Correction, UnreachableOrder } from "../../../src/doors/api/unreachable.ts";
import { FIGURE_DAYS_MAX } from "../../../src/flow/clock/read_figures.ts";
import { after, type Operation, text } from "../operation.ts";
import * as shapes from "../shapes.ts";
import { about, After, done, page } from "../shapes/value.ts";

export const MAIL_OPERATIONS: Readonly<Record<string, Operation>> = {
  "GET /mails": {
    id: "listMails",
    title: "Mails of an order, one mail, or mails that went wrong",
    more:
      "With `order` every mail of one order, sent or not, oldest first; with `key` one mail; with `state` those that went wrong in the order of their keys, or what shadow mode kept back, newest first, 100 a page.",
    query: {
      order: about(v.optional(text), "Its number, or its key"),
      key: about(v.optional(text), "A mail's key"),
      state: v.optional(v.picklist(LISTED_STATES)),
      ...after,
    },
    answer: [
      200,
      v.union([
        v.object({ mails: v.array(shapes.Mail), after: After }),
        v.object({ order: text, number: text, mails: v.array(shapes.Mail) }),
        shapes.Mail,
      ]),
    ],
    refusals: [400, 404],
  },
  "POST /mails/again": {
    id: "sendMailAgain",
    title: "Sends any mail once more",
    more:
      "What failed is owed again and judged when it is sent; an order's mail that left, or was kept back, is written anew from the order as it stands; of any other mail the kept copy goes out. `to` is a corrected address: the order's further mails go there, and it gets a confirmation as it stands. `despite: true` writes to an address that bounced or is on the suppression list. 409 by field: it is on its way, would be untrue, no copy is kept, there is no address, or the address takes no such mail.",
    body: Again,
    answer: [202, v.object({ owed: v.boolean(), key: about(text, "Of what was owed") })],
    refusals: [404, 409, 422],
    acts: ["mail.send_again", "mail.send_to"],
  },
  "GET /figures": {
    id: "readFigures",
    title: "What can be shown of delivery, by kind of mail",
    query: { days: about(v.optional(text), `1 to ${FIGURE_DAYS_MAX}, 7 where it is absent`) },
    answer: [200, shapes.Figures],
    refusals: [400],
  },
  "GET /figures/year": {
    id: "readYear",
    title: "A year of figures, by day, week or month and in all",
    more:
      "One row a day is read, and none names a customer. A share is `cases` of `of`, its `value`, and Wilson's bounds of 95 % in `from` and `to`; a rating has its `margin`. `opened` is unreliable: mail programs open mails by themselves.",
    query: {
      days: about(v.optional(text), `1 to ${FIGURE_YEAR_DAYS_MAX}, 365 where it is absent`),
      by: about(v.optional(v.picklist(["day", "week", "month"])), "`month` where it is absent"),
    },
    answer: [200, shapes.Year],
    refusals: [400],
  },
  "GET /figures/file": {
    id: "readFiguresFile",
    title: "One table of the figures as CSV, by day",
    query: {
      table: v.picklist(TABLES),
      days: about(v.optional(text), `1 to ${FIGURE_YEAR_DAYS_MAX}, 365 where it is absent`),
    },
    answer: [200, text],
    files: ["text/csv"],
    refusals: [400],
  },
  "GET /figures/digests": {
    id: "listDigests",
    title: "What stood out in the last 52 weeks, and what became of it",
    more: "Newest first. docs/figures.md says what is compared, and how sure it is.",
    answer: [200, v.object({ digests: v.array(shapes.Digest) })],
  },
  "POST /figures/done": {
    id: "noteDone",
    title: "Notes what was done about something that the newest digest names",
    more: "The next digests repeat it beside what became of it.",
    body: DoneAbout,
    answer: [200, done("noted")],
    refusals: [404, 422],
    acts: ["figures.done"],
  },
  "GET /unreachable": {
    id: "listUnreachable",
    title: "Orders that owe mails and cannot be written to",
    more: "Newest first, 100 a page.",
    query: after,
    answer: [200, page("unreachable", shapes.Unreachable)],
    refusals: [400],
  },
  "POST /unreachable/correct": {
    id: "correctAddress",
    title: "Gives an order an address",
    more: "It gets one confirmation as it stands. 409: the address it has, or one of the suppression list.",
    body: Correction,
    answer: [202, done("corrected")],
    refusals: [404, 409, 422],
    acts: ["address.correct"],
  },
  "POST /unreachable/dismiss": {
    id: "dismissUnreachable",
    title: "Takes an order off that list: it needs no mails",
    body: UnreachableOrder,
    answer: [200, done("dismissed")],
    refusals: [404, 422],
    acts: ["address.dismiss"],
  },
  "POST /alarms/dismiss": {
    id: "dismissAlarm",
    title: "Puts an alarm or advice of the desk's first page aside",
    more:
      "`failed`, `unknown`, `bounced` and `parked` stand again with their next news, rates after 7 days where they last, advice after 180.",
    body: Alarm,
    answer: [200, done("dismissed")],
    refusals: [422],
    acts: ["alarm.dismiss"],
  },
};
