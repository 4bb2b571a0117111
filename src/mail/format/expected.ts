/** What a reader is told of the days on which something is expected: never one that has passed. It reads no clock. */
import type { Window } from "../../values/schemas.ts";
import type { Wording } from "./amounts.ts";
import { windowText } from "./dates.ts";

/** `today`, a day or days from today on; null once they are over, or where nobody has said. */
export function expectedText(
  window: Window | null | undefined,
  { t, locale, today }: Wording,
): string | null {
  if (window === null || window === undefined || window.until < today) return null;
  if (window.until === today) return t("date.today");
  const from = window.from !== undefined && window.from < today ? today : window.from;
  return windowText(locale, from === undefined ? { until: window.until } : { from, until: window.until });
}

/** Whether all of its days have passed. */
export function isOver(window: Window | null, { today }: Pick<Wording, "today">): boolean {
  return window !== null && window.until < today;
}
