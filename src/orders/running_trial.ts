/** Declares a trial that runs, as the directory keeps it beside a shop's settings: what the tried version changes. */
import * as v from "valibot";

const Texts = v.record(v.string(), v.record(v.string(), v.string()));

export const RunningTrial = v.object({
  id: v.string(),
  kind: v.string(),
  /** Milliseconds since the epoch: orders that were sent their mail earlier do not count. */
  counts_from: v.number(),
  /** The texts that the tried version changes, by language and name. */
  texts: v.optional(Texts),
  /** The days of the tried version. */
  days: v.optional(v.union([v.number(), v.array(v.number())])),
});
export type RunningTrial = v.InferOutput<typeof RunningTrial>;
export const RunningTrials = v.array(RunningTrial);
