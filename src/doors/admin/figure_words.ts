/** Words single figures for the desk: rates with how far they can be trusted, times, periods and reasons. */
import { deskLocale, w, withCapital, wordFor } from "../../../templates/admin/words.ts";
import type { Rating, Share } from "../../figures/sums.ts";
import { monthText, shortDateText, shortMonthText } from "../../mail/format/dates.ts";
import { dayWords } from "../../mail/view/finding_words.ts";
import { countText, shareText } from "./desk_view.ts";

/** Rates of which there are fewer are shown with the bounds between which they lie. */
const SURE_OF = 1_000;
/** Of `2026-11`. */
const MONTH_LENGTH = 7;

/** What customers choose on the order's page is kept by a name, what they write themselves in their words. */
export function reasonWords(reason: string): string {
  return withCapital(wordFor("why", reason));
}

/** `2026-11-23` is a day or the first of a week; `2026-11` a month. */
export function periodText(from: string): string {
  return from.length > MONTH_LENGTH ? dayWords(from) : monthText(deskLocale(), from);
}

export function shortPeriodText(from: string): string {
  return from.length > MONTH_LENGTH
    ? shortDateText(deskLocale(), "UTC", from)
    : shortMonthText(deskLocale(), from);
}

export function trusted(share: Share | null): string {
  if (share === null) return w("rate.none");
  return share.of >= SURE_OF ? percent(share.value) : `${percent(share.value)} (${boundsText(share)})`;
}

export function boundsText({ from, to }: Share): string {
  return `${percent(from)} – ${percent(to)}`;
}

export function ratingText(rating: Rating | null): string {
  return rating === null ? w("rate.none") : `${number(rating.value)} ± ${number(rating.margin)}`;
}

export function percent(share: number): string {
  return shareText(share, share < 0.1 ? 2 : 1);
}

export function number(value: number | null): string {
  return value === null ? w("rate.none") : countText(value);
}

export function minutes(value: number | null): string {
  return value === null ? w("rate.none") : w("figure.minutes", { minutes: countText(value) });
}

export function seconds(value: number | null): string {
  return value === null ? w("rate.none") : w("figure.seconds", { seconds: countText(value) });
}
