/** Digests what a request holds under a key of the house: whoever reads the database cannot try the few codes that a body may hold. */
import { derivedKey } from "./derived_key.ts";

/** HMAC-SHA256 in hexadecimal. */
export type DigestRequest = (bytes: Uint8Array) => Promise<string>;

/** Derives the key from `secret` (32 bytes), which must not change within the day for which answers are kept. */
export function requestDigests(secret: Uint8Array<ArrayBuffer>): DigestRequest {
  let key: Promise<CryptoKey> | undefined;
  return async (bytes) => {
    key ??= derivedKey(secret, "waybill-request");
    const mac = await crypto.subtle.sign("HMAC", await key, bytes as Uint8Array<ArrayBuffer>);
    return new Uint8Array(mac).toHex();
  };
}
