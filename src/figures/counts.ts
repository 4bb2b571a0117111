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
  /** Messages by the channel that took them and the domain of their recipient; `delayed` ones were delivered, late. */
  route: ["channel", "domain", "outcome"],
  /** Messages that bounced or were complained about: rare, so that they are kept by everything that may be the cause. */
  refused: ["channel", "domain", "kind", "outcome"],
  /** Messages by their language. */
  spoken: ["kind", "locale"],
  /** Messages by whether their channel took them at once: `prompt` or `slow`. */
  pace: ["channel", "kind", "speed"],
  /** Orders that came: the country to which they go, their language, how they are paid. */
  ordered: ["country", "locale", "method"],
  /** Payments that failed. */
  unpaid: ["method", "country"],
  /** Pieces ordered. */
  sold: ["sku"],
  /** Pieces that a customer sends back, by reason. */
  returned: ["sku", "reason", "country"],
  /** Parcels that left with a carrier; `tracking` is `tracked` or `untracked`. */
  shipped: ["carrier", "tracking"],
  /** Orders whose last goods arrived, by who gave the date and the day of the week of the order; `verdict` is `kept` or `late`. */
  promise: ["carrier", "country", "origin", "verdict", "weekday"],
  /** Orders whose last goods arrived, by working days since they could leave; brought by `service`, in the shop's own words. */
  lead: ["carrier", "service", "country", "days"],
  /** Of those that were told a date by the shop's own history: by what it was learnt from. */
  learnt: ["carrier", "service", "country", "verdict"],
  /** Questions by what was asked, the last mail of the day before, the carrier, `tracked`, `untracked` or nothing, and the order's own. */
  asked: ["topic", "after", "carrier", "tracking", "locale", "method", "country"],
  /** First answers by a person, by the bucket of the time until then. */
  answered: ["bucket"],
  /** Solved questions; `by` is `person` or `alone`. */
  solved: ["bucket", "by"],
  /** Ratings: of the delivery and each line 1 to 5, of the shop (`nps`) 0 to 10. */
  rated: ["about", "score", "carrier"],
  /** Webhooks of each sender: `taken`, `refused` or `dead`. */
  heard: ["source", "outcome"],
  /** Hours of the day in which a sender sent something, `heard`, or did not, `silent`. */
  hours: ["source", "state"],
} as const;

export type Counted = keyof typeof COUNTED;

/** Counts by what was counted and by key. */
export type Counts = { readonly [what in Counted]?: Readonly<Record<string, number>> };

/** The counts of one day in the shop's own zone, such as `2026-11-22`. */
export interface DayCounts {
  readonly day: string;
  readonly counts: Counts;
}

/**
 * What is counted as it happens under a longer key, so that one row holds it: the night adds it to several counts. `handed` is
 * channel, domain, kind, language and speed of a mail that a channel took; `outcome` channel, domain, outcome and kind.
 */
export type Gathered = "handed" | "outcome";

/** One count to be added. */
export interface Count<What extends string = Counted> {
  readonly what: What;
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
  refused: 80,
  spoken: 100,
  pace: 100,
  ordered: 120,
  unpaid: 40,
  sold: 200,
  returned: 150,
  shipped: 60,
  promise: 250,
  lead: 200,
  learnt: 120,
  asked: 200,
  answered: 101,
  solved: 202,
  rated: 120,
  heard: 60,
  hours: 40,
};
/** A domain of fewer mails a day might be one person's own. */
const DOMAIN_MIN = 5;

/** Joins the parts of a key; a part is lower case, without the sign between parts, and bounded. */
export function keyOf(...parts: readonly string[]): string {
  return parts.map((part) => part.trim().toLowerCase().replace(/[|\s]+/g, " ").slice(0, PART_MAX)).join("|");
}

/** A text is written once for a language, whatever the country: `de` of `de-AT`. */
export function languageOf(locale: string | null | undefined): string {
  return (locale ?? "").split(/[-_]/)[0]!;
}

/** 1 is Monday. */
export function weekdayOf(day: string): number {
  return (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7 + 1;
}

export function partsOf(key: string): readonly string[] {
  return key.split("|");
}

/** Returns what a gathered count adds, each by its own parts. */
export function spreadOut({ what, key, count }: Count<Counted | Gathered>): readonly Count[] {
  const parts = partsOf(key);
  const add = (counted: Counted, ...by: readonly string[]): Count => ({
    what: counted,
    key: keyOf(...by),
    count,
  });
  if (what === "handed") {
    const [channel = "", domain = "", kind = "", locale = "", speed = ""] = parts;
    return [
      add("route", channel, domain, "sent"),
      add("spoken", kind, locale),
      add("pace", channel, kind, speed),
    ];
  }
  if (what === "outcome") {
    const [channel = "", domain = "", outcome = "", kind = ""] = parts;
    return [
      add("route", channel, domain, outcome),
      // What came late has come.
      ...(outcome === "delayed" ? [add("route", channel, domain, "delivered")] : []),
      ...(outcome === "bounced" || outcome === "complained"
        ? [add("refused", channel, domain, kind, outcome)]
        : []),
    ];
  }
  return [{ what, key, count }];
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
    .map(([what, by_key]) => [what, keptOf(what, withoutRare(what, by_key, counts.route ?? {}))]);
  return Object.fromEntries(entries);
}

/** The place of the domain in each key that has one. */
const DOMAIN_AT: Readonly<Partial<Record<Counted, number>>> = { route: 1, refused: 1 };

function withoutRare(
  what: Counted,
  by_key: Readonly<Record<string, number>>,
  route: Readonly<Record<string, number>>,
): Readonly<Record<string, number>> {
  const at = DOMAIN_AT[what];
  if (at === undefined) return by_key;
  const mails = new Map<string, number>();
  for (const [key, count] of Object.entries(route)) {
    const domain = partsOf(key)[1] ?? "";
    mails.set(domain, (mails.get(domain) ?? 0) + count);
  }
  return renamed(
    by_key,
    (key) =>
      keyOf(
        ...partsOf(key).map((part, one) => one === at && (mails.get(part) ?? 0) < DOMAIN_MIN ? OTHER : part),
      ),
  );
}

/** The place of the part that says good or bad, where it is not the last one. */
const VERDICT_AT: Readonly<Partial<Record<Counted, number>>> = { promise: 3, asked: 0, ordered: 0 };

/** Keeps the largest counts; of the others only the part stays that says most. */
function keptOf(what: Counted, by_key: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  const keys = Object.keys(by_key);
  if (keys.length <= KEYS_MAX[what]) return by_key;
  const kept = new Set(keys.toSorted((a, b) => by_key[b]! - by_key[a]!).slice(0, KEYS_MAX[what]));
  return renamed(by_key, (key) => {
    if (kept.has(key)) return key;
    const parts = partsOf(key);
    const said = VERDICT_AT[what] ?? parts.length - 1;
    return keyOf(...parts.map((part, at) => parts.length > 1 && at === said ? part : OTHER));
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
