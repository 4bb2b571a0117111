/**
 * Reads a signed page from the copy of the database that is nearest to its reader, by a D1 session; right after the
 * reader has written something, from the primary, so that they see what they did.
 */
import type { Context, Next } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import type { WaybillHono } from "../hono.ts";
import type { Ports } from "../ports.ts";

const WROTE_COOKIE = "__Host-wrote";
/** A copy is seconds behind the primary at most, as far as anybody has seen. */
const WROTE_S = 60;

function isReading({ req }: Context): boolean {
  return req.method === "GET" || req.method === "HEAD";
}

/** Returns the ports on a session of the cell for a request that only reads; all reads of it see one state or newer ones. */
export function nearestCopy(context: Context<WaybillHono>, here: Ports): Ports {
  if (!isReading(context)) return here;
  const wrote = getCookie(context, WROTE_COOKIE) !== undefined;
  const session = here.db.withSession(wrote ? "first-primary" : "first-unconstrained");
  // A session prepares and batches as a database does; nothing else is asked of `db`.
  return { ...here, db: session as unknown as D1Database };
}

/** Remembers in the browser that it has just written: its next pages are read from the primary. */
export async function noteWrite(context: Context<WaybillHono>, next: Next): Promise<void> {
  await next();
  if (isReading(context) || context.res.status >= 400) return;
  setCookie(context, WROTE_COOKIE, "1", {
    path: "/",
    httpOnly: true,
    secure: true,
    sameSite: "Lax",
    maxAge: WROTE_S,
  });
}
