/** Signed links: a token that says what it opens, for which purpose and how long, and that nobody else can make. */
import { err, ok, type Result } from "../result.ts";

/** What a link may be used for; a token made for one opens nothing else. Numbers stand in tokens for years: never reuse one. */
export const PURPOSES = {
  order: 1,
  history: 2,
  export: 3,
  preferences: 4,
  /** An order without its prices, to be passed on. */
  gift: 5,
  /** Half an hour after a code: stands in a cookie. */
  session: 6,
  /** One form of a page. */
  form: 7,
  /** Half a day at a shop's desk: stands in a cookie. */
  desk: 8,
  correction: 20,
  /** From a text message, where mail does not arrive. */
  rescue: 21,
} as const;
export type Purpose = keyof typeof PURPOSES;

/** Where a token is taken that stands in an address. */
const PATHS = {
  order: "/o/",
  history: "/h/",
  export: "/x/",
  preferences: "/u/",
  gift: "/g/",
  correction: "/a/",
  rescue: "/r/",
} as const;

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
  /** When it was made, kept to the minute below: a customer may revoke what was made before. The start of all time where absent. */
  readonly issued_at_ms?: number;
}

/** What a token says once it is believed. */
export interface OpenedLink {
  readonly subject: string;
  readonly issued_at_ms: number;
}

export type LinkRefusal = "malformed" | "signature" | "purpose" | "expired";

const VERSION = 2;
const HEAD_BYTES = 11;
/** Half of the MAC, as RFC 2104 (5) allows: 128 bits are nobody's to guess, and mail programs break long lines. */
const MAC_BYTES = 16;
/** So many bytes of subject keep `/o/<token>` within 120 characters. */
const SUBJECT_MAX_BYTES = 60;
const MINUTE_MS = 60_000;
const TOKEN_MAX = 512;
const HMAC = { name: "HMAC", hash: "SHA-256" } as const;

/**
 * base64url of version, key id, purpose, expiry and issue in minutes (4 bytes each), subject, the first half of the
 * HMAC-SHA256 over all of it. The first key signs.
 */
export async function signLink(keys: readonly LinkKey[], link: Link): Promise<string> {
  const key = keys[0];
  if (key === undefined) throw new Error("Cannot sign a link as there must be >= 1 link key");
  const subject = await shortSubject(link.subject) ?? link.subject;
  const payload = concat(head(key.id, link), new TextEncoder().encode(subject));
  return toBase64url(concat(payload, await macOf(key, payload)));
}

/** The name that stands in links for a subject that is too long for them; null where it stands there itself. */
export async function shortSubject(subject: string): Promise<string | null> {
  const bytes = new TextEncoder().encode(subject);
  if (bytes.length <= SUBJECT_MAX_BYTES) return null;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return `${subject.split("/")[0]}/~o/${toBase64url(digest.slice(0, 16))}`;
}

/** The whole address that `link` opens. */
export async function linkUrl(
  { public_url, link_keys }: { readonly public_url: string; readonly link_keys: readonly LinkKey[] },
  link: Link & { readonly purpose: keyof typeof PATHS },
): Promise<string> {
  return `${public_url}${PATHS[link.purpose]}${await signLink(link_keys, link)}`;
}

/**
 * What the link says, when one of `keys` signed `token` for `purpose` and it has not expired. `expired` comes with a signature
 * that was right; every other refusal says nothing about what the token names.
 */
export async function verifyLink(
  keys: readonly LinkKey[],
  token: string,
  purpose: Purpose,
  now_ms: number,
): Promise<Result<OpenedLink, LinkRefusal> & { readonly subject?: string }> {
  const bytes = token.length <= TOKEN_MAX ? fromBase64url(token) : null;
  if (bytes === null || bytes.length <= HEAD_BYTES + MAC_BYTES || bytes[0] !== VERSION) {
    return err("malformed", "Not a link token");
  }
  const payload = bytes.slice(0, -MAC_BYTES);
  const key = keys.find(({ id }) => id === payload[1]);
  if (key === undefined) return err("signature", "Signed by no key that is in use");
  if (!isSame(bytes.slice(-MAC_BYTES), await macOf(key, payload))) {
    return err("signature", "The signature does not fit");
  }
  if (payload[2] !== PURPOSES[purpose]) return err("purpose", "Made for another purpose");
  const subject = new TextDecoder().decode(payload.slice(HEAD_BYTES));
  const view = new DataView(payload.buffer);
  if (now_ms >= view.getUint32(3) * MINUTE_MS) return { ...err("expired", "Expired"), subject };
  return ok({ subject, issued_at_ms: view.getUint32(7) * MINUTE_MS });
}

async function macOf(key: LinkKey, payload: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const mac = await crypto.subtle.sign(HMAC.name, await imported(key), payload);
  return new Uint8Array(mac, 0, MAC_BYTES);
}

/** Looks at every byte whatever the first ones say, so that the time it takes tells nothing. */
function isSame(a: Uint8Array, b: Uint8Array): boolean {
  let difference = a.length ^ b.length;
  for (const [at, byte] of a.entries()) difference |= byte ^ (b[at] ?? 0);
  return difference === 0;
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
  const view = new DataView(bytes.buffer);
  view.setUint32(3, Math.ceil(link.expires_at_ms / MINUTE_MS));
  view.setUint32(7, Math.floor((link.issued_at_ms ?? 0) / MINUTE_MS));
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
