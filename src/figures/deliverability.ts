/**
 * Rates of complaints and bounces as mail providers would see them, from the shop's own counts: by mailbox provider and by channel, with the
 * bounds between which each lies, and what comes near a limit. Pure.
 */
import { type Rate, ratesOf, type Totals } from "../messages/reputation.ts";
import { wilson } from "./chance.ts";
import { type DayCounts, OTHER, partsOf } from "./counts.ts";

/** Days that are added up: long enough for a rate, and no longer than providers remember. */
export const DELIVERABILITY_DAYS = 28;
const NAMES_MAX = 12;

/** `value` and the bounds of 95 % are shares from 0 to 1; null where nothing was counted. */
export interface TrustedRate extends Rate {
  readonly value: number | null;
  readonly from: number | null;
  readonly to: number | null;
}

export interface NamedRates {
  /** A recipient's domain or a channel; `other` holds what is too rare to be named. */
  readonly name: string;
  readonly mails: number;
  readonly complaints: TrustedRate;
  readonly bounces: TrustedRate;
}

export interface Rates {
  readonly whole: Omit<NamedRates, "name">;
  readonly domains: readonly NamedRates[];
  readonly channels: readonly NamedRates[];
}

type Sum = { -readonly [Name in keyof Totals]: number };

export function deliverabilityRates(days: readonly DayCounts[]): Rates {
  const whole = nothing();
  const domains = new Map<string, Sum>();
  const channels = new Map<string, Sum>();
  for (const { counts } of days) {
    for (const [key, count] of Object.entries(counts.route ?? {})) {
      const [channel = "", domain = "", outcome = ""] = partsOf(key);
      if (!isCounted(outcome)) continue;
      whole[outcome] += count;
      sumOf(domains, domain)[outcome] += count;
      if (channel !== "" && channel !== OTHER) sumOf(channels, channel)[outcome] += count;
    }
  }
  return { whole: ratesFor(whole), domains: named(domains), channels: named(channels) };
}

function named(sums: ReadonlyMap<string, Sum>): readonly NamedRates[] {
  return [...sums].map(([name, sum]) => ({ name, ...ratesFor(sum) }))
    .toSorted((a, b) => Number(a.name === OTHER) - Number(b.name === OTHER) || b.mails - a.mails)
    .slice(0, NAMES_MAX);
}

function ratesFor(sum: Totals): Omit<NamedRates, "name"> {
  const { complaints, bounces } = ratesOf(sum);
  return { mails: complaints.mails, complaints: trusted(complaints), bounces: trusted(bounces) };
}

function trusted(rate: Rate): TrustedRate {
  const { count, mails } = rate;
  if (mails === 0) return { ...rate, value: null, from: null, to: null };
  const { from, to } = wilson(count, mails);
  return { ...rate, value: Math.min(1, count / mails), from, to };
}

const COUNTED = ["sent", "delivered", "bounced", "complained"] as const;

function isCounted(outcome: string): outcome is (typeof COUNTED)[number] {
  return (COUNTED as readonly string[]).includes(outcome);
}

function sumOf(sums: Map<string, Sum>, name: string): Sum {
  const known = sums.get(name) ?? nothing();
  sums.set(name, known);
  return known;
}

function nothing(): Sum {
  return { sent: 0, delivered: 0, bounced: 0, complained: 0 };
}
