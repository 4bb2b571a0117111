/** Reads which texts of a shop changed lately, as days of its own zone. */
import type { TextChange } from "../../figures/versions.ts";
import { localTime } from "../../orders/quiet_hours.ts";
import type { TextVersionRow } from "../../sql/texts.ts";
import type { Shop } from "../ports.ts";

/** Changes that are compared: a row each. */
export const CHANGES_MAX = 20;

/** Oldest first; of several changes on one day the last. */
export function changesOf({ settings }: Pick<Shop, "settings">, result: D1Result): readonly TextChange[] {
  const changes = (result.results as unknown as readonly TextVersionRow[]).map((
    { kind, locale, at, person },
  ): TextChange => ({ kind, locale, person, day: localTime(settings.time_zone, at).day }));
  const by_day = new Map(
    changes.toReversed().map((one) => [`${one.kind} ${one.locale} ${one.day}`, one]),
  );
  return [...by_day.values()];
}
