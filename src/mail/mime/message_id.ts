/** Derives Message-ID and boundary from a message key: the same at every attempt, in every worker. */
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

/** Returns the Message-ID from a key's digest that is known already. */
export function messageIdOf(digest: string, domain: string): string {
  return `<${digest.slice(0, 32)}@${asciiDomain(domain, "Message-ID")}>`;
}

/** A multipart boundary that occurs in none of the bodies. */
export async function boundaryFor(digest: string, bodies: readonly string[]): Promise<string> {
  const boundary = `waybill-${digest.slice(32, 52)}`;
  // A person who knows the key could calculate the boundary and put it into an order's text: so the bodies are
  // searched for it.
  if (bodies.some((body) => body.includes(boundary))) {
    return await boundaryFor(await keyDigest(digest), bodies);
  }
  return boundary;
}
