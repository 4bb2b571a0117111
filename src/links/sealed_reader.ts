/** Seals the reader who unsubscribes into a token for a URL: only the Worker can read shop and address in it. */
import type { LinkKey } from "./signed_link.ts";

export interface Reader {
  readonly shop_id: string;
  readonly email: string;
}

const INFO = new TextEncoder().encode("waybill-reader");
const NONCE_BYTES = 12;
const TOKEN_MAX = 1_000;

/** base64url of key id, nonce and AES-256-GCM over the reader. The nonce follows from the reader, so that the same mail has the same bytes. */
export async function sealReader(keys: readonly LinkKey[], { shop_id, email }: Reader): Promise<string> {
  const key = keys[0];
  if (key === undefined) throw new Error("Cannot seal a reader as there must be >= 1 link key");
  const plain = new TextEncoder().encode(JSON.stringify([shop_id, email]));
  const digest = await crypto.subtle.digest("SHA-256", new Uint8Array([...key.bytes, ...INFO, ...plain]));
  const iv = new Uint8Array(digest, 0, NONCE_BYTES);
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await derived(key), plain);
  return new Uint8Array([key.id, ...iv, ...new Uint8Array(sealed)])
    .toBase64({ alphabet: "base64url", omitPadding: true });
}

/** Opens a token; null for one that none of `keys` sealed. */
export async function openReader(keys: readonly LinkKey[], token: string): Promise<Reader | null> {
  if (token.length > TOKEN_MAX || !/^[A-Za-z0-9_-]+$/.test(token) || token.length % 4 === 1) return null;
  try {
    const bytes = Uint8Array.fromBase64(token, { alphabet: "base64url" });
    const key = keys.find(({ id }) => id === bytes[0]);
    if (key === undefined) return null;
    const iv = bytes.slice(1, 1 + NONCE_BYTES);
    const opened = await crypto.subtle.decrypt(
      { name: "AES-GCM", iv },
      await derived(key),
      bytes.slice(1 + NONCE_BYTES),
    );
    const [shop_id, email] = JSON.parse(new TextDecoder().decode(opened));
    return { shop_id, email };
  } catch {
    return null; // WebCrypto and base64 throw for a token that is not ours.
  }
}

async function derived({ bytes }: LinkKey): Promise<CryptoKey> {
  const base = await crypto.subtle.importKey("raw", bytes, "HKDF", false, ["deriveKey"]);
  return await crypto.subtle.deriveKey(
    { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info: INFO },
    base,
    { name: "AES-GCM", length: 256 },
    false,
    ["encrypt", "decrypt"],
  );
}
