/** One structured line for an operator. Keys, kinds and reasons only: never a secret, an address or a body. */

export function logFailure(
  event: string,
  about: Readonly<Record<string, string | number>>,
  error: unknown,
): void {
  console.error(JSON.stringify({ event, ...about, error: describe(error) }));
}

/** The message of an error may quote what it choked on, so only its first words without anything address-like are kept. */
function describe(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : "unknown";
  return text.replace(/\S+@\S+/g, "…").slice(0, 200);
}
