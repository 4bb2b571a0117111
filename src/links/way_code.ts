/** Derives the code that a customer sends from their own chat, from a challenge and a key of the Worker. It is never stored. */
import { imported, type LinkKey } from "./signed_link.ts";

/** Distinguishes it from links and from codes that are sent to a mailbox. */
const PREFIX = "waybill-way-code:";

/** Returns bytes for the letters of a code. */
export async function wayCodeBytes(key: LinkKey, challenge: string): Promise<Uint8Array> {
  const text = new Uint8Array(new TextEncoder().encode(PREFIX + challenge));
  return new Uint8Array(await crypto.subtle.sign("HMAC", await imported(key), text));
}
