/**
 * Counts how long mails took, in buckets each a fifth wider than the one before, so that few buckets give a
 * percentile. Pure.
 */

/** Mails by bucket. */
export type LatencyHistogram = Readonly<Record<string, number>>;

const FIRST_MS = 125;
const STEPS_AN_OCTAVE = 4;
/** Some seven weeks. */
const BUCKET_MAX = 100;

/** Mails of a later bucket took more than five minutes. */
export const SLOW_BUCKET = 45;

/** Returns the bucket of a duration. */
export function bucketOf(took_ms: number): number {
  const bucket = Math.ceil(STEPS_AN_OCTAVE * Math.log2(Math.max(took_ms, FIRST_MS) / FIRST_MS));
  return Math.min(Math.max(bucket, 0), BUCKET_MAX);
}

/**
 * Returns the seconds within which `share` of the mails was accepted, at most a fifth too high; null for an empty
 * histogram.
 */
export function percentile(histogram: LatencyHistogram, share: number): number | null {
  const buckets = Object.entries(histogram).map(([bucket, count]) => [Number(bucket), count] as const)
    .sort(([a], [b]) => a - b);
  const wanted = Math.ceil(countOf(histogram) * share);
  let seen = 0;
  for (const [bucket, count] of buckets) {
    seen += count;
    if (seen >= wanted) return Number((FIRST_MS * 2 ** (bucket / STEPS_AN_OCTAVE) / 1_000).toPrecision(3));
  }
  return null;
}

export function countOf(histogram: LatencyHistogram): number {
  return Object.values(histogram).reduce((sum, count) => sum + count, 0);
}

export function addHistograms(a: LatencyHistogram, b: LatencyHistogram): LatencyHistogram {
  const sum = { ...a };
  for (const [bucket, count] of Object.entries(b)) sum[bucket] = (sum[bucket] ?? 0) + count;
  return sum;
}
