/** Declares a short message that no order owes: its facts, and what goes in its place where it cannot. Pure. */
import * as v from "valibot";
import { SHORT_WAYS, type ShortWay } from "./ways.ts";

/** What a shop's own programs hand over for each short way. */
export type SentShortKind = `sent_${ShortWay}`;

export function sentShortKind(way: ShortWay): SentShortKind {
  return `sent_${way}`;
}

const SENT_SHORT_KINDS = SHORT_WAYS.map(sentShortKind);

const Facts = v.object({
  to: v.object({
    way: v.picklist(SHORT_WAYS),
    /** As in a chosen way. */
    address: v.string(),
  }),
  words: v.string(),
  /** True where the words hold a code: they lie sealed. */
  is_sealed: v.optional(v.boolean()),
  /** True where a person wrote it. */
  by_person: v.boolean(),
  /** What takes its place, as its row keeps it: a standalone mail or another short message; null where there is none. */
  mail: v.nullable(v.object({
    kind: v.picklist(["support_reply", "sent_code", "sent_mail", "sent_notice", ...SENT_SHORT_KINDS]),
    facts: v.unknown(),
  })),
});
export type ShortAnswerFacts = v.InferOutput<typeof Facts>;

/** Parses what `insertShortAnswer` wrote; throws where it does not fit: such an answer must not leave. */
export function readShortAnswer(json: string): ShortAnswerFacts {
  return v.parse(Facts, JSON.parse(json));
}
