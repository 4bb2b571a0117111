/** The session of half an hour after a code: a signed cookie, bound to one customer of one shop. */
import type { Context } from "hono";
import { deleteCookie, setCookie } from "hono/cookie";
import { signLink } from "../../links/signed_link.ts";
import type { Ports } from "../ports.ts";
import { SESSION_COOKIE } from "./visit.ts";
import type { WaybillHono } from "../hono.ts";

const SESSION_S = 1_800;

export async function beginSession(
  context: Context<WaybillHono>,
  ports: Ports,
  customer: string,
  now_ms: number,
): Promise<void> {
  const token = await signLink(ports.link_keys, {
    purpose: "session",
    subject: customer,
    expires_at_ms: now_ms + SESSION_S * 1_000,
    issued_at_ms: now_ms,
  });
  setCookie(context, SESSION_COOKIE, token, {
    path: "/",
    httpOnly: true,
    secure: true,
    sameSite: "Lax",
    maxAge: SESSION_S,
  });
}

export function endSession(context: Context<WaybillHono>): void {
  deleteCookie(context, SESSION_COOKIE, { path: "/", secure: true });
}
