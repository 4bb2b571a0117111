/** Settings, how mails arrive, and who gets none: the operations of the API, and what each does, takes and answers. */
import * as v from "valibot";
import { DomainCheck } from "../../../src/doors/api/deliverability.ts";
import { SuppressionFind } from "../../../src/doors/api/suppressions.ts";
import { Given } from "../../../src/doors/api/settings.ts";
import { Line, Refused } from "../../../src/doors/forms/suppression_line.ts";
import { after, type Operation, text } from "../operation.ts";
import * as shapes from "../shapes.ts";
import { about, done, page } from "../shapes/value.ts";

const dry = { dry: about(v.optional(text), "Only checks") };

export const SETTING_OPERATIONS: Readonly<Record<string, Operation>> = {
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
};
