/** Sums a shop's days for its people: by day or month, by kind of mail, carrier, country, route and SKU, with how far each share can be trusted. Pure. */
import { countOf, percentile } from "../messages/latency_histogram.ts";
import { addDays } from "./series.ts";
import { addCounts, type Counts, type DayCounts, partsOf } from "./counts.ts";
import { groups, histogramOf, type Rating, ratingOf, type Share, shareOf, sumWhere } from "./sums.ts";

export interface Period {
  /** Its first day. */
  readonly from: string;
  readonly sent: number;
  readonly delivered: number;
  readonly bounced: number;
  readonly complained: number;
  readonly kept: Share | null;
  /** For each 1,000 mails. */
  readonly questions: number | null;
  readonly clicked: Share | null;
  /** Working minutes until a person first answered, of one half and of 95 %. */
  readonly answered_minutes: number | null;
  readonly answered_minutes_95: number | null;
  /** Hours from a question to its solution, of one half; and those solved without a person. */
  readonly solved_hours: number | null;
  readonly alone: Share | null;
  /** The mean of 1 to 5 stars for the delivery, and the net promoter score of -100 to 100. */
  readonly stars: Rating | null;
  readonly nps: Rating | null;
  readonly ordered: number;
  readonly returned: number;
}

export interface Group {
  readonly name: string;
  readonly cases: number;
  readonly share: Share | null;
}

export interface KindReport {
  readonly kind: string;
  readonly sent: number;
  readonly bounced: Share | null;
  readonly clicked: Share | null;
  readonly opened: Share | null;
  /** Seconds from owed to accepted. */
  readonly p50: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
  /** Within a day of it, for each 1,000. */
  readonly questions: number | null;
}

/** What went wrong of what there was, and how many orders arrived in time. */
export interface Place {
  readonly name: string;
  readonly ordered: number;
  readonly kept: Share | null;
}

export interface Route {
  readonly channel: string;
  readonly domain: string;
  readonly sent: number;
  readonly delivered: Share | null;
  readonly bounced: Share | null;
  readonly complained: Share | null;
}

export interface Sku {
  readonly name: string;
  readonly sold: number;
  readonly returned: Share | null;
  /** The reason that is given most often. */
  readonly reason: string;
}

export interface Report {
  readonly whole: Period;
  readonly periods: readonly Period[];
  readonly carriers: readonly Group[];
  /** By who gave the date: `stated`, `learnt` or `rule`. */
  readonly origins: readonly Group[];
  readonly countries: readonly Place[];
  readonly routes: readonly Route[];
  readonly skus: readonly Sku[];
  readonly ratings: readonly (Rating & { readonly about: string })[];
  readonly kinds: readonly KindReport[];
  readonly reasons: readonly Group[];
  readonly topics: readonly Group[];
}

const SHOWN_MAX = 40;

export type PeriodLength = "day" | "week" | "month";

/** The first day of its period, or the month. A week begins on Monday. */
const NAMED_BY: Readonly<Record<PeriodLength, (day: string) => string>> = {
  day: (day) => day,
  week: (day) => addDays(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7)),
  month: (day) => day.slice(0, 7),
};

export function reportOf(days: readonly DayCounts[], by: PeriodLength): Report {
  const by_period = Map.groupBy(days, ({ day }) => NAMED_BY[by](day));
  const all = addCounts(days.map(({ counts }) => counts));
  const questions = sumWhere(all.asked, () => true);
  const returned = sumWhere(all.returned, () => true);
  return {
    whole: periodOf(days[0]?.day ?? "", all),
    periods: [...by_period].map(([from, of]) => periodOf(from, addCounts(of.map(({ counts }) => counts)))),
    carriers: keptBy(all, 0),
    origins: keptBy(all, 2),
    countries: groups(all.ordered, 0).map(({ name, cases: ordered }) => ({
      name,
      ordered,
      kept: keptOf(all, (parts) => parts[1] === name),
    })).slice(0, SHOWN_MAX),
    routes: routesOf(all),
    skus: skusOf(all),
    ratings: groups(all.rated, 0).flatMap(({ name }) => {
      const rating = ratingOf(all, name);
      return rating === null ? [] : [{ about: name, ...rating }];
    }),
    kinds: groups(all.mail, 0).map(({ name }) => kindOf(name, all)).filter(({ sent }) => sent > 0)
      .toSorted((a, b) => b.sent - a.sent),
    reasons: groups(all.returned, 1).map((one) => ({ ...one, share: shareOf(one.cases, returned) })),
    topics: groups(all.asked, 0).map((one) => ({ ...one, share: shareOf(one.cases, questions) })),
  };
}

