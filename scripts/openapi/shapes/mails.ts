/** Shapes of mails and of the texts in them. */
import * as v from "valibot";
import { TRIAL_STATES } from "../../../src/sql/trials.ts";
import { VARIABLE_TYPES } from "../../../src/messages/own_template.ts";
import { MESSAGE_KINDS } from "../../../src/messages/message.ts";
import { about, Count, MaybeNumber, MaybeText, MaybeTime, Text, Time, Yes } from "./value.ts";

export const Mail = v.object({
  key: about(Text, "Its order's key, kind and what it is about"),
  kind: v.picklist(MESSAGE_KINDS),
  state: about(
    v.picklist([
      "owed",
      "queued",
      "sending",
      "sent",
      "delivered",
      "bounced",
      "complained",
      "suppressed",
      "failed",
      "unknown",
      "shadowed",
    ]),
    "`owed`: due at `due_at`; `queued`: due; `sent`: a channel accepted it; `unknown`: a channel may have it; `shadowed`: shadow mode kept it back",
  ),
  reason: about(MaybeText, "Of a suppressed or failed one"),
  attempts: Count,
  channel: MaybeText,
  owed_at: Time,
  due_at: MaybeTime,
  sending_at: MaybeTime,
  sent_at: MaybeTime,
  unknown_at: MaybeTime,
  closed_at: MaybeTime,
  delivered_at: MaybeTime,
  bounced_at: MaybeTime,
  complained_at: MaybeTime,
  opened_at: about(MaybeTime, "Mail programs open mails by themselves: it says little"),
  clicked_at: MaybeTime,
});

export const TemplateShown = v.object({
  subject: Text,
  text: Text,
  html: Text,
  short: about(MaybeText, "What goes by the short ways"),
});

const template_field = {
  name: Text,
  type: v.picklist(VARIABLE_TYPES),
  optional: about(Yes, "It may be missing"),
};

export const TemplateVariable = v.object({
  ...template_field,
  example: about(v.optional(v.unknown()), "What previews and tests show"),
  fields: about(v.optional(v.array(v.object(template_field))), "What an entry of a list has"),
});

export const Template = v.object({
  title: Text,
  lane: v.picklist(["now", "later"]),
  variables: v.array(TemplateVariable),
  texts: about(
    v.record(
      Text,
      v.object({
        subject: Text,
        markdown: v.optional(Text),
        html: v.optional(Text),
        text: v.optional(Text),
        short: v.optional(Text),
      }),
    ),
    "By language",
  ),
});

const Side = v.object({ of: Count, value: about(MaybeNumber, "A share, or the mean of the stars") });

const Compared = v.object({
  usual: Side,
  tried: Side,
  better: about(Count, "Pairs of orders in which the tried version did better"),
  worse: Count,
  verdict: v.picklist(["better", "worse", "unsure"]),
});

export const Trial = v.object({
  trial: Text,
  kind: Text,
  state: about(v.picklist(TRIAL_STATES), "`worse`: stopped by the guard; `over`: its days are over"),
  started_at: Time,
  counts_from: about(Time, "Mails of a changed day count once none is left that was planned before"),
  ends_at: Time,
  ended_at: MaybeTime,
  person: Text,
  difference: v.number(),
  outlook: about(
    v.object({ mails_a_day: v.number(), questions: MaybeNumber, clicks: MaybeNumber }),
    "As it was said before the start",
  ),
  texts: v.optional(v.record(v.string(), v.record(v.string(), v.string()))),
  days: v.optional(v.union([v.number(), v.array(v.number())])),
  measures: v.object({ questions: Compared, clicks: Compared, stars: Compared }),
});
