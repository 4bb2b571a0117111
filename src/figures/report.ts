/** Sums a shop's days for its people: by week or month, by kind of mail, by carrier, by reason of a return. Pure. */
import { addHistograms, countOf, type LatencyHistogram, percentile } from "../messages/latency_histogram.ts";
import { type Interval, wilson } from "./chance.ts";
import { addCounts, type Counts, type DayCounts, partsOf } from "./counts.ts";

/** A share with how far it can be trusted; null where there is none to speak of. */
export type Share = { readonly cases: number; readonly of: number; readonly value: number } & Interval;

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
  /** Working minutes until a person first answered, of one half. */
  readonly answered_minutes: number | null;
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

export interface Report {
  readonly whole: Period;
  readonly periods: readonly Period[];
  readonly carriers: readonly Group[];
  readonly kinds: readonly KindReport[];
  readonly reasons: readonly Group[];
  readonly topics: readonly Group[];
}

const GROUPS_MAX = 12;

/** `length` is that of a period's name in a day: 7 for months, 10 for days. */
export function reportOf(days: readonly DayCounts[], length: 7 | 10): Report {
  const by_period = Map.groupBy(days, ({ day }) => day.slice(0, length));
  const all = addCounts(days.map(({ counts }) => counts));
  const questions = sumWhere(all.asked, () => true);
  const returned = sumWhere(all.returned, () => true);
  return {
    whole: periodOf(days[0]?.day ?? "", all),
    periods: [...by_period].map(([from, of]) => periodOf(from, addCounts(of.map(({ counts }) => counts)))),
    carriers: groups(all.promise, 0).map(({ name, cases: of }) => ({
      name,
      cases: of,
      share: shareOf(sumWhere(all.promise, (parts) => parts[0] === name && parts[3] === "kept"), of),
    })),
    kinds: groups(all.mail, 0).map(({ name }) => kindOf(name, all)).filter(({ sent }) => sent > 0)
      .toSorted((a, b) => b.sent - a.sent),
    reasons: groups(all.returned, 1).map((one) => ({ ...one, share: shareOf(one.cases, returned) })),
    topics: groups(all.asked, 0).map((one) => ({ ...one, share: shareOf(one.cases, questions) })),
  };
}

function periodOf(from: string, { mail, promise, asked, answered, ordered, returned }: Counts): Period {
  const outcome = (wanted: string) => sumWhere(mail, (parts) => parts[1] === wanted);
  const sent = outcome("sent");
  const half = percentile(answered ?? {}, 0.5);
  return {
    from,
    sent,
    delivered: outcome("delivered"),
    bounced: outcome("bounced"),
    complained: outcome("complained"),
    kept: shareOf(sumWhere(promise, (parts) => parts[3] === "kept"), sumWhere(promise, () => true)),
    questions: perThousand(sumWhere(asked, () => true), sent),
    answered_minutes: half === null ? null : Math.round(half / 60),
    ordered: sumWhere(ordered, () => true),
    returned: sumWhere(returned, () => true),
  };
}

function kindOf(kind: string, { mail = {}, took, asked }: Counts): KindReport {
  const of = (outcome: string) => mail[`${kind}|${outcome}`] ?? 0;
  const sent = of("sent");
  const seconds = Object.entries(took ?? {}).map(([key, count]): LatencyHistogram => {
    const [of_kind, bucket = ""] = partsOf(key);
    return of_kind === kind ? { [bucket]: count } : {};
  }).reduce(addHistograms, {});
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

function shareOf(cases: number, of: number): Share | null {
  return of === 0 ? null : { cases, of, value: cases / of, ...wilson(cases, of) };
}

function perThousand(cases: number, of: number): number | null {
  return of === 0 ? null : Math.round(10_000 * cases / of) / 10;
}

function sumWhere(
  by_key: Readonly<Record<string, number>> | undefined,
  is_of: (parts: readonly string[]) => boolean,
): number {
  return Object.entries(by_key ?? {}).reduce(
    (sum, [key, count]) => is_of(partsOf(key)) ? sum + count : sum,
    0,
  );
}

/** The largest groups by one part of the key. */
function groups(
  by_key: Readonly<Record<string, number>> | undefined,
  part: number,
): readonly { readonly name: string; readonly cases: number }[] {
  const sums = new Map<string, number>();
  for (const [key, count] of Object.entries(by_key ?? {})) {
    const name = partsOf(key)[part] ?? "";
    sums.set(name, (sums.get(name) ?? 0) + count);
  }
  return [...sums].map(([name, cases]) => ({ name, cases })).toSorted((a, b) => b.cases - a.cases)
    .slice(0, part === 0 ? 100 : GROUPS_MAX);
}
