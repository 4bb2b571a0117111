/** Rejects where `work` takes longer: what never ends must not hold up everything behind it. */
export async function withinTime<T>(timeout_ms: number, work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${timeout_ms} ms`)), timeout_ms + MARGIN_MS);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** What ends by its own signal at the same moment comes first, with the better message. */
const MARGIN_MS = 250;
