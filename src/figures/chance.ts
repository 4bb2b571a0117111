/** The arithmetic of chance: how far a rate of few cases can be trusted, and how likely a count is by chance. Pure. */

/** A share of 0 to 1 between two bounds. */
export interface Interval {
  readonly from: number;
  readonly to: number;
}

/** Of 95 %. */
const Z = 1.959964;

/**
 * Returns Wilson's interval of 95 % for `cases` of `of`; all of 0 to 1 where there are none.
 * https://en.wikipedia.org/wiki/Binomial_proportion_confidence_interval#Wilson_score_interval
 */
export function wilson(cases: number, of: number): Interval {
  if (of <= 0) return { from: 0, to: 1 };
  const share = Math.min(1, cases / of);
  const middle = (share + Z * Z / (2 * of)) / (1 + Z * Z / of);
  const half = Z / (1 + Z * Z / of) * Math.sqrt(share * (1 - share) / of + Z * Z / (4 * of * of));
  return { from: Math.max(0, middle - half), to: Math.min(1, middle + half) };
}

/** Returns the chance of `cases` or more in `tries`, each with the given chance. */
export function atLeast(cases: number, tries: number, chance: number): number {
  if (cases <= 0) return 1;
  if (cases > tries || chance <= 0) return 0;
  if (chance >= 1) return 1;
  let sum = 0;
  const mean = tries * chance;
  for (let at = cases; at <= tries; at++) {
    const term = Math.exp(
      logChoose(tries, at) + at * Math.log(chance) + (tries - at) * Math.log1p(-chance),
    );
    sum += term;
    // Beyond the mean each term is smaller than the one before.
    if (at > mean && term < sum * 1e-9) break;
  }
  return Math.min(1, sum);
}

function logChoose(n: number, k: number): number {
  return logFactorial(n) - logFactorial(k) - logFactorial(n - k);
}

/** Stirling's series; exact enough from 10 on, a plain product below. */
function logFactorial(n: number): number {
  if (n < 10) {
    let product = 1;
    for (let at = 2; at <= n; at++) product *= at;
    return Math.log(product);
  }
  return n * Math.log(n) - n + Math.log(2 * Math.PI * n) / 2 + 1 / (12 * n) - 1 / (360 * n ** 3);
}
