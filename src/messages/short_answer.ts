/** Declares an answer that goes where the customer wrote: its facts, and the mail that goes where it cannot. Pure. */
import * as v from "valibot";
import { SHORT_WAYS } from "./ways.ts";

const Facts = v.object({
  to: v.object({
    way: v.picklist(SHORT_WAYS),
    /** As in a chosen way. */
    address: v.string(),
  }),
  words: v.string(),
  /** True where a person wrote it. */
  by_person: v.boolean(),
  /** The standalone mail that takes its place, as `insertStandalone` keeps it; null where there is no address. */
  mail: v.nullable(v.object({ kind: v.literal("support_reply"), facts: v.unknown() })),
});
export type ShortAnswerFacts = v.InferOutput<typeof Facts>;

/** Parses what `insertShortAnswer` wrote; throws where it does not fit: such an answer must not leave. */
export function readShortAnswer(json: string): ShortAnswerFacts {
  return v.parse(Facts, JSON.parse(json));
}
