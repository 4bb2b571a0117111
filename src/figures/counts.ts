/**
 * Declares what is counted of a shop's day: plain counts, each under what was counted and the parts by which it is told
 * apart. Nothing in it names a customer, so an erasure leaves it as it is. Pure.
 */

/** What is counted, and the parts of its key in their order. */
export const COUNTED = {
  /** Messages: `sent`, `delivered`, `bounced`, `complained`, `failed`, `unknown`, `repeated`, `clicked`, `opened`. */
  mail: ["kind", "outcome"],
  /** Messages by the bucket of the time from owed to accepted: see messages/latency_histogram.ts. */
  took: ["kind", "bucket"],
  /** Messages by the channel that took them and the domain of their recipient. */
  route: ["channel", "domain", "outcome"],
  /** Orders that came, by the country to which they go. */
  ordered: ["country"],
  /** Pieces ordered. */
  sold: ["sku"],
  /** Pieces that a customer sends back, by reason. */
  returned: ["sku", "reason"],
  /** Parcels that left with a carrier; `tracking` is `tracked` or `untracked`. */
  shipped: ["carrier", "tracking"],
  /** Orders whose last goods arrived, by who gave the date; `verdict` is `kept` or `late`. */
  promise: ["carrier", "country", "origin", "verdict"],
  /** Orders whose last goods arrived, by working days since they could leave; brought by `service`, in the shop's own words. */
  lead: ["carrier", "service", "country", "days"],
  /** Of those that were told a date by the shop's own history: by what it was learnt from. */
  learnt: ["carrier", "service", "country", "verdict"],
  /** Questions by what was asked, the last mail of the day before, the carrier, and `tracked`, `untracked` or nothing. */
  asked: ["topic", "after", "carrier", "tracking"],
  /** First answers by a person, by the bucket of the time until then. */
  answered: ["bucket"],
  /** Solved questions; `by` is `person` or `alone`. */
  solved: ["bucket", "by"],
  /** Ratings: of the delivery and each line 1 to 5, of the shop (`nps`) 0 to 10. */
  rated: ["about", "score", "carrier"],
} as const;

export type Counted = keyof typeof COUNTED;

/** Counts by what was counted and by key. */
export type Counts = { readonly [what in Counted]?: Readonly<Record<string, number>> };

/** The counts of one day in the shop's own zone, such as `2026-11-22`. */
export interface DayCounts {
  readonly day: string;
  readonly counts: Counts;
}

/** One count to be added. */
export interface Count {
  readonly what: Counted;
  readonly key: string;
  readonly count: number;
}

export const OTHER = "other";

const PART_MAX = 48;
/** Keys of one day, by what is counted: a year of days stays readable at once. */
const KEYS_MAX: Readonly<Record<Counted, number>> = {
  mail: 200,
  took: 400,
  route: 120,
  ordered: 40,
  sold: 200,
  returned: 150,
  shipped: 60,
  promise: 120,
  lead: 200,
  learnt: 120,
  asked: 100,
  answered: 101,
  solved: 202,
  rated: 120,
};
/** A domain of fewer mails a day might be one person's own. */
const DOMAIN_MIN = 5;

/** Joins the parts of a key; a part is lower case, without the sign between parts, and bounded. */
export function keyOf(...parts: readonly string[]): string {
  return parts.map((part) => part.trim().toLowerCase().replace(/[|\s]+/g, " ").slice(0, PART_MAX)).join("|");
}

export function partsOf(key: string): readonly string[] {
  return key.split("|");
}

/** Sums counts, such as those of the days of a month. */
export function addCounts(all: readonly Counts[]): Counts {
  const sum: Partial<Record<Counted, Record<string, number>>> = {};
  for (const counts of all) {
    for (const [what, by_key] of Object.entries(counts) as [Counted, Readonly<Record<string, number>>][]) {
      const into = sum[what] ??= {};
      for (const [key, count] of Object.entries(by_key)) into[key] = (into[key] ?? 0) + count;
    }
  }
  return sum;
}

export function countsOf(all: readonly Count[]): Counts {
  return addCounts(all.map(({ what, key, count }) => ({ [what]: { [key]: count } })));
}

/** Returns the counts as a day keeps them: rare domains and the rarest keys beyond each bound are `other`. */
export function bounded(counts: Counts): Counts {
  const entries = (Object.entries(counts) as [Counted, Readonly<Record<string, number>>][])
    .map(([what, by_key]) => [what, keptOf(KEYS_MAX[what], what === "route" ? withoutRare(by_key) : by_key)]);
  return Object.fromEntries(entries);
}

function withoutRare(by_key: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  const mails = new Map<string, number>();
  for (const [key, count] of Object.entries(by_key)) {
    const domain = partsOf(key)[1] ?? "";
    mails.set(domain, (mails.get(domain) ?? 0) + count);
  }
  return renamed(by_key, (key) => {
    const [channel = "", domain = "", outcome = ""] = partsOf(key);
    return keyOf(channel, mails.get(domain)! < DOMAIN_MIN ? OTHER : domain, outcome);
  });
}

/** Keeps the largest counts; of the others the first part is `other`, and their last part stays. */
function keptOf(most: number, by_key: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  const keys = Object.keys(by_key);
  if (keys.length <= most) return by_key;
  const kept = new Set(keys.toSorted((a, b) => by_key[b]! - by_key[a]!).slice(0, most));
  return renamed(by_key, (key) => {
    if (kept.has(key)) return key;
    const parts = partsOf(key);
    return keyOf(...parts.map((part, at) => at > 0 && at === parts.length - 1 ? part : OTHER));
  });
}

function renamed(
  by_key: Readonly<Record<string, number>>,
  name: (key: string) => string,
): Readonly<Record<string, number>> {
  const sum: Record<string, number> = {};
  for (const [key, count] of Object.entries(by_key)) sum[name(key)] = (sum[name(key)] ?? 0) + count;
  return sum;
}
