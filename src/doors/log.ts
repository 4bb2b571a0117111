/** Writes one structured line for an operator. Only keys, kinds and reasons: never a secret, an address or a body. */

export function logFailure(
  event: string,
  about: Readonly<Record<string, string | number>>,
  error: unknown,
): void {
  console.error(JSON.stringify({ event, ...about, error: describe(error) }));
}

/**
 * Returns the beginning of an error's message without what it may quote: addresses, the token in the path of a link,
 * and the values of a query.
 */
function describe(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : "unknown";
  return text
    .replace(/\S+@\S+/g, "…")
    .replace(/(\/[a-z]{1,2}\/)[\w-]{16,}/g, "$1…")
    .replace(/\?\S*/g, (query) => query.includes("=") ? "?…" : query)
    .slice(0, 200);
}
