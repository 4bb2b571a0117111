/** Draws for simulated years; the same seed draws the same. */

/** Draws in [0, 1): mulberry32. */
export function seeded(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function pick<T extends readonly [string, number, ...unknown[]]>(
  random: () => number,
  from: readonly T[],
): T {
  let left = random() * from.reduce((sum, [, share]) => sum + share, 0);
  for (const one of from) {
    left -= one[1];
    if (left < 0) return one;
  }
  return from.at(-1)!;
}

export function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
