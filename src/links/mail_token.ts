/**
 * Signs a token for a mail's header: a bounce that returns the token proves which mail it is about and who received
 * that mail.
 */
import { imported, type LinkKey } from "./signed_link.ts";

/** The name of the token's header. */
export const MAIL_TOKEN_HEADER = "X-Waybill-Mail";

export interface MarkedMail {
  /** The message key as text. */
  readonly key: string;
  readonly recipient: string;
}

/** Distinguishes this token from links and codes, which the same keys make. */
const PREFIX = "waybill-mail:";
const TOKEN_MAX = 4_000;

/** base64url of key and recipient, a full stop, base64url of the HMAC-SHA256; in words of 60 characters, so that the line can be folded. */
export async function markMail(keys: readonly LinkKey[], mail: MarkedMail): Promise<string> {
  const key = keys[0];
  if (key === undefined) throw new Error("Cannot mark a mail as there must be >= 1 link key");
  const payload = base64url(new TextEncoder().encode(JSON.stringify([mail.key, mail.recipient])));
  const mac = await crypto.subtle.sign("HMAC", await imported(key), signed(payload));
  return `${payload}.${base64url(new Uint8Array(mac))}`.match(/.{1,60}/g)!.join(" ");
}

/** Returns the mail that `token` names; null for a token that none of `keys` made. */
export async function markedMail(keys: readonly LinkKey[], token: string): Promise<MarkedMail | null> {
  const [payload = "", mac = ""] = token.slice(0, TOKEN_MAX).replaceAll(/\s/g, "").split(".");
  const bytes = bytesFrom(mac);
  if (bytes === null) return null;
  for (const key of keys) {
    if (!await crypto.subtle.verify("HMAC", await imported(key), bytes, signed(payload))) continue;
    const [message_key, recipient] = JSON.parse(new TextDecoder().decode(bytesFrom(payload)!));
    return { key: message_key, recipient };
  }
  return null;
}

function signed(payload: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(new TextEncoder().encode(PREFIX + payload));
}

function base64url(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""))
    .replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function bytesFrom(text: string): Uint8Array<ArrayBuffer> | null {
  if (!/^[A-Za-z0-9_-]+$/.test(text) || text.length % 4 === 1) return null;
  return Uint8Array.from(
    atob(text.replaceAll("-", "+").replaceAll("_", "/")),
    (character) => character.charCodeAt(0),
  );
}
