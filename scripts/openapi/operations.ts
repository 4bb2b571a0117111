/** Every operation of the API below `/api/shops/{shop}/`: what it does, takes and answers. A route that is not here fails `deno task docs`. */
import * as v from "valibot";
import {
  Act,
  Answer,
  Asked,
  CaseFilters,
  CaseRequestDecision,
  CaseReturnDecision,
} from "../../src/doors/api/cases.ts";
import { Conversation, ConversationAnswer } from "../../src/doors/api/conversations.ts";
import { Cause as LetterCause, Which as WhichLetters } from "../../src/doors/api/dead_letters.ts";
import { Again, LISTED_STATES } from "../../src/doors/api/mails.ts";
import { RatingAnswer } from "../../src/doors/api/feedback.ts";
import { DomainCheck } from "../../src/doors/api/deliverability.ts";
import { DoneAbout } from "../../src/doors/api/figures.ts";
import { TABLES } from "../../src/figures/tables.ts";
import { FIGURE_DAYS_MAX as FIGURE_YEAR_DAYS_MAX } from "../../src/sql/figures.ts";
import { Delivery, Hold, Release, Written } from "../../src/doors/api/order_acts.ts";
import { OrderWays, OrderWaysShown } from "../../src/doors/api/order_ways.ts";
import { Filters, Find } from "../../src/doors/api/orders.ts";
import { PACK_FORMS, PACK_LOCALES } from "../../src/flow/disputes/dispute_pack.ts";
import {
  EarlierTemplate,
  NewTemplate,
  TemplatePreview,
  TemplateTest,
} from "../../src/doors/api/templates.ts";
import { EarlierTexts, NewTexts, TestMail, TextsOf } from "../../src/doors/api/texts.ts";
import { Said } from "../../src/doors/api/stock.ts";
import { SuppressionFind } from "../../src/doors/api/suppressions.ts";
import { RoleChange } from "../../src/doors/api/people.ts";
import { AskedOfReturn, ReturnDecision } from "../../src/doors/api/returns.ts";
import { ErasureSource } from "../../src/doors/api/erasures.ts";
import { ORDER_KINDS } from "../../src/messages/message.ts";
import { KnownTrial, NewTrial } from "../../src/doors/api/trials.ts";
import { DIFFERENCES } from "../../src/figures/trials.ts";
import { WayAccount } from "../../src/doors/api/ways.ts";
import { ChatUrl, SlackAppSecrets } from "../../src/doors/api/chats.ts";
import { NewSecret } from "../../src/doors/api/senders.ts";
import { Given } from "../../src/doors/api/settings.ts";
import { Which as WhichKept } from "../../src/doors/api/spill.ts";
import { Replay } from "../../src/doors/api/webhooks.ts";
import { EndpointChange, NewEndpoint } from "../../src/doors/forms/new_endpoint.ts";
import { Alarm } from "../../src/doors/api/alarms.ts";
import { Correction, UnreachableOrder } from "../../src/doors/api/unreachable.ts";
import { NewPerson } from "../../src/doors/forms/new_person.ts";
import { AnySend } from "../../src/doors/forms/new_send.ts";
import { NewToken } from "../../src/doors/forms/new_token.ts";
import { Line, Refused } from "../../src/doors/forms/suppression_line.ts";
import { FIGURE_DAYS_MAX } from "../../src/flow/clock/read_figures.ts";
import { CHATS } from "../../src/messages/chat.ts";
import { CONNECTED_NAMES } from "../../src/flow/ways/connect_way.ts";
import { SENDER_NAMES } from "../../src/doors/webhooks/sender_secrets.ts";
import { ORDER_LISTS } from "../../src/orders/search_terms.ts";
import { CASE_LISTS } from "../../src/sql/cases.ts";
import { FEEDBACK_LISTS } from "../../src/sql/feedback.ts";
import * as shapes from "./shapes.ts";

/** What may be wrong beside token, scope, rate and outage, which every operation shares. */
type Refusal = 400 | 404 | 409 | 413 | 422;

export interface Operation {
  /** A name of its own, by which generated clients call it. */
  readonly id: string;
  /** What it does, in a few words. */
  readonly title: string;
  /** What the title does not say. */
  readonly more?: string;
  readonly query?: Readonly<Record<string, v.GenericSchema>>;
  /** Values that a part of the path may have. */
  readonly path?: Readonly<Record<string, v.GenericSchema>>;
  readonly body?: v.GenericSchema;
  /** Where the body is lines of JSON, each of the schema. */
  readonly is_lines?: true;
  readonly answer: readonly [status: 200 | 201 | 202, schema: v.GenericSchema];
  /** Where the answer is a file: its types. */
  readonly files?: readonly string[];
  /** A second answer that is none of a refusal. */
  readonly also?: readonly [status: 200, schema: v.GenericSchema];
  readonly refusals?: readonly Refusal[];
  /** What the audit calls it. */
  readonly acts?: readonly string[];
}

