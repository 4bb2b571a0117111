/** Signed links: a token that says what it opens, for which purpose and how long, and that nobody else can make. */
import { err, ok, type Result } from "../result.ts";

/** What a link may be used for; a token made for one opens nothing else. Numbers stand in tokens for years: never reuse one. */
export const PURPOSES = { order: 1, history: 2, export: 3, correction: 20 } as const;
export type Purpose = keyof typeof PURPOSES;

/** Where a token of each purpose is taken. */
const PATHS: Readonly<Record<Purpose, string>> = {
  order: "/o/",
  history: "/h/",
  export: "/x/",
  correction: "/a/",
};

export interface LinkKey {
  /** 1 to 255. */
  readonly id: number;
  /** 32 bytes. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export interface Link {
  readonly purpose: Purpose;
  /** What it opens: an order id, or a subject that no order is. */
  readonly subject: string;
  /** Milliseconds since the epoch; kept to the minute, rounded up. */
  readonly expires_at_ms: number;
}

export type LinkRefusal = "malformed" | "signature" | "purpose" | "expired";

const VERSION = 1;
const HEAD_BYTES = 7;
const MAC_BYTES = 32;
const MINUTE_MS = 60_000;
const TOKEN_MAX = 512;
const HMAC = { name: "HMAC", hash: "SHA-256" } as const;

/** base64url of version, key id, purpose, expiry in minutes (4 bytes), subject, HMAC-SHA256 over all of it. The first key signs. */
export async function signLink(keys: readonly LinkKey[], link: Link): Promise<string> {
  const key = keys[0];
  if (key === undefined) throw new Error("Cannot sign a link as there must be >= 1 link key");
  const payload = concat(head(key.id, link), new TextEncoder().encode(link.subject));
  const mac = await crypto.subtle.sign(HMAC.name, await imported(key), payload);
  return toBase64url(concat(payload, new Uint8Array(mac)));
}

/** The whole address that `link` opens. */
export async function linkUrl(
  { public_url, link_keys }: { readonly public_url: string; readonly link_keys: readonly LinkKey[] },
  link: Link,
): Promise<string> {
  return `${public_url}${PATHS[link.purpose]}${await signLink(link_keys, link)}`;
}

/**
 * The subject, when one of `keys` signed `token` for `purpose` and it has not expired. `expired` comes with a signature
 * that was right; every other refusal says nothing about what the token names.
 */
export async function verifyLink(
  keys: readonly LinkKey[],
  token: string,
  purpose: Purpose,
  now_ms: number,
): Promise<Result<string, LinkRefusal> & { readonly subject?: string }> {
  const bytes = token.length <= TOKEN_MAX ? fromBase64url(token) : null;
  if (bytes === null || bytes.length <= HEAD_BYTES + MAC_BYTES || bytes[0] !== VERSION) {
    return err("malformed", "Not a link token");
  }
  const payload = bytes.slice(0, -MAC_BYTES);
  const key = keys.find(({ id }) => id === payload[1]);
  if (key === undefined) return err("signature", "Signed by no key that is in use");
  const signed = await crypto.subtle.verify(HMAC.name, await imported(key), bytes.slice(-MAC_BYTES), payload);
  if (!signed) return err("signature", "The signature does not fit");
  if (payload[2] !== PURPOSES[purpose]) return err("purpose", "Made for another purpose");
  const subject = new TextDecoder().decode(payload.slice(HEAD_BYTES));
  const expires_at_ms = new DataView(payload.buffer).getUint32(3) * MINUTE_MS;
  if (now_ms >= expires_at_ms) return { ...err("expired", "Expired"), subject };
  return ok(subject);
}

const imports = new Map<string, Promise<CryptoKey>>();
const IMPORTS_MAX = 64;

/** Importing costs more than signing; the keys of one Worker are few, so they are kept by their bytes. */
export function imported(key: LinkKey): Promise<CryptoKey> {
  const name = key.bytes.join(".");
  const known = imports.get(name);
  if (known !== undefined) return known;
  if (imports.size >= IMPORTS_MAX) imports.clear();
  const made = crypto.subtle.importKey("raw", key.bytes, HMAC, false, ["sign", "verify"]);
  imports.set(name, made);
  return made;
}

function head(key_id: number, link: Link): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(HEAD_BYTES);
  bytes.set([VERSION, key_id, PURPOSES[link.purpose]]);
  new DataView(bytes.buffer).setUint32(3, Math.ceil(link.expires_at_ms / MINUTE_MS));
  return bytes;
}

function concat(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(a.length + b.length);
  bytes.set(a);
  bytes.set(b, a.length);
  return bytes;
}

function toBase64url(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""))
    .replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** Null for what is not the one canonical spelling: two tokens must never open the same thing by differing in unused bits. */
function fromBase64url(text: string): Uint8Array<ArrayBuffer> | null {
  if (!/^[A-Za-z0-9_-]+$/.test(text) || text.length % 4 === 1) return null;
  const bytes = Uint8Array.from(
    atob(text.replaceAll("-", "+").replaceAll("_", "/")),
    (character) => character.charCodeAt(0),
  );
  return toBase64url(bytes) === text ? bytes : null;
}
