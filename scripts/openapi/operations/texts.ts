/** Texts, templates of a shop's own and trials: the operations of the API, and what each does, takes and answers. */
import * as v from "valibot";
import {
  EarlierTemplate,
  NewTemplate,
  TemplatePreview,
  TemplateTest,
} from "../../../src/doors/api/templates.ts";
import { EarlierTexts, NewTexts, TestMail, TextsOf } from "../../../src/doors/api/texts.ts";
import { ORDER_KINDS } from "../../../src/messages/message.ts";
import { KnownTrial, NewTrial } from "../../../src/doors/api/trials.ts";
import { DIFFERENCES } from "../../../src/figures/trials.ts";
import { type Operation, text } from "../operation.ts";
import * as shapes from "../shapes.ts";
import { about, done } from "../shapes/value.ts";

/** Days until a difference shows in four of five trials. */
const outlook = {
  mails_a_day: v.number(),
  questions: about(v.nullable(v.number()), "Days; null for never"),
  clicks: v.nullable(v.number()),
  days: about(v.nullable(v.number()), "The sooner of both"),
};

export const TEXT_OPERATIONS: Readonly<Record<string, Operation>> = {
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
};
