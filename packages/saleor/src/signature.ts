/** Whether Saleor signed a webhook: a JWS with the payload detached (RS256), by the public keys of that Saleor. */
import { createLocalJWKSet, flattenedVerify, type JSONWebKeySet } from "jose";

/** `signature` is the header `Saleor-Signature`, `<header>..<signature>`; `body` the bytes as they came. */
export async function isSigned(body: Uint8Array, signature: string, keys: JSONWebKeySet): Promise<boolean> {
  const [head, payload, sign, more] = signature.split(".");
  if (!head || payload !== "" || !sign || more !== undefined) return false;
  try {
    const by = createLocalJWKSet(keys);
    await flattenedVerify({ protected: head, payload: body, signature: sign }, by, { algorithms: ["RS256"] });
    return true;
  } catch {
    // What jose says quotes nothing, and there is one reason: this key did not sign these bytes.
    return false;
  }
}

/** Where a Saleor shows its keys, by the address of its API. */
export function keysUrl(saleor_api_url: string): string {
  return new URL("/.well-known/jwks.json", saleor_api_url).href;
}
