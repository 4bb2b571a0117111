/**
 * Caches values by their text arguments: creating an Intl format costs far more than using it. It never interprets
 * the values.
 */

/** Locales, zones and days come from outside, so what is kept is bounded. */
const KEPT_MAX = 200;

export function memo<Texts extends readonly string[], Made>(
  make: (...texts: Texts) => Made,
): (...texts: Texts) => Made {
  const made = new Map<string, Made>();
  return (...texts) => {
    const key = texts.join("\n");
    const known = made.get(key);
    if (known !== undefined) return known;
    if (made.size >= KEPT_MAX) made.clear();
    const fresh = make(...texts);
    made.set(key, fresh);
    return fresh;
  };
}
