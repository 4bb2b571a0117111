/**
 * Checks the signatures of webhooks, in constant time; each scheme is implemented once, and the signed content is
 * never parsed.
 */
import { err, ok, type Result } from "../../result.ts";
import type { SignatureRefusal } from "../source.ts";

/**
 * Maximum distance in seconds between a signed time and the arrival: beyond it the webhook is a replay, or the
 * sender's clock is wrong.
 */
export const TOLERANCE_S = 300;
/**
 * Limits the work of one unauthenticated request: a header may list many signatures; a shop has at most two live
 * secrets.
 */
export const SIGNATURES_MAX = 8;
export const KEYS_MAX = 4;
const SHA256_BYTES = 32;

/**
 * Returns whether one of `signatures` is the HMAC-SHA256 of `signed` under one of `keys`. An empty key never matches.
 */
export async function hmacMatches(
  { keys, signatures, signed }: {
    readonly keys: readonly Uint8Array[];
    readonly signatures: readonly Uint8Array[];
    readonly signed: Uint8Array;
  },
): Promise<boolean> {
  const live = keys.filter((key) => key.byteLength > 0).slice(0, KEYS_MAX);
  const whole = signatures.filter((signature) => signature.byteLength === SHA256_BYTES).slice(
    0,
    SIGNATURES_MAX,
  );
  for (const bytes of live) {
    const key = await crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, [
      "verify",
    ]);
    for (const signature of whole) {
      // `verify` compares in constant time; a comparison of strings does not.
      if (await crypto.subtle.verify("HMAC", key, signature, signed)) return true;
    }
  }
  return false;
}

/**
 * Returns whether one of `given` is the SHA-256 of one of `texts`; for senders that hash their secret together with
 * the signed text.
 */
export async function digestMatches(
  { given, texts }: { readonly given: readonly Uint8Array[]; readonly texts: readonly Uint8Array[] },
): Promise<boolean> {
  let matches = false;
  for (const text of texts.slice(0, KEYS_MAX)) {
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", text));
    for (const signature of given.slice(0, SIGNATURES_MAX)) matches = sameBytes(signature, digest) || matches;
  }
  return matches;
}

/**
 * Returns whether `token`, from the webhook's address, is one of the live secrets. It proves only that the sender
 * knows the address.
 */
export async function tokenMatches(token: string | undefined, secrets: readonly string[]): Promise<boolean> {
  const live = secrets.filter((secret) => secret.length > 0).slice(0, KEYS_MAX);
  if (token === undefined) return false;
  const encoder = new TextEncoder();
  const given = new Uint8Array(await crypto.subtle.digest("SHA-256", encoder.encode(token)));
  return await digestMatches({ given: [given], texts: live.map((secret) => encoder.encode(secret)) });
}

/** Compares two texts, in constant time if their lengths are equal. */
export function sameText(a: string, b: string): boolean {
  const encoder = new TextEncoder();
  return sameBytes(encoder.encode(a), encoder.encode(b));
}

/** Compares `a` and `b`, in constant time if their lengths are equal. */
function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  let difference = a.byteLength ^ b.byteLength;
  for (let at = 0; at < b.byteLength; at++) difference |= (a[at] ?? 0) ^ b[at]!;
  return difference === 0;
}

/**
 * Returns whether `signed_at_s` (Unix seconds) is within the tolerance of `received_at_ms`, in either direction.
 * `age_max_s` is for a sender that signs once and repeats the same signature for days.
 */
export function isRecent(
  signed_at_s: number,
  received_at_ms: number,
  age_max_s = TOLERANCE_S,
): Result<null, SignatureRefusal> {
  const age_s = Math.floor(received_at_ms / 1_000) - signed_at_s;
  if (age_s > age_max_s) {
    return err(
      "signature",
      `Cannot verify webhook as its age must be <= ${age_max_s} s: current age is ${age_s} s`,
    );
  }
  if (age_s < -TOLERANCE_S) {
    return err(
      "signature",
      `Cannot verify webhook as its age must be >= -${TOLERANCE_S} s: current age is ${age_s} s`,
    );
  }
  return ok(null);
}

/**
 * Parses `t=1614265330,v1=<hex>,v1=<hex>`: the signed time and every signature of version 1; `null` without exactly
 * one time.
 */
export function timedSignatures(
  header: string,
): { readonly signed_at_s: string; readonly signatures: readonly Uint8Array[] } | null {
  const parts = header.split(",").map((part) => part.trim());
  const [moment, ...others] = parts.filter((part) => part.startsWith("t=")).map((part) => part.slice(2));
  // With two times it would be unclear which one was checked and which one was signed.
  if (moment === undefined || others.length > 0 || !/^\d{1,12}$/.test(moment)) return null;
  const signatures = parts.filter((part) => part.startsWith("v1="))
    .map((part) => bytesFromHex(part.slice(3)))
    .filter((signature) => signature !== null);
  return { signed_at_s: moment, signatures };
}

/** Joins `text` and the body as it came: most senders sign this form, and ids are made from it. */
export function textAndBody(text: string, body: Uint8Array): Uint8Array<ArrayBuffer> {
  const head = new TextEncoder().encode(text);
  const bytes = new Uint8Array(head.length + body.length);
  bytes.set(head);
  bytes.set(body, head.length);
  return bytes;
}

/** Returns the bytes of canonical base64 with its padding, or `null`. */
export function bytesFromBase64(text: string): Uint8Array | null {
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text)) return null;
  return Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
}

/** Returns the bytes of hexadecimal text, or `null`. */
export function bytesFromHex(text: string): Uint8Array | null {
  if (!/^(?:[0-9a-fA-F]{2})*$/.test(text)) return null;
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

/** Returns an id for a webhook whose sender gives none: equal `words` and `body` are the same webhook. */
export async function contentId(words: string, body: Uint8Array): Promise<string> {
  return hexFromBytes(new Uint8Array(await crypto.subtle.digest("SHA-256", textAndBody(`${words}\n`, body))));
}

export function hexFromBytes(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
