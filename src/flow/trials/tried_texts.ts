/** Makes settings of a trial's texts, so that they are checked as if they were live. */
import type { TrialPlan } from "./read_trials.ts";
import type { GivenSettings } from "../settings/change_settings.ts";
import { textsIn, withTexts } from "../settings/texts_in.ts";

export function textsTried(
  kind: string,
  texts: NonNullable<TrialPlan["texts"]>,
): (settings: GivenSettings) => GivenSettings {
  return (settings) =>
    Object.entries(texts).reduce(
      (all, [locale, of]) => withTexts(all, locale, kind, { ...textsIn(all, locale, kind), ...of }),
      settings,
    );
}
