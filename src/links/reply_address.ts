/**
 * Makes and opens the reply address of a mail: it names one thread and cannot be forged. It gives access to nothing
 * else and proves nothing about the sender, because customers forward mails with it.
 */
import { imported, type LinkKey } from "./signed_link.ts";

export interface ReplyThread {
  /** A short name as `threadId` makes it, unique within the Worker. */
  readonly thread: string;
  /** The shop's reply domain; an address of one domain is invalid at another. */
  readonly domain: string;
}

/** Crockford's base32: mail programs lower-case letters, and people read o for 0 and l for 1. */
const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
/** 80 bits are enough: each guess costs the attacker one mail. */
const MAC_BYTES = 10;
const MAC_CHARS = 16;
const THREAD = /^[0-9a-hjkmnp-tv-z]{8,45}$/;
/** `r-<thread>-<mac>`: at most the 64 octets that RFC 5321, 4.5.3.1.1 allows. */
const LOCAL_PART = /^r-([0-9a-z]{8,45})-([0-9a-z]{16})$/;
const DOMAIN = /^(?=.{1,253}$)(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)+[a-z\d-]{2,63}$/;
/** Distinguishes this MAC from links, codes and marked mails, which the same keys make. */
const PREFIX = "waybill-reply:";
const ADDRESS_MAX = 320;

/** Encodes `bytes` as a thread's name: 10 bytes become 16 characters. */
export function threadId(bytes: Uint8Array): string {
  const id = base32(bytes);
  if (!THREAD.test(id)) {
    throw new Error(`Cannot name a thread as its id must have 8 to 45 characters: got ${id.length}`);
  }
  return id;
}

/** Returns the bytes of a thread's name; null for one that `threadId` does not make. */
export function threadBytes(thread: string): Uint8Array | null {
  if (!THREAD.test(thread)) return null;
  const bytes = new Uint8Array(Math.floor(thread.length * 5 / 8));
  let bits = 0;
  let value = 0;
  let at = 0;
  for (const char of thread) {
    value = value << 5 | ALPHABET.indexOf(char);
    bits += 5;
    if (bits >= 8) {
      bytes[at++] = value >>> bits - 8 & 255;
      bits -= 8;
    }
    value &= (1 << bits) - 1;
  }
  return value === 0 && threadId(bytes) === thread ? bytes : null;
}

/** Makes the thread's reply address; the first of `keys` signs it. */
export async function replyAddress(
  keys: readonly LinkKey[],
  { thread, domain }: ReplyThread,
): Promise<string> {
  const [key] = keys;
  if (key === undefined) throw new Error("Cannot make a reply address as there must be >= 1 link key");
  if (!THREAD.test(thread)) {
    throw new Error("Cannot make a reply address as thread must be an id of threadId");
  }
  const lower = domain.toLowerCase();
  if (!DOMAIN.test(lower)) throw new Error("Cannot make a reply address as domain must be a domain name");
  return `r-${thread}-${await macOf(key, thread, lower)}@${lower}`;
}

/** Returns thread and domain of an address that one of `keys` made, in any letter case; null for any other address. */
export async function openReplyAddress(
  keys: readonly LinkKey[],
  address: string,
): Promise<ReplyThread | null> {
  if (address.length > ADDRESS_MAX) return null;
  const [local = "", domain = "", ...more] = address.toLowerCase().split("@");
  const [, typed_thread, typed_mac] = LOCAL_PART.exec(local) ?? [];
  if (typed_thread === undefined || typed_mac === undefined || more.length > 0 || !DOMAIN.test(domain)) {
    return null;
  }
  const thread = unmistaken(typed_thread);
  const mac = unmistaken(typed_mac);
  if (!THREAD.test(thread)) return null;
  let found = false;
  // Tries all keys and compares all characters, also after a match, so that the time reveals nothing.
  for (const key of keys) found = isSame(mac, await macOf(key, thread, domain)) || found;
  return found ? { thread, domain } : null;
}

/** Replaces the letters that Crockford's base32 treats as digits: o by 0, i and l by 1. */
function unmistaken(text: string): string {
  return text.replaceAll("o", "0").replaceAll(/[il]/g, "1");
}

async function macOf(key: LinkKey, thread: string, domain: string): Promise<string> {
  const signed = new TextEncoder().encode(`${PREFIX}${domain}\n${thread}`);
  const mac = new Uint8Array(await crypto.subtle.sign("HMAC", await imported(key), signed));
  return base32(mac.subarray(0, MAC_BYTES));
}

function isSame(a: string, b: string): boolean {
  let differing = a.length ^ MAC_CHARS;
  for (let at = 0; at < MAC_CHARS; at++) differing |= a.charCodeAt(at) ^ b.charCodeAt(at);
  return differing === 0;
}

function base32(bytes: Uint8Array): string {
  let text = "";
  let bits = 0;
  let value = 0;
  for (const byte of bytes) {
    value = value << 8 | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += ALPHABET[value >>> bits & 31]!;
    }
    value &= (1 << bits) - 1;
  }
  return bits === 0 ? text : text + ALPHABET[value << 5 - bits & 31]!;
}
