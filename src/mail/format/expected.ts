/** Words the days on which something is expected, never a day that has passed. It reads no clock. */
import type { Window } from "../../values/schemas.ts";
import type { Wording } from "./amounts.ts";
import { windowText } from "./dates.ts";

/** Returns `today`, a day or a range from today on; null once the window is over or where no window is known. */
export function expectedText(
  window: Window | null | undefined,
  { t, locale, today }: Wording,
): string | null {
  if (window === null || window === undefined || window.until < today) return null;
  if (window.until === today) return t("date.today");
  const from = window.from !== undefined && window.from < today ? today : window.from;
  return windowText(locale, from === undefined ? { until: window.until } : { from, until: window.until });
}

/** Returns whether all days of `window` have passed. */
export function isOver(window: Window | null, { today }: Pick<Wording, "today">): boolean {
  return window !== null && window.until < today;
}
