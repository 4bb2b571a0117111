/** Shapes of figures and digests. */
import * as v from "valibot";
import { FAMILIES } from "../../../src/figures/family.ts";
import { MESSAGE_KINDS } from "../../../src/messages/message.ts";
import { about, Count, MaybeNumber, Text, Yes } from "./value.ts";

const KindFigures = v.object({
  kind: v.picklist(MESSAGE_KINDS),
  sent: Count,
  delivered: Count,
  bounced: Count,
  complained: Count,
  failed: Count,
  unknown: about(Count, "Nobody knows whether they arrived, and nothing more is tried"),
  repeated: about(Count, "Sent although an earlier attempt may have arrived"),
  seconds: about(
    v.nullable(v.object({ mails: Count, p50: v.number(), p95: v.number() })),
    "From owed to accepted by a channel, at most a fifth too high",
  ),
  owed: about(Count, "Owed now, and with no channel"),
  oldest_owed_s: v.nullable(v.number()),
});

export const Figures = v.object({
  from: Text,
  counted: about(Yes, "Whether sent mails are counted: `figures` or `digest` of the settings"),
  kinds: v.array(KindFigures),
  unread: v.array(v.object({ source: Text, unread: Count, webhooks: Count, is_capped: Yes })),
  refusals: v.array(v.looseObject({ source: Text, field: Text, rule: Text, count: Count })),
});

const BoundedShare = v.nullable(
  v.object({ cases: Count, of: Count, value: v.number(), from: v.number(), to: v.number() }),
);

const Rating = v.object({ count: Count, value: v.number(), margin: v.number() });

const Period = v.object({
  from: about(Text, "Its first day, or a month"),
  sent: Count,
  delivered: Count,
  bounced: Count,
  complained: Count,
  clicked: BoundedShare,
  kept: about(BoundedShare, "Orders whose last goods arrived by the day that was told"),
  questions: about(MaybeNumber, "For each 1,000 mails"),
  answered_minutes: about(MaybeNumber, "Working minutes until a person answered first, of one half"),
  answered_minutes_95: MaybeNumber,
  solved_hours: about(MaybeNumber, "From a question to its solution, of one half"),
  alone: about(BoundedShare, "Questions that were solved without a person"),
  stars: v.nullable(Rating),
  nps: about(v.nullable(Rating), "Net promoter score, -100 to 100"),
  ordered: Count,
  returned: Count,
});

const Measured = v.object({
  before: BoundedShare,
  after: BoundedShare,
  verdict: about(
    v.picklist(["better", "worse", "unsure"]),
    "Of a sequential test: it may be read at any time",
  ),
  needed: about(
    MaybeNumber,
    "Mails until a rate half as high again, or half as low, would show; null for never",
  ),
});

const Group = v.object({ name: Text, cases: Count, share: BoundedShare });

export const Year = v.object({
  from: Text,
  until: Text,
  counted: about(Yes, "The setting `figures`"),
  whole: Period,
  periods: v.array(Period),
  carriers: v.array(Group),
  origins: about(v.array(Group), "By who gave the date: `stated`, `learnt`, `rule`"),
  countries: v.array(v.object({ name: Text, ordered: Count, kept: BoundedShare })),
  routes: v.array(
    v.object({
      channel: Text,
      domain: Text,
      sent: Count,
      delivered: BoundedShare,
      bounced: BoundedShare,
      complained: BoundedShare,
    }),
  ),
  skus: v.array(v.object({ name: Text, sold: Count, returned: BoundedShare, reason: Text })),
  ratings: v.array(v.object({ ...Rating.entries, about: Text })),
  kinds: v.array(
    v.object({
      kind: Text,
      sent: Count,
      bounced: BoundedShare,
      clicked: BoundedShare,
      opened: BoundedShare,
      p50: MaybeNumber,
      p95: MaybeNumber,
      p99: MaybeNumber,
      questions: MaybeNumber,
    }),
  ),
  reasons: v.array(Group),
  topics: v.array(Group),
  learnt: v.array(
    v.object({
      carrier: about(Text, "Empty for all carriers"),
      service: Text,
      country: Text,
      days_min: Count,
      days_max: Count,
      since: Text,
      cases: Count,
      kept: BoundedShare,
    }),
  ),
  versions: about(
    v.array(
      v.object({
        kind: Text,
        locale: Text,
        day: Text,
        person: Text,
        questions: Measured,
        clicks: Measured,
        days_needed: MaybeNumber,
      }),
    ),
    "What the last 20 changed texts brought, oldest first",
  ),
  days_needed: about(
    v.array(v.object({ kind: Text, days: MaybeNumber })),
    "Days that a change of a kind's text would take to show",
  ),
});

const Named = {
  name: about(Text, "The same in each week"),
  family: v.picklist(FAMILIES),
  parts: v.record(v.string(), v.string()),
  cases: Count,
  of: Count,
  usual: v.number(),
  usual_of: Count,
  since: Text,
};

const Done = v.object({ name: Text, words: Text, by: Text, day: Text });

export const Digest = v.object({
  week: about(Text, "Its last day"),
  is_early: about(Yes, "There were too few days to compare"),
  found: v.array(
    v.object({
      ...Named,
      days: Count,
      rate: v.object({ value: v.number(), from: v.number(), to: v.number() }),
      chance: v.number(),
      evidence: v.array(v.object({ part: Text, value: Text, cases: Count })),
    }),
  ),
  followed: v.array(
    v.object({ ...Named, state: v.picklist(["lasts", "over", "usual"]), done: v.array(Done) }),
  ),
  done: v.array(Done),
});
