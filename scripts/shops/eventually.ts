/** Repeats a check until it holds or the time limit is over. */

export async function eventually(
  what: string,
  within_s: number,
  holds: () => Promise<boolean>,
): Promise<void> {
  const until_ms = Date.now() + within_s * 1_000;
  while (!await holds()) {
    if (Date.now() > until_ms) throw new Error(`${what}: not within ${within_s} s`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
