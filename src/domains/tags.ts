/** A list of `name=value` between semicolons, as DKIM and DMARC write it (RFC 6376, 3.2). */

/** The first value under each name, in lower case; without its outer blanks. */
export function tags(record: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const part of record.slice(0, 8_192).split(";")) {
    const at = part.indexOf("=");
    if (at < 1) continue;
    const name = part.slice(0, at).trim().toLowerCase();
    if (!found.has(name)) found.set(name, part.slice(at + 1).trim());
  }
  return found;
}
