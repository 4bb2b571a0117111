/** Repairs a mail address as forms and storefronts write it. It never judges whether an address exists. Pure. */

/** Characters that nobody sees: zero-width spaces and joiners, soft hyphens, direction marks, byte order marks. */
const INVISIBLE = /\p{Cf}/gu;

/** Returns `text` without invisible characters and without space around it. */
export function withoutInvisible(text: string): string {
  return text.normalize("NFC").replace(INVISIBLE, "").trim();
}

/**
 * Returns the first address of `text` without what people and programs put around it: invisible characters, `mailto:` with its
 * query, a display name (`Ada <ada@example.com>`), quotes, and further addresses after a comma, a semicolon or a space.
 * Text that holds no `@` is returned without invisible characters, for the schema to refuse.
 */
export function repairAddress(text: string): string {
  const visible = withoutInvisible(text);
  const bracketed = /<([^<>]*@[^<>]*)>/.exec(visible)?.[1] ?? visible;
  const first = bracketed.split(/[\s,;]+/).find((part) => part.includes("@"));
  if (first === undefined) return visible;
  return first.replace(/^mailto:/i, "").split("?")[0]!.replace(/^["'(]+|["').]+$/g, "");
}
