/** Reads the store's host from the shop's token. */

/** Returns the host of a token `<shop>.myshopify.com:<access token>`. */
export function shopifyHost(token: string): string {
  return token.slice(0, token.indexOf(":"));
}
