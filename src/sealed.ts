/**
 * Encrypts stored secrets with AES-256-GCM under a key that only the Worker's environment holds. A secret sealed for
 * one shop cannot be opened for another.
 */

const NONCE_BYTES = 12;

/**
 * Encrypts `plain` into base64 of nonce and ciphertext; `nonce` is 12 fresh random bytes. The same `bound_to` is
 * needed to open it.
 */
export async function seal(
  key: CryptoKey,
  plain: string,
  bound_to: string,
  nonce: Uint8Array<ArrayBuffer>,
): Promise<string> {
  const sealed = await crypto.subtle.encrypt(parameters(nonce, bound_to), key, encode(plain));
  return toBase64(new Uint8Array([...nonce, ...new Uint8Array(sealed)]));
}

/** Returns the plain text. Throws when the key, the binding or any byte differs. */
export async function unseal(key: CryptoKey, sealed: string, bound_to: string): Promise<string> {
  const bytes = fromBase64(sealed);
  const plain = await crypto.subtle.decrypt(
    parameters(bytes.slice(0, NONCE_BYTES), bound_to),
    key,
    bytes.slice(NONCE_BYTES),
  );
  return new TextDecoder().decode(plain);
}

/** Imports the sealing key from 32 bytes. */
export function sealingKey(bytes: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);
}

export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

function toBase64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}

function parameters(nonce: Uint8Array<ArrayBuffer>, bound_to: string) {
  return { name: "AES-GCM", iv: nonce, additionalData: encode(bound_to) };
}

function encode(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(new TextEncoder().encode(text));
}
