/** Checks the signatures of webhooks: each scheme once, in constant time, without parsing what was signed. */
import { err, ok, type Result } from "../../result.ts";
import type { SignatureRefusal } from "../source.ts";

/** A signed moment further away than this is a replay, or a clock that nobody should trust. */
export const TOLERANCE_S = 300;
/** Bounds the work of one unauthenticated request: a header may list many signatures, a shop has two live secrets at most. */
export const SIGNATURES_MAX = 8;
export const KEYS_MAX = 4;
const SHA256_BYTES = 32;

/** Whether one of `signatures` is the HMAC-SHA256 of `signed` under one of `keys`. An empty key never signs anything. */
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
      // `verify` compares in constant time, which comparing two strings would not.
      if (await crypto.subtle.verify("HMAC", key, signature, signed)) return true;
    }
  }
  return false;
}

/** Whether one of `given` is the SHA-256 of one of `texts`; for senders that hash their secret along with what they sign. */
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

/** Whether the address bore one of the live secrets. It proves no more than that whoever sent it knows the address. */
export async function tokenMatches(token: string | undefined, secrets: readonly string[]): Promise<boolean> {
  const live = secrets.filter((secret) => secret.length > 0).slice(0, KEYS_MAX);
  if (token === undefined) return false;
  const encoder = new TextEncoder();
  const given = new Uint8Array(await crypto.subtle.digest("SHA-256", encoder.encode(token)));
  return await digestMatches({ given: [given], texts: live.map((secret) => encoder.encode(secret)) });
}

/** In constant time for two of the same length. */
function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  let difference = a.byteLength ^ b.byteLength;
  for (let at = 0; at < b.byteLength; at++) difference |= (a[at] ?? 0) ^ b[at]!;
  return difference === 0;
}

/**
 * Whether the signed moment, in Unix seconds, lies within the tolerance of the receipt, in either direction. `age_max_s` is
 * for a sender that signs once and sends the same signature again for days.
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

/** `t=1614265330,v1=<hex>,v1=<hex>`: the one signed moment and every signature of the first version; `null` without such a moment. */
export function timedSignatures(
  header: string,
): { readonly signed_at_s: string; readonly signatures: readonly Uint8Array[] } | null {
  const parts = header.split(",").map((part) => part.trim());
  const [moment, ...others] = parts.filter((part) => part.startsWith("t=")).map((part) => part.slice(2));
  // Two moments would leave it to chance which one is checked and which one was signed.
  if (moment === undefined || others.length > 0 || !/^\d{1,12}$/.test(moment)) return null;
  const signatures = parts.filter((part) => part.startsWith("v1="))
    .map((part) => bytesFromHex(part.slice(3)))
    .filter((signature) => signature !== null);
  return { signed_at_s: moment, signatures };
}

/** What most senders sign or name a webhook by: some text, then the body as it came. */
export function textAndBody(text: string, body: Uint8Array): Uint8Array<ArrayBuffer> {
  const head = new TextEncoder().encode(text);
  const bytes = new Uint8Array(head.length + body.length);
  bytes.set(head);
  bytes.set(body, head.length);
  return bytes;
}

/** The bytes of canonical base64 with its padding, or `null`. */
export function bytesFromBase64(text: string): Uint8Array | null {
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text)) return null;
  return Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
}

/** The bytes of hexadecimal text, or `null`. */
export function bytesFromHex(text: string): Uint8Array | null {
  if (!/^(?:[0-9a-fA-F]{2})*$/.test(text)) return null;
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

/** The name of a webhook whose sender gives it none: the same words and bytes are the same webhook. */
export async function contentId(words: string, body: Uint8Array): Promise<string> {
  return hexFromBytes(new Uint8Array(await crypto.subtle.digest("SHA-256", textAndBody(`${words}\n`, body))));
}

export function hexFromBytes(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
