/** How long mails took, kept as counts in buckets: each is a fifth wider than the one before, so few of them tell a percentile. Pure. */

/** Mails by bucket. */
export type Seconds = Readonly<Record<string, number>>;

const FIRST_MS = 125;
const STEPS_AN_OCTAVE = 4;
/** Some seven weeks. */
const BUCKET_MAX = 100;

/** The bucket of so long a time. */
export function bucketOf(took_ms: number): number {
  const bucket = Math.ceil(STEPS_AN_OCTAVE * Math.log2(Math.max(took_ms, FIRST_MS) / FIRST_MS));
  return Math.min(Math.max(bucket, 0), BUCKET_MAX);
}

/** Within so many seconds that share of the mails was accepted; null where none was counted. At most a fifth too high. */
export function percentile(seconds: Seconds, share: number): number | null {
  const buckets = Object.entries(seconds).map(([bucket, count]) => [Number(bucket), count] as const)
    .sort(([a], [b]) => a - b);
  const wanted = Math.ceil(countOf(seconds) * share);
  let seen = 0;
  for (const [bucket, count] of buckets) {
    seen += count;
    if (seen >= wanted) return Number((FIRST_MS * 2 ** (bucket / STEPS_AN_OCTAVE) / 1_000).toPrecision(3));
  }
  return null;
}

export function countOf(seconds: Seconds): number {
  return Object.values(seconds).reduce((sum, count) => sum + count, 0);
}

export function addSeconds(a: Seconds, b: Seconds): Seconds {
  const sum = { ...a };
  for (const [bucket, count] of Object.entries(b)) sum[bucket] = (sum[bucket] ?? 0) + count;
  return sum;
}
