/** A redirect of Shopify's, as it signs them. */
import { hexHmac } from "./signing.ts";

/** Returns the query of a redirect; `hmac` is made with `secret` over all other parameters. */
export async function shopifyRedirect(
  secret: string,
  parameters: Readonly<Record<string, string>>,
): Promise<URLSearchParams> {
  const sorted = Object.entries(parameters).toSorted(([a], [b]) => a < b ? -1 : 1);
  const text = new URLSearchParams(sorted).toString().replaceAll("+", "%20");
  return new URLSearchParams([...sorted, ["hmac", await hexHmac(secret, [text])]]);
}
