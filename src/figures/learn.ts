/**
 * Learns from a shop's arrivals how many working days it tells: from the half of them to nine tenths, by service and
 * country, and by carrier too. It changes no day that was told. Pure.
 */
import { type Learnt, learntKey, type LearntOf } from "../orders/learnt.ts";
import { addCounts, type DayCounts, partsOf } from "./counts.ts";

/** Fewer arrivals say too little of their slowest tenth. */
export const LEARN_MIN_CASES = 50;
/** Days of arrivals that are learnt from. */
export const LEARN_DAYS = 84;
const HALF = 0.5;
const NEARLY_ALL = 0.9;
/** Changes that are kept of one key: orders that started before the oldest are older than any that is still awaited. */
const TOLD_MAX = 20;
const KEYS_MAX = 60;

/** What is learnt holds for orders that start on `since` or later. `history` are the days before it. */
export function learn(history: readonly DayCounts[], before: Learnt, since: string): Learnt {
  const { lead = {}, learnt = {} } = addCounts(history.slice(-LEARN_DAYS).map(({ counts }) => counts));
  const arrivals = new Map<string, Map<number, number>>();
  for (const [key, count] of Object.entries(lead)) {
    const [carrier = "", service = "", country = "", days] = partsOf(key);
    for (const of of carrier === "" ? [""] : ["", carrier]) {
      const name = learntKey(of, service, country);
      const by_days = arrivals.get(name) ?? new Map<number, number>();
      arrivals.set(name, by_days.set(Number(days), (by_days.get(Number(days)) ?? 0) + count));
    }
  }
  const cases = (name: string) => [...arrivals.get(name)?.values() ?? []].reduce((sum, one) => sum + one, 0);
  const names = [...arrivals.keys()].filter((name) => cases(name) >= LEARN_MIN_CASES)
    .toSorted((a, b) => cases(b) - cases(a)).slice(0, KEYS_MAX);
  return Object.fromEntries(
    [...new Set([...Object.keys(before), ...names])].flatMap((name): readonly [string, LearntOf][] => {
      const days = names.includes(name) ? daysOf(arrivals.get(name)!) : null;
      const told = toldFrom(before[name]?.told ?? [], days, since);
      if (told.every((one) => one.days === null)) return [];
      const [kept, late] = [learnt[`${name}|kept`] ?? 0, learnt[`${name}|late`] ?? 0];
      return [[name, { told, cases: cases(name), kept, kept_of: kept + late }]];
    }),
  );
}

type Days = LearntOf["told"][number]["days"];

function toldFrom(told: LearntOf["told"], days: Days, since: string): LearntOf["told"] {
  const last = told.at(-1)?.days ?? null;
  const is_same = last?.days_min === days?.days_min && last?.days_max === days?.days_max;
  return is_same ? told : [...told, { since, days }].slice(-TOLD_MAX);
}

function daysOf(by_days: ReadonlyMap<number, number>): Days {
  const sorted = [...by_days].toSorted(([a], [b]) => a - b);
  const total = sorted.reduce((sum, [, count]) => sum + count, 0);
  const within = (share: number) => {
    let seen = 0;
    return sorted.find(([, count]) => (seen += count) >= share * total)![0];
  };
  return { days_min: within(HALF), days_max: within(NEARLY_ALL) };
}
