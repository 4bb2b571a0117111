/**
 * The cookies after a code, signed and bound to one customer of one shop: a session of half an hour, in which data may be
 * changed, and a longer one by which this browser shows the customer's orders in full.
 */
import type { Context } from "hono";
import { deleteCookie, setCookie } from "hono/cookie";
import { signLink } from "../../links/signed_link.ts";
import type { Ports } from "../ports.ts";
import {
  DEVICE_COOKIE,
  DEVICE_CUSTOMERS_MAX,
  DEVICE_SEPARATOR,
  deviceTokens,
  SESSION_COOKIE,
} from "./visit.ts";
import type { WaybillHono } from "../hono.ts";

const SESSION_S = 1_800;
const DEVICE_S = 180 * 86_400;

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
  const device = await signLink(ports.link_keys, {
    purpose: "device",
    subject: customer,
    expires_at_ms: now_ms + DEVICE_S * 1_000,
    issued_at_ms: now_ms,
  });
  const kept = [device, ...deviceTokens(context)].slice(0, DEVICE_CUSTOMERS_MAX);
  setCookie(context, DEVICE_COOKIE, kept.join(DEVICE_SEPARATOR), {
    path: "/",
    httpOnly: true,
    secure: true,
    sameSite: "Lax",
    maxAge: DEVICE_S,
  });
}

export function endSession(context: Context<WaybillHono>): void {
  deleteCookie(context, SESSION_COOKIE, { path: "/", secure: true });
  deleteCookie(context, DEVICE_COOKIE, { path: "/", secure: true });
}
