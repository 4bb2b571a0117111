/** Names a customer by a keyed hash of shop and address, so that orders are found by an address that is not stored. */
import { derivedKey } from "./derived_key.ts";

/** `shop/~customer/<hash>`: the same for every spelling of one address. */
export type NameCustomer = (shop_id: string, email: string) => Promise<string>;

/** 120 bits: a collision is practically impossible, and a link that contains it stays short. */
const HASH_BYTES = 15;

/**
 * Returns a function that names customers with a key derived from `secret` (32 bytes). `secret` must not change:
 * links, orders and the marks of erasures depend on the names.
 */
export function customerNames(secret: Uint8Array<ArrayBuffer>): NameCustomer {
  let key: Promise<CryptoKey> | undefined;
  return async (shop_id, email) => {
    key ??= derivedKey(secret, "waybill-customer");
    const text = new TextEncoder().encode(`${shop_id}\n${normalised(email)}`);
    const mac = new Uint8Array(await crypto.subtle.sign("HMAC", await key, text));
    return `${shop_id}/~customer/${mac.slice(0, HASH_BYTES).toBase64({ alphabet: "base64url" })}`;
  };
}

/**
 * Lower-cases the whole address. In theory the local part may differ by case (RFC 5321, 2.4); in practice people type
 * it in any case.
 */
function normalised(email: string): string {
  return email.trim().normalize("NFC").toLowerCase();
}
