/** Reads every Monday's digest of a simulated year and says which troubles it names, and what else. */
import { type Digest, digestOf, nameOf } from "../../src/figures/digest.ts";
import type { Finding } from "../../src/figures/findings.ts";
import type { About } from "../../src/figures/series.ts";
import { dayAt, type Year, YEAR_DAYS } from "./play.ts";
import { type Effect, type Injected, nameOfEffect } from "./troubles.ts";

export interface Judged {
  readonly named: readonly {
    readonly trouble: string;
    readonly begins: string;
    readonly week: string | null;
    readonly after_days: number | null;
    readonly as: string | null;
  }[];
  /** Findings that no trouble explains. */
  readonly others: readonly { readonly week: string; readonly as: string }[];
  readonly digests: readonly Digest[];
}

/** Days after its end in which a trouble may still be named: two weeks are compared. */
const AFTER_DAYS = 14;

export function judgeYear({ first, days }: Year, troubles: readonly Injected[]): Judged {
  const digests: Digest[] = [];
  for (let at = 0; at < YEAR_DAYS; at++) {
    // The digest of Monday looks back on the week until Sunday.
    if (new Date(dayAt(first, at)).getUTCDay() === 0) {
      digests.push(digestOf(days.slice(0, at + 1), dayAt(first, at), digests, []));
    }
  }
  const found = digests.flatMap(({ week, found }) => found.map((one) => ({ week, one })));
  const explains = ({ from, until, effect }: Injected, week: string, one: Finding) =>
    week >= dayAt(first, from) && week <= dayAt(first, until + AFTER_DAYS) && isNamed(effect, one);
  return {
    named: troubles.map((trouble) => {
      const begins = dayAt(first, trouble.from);
      const hit = found.find(({ week, one }) => explains(trouble, week, one));
      return {
        trouble: trouble.name,
        begins,
        // Its mail goes out on the day after the week.
        week: hit === undefined ? null : dayAt(hit.week, 1),
        after_days: hit === undefined ? null : (Date.parse(hit.week) - Date.parse(begins)) / 86_400_000 + 1,
        as: hit === undefined ? null : said(hit.one),
      };
    }),
    others: found.filter(({ week, one }) => !troubles.some((trouble) => explains(trouble, week, one)))
      .map(({ week, one }) => ({ week: dayAt(week, 1), as: said(one) })),
    digests,
  };
}

function said(one: About): string {
  return nameOf(one).replaceAll("|", " ");
}

/**
 * A finding names a trouble by at least one of its parts, or by evidence that most cases are of one, and by none that is
 * another.
 */
function isNamed(effect: Effect, { family, parts, evidence, cases }: Finding): boolean {
  const real = nameOfEffect(effect);
  const own = Object.entries(parts);
  const is_told = own.length > 0 || Object.keys(real.parts).length === 0 ||
    evidence.some((one) => real.parts[one.part] === one.value && 2 * one.cases > cases);
  // Customers who ask by themselves ask after a mail as well.
  const is_family = family === real.family || family === "asked" && real.family === "unprompted";
  // A slower shop passes more than one bar.
  if (family === "answered") return is_family;
  return is_family && own.every(([part, value]) => real.parts[part] === value) && is_told;
}
