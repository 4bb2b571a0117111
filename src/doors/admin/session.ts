/**
 * Issues and checks the session cookie of a desk. It is signed, names the shop and the token that opened it, and ends
 * with that token.
 */
import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import type { Shop } from "../../flow/ports.ts";
import { signLink, verifyLink } from "../../links/signed_link.ts";
import { endSession } from "../../flow/end_session.ts";
import { selectEndedSession } from "../../sql/ended_sessions.ts";
import { TOKEN_MIN } from "../bearer.ts";
import type { Ports } from "../ports.ts";

const SESSION_S = 12 * 3_600;
/** Bytes of a token's fingerprint: enough to distinguish tokens. */
const FINGERPRINT_BYTES = 12;
const NONCE_BYTES = 6;

/**
 * Returns the cookie's name: one a shop, so that a person may be at several desks. `__Host-` limits it to this host
 * and to TLS.
 */
export function deskCookie(shop_id: string): string {
  return `__Host-desk-${shop_id}`;
}

/** Begins a session for `token`, which must be one of the shop's. */
export async function beginDesk(
  context: Context,
  ports: Ports,
  shop_id: string,
  token: string,
  now_ms: number,
): Promise<void> {
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const session = await signLink(ports.link_keys, {
    purpose: "desk",
    subject: `${shop_id}/${await fingerprintOf(token)}${base64url(nonce)}`,
    expires_at_ms: now_ms + SESSION_S * 1_000,
    issued_at_ms: now_ms,
  });
  setCookie(context, deskCookie(shop_id), session, {
    path: "/",
    httpOnly: true,
    secure: true,
    sameSite: "Strict",
    maxAge: SESSION_S,
  });
}

/**
 * Returns the session's name where it is valid for this shop and its token is still one of the shop's; otherwise
 * null.
 */
export async function openDesk(
  context: Context,
  ports: Ports,
  shop: Shop,
  now_ms: number,
): Promise<string | null> {
  const cookie = getCookie(context, deskCookie(shop.id));
  if (cookie === undefined) return null;
  const session = await verifyLink(ports.link_keys, cookie, "desk", now_ms);
  if (!session.ok) return null;
  const [shop_id, name = ""] = session.value.subject.split("/");
  if (shop_id !== shop.id) return null;
  const live = (shop.secrets["api"] ?? []).filter(({ length }) => length >= TOKEN_MIN);
  const fingerprints = await Promise.all(live.map(fingerprintOf));
  if (!fingerprints.some((fingerprint) => name.startsWith(fingerprint))) return null;
  const is_ended = await selectEndedSession(ports.db, `${shop.id}/${name}`).first() !== null;
  return is_ended ? null : name;
}

/** Ends the session that the cookie holds, at the server and in the browser; there is none for who came by Access. */
export async function endDesk(context: Context, ports: Ports, shop: Shop, now_ms: number): Promise<void> {
  const name = await openDesk(context, ports, shop, now_ms);
  const shop_id = shop.id;
  if (name !== null) {
    // A session that begins later ends later: this one has ended by itself by then.
    const session = { name: `${shop_id}/${name}`, until_ms: now_ms + SESSION_S * 1_000 };
    await endSession(ports.db, session, now_ms);
  }
  deleteCookie(context, deskCookie(shop_id), { path: "/", secure: true });
}

async function fingerprintOf(token: string): Promise<string> {
  const text = new TextEncoder().encode(`waybill-desk\n${token}`);
  return base64url(new Uint8Array(await crypto.subtle.digest("SHA-256", text)).slice(0, FINGERPRINT_BYTES));
}

function base64url(bytes: Uint8Array): string {
  return bytes.toBase64({ alphabet: "base64url", omitPadding: true });
}
