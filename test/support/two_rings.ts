/** Finds the inner ring of what a reader reads: the fields at which some odd value makes it refuse the whole. */

const ABSENT = Symbol("absent");
/** What never stands there, and what stands there with some sender: numbers for text, objects for numbers, nothing at all. */
const ODD: readonly unknown[] = [7, 1.5, true, "", "x", [], [null], {}, { a: 1 }, null, ABSENT];

/** Returns the paths, positions as `*`, at which `is_refused` holds for one of the odd values. */
export async function innerRing(
  payload: unknown,
  isRefused: (payload: unknown) => Promise<boolean>,
): Promise<readonly string[]> {
  const strict = new Set<string>();
  for (const path of pathsIn(payload)) {
    const name = path.map((part) => /^\d+$/.test(part) ? "*" : part).join(".");
    for (const odd of strict.has(name) ? [] : ODD) {
      if (await isRefused(changed(payload, path, odd))) {
        strict.add(name);
        break;
      }
    }
  }
  return [...strict].sort();
}

type Container = Record<string, unknown>;

function pathsIn(value: unknown, before: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    [...before, key],
    ...pathsIn(inner, [...before, key]),
  ]);
}

function changed(payload: unknown, path: readonly string[], odd: unknown): unknown {
  const copy = structuredClone(payload);
  const container = path.slice(0, -1).reduce((inner, key) => inner[key] as Container, copy as Container);
  if (odd === ABSENT) delete container[path.at(-1)!];
  else container[path.at(-1)!] = odd;
  return copy;
}
