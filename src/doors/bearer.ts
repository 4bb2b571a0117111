/** Checks in constant time whether a request bears one of a shop's tokens. */

/** Shortest token in characters; a shorter one could be guessed and is refused. */
export const TOKEN_MIN = 32;
const TOKEN_MAX = 200;

/** Returns whether `header` bears one of `tokens`, the live tokens, newest first. */
export async function isBearer(header: string | undefined, tokens: readonly string[]): Promise<boolean> {
  const given = bearerIn(header);
  if (given.length < TOKEN_MIN || given.length > TOKEN_MAX) return false;
  const given_digest = await digest(given);
  let is_same = false;
  for (const token of tokens.filter(({ length }) => length >= TOKEN_MIN)) {
    // Digests have one length, which `timingSafeEqual` needs.
    if (crypto.subtle.timingSafeEqual(given_digest, await digest(token))) is_same = true;
  }
  return is_same;
}

/** Returns the token in the header `Authorization`; empty where it bears none. */
export function bearerIn(header: string | undefined): string {
  return /^Bearer +(\S+)$/i.exec(header ?? "")?.[1] ?? "";
}

function digest(text: string): Promise<ArrayBuffer> {
  return crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
}
