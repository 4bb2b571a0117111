/**
 * Names the thread of a subject (an order, a customer, a case) for its reply address: the subject itself in few
 * bytes where it fits, otherwise its hash, which a row of `refs` resolves.
 */
import { threadBytes, threadId } from "./reply_address.ts";

/** What an address can hold: 45 characters of base32. */
const BYTES_MAX = 28;
const HASH_BYTES = 12;
/** Numbers stand in addresses for years: never reuse one. */
const SOURCES: Readonly<Record<string, number>> = {
  shopify: 1,
  woocommerce: 2,
  bigcommerce: 3,
  square: 4,
  standard: 5,
  "~conversation": 6,
  "~customer": 7,
  "~shop": 8,
};
const HASHED = 255;
/** Added to a source's number: the rest of the subject is a decimal number, or base64url text. */
const DIGITS = 32;
const BASE64 = 64;

export interface ReplyThreadName {
  /** As `replyAddress` takes it. */
  readonly thread: string;
  /** The name of `refs` under which the subject must be kept; null where the thread holds the subject itself. */
  readonly ref: string | null;
}

/** Names the thread of `subject`: `demo/shopify/1001`, `demo/~conversation/…`. */
export async function replyThread(subject: string): Promise<ReplyThreadName> {
  const packed = pack(subject);
  if (packed !== null) return { thread: threadId(packed), ref: null };
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(subject)));
  const bytes = new Uint8Array([HASHED, ...digest.subarray(0, HASH_BYTES)]);
  return { thread: threadId(bytes), ref: refOf(bytes) };
}

/** Returns the subject, or the name of `refs` that leads to it; null for a thread that was never made. */
export function openThread(
  thread: string,
): { readonly subject: string } | { readonly ref: string } | null {
  const bytes = threadBytes(thread);
  if (bytes === null) return null;
  if (bytes[0] === HASHED) return bytes.length === HASH_BYTES + 1 ? { ref: refOf(bytes) } : null;
  return unpack(bytes);
}

function refOf(bytes: Uint8Array): string {
  return `~thread/${bytes.subarray(1).toHex()}`;
}

function pack(subject: string): Uint8Array | null {
  const [shop = "", source = "", rest = "", ...more] = subject.split("/");
  const number = SOURCES[source];
  if (number === undefined || more.length > 0) return null;
  const digits = /^[1-9]\d{0,17}$/.test(rest) ? bytesOf(BigInt(rest)) : null;
  const base64 = digits === null ? fromBase64(rest) : null;
  const form = digits !== null ? DIGITS : base64 !== null ? BASE64 : 0;
  const tail = digits ?? base64 ?? new TextEncoder().encode(rest);
  const bytes = new Uint8Array([number + form, ...new TextEncoder().encode(`${shop}/`), ...tail]);
  return bytes.length <= BYTES_MAX && bytes.length >= 5 ? bytes : null;
}

function unpack(bytes: Uint8Array): { readonly subject: string } | null {
  const [number = 0] = bytes;
  const form = number & (DIGITS | BASE64);
  const source = Object.entries(SOURCES).find(([, one]) => one === (number & ~form))?.[0];
  const slash = bytes.indexOf(0x2f);
  if (source === undefined || slash < 2) return null;
  const shop = new TextDecoder().decode(bytes.subarray(1, slash));
  const tail = bytes.slice(slash + 1);
  const rest = form === DIGITS
    ? BigInt(`0x0${tail.toHex()}`).toString()
    : form === BASE64
    ? tail.toBase64({ alphabet: "base64url" })
    : new TextDecoder().decode(tail);
  return { subject: `${shop}/${source}/${rest}` };
}

function bytesOf(number: bigint): Uint8Array {
  const hex = number.toString(16);
  return Uint8Array.fromHex(hex.length % 2 === 0 ? hex : `0${hex}`);
}

/** Null unless the same text comes out of the bytes again. */
function fromBase64(text: string): Uint8Array | null {
  if (text === "" || text.length % 4 !== 0 || !/^[\w-]+$/.test(text)) return null;
  return Uint8Array.fromBase64(text, { alphabet: "base64url" });
}
