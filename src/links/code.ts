/**
 * Makes six-digit codes that prove that a person can read a mailbox. A code is derived from a challenge and a key of
 * the Worker and is never stored.
 */
import { imported, type LinkKey } from "./signed_link.ts";

const DIGITS = 6;
/** Distinguishes a code from a link: both are made with the same keys. */
const PREFIX = "waybill-code:";

/** Derives the code for `challenge` with the first key; codes are as uniform as 32 bits modulo a million. */
export async function codeFor(keys: readonly LinkKey[], challenge: string): Promise<string> {
  const key = keys[0];
  if (key === undefined) throw new Error("Cannot make a code as there must be >= 1 link key");
  return await codeBy(key, challenge);
}

/** Returns whether one of `keys` made `code` for `challenge`; the comparison takes the same time for every guess. */
export async function isCodeFor(keys: readonly LinkKey[], challenge: string, code: string): Promise<boolean> {
  let found = false;
  for (const key of keys) {
    const signed = await crypto.subtle.sign("HMAC", await imported(key), bytes(await codeBy(key, challenge)));
    found = await crypto.subtle.verify("HMAC", await imported(key), signed, bytes(code)) || found;
  }
  return found;
}

async function codeBy(key: LinkKey, challenge: string): Promise<string> {
  const mac = await crypto.subtle.sign("HMAC", await imported(key), bytes(PREFIX + challenge));
  return String(new DataView(mac).getUint32(0) % 10 ** DIGITS).padStart(DIGITS, "0");
}

function bytes(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(new TextEncoder().encode(text));
}
