/**
 * Checks Ed25519 signatures, made with a private key that only the sender has; `signature.ts` checks those of a
 * shared secret.
 */

import { KEYS_MAX, SIGNATURES_MAX } from "./signature.ts";

const KEY_BYTES = 32;
const SIGNATURE_BYTES = 64;

/**
 * Returns whether one of `signatures` is the Ed25519 signature of `signed` under one of the public `keys`. A key of
 * another length never matches.
 */
export async function ed25519Matches(
  { keys, signatures, signed }: {
    readonly keys: readonly Uint8Array[];
    readonly signatures: readonly Uint8Array[];
    readonly signed: Uint8Array;
  },
): Promise<boolean> {
  const live = keys.filter(isWhole).slice(0, KEYS_MAX);
  const whole = signatures.filter(({ byteLength }) => byteLength === SIGNATURE_BYTES).slice(
    0,
    SIGNATURES_MAX,
  );
  for (const bytes of live) {
    const key = await crypto.subtle.importKey("raw", bytes, "Ed25519", false, ["verify"]);
    for (const signature of whole) {
      if (await crypto.subtle.verify("Ed25519", key, signature, signed)) return true;
    }
  }
  return false;
}

/**
 * Returns whether `key` has 32 bytes that are not all zero: the zero key is a point of small order, for which
 * signatures can be made without a private key.
 */
function isWhole(key: Uint8Array): boolean {
  return key.byteLength === KEY_BYTES && key.some((byte) => byte !== 0);
}
