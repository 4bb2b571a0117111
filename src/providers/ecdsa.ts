/** Checks ECDSA signatures on P-256, as they come in certificates and webhooks: key as SPKI, signature as DER. */

/** Length of r and of s, the two halves of a signature. */
const HALF_BYTES = 32;
const CURVE = { name: "ECDSA", namedCurve: "P-256" };

/**
 * Returns whether `signature` was made over `signed` with the private half of `key`; false where `key` is no such
 * key.
 */
export async function ecdsaMatches(
  { key, signature, signed }: {
    readonly key: Uint8Array;
    readonly signature: Uint8Array;
    readonly signed: Uint8Array;
  },
): Promise<boolean> {
  const raw = rawSignature(signature);
  if (raw === null) return false;
  let imported: CryptoKey;
  try {
    imported = await crypto.subtle.importKey("spki", key, CURVE, false, ["verify"]);
  } catch {
    return false; // `key` is no valid key; WebCrypto reports that only by throwing.
  }
  return await crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, imported, raw, signed);
}

/**
 * Converts a DER signature, SEQUENCE { INTEGER r, INTEGER s } (RFC 3279, 2.2.3), to r‖s, the only form that WebCrypto
 * takes. A DER integer has one leading zero byte exactly where it would otherwise be negative.
 */
export function rawSignature(der: Uint8Array): Uint8Array | null {
  if (der[0] !== 0x30 || der[1] !== der.length - 2) return null;
  const r = integerAt(der, 2);
  const s = r === null ? null : integerAt(der, r.end);
  if (r === null || s === null || s.end !== der.length) return null;
  const raw = new Uint8Array(2 * HALF_BYTES);
  raw.set(r.bytes, HALF_BYTES - r.bytes.length);
  raw.set(s.bytes, 2 * HALF_BYTES - s.bytes.length);
  return raw;
}

function integerAt(der: Uint8Array, at: number): { readonly bytes: Uint8Array; readonly end: number } | null {
  const length = der[at + 1] ?? 0;
  const end = at + 2 + length;
  const first = der[at + 2] ?? 0;
  const second = der[at + 3] ?? 0;
  if (der[at] !== 0x02 || length === 0 || end > der.length || first > 0x7f) return null;
  const padded = first === 0 && length > 1;
  if (padded && second < 0x80) return null;
  const bytes = der.subarray(at + (padded ? 3 : 2), end);
  return bytes.length > HALF_BYTES ? null : { bytes, end };
}