function periodOf(from: string, counts: Counts): Period {
  const { mail, asked, answered, ordered, returned, solved } = counts;
  const outcome = (wanted: string) => sumWhere(mail, (parts) => parts[1] === wanted);
  const sent = outcome("sent");
  const minutes = (share: number) => {
    const within = percentile(answered ?? {}, share);
    return within === null ? null : Math.round(within / 60);
  };
  const done = histogramOf(solved, () => true, 0);
  return {
    from,
    sent,
    delivered: outcome("delivered"),
    bounced: outcome("bounced"),
    complained: outcome("complained"),
    kept: keptOf(counts, () => true),
    questions: perThousand(sumWhere(asked, () => true), sent),
    clicked: shareOf(outcome("clicked"), sent),
    answered_minutes: minutes(0.5),
    answered_minutes_95: minutes(0.95),
    solved_hours: countOf(done) === 0 ? null : Math.round(percentile(done, 0.5)! / 360) / 10,
    alone: shareOf(sumWhere(solved, (parts) => parts[1] === "alone"), countOf(done)),
    stars: ratingOf(counts, "delivery"),
    nps: ratingOf(counts, "nps"),
    ordered: sumWhere(ordered, () => true),
    returned: sumWhere(returned, () => true),
  };
}

function kindOf(kind: string, { mail = {}, took, asked }: Counts): KindReport {
  const of = (outcome: string) => mail[`${kind}|${outcome}`] ?? 0;
  const sent = of("sent");
  const seconds = histogramOf(took, (parts) => parts[0] === kind, 1);
  const within = (share: number) => countOf(seconds) === 0 ? null : percentile(seconds, share);
  return {
    kind,
    sent,
    bounced: shareOf(of("bounced"), sent),
    clicked: shareOf(of("clicked"), sent),
    opened: shareOf(of("opened"), sent),
    p50: within(0.5),
    p95: within(0.95),
    p99: within(0.99),
    questions: perThousand(sumWhere(asked, (parts) => parts[1] === kind), sent),
  };
}

function keptOf({ promise }: Counts, is_of: (parts: readonly string[]) => boolean): Share | null {
  return shareOf(
    sumWhere(promise, (parts) => is_of(parts) && parts[3] === "kept"),
    sumWhere(promise, is_of),
  );
}

function keptBy(all: Counts, part: number): readonly Group[] {
  return groups(all.promise, part).map(({ name, cases }) => ({
    name,
    cases,
    share: keptOf(all, (parts) => parts[part] === name),
  }));
}

function routesOf({ route = {} }: Counts): readonly Route[] {
  const names = new Set(Object.keys(route).map((key) => partsOf(key).slice(0, 2).join("|")));
  return [...names].map((name): Route => {
    const of = (outcome: string) => route[`${name}|${outcome}`] ?? 0;
    const [channel = "", domain = ""] = partsOf(name);
    const sent = of("sent");
    return {
      channel,
      domain,
      sent,
      delivered: shareOf(of("delivered"), sent),
      bounced: shareOf(of("bounced"), sent),
      complained: shareOf(of("complained"), sent),
    };
  }).toSorted((a, b) => b.sent - a.sent).slice(0, SHOWN_MAX);
}

/** Those of which most come back first: what is seldom sold has wide bounds. */
function skusOf({ sold = {}, returned = {} }: Counts): readonly Sku[] {
  const back = groups(returned, 0);
  return back.map(({ name, cases }): Sku => ({
    name,
    sold: sold[name] ?? 0,
    returned: shareOf(Math.min(cases, sold[name] ?? 0), sold[name] ?? 0),
    reason: groups(
      Object.fromEntries(Object.entries(returned).filter(([key]) => partsOf(key)[0] === name)),
      1,
    )[0]?.name ?? "",
  })).toSorted((a, b) => (b.returned?.from ?? 0) - (a.returned?.from ?? 0)).slice(0, SHOWN_MAX);
}

function perThousand(cases: number, of: number): number | null {
  return of === 0 ? null : Math.round(10_000 * cases / of) / 10;
}
