/** Checks RSA-SHA256 signatures (PKCS #1 v1.5), made with a private key that only the sender has. */
import { KEYS_MAX } from "./signature.ts";

/** A public key as the sender publishes it, named by `kid`. https://www.rfc-editor.org/rfc/rfc7517 */
export interface PublicKey {
  readonly kid: string;
  readonly n: string;
  readonly e: string;
}

/** Minimum length of a modulus: shorter ones can be broken at a cost; 2048 bits are 342 characters of base64url. */
const MODULUS_MIN_CHARACTERS = 342;

/** Returns whether `signature` is the signature of `signed` under the key `kid`. */
export async function rsaMatches(
  { keys, kid, signature, signed }: {
    readonly keys: readonly PublicKey[];
    readonly kid: string;
    readonly signature: Uint8Array;
    readonly signed: Uint8Array;
  },
): Promise<boolean> {
  const named = keys.filter((key) => key.kid === kid && key.n.length >= MODULUS_MIN_CHARACTERS);
  for (const { n, e } of named.slice(0, KEYS_MAX)) {
    const algorithm = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
    const key = await crypto.subtle.importKey("jwk", { kty: "RSA", n, e }, algorithm, false, ["verify"]);
    if (await crypto.subtle.verify(algorithm.name, key, signature, signed)) return true;
  }
  return false;
}
