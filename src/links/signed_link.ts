/**
 * Makes and verifies signed links: a token says what it opens, for which purpose and until when, and cannot be
 * forged.
 */
import { err, ok, type Result } from "../result.ts";

/**
 * The purposes of a link; a token for one purpose opens nothing else. Tokens contain these numbers for years: never
 * reuse one.
 */
export const PURPOSES = {
  order: 1,
  history: 2,
  export: 3,
  preferences: 4,
  /** An order without its prices, to be forwarded. */
  gift: 5,
  /** A session of half an hour after a code was typed; kept in a cookie. */
  session: 6,
  /** The token of one form on a page. */
  form: 7,
  /** A session of half a day at a shop's desk; kept in a cookie. */
  desk: 8,
  correction: 20,
  /** A link in a text message, for a customer whom mail does not reach. */
  rescue: 21,
  /** A browser in which a customer proved their mailbox once: it shows what a link alone does not, and changes nothing. */
  device: 23,
  /** A product's picture, whose own address is the subject. */
  picture: 25,
  /** An order without its prices, whose giver wants its contents seen. */
  gift_contents: 22,
  /** An invitation to a shop's desk. */
  invitation: 24,
} as const;
export type Purpose = keyof typeof PURPOSES;

/** The path before the token, for the purposes whose token is part of a URL. */
const PATHS = {
  order: "/o/",
  history: "/h/",
  export: "/x/",
  preferences: "/u/",
  gift: "/g/",
  correction: "/a/",
  rescue: "/r/",
  gift_contents: "/p/",
  invitation: "/admin/~join/",
} as const;

export interface LinkKey {
  /** 1 to 255. */
  readonly id: number;
  /** 32 bytes. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export interface Link {
  readonly purpose: Purpose;
  /** The subject that the link opens: an order id, or another subject that is never an order id. */
  readonly subject: string;
  /** Milliseconds since the epoch; kept to the minute, rounded up. */
  readonly expires_at_ms: number;
  /**
   * When the link was made, rounded down to the minute: a customer may revoke links made before a time. Absent means
   * 1970.
   */
  readonly issued_at_ms?: number;
}

/** The content of a verified token. */
export interface OpenedLink {
  readonly subject: string;
  readonly issued_at_ms: number;
}

export type LinkRefusal = "malformed" | "signature" | "purpose" | "expired";

const VERSION = 2;
const HEAD_BYTES = 11;
/** Half of the MAC, as RFC 2104 (5) allows: 128 bits cannot be guessed, and mail programs break long lines. */
const MAC_BYTES = 16;
/** Subjects of at most this many bytes keep `/o/<token>` within 120 characters. */
const SUBJECT_MAX_BYTES = 60;
const MINUTE_MS = 60_000;
const TOKEN_MAX = 512;
const HMAC = { name: "HMAC", hash: "SHA-256" } as const;

/**
 * Signs with the first key. The token is base64url of version, key id, purpose, expiry and issue in minutes (4 bytes
 * each), subject, and the first half of the HMAC-SHA256 over all of it.
 */
export async function signLink(keys: readonly LinkKey[], link: Link): Promise<string> {
  const key = keys[0];
  if (key === undefined) throw new Error("Cannot sign a link as there must be >= 1 link key");
  const subject = link.purpose === "picture"
    ? link.subject
    : await shortSubject(link.subject) ?? link.subject;
  const payload = concat(head(key.id, link), new TextEncoder().encode(subject));
  return toBase64url(concat(payload, await macOf(key, payload)));
}

/**
 * Returns the short name that links use for an order id that is too long; null where the link contains the subject
 * itself. A customer's name is never shortened, since nothing leads back from its short name: with a shop id of 32
 * characters it has 63 bytes, and its link 4 characters more.
 */
export async function shortSubject(subject: string): Promise<string | null> {
  const bytes = new TextEncoder().encode(subject);
  if (bytes.length <= SUBJECT_MAX_BYTES || subject.split("/")[1] === "~customer") return null;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return `${subject.split("/")[0]}/~o/${toBase64url(digest.slice(0, 16))}`;
}

/** Returns the full URL of `link`. */
export async function linkUrl(
  { public_url, link_keys }: { readonly public_url: string; readonly link_keys: readonly LinkKey[] },
  link: Link & { readonly purpose: keyof typeof PATHS },
): Promise<string> {
  return `${public_url}${PATHS[link.purpose]}${await signLink(link_keys, link)}`;
}

/**
 * Returns the link's content when one of `keys` signed `token` for `purpose` and it has not expired. `expired` is
 * returned only for a valid signature; every other refusal reveals nothing about the token's subject.
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

/**
 * Returns what a token claims to open, signed or not, expired or cut at its end; null where it is none. It proves nothing: use it
 * for nothing but the look of a page.
 */
export function claimedSubject(token: string): string | null {
  const [letters = ""] = /^[A-Za-z0-9_-]*/.exec(token.slice(0, TOKEN_MAX)) ?? [];
  const bytes = fromBase64url(letters.slice(0, letters.length - letters.length % 4));
  return bytes !== null && bytes[0] === VERSION && bytes.length > HEAD_BYTES
    ? new TextDecoder().decode(bytes.slice(HEAD_BYTES))
    : null;
}

async function macOf(key: LinkKey, payload: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const mac = await crypto.subtle.sign(HMAC.name, await imported(key), payload);
  return new Uint8Array(mac, 0, MAC_BYTES);
}

/** Compares every byte whatever the first ones are, so that the time reveals nothing. */
function isSame(a: Uint8Array, b: Uint8Array): boolean {
  let difference = a.length ^ b.length;
  for (const [at, byte] of a.entries()) difference |= byte ^ (b[at] ?? 0);
  return difference === 0;
}

const imports = new Map<string, Promise<CryptoKey>>();
const IMPORTS_MAX = 64;

/** Importing a key costs more than signing; a Worker has few keys, so imported keys are cached by their bytes. */
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

/**
 * Decodes `text`; null unless it is the one canonical encoding: two tokens must never open the same thing by
 * differing in unused bits.
 */
function fromBase64url(text: string): Uint8Array<ArrayBuffer> | null {
  if (!/^[A-Za-z0-9_-]+$/.test(text) || text.length % 4 === 1) return null;
  const bytes = Uint8Array.from(
    atob(text.replaceAll("-", "+").replaceAll("_", "/")),
    (character) => character.charCodeAt(0),
  );
  return toBase64url(bytes) === text ? bytes : null;
}
