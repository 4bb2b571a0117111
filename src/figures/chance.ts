/** The arithmetic of chance: how far a rate of few cases can be trusted, and how likely a count is by chance. Pure. */

/** A share of 0 to 1 between two bounds. */
export interface Interval {
  readonly from: number;
  readonly to: number;
}

/** Of 95 %, in standard deviations. */
export const Z = 1.959964;

/**
 * Returns Wilson's interval (of 95 % unless `z` says another) for `cases` of `of`; all of 0 to 1 where there are none.
 * https://en.wikipedia.org/wiki/Binomial_proportion_confidence_interval#Wilson_score_interval
 */
export function wilson(cases: number, of: number, z = Z): Interval {
  if (of <= 0) return { from: 0, to: 1 };
  const share = Math.min(1, cases / of);
  const middle = (share + z * z / (2 * of)) / (1 + z * z / of);
  const half = z / (1 + z * z / of) * Math.sqrt(share * (1 - share) / of + z * z / (4 * of * of));
  return { from: Math.max(0, middle - half), to: Math.min(1, middle + half) };
}

/**
 * Returns the chance of `cases` or more in `tries`, each with the given chance: the regularised incomplete beta function,
 * which also takes cases and tries that are no whole numbers.
 * https://en.wikipedia.org/wiki/Binomial_distribution#Cumulative_distribution_function
 */
export function atLeast(cases: number, tries: number, chance: number): number {
  if (cases <= 0) return 1;
  if (cases > tries || chance <= 0) return 0;
  if (chance >= 1) return 1;
  return betaUpTo(chance, cases, tries - cases + 1);
}

/** https://dlmf.nist.gov/8.17#SS5: its continued fraction converges fast below the mean; above it the other tail is taken. */
function betaUpTo(x: number, a: number, b: number): number {
  const front = Math.exp(
    logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x),
  );
  return x < (a + 1) / (a + b + 2) ? front * fraction(x, a, b) / a : 1 - front * fraction(1 - x, b, a) / b;
}

const STEPS_MAX = 10_000;
const CLOSE = 1e-14;
const TINY = 1e-300;

/** Lentz's method. */
function fraction(x: number, a: number, b: number): number {
  const kept = (value: number) => Math.abs(value) < TINY ? TINY : value;
  let c = 1;
  let d = 1 / kept(1 - (a + b) * x / (a + 1));
  let product = d;
  for (let m = 1; m < STEPS_MAX; m++) {
    for (
      const term of [
        m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
        -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
      ]
    ) {
      d = 1 / kept(1 + term * d);
      c = kept(1 + term / c);
      product *= c * d;
    }
    if (Math.abs(c * d - 1) < CLOSE) break;
  }
  return product;
}

/** Stirling's series, which is exact enough from 10 on; below it by the function's own step. https://dlmf.nist.gov/5.11 */
function logGamma(z: number): number {
  if (z < 10) return logGamma(z + 1) - Math.log(z);
  return (z - 0.5) * Math.log(z) - z + Math.log(2 * Math.PI) / 2 + 1 / (12 * z) - 1 / (360 * z ** 3) +
    1 / (1_260 * z ** 5);
}
