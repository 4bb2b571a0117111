/**
 * Encrypts stored secrets with AES-256-GCM under a ring of keys that only the Worker's environment holds. A secret sealed
 * for one shop cannot be opened for another.
 */

export interface SealingKey {
  /** 1 to 255. */
  readonly id: number;
  /** 32 bytes. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** The keys of the environment, newest first: the first seals, each opens what it sealed. */
export type SealingRing = readonly { readonly id: number; readonly key: CryptoKey }[];

const NONCE_BYTES = 12;
const KEY_BYTES = 32;
/** `id:base64`, or base64 alone as installations up to 0.2 have it. */
const KEY = /^(?:(\d{1,3}):)?([A-Za-z0-9+/]{43}=)$/;
const ID_MAX = 255;
const SEALED = /^(?:(\d{1,3}):)?([A-Za-z0-9+/]+={0,2})$/;

/**
 * Encrypts `plain` with the newest key into `id:base64` of nonce and ciphertext; `nonce` is 12 fresh random bytes. The
 * same `bound_to` is needed to open it.
 */
export async function seal(
  ring: SealingRing,
  plain: string,
  bound_to: string,
  nonce: Uint8Array<ArrayBuffer>,
): Promise<string> {
  const [newest] = ring;
  if (newest === undefined) throw new Error("Cannot seal as there must be >= 1 sealing key");
  const sealed = await crypto.subtle.encrypt(parameters(nonce, bound_to), newest.key, encode(plain));
  return `${newest.id}:${toBase64(new Uint8Array([...nonce, ...new Uint8Array(sealed)]))}`;
}

/** Returns the plain text. Throws when the ring lacks the key, or when the binding or any byte differs. */
export async function unseal(ring: SealingRing, sealed: string, bound_to: string): Promise<string> {
  const [, , base64] = SEALED.exec(sealed) ?? [];
  if (base64 === undefined) throw new Error("Cannot open what is not sealed");
  const bytes = fromBase64(base64);
  const id = sealingKeyOf(sealed);
  // What was sealed up to 0.2 names no key: at most one of the ring's opens it.
  const candidates = id === null ? ring.toReversed() : ring.filter((one) => one.id === id);
  for (const { key } of candidates) {
    const plain = await crypto.subtle.decrypt(
      parameters(bytes.slice(0, NONCE_BYTES), bound_to),
      key,
      bytes.slice(NONCE_BYTES),
    ).catch(() => null); // Sealed with another key, or not for this binding.
    if (plain !== null) return new TextDecoder().decode(plain);
  }
  throw new Error("Cannot open a secret as one of the sealing keys must have sealed it");
}

/** Returns the id of the key that sealed it; null for what was sealed up to 0.2, which names none. */
export function sealingKeyOf(sealed: string): number | null {
  const [, id] = SEALED.exec(sealed) ?? [];
  return id === undefined ? null : Number(id);
}

/**
 * Reads `id:base64,id:base64`, newest first, or one key without an id, which gets 1. Returns null for anything else, and
 * where two keys have one id.
 */
export function readSealingKeys(text: string): readonly SealingKey[] | null {
  const keys: SealingKey[] = [];
  for (const part of text.split(",")) {
    const [, id, base64] = KEY.exec(part) ?? [];
    if (base64 === undefined || (id === undefined && part !== text)) return null;
    const key = { id: Number(id ?? 1), bytes: fromBase64(base64) };
    if (key.bytes.length !== KEY_BYTES || key.id < 1 || key.id > ID_MAX) return null;
    if (keys.some((other) => other.id === key.id)) return null;
    keys.push(key);
  }
  return keys;
}

/** Imports the keys of a ring. */
export function sealingRing(keys: readonly SealingKey[]): Promise<SealingRing> {
  return Promise.all(keys.map(async ({ id, bytes }) => ({
    id,
    key: await crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]),
  })));
}

/** Derives 32 bytes from the newest key: the same for the same `about`, and unknown to whoever has no key (RFC 5869). */
export async function derivedBytes(keys: readonly SealingKey[], about: string): Promise<Uint8Array> {
  const key = await crypto.subtle.importKey("raw", keys[0]!.bytes, "HKDF", false, ["deriveBits"]);
  const info = new TextEncoder().encode(about);
  const bits = await crypto.subtle.deriveBits(
    { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info },
    key,
    KEY_BYTES * 8,
  );
  return new Uint8Array(bits);
}

/** Imports the ring that `text` holds. Throws for text of another form, without showing it. */
export async function sealingRingIn(text: string): Promise<SealingRing> {
  const keys = readSealingKeys(text);
  if (keys === null) {
    throw new Error("Sealing keys must be `id:base64` of 32 bytes, newest first, separated by commas");
  }
  return await sealingRing(keys);
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
