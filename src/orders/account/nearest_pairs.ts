/** Matches entries of two lists, each at most once, nearest first. Pure; the caller defines the distance. */

/** `distanceOf` returns null for two entries that cannot belong together. */
export function nearestPairs<Left, Right>(
  lefts: readonly Left[],
  rights: readonly Right[],
  distanceOf: (left: Left, right: Right) => number | null,
): ReadonlyMap<Left, Right> {
  const near = lefts.flatMap((left) =>
    rights.flatMap((right) => {
      const distance = distanceOf(left, right);
      return distance === null ? [] : [{ left, right, distance }];
    })
  ).toSorted((a, b) => a.distance - b.distance);
  const pairs = new Map<Left, Right>();
  const taken = new Set<Right>();
  for (const { left, right } of near) {
    if (pairs.has(left) || taken.has(right)) continue;
    pairs.set(left, right);
    taken.add(right);
  }
  return pairs;
}
