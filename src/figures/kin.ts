/**
 * Says what the other parts of a kind tell of one part's usual rate. A part of few cases has a usual rate that nobody knows well; how
 * much parts of its kind differ from what the whole shop, or carrier and country by themselves, would make of them says how far
 * theirs holds for it (a gamma prior by the method of moments: empirical Bayes). Pure.
 */
import { atLeast } from "./chance.ts";
import type { Parts } from "./series.ts";
import { shapeOf } from "./swings.ts";

/** Parts of one kind differ by half of their rate, as long as few of them were seen; it counts as much as four parts. */
const DIFFER_FIRST = 0.25;
const DIFFER_FIRST_PARTS = 4;
/** They differ by a fifth at least, even where all seem alike. */
const DIFFER_MIN = 0.04;

/** A part that has its usual rate with this chance or less, were it of its kind, is of none. */
const UNLIKE_CHANCE = 0.05;

/** Cases, and of how many, that count beside a part's own. */
export interface Kin {
  readonly cases: number;
  readonly of: number;
}

const NONE: Kin = { cases: 0, of: 0 };

interface Counted {
  readonly parts: Parts;
  readonly days: number;
  readonly usual_cases: number;
  readonly usual_of: number;
}

/** Returns what its kind says of each part, in the order of `compared`; nothing where there is no wider part. */
export function kinOf(compared: readonly Counted[]): readonly Kin[] {
  const kin = new Map<Counted, Kin>();
  const rates = new Map<string, number>();
  // The wider first: a pair's rate is made of what is known of both by themselves.
  const by_width = Map.groupBy(compared, ({ parts }) => parts.filter((part) => part !== null).length);
  for (const [, alike] of [...by_width].toSorted(([a], [b]) => a - b)) {
    for (const [, of] of Map.groupBy(alike, ({ parts, days }) => `${shapeOf(parts)}${days}`)) {
      kinOfKind(of, rates).forEach((one, at) => kin.set(of[at]!, one));
    }
    for (const one of alike) {
      const { cases, of } = kin.get(one)!;
      rates.set(nameOf(one.days, one.parts), (one.usual_cases + cases) / (one.usual_of + of));
    }
  }
  return compared.map((one) => kin.get(one)!);
}

function kinOfKind(compared: readonly Counted[], rates: ReadonlyMap<string, number>): readonly Kin[] {
  const expected = compared.map((one) => rateOfWider(one, rates));
  let [beyond, square] = [0, 0];
  compared.forEach(({ usual_cases, usual_of }, at) => {
    const mean = usual_of * expected[at]!;
    beyond += (usual_cases - mean) ** 2 - mean;
    square += mean ** 2;
  });
  const own = square === 0 ? 0 : beyond / square;
  const parts = compared.length;
  const differ = (DIFFER_FIRST_PARTS * DIFFER_FIRST + parts * own) / (DIFFER_FIRST_PARTS + parts);
  const cases = 1 / Math.max(DIFFER_MIN, differ);
  return compared.map((one, at) => {
    if (expected[at] === 0) return NONE;
    const kin = { cases, of: cases / expected[at]! };
    return isLike(one, kin) ? kin : NONE;
  });
}

/** Whether the part's own weeks may come from its kind's rate: shoes that are often too small are judged by themselves alone. */
function isLike({ usual_cases, usual_of }: Counted, { cases, of }: Kin): boolean {
  return atLeast(usual_cases, usual_cases + cases, usual_of / (usual_of + of)) > UNLIKE_CHANCE;
}

/** The rate that a part has if only its wider parts matter: the whole's, or of a pair those of both by themselves; 0 where there is none. */
function rateOfWider({ parts, days }: Counted, rates: ReadonlyMap<string, number>): number {
  const named = parts.flatMap((part, at) => part === null ? [] : [at]);
  const wider = named.map((at) =>
    rates.get(nameOf(days, parts.map((part, one) => one === at ? null : part))) ?? 0
  );
  const whole = rates.get(nameOf(days, parts.map(() => null))) ?? 0;
  if (named.length < 2) return wider[0] ?? 0;
  return whole === 0 ? Math.max(...wider) : wider[0]! * wider[1]! / whole;
}

function nameOf(days: number, parts: Parts): string {
  return JSON.stringify([days, parts]);
}
