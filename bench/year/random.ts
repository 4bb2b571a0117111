/** Draws kinds by their share and normal numbers for simulated years, from the random numbers that it is given. */

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
