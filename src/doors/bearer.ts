/** Whether a request bears one of a shop's tokens. How long that takes says nothing about the token. */

/** A shorter one could be guessed, and is never taken. */
export const TOKEN_MIN = 32;
const TOKEN_MAX = 200;

/** `tokens`: the live ones, newest first. */
export async function isBearer(header: string | undefined, tokens: readonly string[]): Promise<boolean> {
  const given = /^Bearer +(\S+)$/i.exec(header ?? "")?.[1] ?? "";
  if (given.length < TOKEN_MIN || given.length > TOKEN_MAX) return false;
  const given_digest = await digest(given);
  let is_same = false;
  for (const token of tokens.filter(({ length }) => length >= TOKEN_MIN)) {
    // Digests are of one length whatever the tokens are.
    if (crypto.subtle.timingSafeEqual(given_digest, await digest(token))) is_same = true;
  }
  return is_same;
}

function digest(text: string): Promise<ArrayBuffer> {
  return crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
}
