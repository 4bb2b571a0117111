/** Issues and checks form tokens of the pages, and reads fields within bounds. */
import type { Context } from "hono";
import { withoutTurns } from "../../values/plain_text.ts";
import { signLink, verifyLink } from "../../links/signed_link.ts";
import { readBounded } from "../body.ts";
import type { Ports } from "../ports.ts";
import type { WaybillHono } from "../hono.ts";

const VALID_MS = 24 * 3_600_000;
const BODY_MAX_BYTES = 64_000;
const ID_BYTES = 12;

/**
 * Returns the token for one showing of the form `action` about `subject`. It holds an id, by which a second click is
 * recognised.
 */
export async function formToken(
  ports: Ports,
  subject: string,
  action: string,
  now_ms: number,
): Promise<string> {
  const id = crypto.getRandomValues(new Uint8Array(ID_BYTES)).toBase64({ alphabet: "base64url" });
  return await signLink(ports.link_keys, {
    purpose: "form",
    subject: `${await digest(subject, action)}.${id}`,
    expires_at_ms: now_ms + VALID_MS,
    issued_at_ms: now_ms,
  });
}

/** Returns the form's id where `token` was issued for this action and subject; otherwise null. */
export async function formId(
  ports: Ports,
  subject: string,
  action: string,
  token: string,
  now_ms: number,
): Promise<string | null> {
  const link = await verifyLink(ports.link_keys, token, "form", now_ms);
  if (!link.ok) return null;
  const [about, id] = link.value.subject.split(".");
  return about === await digest(subject, action) ? id ?? null : null;
}

/** The fields of a posted form, each once; null when it comes from another site, is too large, or is no form. */
export async function readForm(
  context: Pick<Context<WaybillHono>, "req">,
  max_bytes: number = BODY_MAX_BYTES,
): Promise<FormData | null> {
  // Browsers that send no Referer send no useful Origin either; where this header is known, it cannot be forged by a page.
  const site = context.req.header("Sec-Fetch-Site");
  if (site !== undefined && site !== "same-origin" && site !== "none") return null;
  const body = await readBounded(context.req.raw, max_bytes);
  if (body === null) return null;
  const type = context.req.header("Content-Type") ?? "";
  try {
    return await new Response(body, { headers: { "Content-Type": type } }).formData();
  } catch {
    return null; // Not a form, or not the one that its header announces.
  }
}

/** One field as text, trimmed and cut; empty when it is not there. */
export function field(form: FormData, name: string, max: number = 2_000): string {
  const value = form.get(name);
  return typeof value === "string" ? withoutTurns(value).replaceAll("\r\n", "\n").trim().slice(0, max) : "";
}

async function digest(subject: string, action: string): Promise<string> {
  const text = new TextEncoder().encode(`${action}\n${subject}`);
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", text));
  return bytes.slice(0, 16).toBase64({ alphabet: "base64url", omitPadding: true });
}