const text = v.string();
const { about, done, page } = shapes;
const after = { after: about(v.optional(text), "Where the page begins: what the page before it gave") };
const dry = { dry: about(v.optional(text), "Only checks") };
const order_key = about(text, "The order's key, the beginning of its mails' keys: `demo/shopify/1001`");

/** Days until a difference shows in four of five trials. */
const outlook = {
  mails_a_day: v.number(),
  questions: about(v.nullable(v.number()), "Days; null for never"),
  clicks: v.nullable(v.number()),
  days: about(v.nullable(v.number()), "The sooner of both"),
};

export const OPERATIONS: Readonly<Record<string, Operation>> = {
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
        v.object({ mails: v.array(shapes.Mail), after: shapes.After }),
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
  "GET /settings": {
    id: "readSettings",
    title: "The shop's settings as they are kept, and for each kind whether it leaves",
    answer: [200, shapes.Settings],
  },
  "PUT /settings": {
    id: "replaceSettings",
    title: "Replaces all settings",
    more: "Seen within 30 seconds. 409: changed by two at once. 422 names setting and rule.",
    query: dry,
    body: Given,
    answer: [200, shapes.SettingsChanged],
    refusals: [409, 422],
    acts: ["settings.changed"],
  },
  "PATCH /settings": {
    id: "changeSettings",
    title: "Replaces the parts that are given, each as a whole; others stay",
    more:
      "`brand`, `returns`, `schedule` … A new `returns` counts for orders from now on; the one before goes to `earlier_returns`, unless they are given too.",
    query: dry,
    body: Given,
    answer: [200, shapes.SettingsChanged],
    refusals: [409, 422],
    acts: ["settings.changed"],
  },
  "PATCH /settings/mails": {
    id: "changeMailSettings",
    title: "Changes which mails leave",
    more:
      "`shadow`, `kinds`, `copies`, `not_owed`, `sub_orders`: kinds and copies one by one, `null` takes one away.",
    query: dry,
    body: Given,
    answer: [200, shapes.SettingsChanged],
    refusals: [409, 422],
    acts: ["settings.changed"],
  },
  "GET /deliverability": {
    id: "readDeliverability",
    title: "How well the mails arrive",
    more:
      "Complaints and bounces of the last 28 days by mailbox provider and channel, each with the bounds of 95 % between which its share lies (with `figures`); what each channel took today; what DMARC reports say of the domain, by source; and warnings before a limit.",
    answer: [200, shapes.Deliverability],
  },
  "POST /deliverability/domain": {
    id: "checkDomain",
    title: "Checks the DNS of the domain that mails come from",
    more: "For one channel, or for each of the shop's. It changes nothing.",
    body: DomainCheck,
    answer: [200, shapes.CheckedDomain],
    refusals: [422],
  },
  "GET /suppressions": {
    id: "listSuppressions",
    title: "Who is not written to",
    more:
      "In the order of addresses, 1,000 a page. What an erased customer had objected to is kept under a keyed hash, holds again when they come back, and is shown to nobody.",
    query: after,
    answer: [200, page("suppressions", shapes.Suppression)],
    refusals: [400],
  },
  "POST /suppressions/find": {
    id: "findSuppressions",
    title: "What one address is not written",
    more: "It changes nothing; an address stands in bodies alone.",
    body: SuppressionFind,
    answer: [200, v.object({ suppressions: v.array(shapes.Suppression) })],
    refusals: [422],
  },
  "POST /suppressions": {
    id: "addSuppressions",
    title: "Adds lines to the suppression list",
    more:
      "At most 500 lines or 200,000 bytes at once: all of them, or none where one is wrong. What was read can be given back. A line that stands already keeps the longer time and takes the newer reason.",
    body: Line,
    is_lines: true,
    answer: [200, v.object({ kept: v.number() })],
    refusals: [413, 422],
    acts: ["suppression.import", "suppression.add"],
  },
  "DELETE /suppressions": {
    id: "releaseSuppression",
    title: "Takes one line from the suppression list",
    body: v.object(Refused),
    answer: [200, done("removed")],
    refusals: [422],
    acts: ["suppression.release"],
  },
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
  "GET /orders": {
    id: "listOrders",
    title: "Orders, or one order",
    more:
      "Newest first, those of `late` and `today` by their promise, where `order_index` is on (`indexed`). Each page looks at 50 orders of the list and gives those that fit. With `order` one order, with the ids of its cases.",
    query: {
      list: about(v.optional(v.picklist(ORDER_LISTS.map((one) => one.slice(1)))), "`all` where it is absent"),
      order: about(v.optional(text), "The order's key"),
      channel: about(Filters.entries.channel, "As its storefront names it"),
      country: about(Filters.entries.country, "To which it goes"),
      from: about(Filters.entries.from, "The first day on which it was placed, in the shop's zone"),
      until: about(Filters.entries.until, "The last day"),
      ...after,
    },
    answer: [
      200,
      v.union([
        v.object({ indexed: v.boolean(), orders: v.array(shapes.Order), after: shapes.After }),
        shapes.OrderWithCases,
      ]),
    ],
    refusals: [400, 404],
  },
  "GET /orders/dispute": {
    id: "disputePack",
    title: "All that is recorded of an order, as one file",
    more:
      "For the bank that asks after a disputed payment: events, messages as they left with their hashes and what providers reported, parcels and proof of delivery, conversation, the return policy in force, what the customer did on the page. The zip holds the PDF, `evidence.json`, `provider_events.json`, the messages and the customer's mails, and `SHA256SUMS`; at most 200 files and 20 MB, and the PDF names what is left out. Views of pages are not recorded. Of an erased order it says what is left.",
    query: {
      order: about(text, "The order's key"),
      as: about(v.optional(v.picklist(PACK_FORMS)), "`zip` where it is absent"),
      locale: about(
        v.optional(v.picklist(PACK_LOCALES)),
        "The language of the PDF; the shop's own where it is absent, or English",
      ),
    },
    files: ["application/pdf", "application/zip"],
    answer: [200, v.any()],
    refusals: [400, 404],
  },
  "POST /orders/find": {
    id: "findOrders",
    title: "Finds orders",
    more:
      "By number, parcel, payment, mail address; with `order_index` by name, telephone, postal code and SKU too, forgiving about `#`, spaces and letter case. It changes nothing; what is sought may be an address, and those stand in bodies alone.",
    body: Find,
    answer: [200, v.object({ orders: v.array(shapes.Order) })],
    refusals: [422],
  },
  "POST /orders/hold": {
    id: "holdMessages",
    title: "Lets the messages of an order wait",
    more:
      "Until a moment, 60 days away at most. What the customer asks for and answers of people go all the same; afterwards only what is still true goes out.",
    body: Hold,
    answer: [202, done("held")],
    refusals: [404, 422],
    acts: ["messages.hold"],
  },
  "POST /orders/release": {
    id: "releaseMessages",
    title: "Lets the held messages of an order go",
    more: "As far as they are still true. 409 where nothing holds them.",
    body: Release,
    answer: [202, done("released")],
    refusals: [404, 409, 422],
    acts: ["messages.release"],
  },
  "POST /orders/delivery": {
    id: "correctDelivery",
    title: "Gives an order another delivery address",
    more:
      "In the order's country. `at_storefront`: it is being changed there, where `storefront_acts` has `address` and there is a token. `by_hand`: a person grants the case once it is done. 409: everything has left, or another change is open.",
    body: Delivery,
    answer: [
      202,
      v.object({
        carried_out: v.picklist(["at_storefront", "by_hand"]),
        case: about(text, "The case's id, which is the request's"),
      }),
    ],
    refusals: [404, 409, 422],
    acts: ["delivery.correct"],
  },
  "POST /orders/ways": {
    id: "orderWays",
    title: "Shows or replaces the ways by which an order's customer is told",
    more:
      "A list for each class of messages: `progress` is news of the parcel, `care` what the shop asks or reminds of afterwards; all else always comes by mail. What cannot leave on one way goes by the next, and at last by mail. A class that is not given stays as it is, and without any it only shows them. Only ways count that the customer has proved, so ask them to choose on their page of messages where one is missing.",
    body: OrderWays,
    answer: [200, OrderWaysShown],
    refusals: [404, 422],
    acts: ["ways.choose"],
  },
  "POST /orders/write": {
    id: "writeToCustomer",
    title: "Writes to an order's customer first",
    more: "A case, into which the answer comes. 409 where no mail reaches them.",
    body: Written,
    answer: [202, v.object({ case: about(text, "The case's id, which is the request's") })],
    refusals: [404, 409, 422],
    acts: ["case.write"],
  },
  "GET /stock/short": {
    id: "listShortages",
    title: "Lines whose customers wait for goods, by SKU",
    more: "200 a page; only with `stock.track` (`tracked`).",
    query: after,
    answer: [
      200,
      v.object({
        tracked: v.boolean(),
        short: v.array(v.object({
          sku: text,
          order: order_key,
          line: text,
          quantity: v.number(),
          placed_at: text,
          expected_on: about(v.nullable(text), "The day that its customer was told"),
        })),
        after: shapes.After,
      }),
    ],
    refusals: [400],
  },
  "POST /stock/say": {
    id: "sayOfStock",
    title: "Says of a SKU on which day more is expected, or that it is back",
    more:
      "Those who wait are told what is new for them. That it is back counts until stock is counted anew. 404 where nobody waits.",
    body: Said,
    answer: [202, done("said")],
    refusals: [404, 422],
    acts: ["stock.date", "stock.back"],
  },
  "GET /texts": {
    id: "readTexts",
    title: "A shop's own texts of one kind of mail in one language, with their versions",
    more:
      "A text that is left out is the catalogue's. The newest 20 versions that were made here or at the desk.",
    query: TextsOf.entries,
    answer: [
      200,
      v.object({
        texts: v.record(text, text),
        versions: v.array(v.object({ version: text, at: text, person: text, texts: v.record(text, text) })),
      }),
    ],
    refusals: [400],
  },
  "POST /texts": {
    id: "changeTexts",
    title: "Makes texts live in the place of all own texts of this kind and language",
    more: "Seen within 30 seconds. 422 names the text and its rule, such as a variable that there is not.",
    body: NewTexts,
    answer: [200, done("changed")],
    refusals: [409, 422],
    acts: ["texts.changed"],
  },
  "POST /texts/test": {
    id: "sendTestMail",
    title: "Sends a sample of a mail to the shop",
    more:
      "`to` is the shop's support or alert address, or one of its people. 409 says why no channel takes it. It is no message of the ledger.",
    body: TestMail,
    answer: [202, done("sent")],
    refusals: [409, 422],
    acts: ["texts.test"],
  },
  "POST /texts/back": {
    id: "bringBackTexts",
    title: "Makes an earlier version live again",
    body: EarlierTexts,
    answer: [200, done("changed")],
    refusals: [404, 409, 422],
    acts: ["texts.brought_back"],
  },
  "GET /templates": {
    id: "listTemplates",
    title: "The shop's own templates, by which programs hand over mails",
    more: "By name, at most 100, without their texts. `POST send` names one as `own:NAME`. docs/sending.md.",
    answer: [
      200,
      v.object({
        templates: v.array(v.object({
          name: text,
          title: text,
          lane: v.picklist(["now", "later"]),
          variables: v.array(shapes.TemplateVariable),
          locales: v.array(text),
          changed_at: text,
          person: text,
        })),
      }),
    ],
  },
  "GET /templates/{name}": {
    id: "readTemplate",
    title: "A template of the shop's own with its texts and its newest 20 versions",
    answer: [
      200,
      v.object({
        name: text,
        ...shapes.Template.entries,
        versions: v.array(
          v.object({
            version: text,
            at: text,
            person: text,
            template: about(v.nullable(shapes.Template), "Null where the template was deleted"),
          }),
        ),
      }),
    ],
    refusals: [404],
  },
  "PUT /templates/{name}": {
    id: "putTemplate",
    title: "Makes a template, or changes it: the whole of it is given",
    more:
      "The next mail that names it has it. 422 names the field and its rule, such as a variable that is not declared. 409 where there are 100 already, or two change it at once.",
    body: NewTemplate,
    answer: [200, done("changed")],
    refusals: [409, 413, 422],
    acts: ["template.changed"],
  },
  "DELETE /templates/{name}": {
    id: "deleteTemplate",
    title: "Deletes a template; an earlier version brings it back",
    answer: [200, done("deleted")],
    refusals: [404, 409],
    acts: ["template.deleted"],
  },
  "POST /templates/{name}/preview": {
    id: "previewTemplate",
    title: "Shows the mail that a template comes to",
    more: "With the examples of its variables where no data is given. Nothing is kept and nothing leaves.",
    body: TemplatePreview,
    answer: [200, shapes.TemplateShown],
    refusals: [404, 413, 422],
  },
  "POST /templates/{name}/test": {
    id: "sendTestTemplate",
    title: "Sends the mail that a template comes to, to the shop",
    more:
      "`to` is the shop's support or alert address, or one of its people. 409 says why no channel takes it. It is no message of the ledger.",
    body: TemplateTest,
    answer: [202, done("sent")],
    refusals: [404, 409, 413, 422],
    acts: ["template.test"],
  },
  "POST /templates/{name}/back": {
    id: "bringBackTemplate",
    title: "Makes an earlier version of a template live again",
    body: EarlierTemplate,
    answer: [200, done("changed")],
    refusals: [404, 409, 422],
    acts: ["template.brought_back"],
  },
  "GET /trials": {
    id: "listTrials",
    title: "Two versions of a mail side by side, and what each brought",
    more: "The newest 20 first. docs/figures.md says how they are judged.",
    answer: [200, v.object({ trials: v.array(shapes.Trial) })],
  },
  "GET /trials/outlook": {
    id: "readTrialOutlook",
    title: "How long a trial would take at the shop's own volume",
    query: {
      kind: v.picklist(ORDER_KINDS),
      difference: about(
        v.optional(v.picklist(DIFFERENCES.map(String))),
        "How many times as many questions, or fewer clicks; 1.5 where it is absent",
      ),
    },
    answer: [200, v.object({ kind: text, difference: v.number(), ...outlook })],
    refusals: [400],
  },
  "POST /trials": {
    id: "startTrial",
    title: "Tries another text or another day of a kind of mail on half of the orders",
    more:
      "Either `texts` by language and name, such as `{ de: { subject: … } }`, or `days` of a follow-up, a feedback request or payment reminders. Every mail is still sent. 409: one of this kind runs, or five do. 422: a text that breaks its rule, or a shop whose volume would not show the difference within 120 days.",
    body: NewTrial,
    answer: [201, v.object({ trial: text, ...outlook })],
    refusals: [409, 422],
    acts: ["trial.started"],
  },
  "POST /trials/stop": {
    id: "stopTrial",
    title: "Stops a trial: all orders get the usual version",
    body: KnownTrial,
    answer: [200, done("stopped")],
    refusals: [404, 422],
    acts: ["trial.stopped"],
  },
  "POST /trials/adopt": {
    id: "adoptTrial",
    title: "Makes the tried version live for all orders, and stops the trial",
    body: KnownTrial,
    answer: [200, done("adopted")],
    refusals: [404, 409, 422],
    acts: ["trial.adopted"],
  },
  "GET /feedback": {
    id: "listRatings",
    title: "What customers rated",
    more: "Newest first, 100 a page; `low`: up to two of five stars, or four of ten.",
    query: { list: v.optional(v.picklist(FEEDBACK_LISTS)), ...after },
    answer: [
      200,
      page(
        "ratings",
        v.object({
          order: order_key,
          about: about(text, "`delivery`, `nps`, or `line:` and the line's id"),
          score: v.number(),
          of: v.number(),
          words: v.nullable(text),
          rated_at: text,
        }),
      ),
    ],
    refusals: [400],
  },
  "POST /feedback/answer": {
    id: "answerRating",
    title: "Answers an order's rating",
    more:
      "In the case that a low one opened, otherwise as a new one. 409 where no mail reaches the customer.",
    body: RatingAnswer,
    answer: [202, v.object({ case: text })],
    refusals: [404, 409, 422],
    acts: ["rating.answer"],
  },
  "GET /returns": {
    id: "listReturns",
    title: "Returns of the orders that have one open",
    more: "50 orders a page.",
    query: after,
    answer: [
      200,
      v.object({ indexed: v.boolean(), returns: v.array(shapes.Return), after: shapes.After }),
    ],
    refusals: [400],
  },
  "POST /returns/decide": {
    id: "decideReturn",
    title: "Approves or declines a return, or notes that it came",
    more:
      "The customer gets the order's own mail about it. `label_url` and what follows it: a label that the shop made itself, for an approval. 409: the return is in another state.",
    body: ReturnDecision,
    answer: [202, done("decided")],
    refusals: [404, 409, 422],
    acts: ["return.approve", "return.decline", "return.received"],
  },
  "POST /returns/ask": {
    id: "askAboutReturn",
    title: "Asks the customer of a return something before it is decided",
    more: "The return's case waits for the answer, as after `POST /cases/{id}/ask`.",
    body: AskedOfReturn,
    answer: [202, v.object({ asked: v.literal(true), by_mail: v.boolean(), case: v.string() })],
    refusals: [404, 422],
    acts: ["case.ask"],
  },
  "GET /conversations": {
    id: "listConversations",
    title: "What customer and shop wrote about an order",
    more: "By conversation, the oldest first, 100 a page.",
    query: { order: order_key, ...after },
    answer: [200, page("messages", shapes.ConversationMessage)],
    refusals: [400],
  },
  "POST /conversations/answer": {
    id: "answerConversation",
    title: "Answers the customer by mail and on the order's page",
    more: "The same `id` is the same answer.",
    body: ConversationAnswer,
    answer: [202, done("answered")],
    refusals: [404, 422],
    acts: ["case.answer"],
  },
  "POST /conversations/close": {
    id: "closeConversation",
    title: "Closes a conversation and says so by mail",
    more: "What waited for it (follow-up, feedback) goes on.",
    body: Conversation,
    answer: [202, done("closed")],
    refusals: [404, 422],
    acts: ["case.solve"],
  },
  "GET /dead-letters": {
    id: "listDeadLetters",
    title: "Webhooks that verified and could not be read",
    more: "The newest first, 100 a page.",
    query: after,
    answer: [200, page("dead_letters", shapes.Letter)],
    refusals: [400],
  },
  "GET /dead-letters/{id}": {
    id: "readDeadLetter",
    title: "One of them with its body, its orders and what taking it again would change",
    answer: [200, shapes.LetterWithBody],
    refusals: [404],
  },
  "POST /dead-letters/replay": {
    id: "replayDeadLetters",
    title: "Takes webhooks again, as if they had just come",
    more:
      "With `id` one, which is deleted once it is read; 409 with `outcome: refused`, field and rule where it still cannot be. Otherwise all, or those with this cause, 25 at a time: again while some are `left`.",
    body: WhichLetters,
    answer: [
      202,
      v.union([
        v.object({ outcome: v.picklist(["recorded", "duplicate", "ignored", "kept"]) }),
        v.object({
          recorded: v.number(),
          needless: v.number(),
          refused: v.number(),
          left: v.number(),
        }),
      ]),
    ],
    refusals: [404, 409, 422],
    acts: ["letter.replay"],
  },
  "POST /dead-letters/drop": {
    id: "deleteDeadLettersOfCause",
    title: "Deletes those with one cause unread",
    body: LetterCause,
    answer: [200, v.object({ deleted: v.number() })],
    refusals: [422],
    acts: ["letter.drop"],
  },
  "DELETE /dead-letters/{id}": {
    id: "deleteDeadLetter",
    title: "Deletes it unread",
    answer: [200, done("deleted")],
    refusals: [404],
    acts: ["letter.drop"],
  },
  "GET /spill": {
    id: "listKeptWebhooks",
    title: "Webhooks that came while the database was away, and those that were set aside",
    more: "Those that are set aside first, then the oldest first, 100 a page.",
    query: after,
    answer: [200, page("kept", shapes.Kept)],
    refusals: [400],
  },
  "POST /spill/replay": {
    id: "replayKeptWebhooks",
    title: "Takes one again now, or all, 20 at a time",
    more: "The clock does the same every minute, but for those that were set aside.",
    body: WhichKept,
    answer: [202, v.object({ recorded: v.number(), failed: v.number(), left: v.number() })],
    refusals: [404, 422],
    acts: ["spill.replay"],
  },
  "GET /erasures": {
    id: "listErasures",
    title: "Storefronts that asked to erase all of their orders",
    answer: [200, v.object({ erasures: v.array(shapes.Erasure) })],
  },
  "POST /erasures/stop": {
    id: "stopErasure",
    title: "Stops such a request while it waits",
    body: ErasureSource,
    answer: [202, done("stopped")],
    refusals: [404, 422],
    acts: ["erasure.stop"],
  },
  "GET /people": {
    id: "listPeople",
    title: "The shop's people at the desk",
    more: "At most 200.",
    answer: [200, v.object({ people: v.array(shapes.Person) })],
  },
  "POST /people": {
    id: "invitePerson",
    title: "Invites somebody",
    more: "A link goes by mail, and a code lets them in. 409: at the desk already, or 200 people.",
    body: NewPerson,
    answer: [202, v.object({ invited: v.boolean(), id: text })],
    refusals: [409, 422],
    acts: ["person.invite"],
  },
  "PATCH /people/{id}": {
    id: "changeRole",
    title: "Gives somebody another role",
    body: RoleChange,
    answer: [200, done("changed")],
    refusals: [404, 422],
    acts: ["person.change"],
  },
  "DELETE /people/{id}": {
    id: "removePerson",
    title: "Takes somebody away, with their sessions",
    answer: [200, done("removed")],
    refusals: [404],
    acts: ["person.remove"],
  },
  "GET /tokens": {
    id: "listTokens",
    title: "The tokens of the shop's programs",
    more: "At most 100.",
    answer: [200, v.object({ tokens: v.array(shapes.Token) })],
  },
  "POST /tokens": {
    id: "makeToken",
    title: "Makes a token",
    more: "409: the shop has 100.",
    body: NewToken,
    answer: [201, shapes.NewTokenAnswer],
    refusals: [409, 422],
    acts: ["token.make"],
  },
  "DELETE /tokens/{id}": {
    id: "endToken",
    title: "Ends a token at once",
    answer: [200, done("ended")],
    refusals: [404],
    acts: ["token.end"],
  },
  "POST /send": {
    id: "send",
    title: "Hands a mail over, or up to 100 as `messages`",
    more:
      "By a built-in template with its data, by one of the shop's own (`own:NAME`), or with `subject` and one of `html`, `markdown` and `text`. All are taken, or none where one is wrong (`messages.3.to.email`). The same `id` for the same reader is one message, by whichever way or lane (`duplicate`). With `?sandbox` nothing is kept and nothing leaves: the answer is 200 and shows what would. docs/sending.md.",
    query: { sandbox: about(v.optional(text), "Only shows what would leave") },
    body: v.union([AnySend, v.object({ messages: v.array(AnySend) })]),
    answer: [202, v.object({ messages: v.array(shapes.Sent) })],
    also: [200, v.object({ sandbox: v.boolean(), messages: v.array(shapes.SandboxMail) })],
    refusals: [413, 422],
  },
  "GET /send/{id}": {
    id: "readSend",
    title: "What became of a mail that was handed over",
    answer: [200, shapes.SentMail],
    refusals: [404],
  },
  "DELETE /send/{id}": {
    id: "cancelSend",
    title: "Cancels a mail that has not left",
    more: "409: it has left, or is on its way.",
    answer: [200, done("cancelled")],
    refusals: [404, 409],
    acts: ["send.cancel"],
  },
  "GET /webhooks": {
    id: "listWebhooks",
    title: "The addresses that are told of what happens",
    more: "At most 20. docs/webhooks.md lists the events and how they are signed.",
    answer: [200, v.object({ webhooks: v.array(shapes.Endpoint) })],
  },
  "POST /webhooks": {
    id: "makeWebhook",
    title: "Adds an address",
    more: "It gets `webhook.test` within a minute. Without `types`, all. 409: the shop has 20.",
    body: NewEndpoint,
    answer: [201, v.object({ id: text, secret: about(text, "Shown this once") })],
    refusals: [409, 422],
    acts: ["webhook.make"],
  },
  "PATCH /webhooks/{id}": {
    id: "changeWebhook",
    title: "Changes an address or its types, switches it off or on",
    body: EndpointChange,
    answer: [200, done("changed")],
    refusals: [404, 422],
    acts: ["webhook.change"],
  },
  "DELETE /webhooks/{id}": {
    id: "endWebhook",
    title: "Takes an address away, with its log",
    answer: [200, done("ended")],
    refusals: [404],
    acts: ["webhook.end"],
  },
  "POST /webhooks/{id}/rotate": {
    id: "rotateWebhook",
    title: "Makes a new signing secret",
    more: "Both sign for a day, so that the receiver can change over.",
    answer: [201, v.object({ secret: about(text, "Shown this once"), both_until: text })],
    refusals: [404],
    acts: ["webhook.rotate"],
  },
  "POST /webhooks/{id}/test": {
    id: "testWebhook",
    title: "Sends the address a first word",
    answer: [202, v.object({ owed: v.number() })],
    refusals: [404],
    acts: ["webhook.test"],
  },
  "POST /webhooks/{id}/replay": {
    id: "replayWebhook",
    title: "Tells again what the address did not take, or one event",
    more: "500 at a time.",
    body: Replay,
    answer: [202, v.object({ owed: v.number() })],
    refusals: [404, 422],
    acts: ["webhook.replay"],
  },
  "GET /webhooks/{id}/events": {
    id: "listWebhookEvents",
    title: "What the address was told and is to be, with each try",
    more: "Newest first, 100 a page, for 14 days.",
    query: after,
    answer: [200, page("events", shapes.Delivery)],
    refusals: [400, 404],
  },
  "GET /chats": {
    id: "listChats",
    title: "The chats in which staff are told of alerts, and how it went last",
    more: "Their addresses are sealed and never shown.",
    answer: [200, v.object({ chats: v.array(shapes.Chat) })],
  },
  "PUT /chats/slack-app": {
    id: "connectSlackApp",
    title: "Connects the shop's own Slack app, by which people answer customers in Slack",
    more:
      "Slack is asked whether it knows the token. `events_url` is what the app's event subscription needs.",
    body: SlackAppSecrets,
    answer: [200, v.object({ connected: v.literal(true), events_url: v.string() })],
    refusals: [422],
    acts: ["chat.connect"],
  },
  "DELETE /chats/slack-app": {
    id: "disconnectSlackApp",
    title: "Forgets the shop's Slack app",
    answer: [200, done("disconnected")],
    refusals: [404],
    acts: ["chat.disconnect"],
  },
  "PUT /chats/{chat}": {
    id: "connectChat",
    title: "Connects a chat by its incoming webhook",
    more: "A first message follows within a minute.",
    path: { chat: v.picklist(CHATS) },
    body: ChatUrl,
    answer: [200, done("connected")],
    refusals: [404, 422],
    acts: ["chat.connect"],
  },
  "DELETE /chats/{chat}": {
    id: "disconnectChat",
    title: "Takes the connection away",
    path: { chat: v.picklist(CHATS) },
    answer: [200, done("disconnected")],
    refusals: [404],
    acts: ["chat.disconnect"],
  },
  "GET /ways": {
    id: "listWays",
    title: "The short ways to customers, and by which accounts they leave",
    more: "Secrets are sealed and never shown.",
    answer: [200, v.object({ ways: v.array(shapes.ConnectedWay) })],
  },
  "PUT /ways/{way}": {
    id: "connectWay",
    title: "Connects the shop's account at a way's service, and offers the way to customers",
    more: "The fields are those that `GET ways` names. A secret that is left out or empty stays as it was.",
    path: { way: v.picklist(CONNECTED_NAMES) },
    body: WayAccount,
    answer: [200, v.object({ connected: v.literal(true), hook_url: v.string() })],
    refusals: [404, 422],
    acts: ["way.connect"],
  },
  "DELETE /ways/{way}": {
    id: "disconnectWay",
    title: "Forgets the account; what is owed on the way goes by the next one",
    path: { way: v.picklist(CONNECTED_NAMES) },
    answer: [200, done("disconnected")],
    refusals: [404],
    acts: ["way.disconnect"],
  },
  "POST /ways/{way}/check": {
    id: "checkWay",
    title: "Asks the service whether the account works and its webhooks come here",
    path: { way: v.picklist(CONNECTED_NAMES) },
    answer: [
      200,
      v.object({ ok: v.boolean(), found: v.array(v.object({ ok: v.boolean(), says: v.string() })) }),
    ],
    refusals: [404],
  },
  "GET /senders": {
    id: "listSenders",
    title: "Who sends webhooks, when each was last heard, and whether that is usual",
    more:
      "Noted once in five minutes at most. `silent`: for more than a day, and twice as long as ever before. While two secrets are live, `newest_verified_at` says whether the new one works.",
    answer: [200, v.object({ senders: v.array(shapes.Sender) })],
  },
  "POST /senders/{source}/secret": {
    id: "rotateSecret",
    title: "Adds a sender's secret; the ones before stay valid",
    more:
      "Without `secret` one is made, for senders that take one, and is told this once. 409: four are live already.",
    path: { source: v.picklist(SENDER_NAMES) },
    body: NewSecret,
    answer: [201, v.object({ kept: v.literal(true), secret: v.optional(v.string()) })],
    refusals: [404, 409, 422],
    acts: ["secret.rotate"],
  },
  "DELETE /senders/{source}/old-secrets": {
    id: "dropOldSecrets",
    title: "Keeps the newest secret of each form alone",
    path: { source: v.picklist(SENDER_NAMES) },
    answer: [200, done("dropped")],
    refusals: [404],
    acts: ["secret.drop"],
  },
  "GET /audit": {
    id: "listActs",
    title: "Who did what at the desk and through the API",
    more: "Newest first, 100 a page.",
    query: after,
    answer: [200, page("acts", shapes.Act)],
    refusals: [400],
  },
  "GET /ignored": {
    id: "listIgnored",
    title: "Topics that came and say nothing Waybill acts on",
    more: "With how many came, 100 a page.",
    query: after,
    answer: [200, page("ignored", shapes.Ignored)],
    refusals: [400],
  },
  "GET /parked": {
    id: "listParked",
    title: "Webhooks that wait for an order nobody has brought",
    more: "100 a page: names and types, not what they say.",
    query: after,
    answer: [200, page("parked", shapes.Parked)],
    refusals: [400],
  },
};
