/**
 * Says which rates of a shop are watched: what counts as bad, of how many, and by which parts it may be told apart. It
 * judges nothing. Pure.
 */
import { type Cell, cells, isTold, told, UNKNOWN } from "./cells.ts";
import type { Family, FamilyName } from "./family.ts";
import { byKind, MAIL_FAMILIES } from "./mail_families.ts";
import { answersOver } from "./usual_answer.ts";

const STARS_BAD = 2;
const NPS_BAD = 6;
/** The earliest day on which pieces come back, and how much later most of them do. */
const RETURN_LAG_DAYS = 3;
const RETURN_TRAILS_DAYS = 25;
/** A parcel that is late comes after those of its day that were not. */
const LATE_TRAILS_DAYS = 7;
/** Days after an order in which its customer asks. */
const ASKED_TRAILS_DAYS = 14;

export const FAMILY_TABLE: readonly Family[] = [
  {
    name: "untracked",
    dims: ["carrier"],
    bad: ({ shipped }) =>
      cells(shipped, ([carrier = "", tracking]) => tracking === "untracked" ? { parts: [carrier] } : null),
    all: ({ shipped }) => cells(shipped, ([carrier = ""]) => ({ parts: [carrier] })),
  },
  {
    name: "late",
    dims: ["carrier", "country", "ordered_on", "origin"],
    trails_days: LATE_TRAILS_DAYS,
    bad: ({ promise }) =>
      cells(
        promise,
        ([carrier = "", country = "", origin, verdict, weekday]) =>
          verdict === "late" ? { parts: [carrier, country, told(weekday), told(origin)] } : null,
      ),
    all: ({ promise }) =>
      cells(
        promise,
        ([carrier = "", country = "", origin, , weekday]) => ({
          parts: [carrier, country, told(weekday), told(origin)],
        }),
      ),
  },
  {
    name: "unpaid",
    dims: ["method", "country"],
    bad: ({ unpaid }) => cells(unpaid, ([method, country]) => ({ parts: [told(method), told(country)] })),
    all: ({ ordered }) =>
      cells(ordered, ([country, locale, method]) =>
        // Days of an older Waybill tell no failed payments.
        locale === undefined ? null : { parts: [told(method), told(country)] }),
  },
  ...MAIL_FAMILIES,
  {
    name: "returned",
    dims: ["sku", "reason", "country"],
    lag_days: RETURN_LAG_DAYS,
    trails_days: RETURN_TRAILS_DAYS,
    bad: ({ returned }) =>
      cells(returned, ([sku = "", reason = "", country]) => ({ parts: [sku, reason, told(country)] })),
    all: ({ sold }) => cells(sold, ([sku = ""]) => ({ parts: [sku, null, null] })),
    shared: (counts): Readonly<Record<string, readonly Cell[]>> =>
      isTold(counts) ? { country: cells(counts.ordered, ([country]) => ({ parts: [told(country)] })) } : {},
  },
  {
    name: "asked",
    dims: ["after", "topic", "locale", "method", "country"],
    per_mille: true,
    bad: ({ asked }) =>
      cells(
        asked,
        ([topic = "", after = "", carrier, tracking, locale, method, country]) =>
          after === "" ? null : {
            parts: [after, topic, told(locale), told(method), told(country)],
            carrier,
            topic,
            tracking,
            locale,
            method,
            country,
          },
      ),
    all: (counts) =>
      isTold(counts)
        ? cells(counts.spoken, ([kind = "", locale]) => ({ parts: [kind, null, told(locale), null, null] }))
        : byKind(counts, ["sent"], null, UNKNOWN, null, null),
    shared: (counts): Readonly<Record<string, readonly Cell[]>> =>
      isTold(counts)
        ? {
          method: cells(counts.ordered, ([, , method]) => ({ parts: [told(method)] })),
          country: cells(counts.ordered, ([country]) => ({ parts: [told(country)] })),
        }
        : {},
  },
  {
    name: "unprompted",
    dims: ["topic", "locale", "method", "country"],
    main: 1,
    trails_days: ASKED_TRAILS_DAYS,
    per_mille: true,
    bad: ({ asked }) =>
      cells(
        asked,
        ([topic = "", after, carrier, tracking, locale, method, country]) =>
          after !== "" ? null : {
            parts: [topic, told(locale), told(method), told(country)],
            carrier,
            topic,
            tracking,
            locale,
            method,
            country,
          },
      ),
    all: ({ ordered }) =>
      cells(ordered, ([country, locale, method]) => ({
        parts: locale === undefined
          ? [null, UNKNOWN, UNKNOWN, UNKNOWN]
          : [null, told(locale), told(method), told(country)],
      })),
  },
  {
    name: "rated",
    dims: ["about", "carrier"],
    is_rating: true,
    bad: ({ rated }) =>
      cells(
        rated,
        ([about = "", score, carrier]) =>
          Number(score) <= (about === "nps" ? NPS_BAD : STARS_BAD)
            ? { parts: [about, told(carrier)], carrier }
            : null,
      ),
    all: ({ rated }) =>
      cells(rated, ([about = "", , carrier]) => ({ parts: [about, told(carrier)], carrier })),
  },
  {
    name: "answered",
    dims: ["over", "weekday"],
    by_weekday: true,
    is_of_bars: true,
    bar: "8",
    bad: ({ answered }) => answersOver(answered),
    all: ({ answered }) => answersOver(answered, "all"),
  },
  {
    name: "unheard",
    dims: ["source"],
    bad: ({ heard }) =>
      cells(heard, ([source = "", outcome]) => outcome === "taken" ? null : { parts: [source] }),
    all: ({ heard }) => cells(heard, ([source = ""]) => ({ parts: [source] })),
  },
  {
    name: "silent",
    dims: ["source"],
    is_beside_others: true,
    bad: ({ hours }) =>
      cells(hours, ([source = "", state]) => state === "silent" ? { parts: [source] } : null),
    all: ({ hours }) => cells(hours, ([source = ""]) => ({ parts: [source] })),
  },
];

/** Whether fewer of it are the trouble. */
export function isFalling(name: FamilyName): boolean {
  return FAMILY_TABLE.some((family) => family.name === name && family.falls === true);
}

/** What follows from a finding by itself and is not named beside it. */
export const FOLLOWS: Readonly<Partial<Record<FamilyName, readonly string[]>>> = {
  returned: ["return", "claim"],
};
