/** Names that derive from a message key: the same key gives the same Message-ID and boundary at every attempt, in every worker. */
import { asciiDomain } from "./ascii_address.ts";

const encoder = new TextEncoder();

/** The Message-ID with its brackets: 128 bits of the key's digest at the sender's domain. */
export async function messageId(key: string, domain: string): Promise<string> {
  return messageIdOf(await keyDigest(key), domain);
}

/** The key's SHA-256, in hexadecimal. */
export async function keyDigest(key: string): Promise<string> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", encoder.encode(key))).toHex();
}

/** The same from the key's digest, for who has that already. */
export function messageIdOf(digest: string, domain: string): string {
  return `<${digest.slice(0, 32)}@${asciiDomain(domain, "Message-ID")}>`;
}

/** A multipart boundary that occurs in none of the bodies. */
export async function boundaryFor(digest: string, bodies: readonly string[]): Promise<string> {
  const boundary = `waybill-${digest.slice(32, 52)}`;
  // Whoever knows the key can work the boundary out and order something by that name: so it is looked for, not hoped for.
  if (bodies.some((body) => body.includes(boundary))) {
    return await boundaryFor(await keyDigest(digest), bodies);
  }
  return boundary;
}
