/**
 * Issues and checks the session cookie of a desk. It is signed and names the shop and who opened it: the shop's token,
 * with which it ends, or one of its people, with whom it ends.
 */
import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import type { Shop } from "../../flow/ports.ts";
import { signLink, verifyLink } from "../../links/signed_link.ts";
import { personIn, personSubject } from "../../flow/desk/people.ts";
import { endSession } from "../../flow/end_session.ts";
import { type PersonRow, selectPerson } from "../../sql/people.ts";
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
  await begin(context, ports, shop_id, `${shop_id}/${await fingerprintOf(token)}${nonce()}`, now_ms);
}

/** Begins a session for one of the shop's people. */
export async function beginPersonDesk(
  context: Context,
  ports: Ports,
  { shop_id, id }: Pick<PersonRow, "shop_id" | "id">,
  now_ms: number,
): Promise<void> {
  await begin(context, ports, shop_id, `${personSubject(shop_id, id)}/${nonce()}`, now_ms);
}

async function begin(
  context: Context,
  ports: Ports,
  shop_id: string,
  subject: string,
  now_ms: number,
): Promise<void> {
  const times = { expires_at_ms: now_ms + SESSION_S * 1_000, issued_at_ms: now_ms };
  const session = await signLink(ports.link_keys, { purpose: "desk", subject, ...times });
  setCookie(context, deskCookie(shop_id), session, {
    path: "/",
    httpOnly: true,
    secure: true,
    sameSite: "Strict",
    maxAge: SESSION_S,
  });
}

/** A session that counts: its name for form tokens and its end, and whose it is; null for the shop's token. */
export interface DeskSession {
  readonly name: string;
  readonly person: PersonRow | null;
}

/** Returns the session where it is valid for this shop and who opened it may still do so; otherwise null. */
export async function openDesk(
  context: Context,
  ports: Ports,
  shop: Shop,
  now_ms: number,
): Promise<DeskSession | null> {
  const cookie = getCookie(context, deskCookie(shop.id));
  if (cookie === undefined) return null;
  const session = await verifyLink(ports.link_keys, cookie, "desk", now_ms);
  if (!session.ok) return null;
  const { subject, issued_at_ms } = session.value;
  if (!subject.startsWith(`${shop.id}/`)) return null;
  const name = subject.slice(shop.id.length + 1);
  const person_id = personIn(shop.id, subject);
  const [ended, person] = await ports.db.batch([
    selectEndedSession(ports.db, `${shop.id}/${name}`),
    selectPerson(ports.db, shop.id, person_id ?? ""),
  ]);
  if (ended!.results.length > 0) return null;
  if (person_id !== null) {
    const row = person!.results[0] as PersonRow | undefined;
    // Somebody who was taken away and invited again starts anew. Links know minutes.
    const is_theirs = row !== undefined && issued_at_ms >= Math.floor(row.invited_at / 60_000) * 60_000;
    return is_theirs ? { name, person: row } : null;
  }
  const live = (shop.secrets["api"] ?? []).filter(({ length }) => length >= TOKEN_MIN);
  const fingerprints = await Promise.all(live.map(fingerprintOf));
  return fingerprints.some((fingerprint) => name.startsWith(fingerprint)) ? { name, person: null } : null;
}

/** Ends the session that the cookie holds, at the server and in the browser; there is none for who came by Access. */
export async function endDesk(context: Context, ports: Ports, shop: Shop, now_ms: number): Promise<void> {
  const open = await openDesk(context, ports, shop, now_ms);
  const shop_id = shop.id;
  if (open !== null) {
    // A session that begins later ends later: this one has ended by itself by then.
    const session = { name: `${shop_id}/${open.name}`, until_ms: now_ms + SESSION_S * 1_000 };
    await endSession(ports.db, session, now_ms);
  }
  deleteCookie(context, deskCookie(shop_id), { path: "/", secure: true });
}

function nonce(): string {
  return base64url(crypto.getRandomValues(new Uint8Array(NONCE_BYTES)));
}

async function fingerprintOf(token: string): Promise<string> {
  const text = new TextEncoder().encode(`waybill-desk\n${token}`);
  return base64url(new Uint8Array(await crypto.subtle.digest("SHA-256", text)).slice(0, FINGERPRINT_BYTES));
}

function base64url(bytes: Uint8Array): string {
  return bytes.toBase64({ alphabet: "base64url", omitPadding: true });
}
