/** Notes in the bucket when the clock ticked: a tick costs the database no row, and is seen while it is away. */

const KEY = "clock/ticked";

export async function noteTick(mail: R2Bucket, now_ms: number): Promise<void> {
  await mail.put(KEY, "", { customMetadata: { at: String(now_ms) } });
}

/** Milliseconds since the epoch; null before the first tick. */
export async function lastTick(mail: R2Bucket): Promise<number | null> {
  const noted = await mail.head(KEY);
  return noted === null ? null : Number(noted.customMetadata?.["at"] ?? noted.uploaded.getTime());
}
