/**
 * Decides where PayPal's certificate may be fetched from, and takes the key from it. TLS with the pinned host proves
 * that the key is PayPal's.
 */
import { importX509 } from "jose";
import { err, ok, type Result } from "../../result.ts";
import type { Ask } from "../source.ts";

/**
 * Hosts of PayPal's API, live and sandbox, old and new names. Each signature covers the id of one webhook, so all
 * hosts may be accepted.
 */
export const HOSTS = [
  "api.paypal.com",
  "api-m.paypal.com",
  "api.sandbox.paypal.com",
  "api-m.sandbox.paypal.com",
];

/** A new key gets a certificate of a new name, so a fetched certificate stays valid under its name. */
const KEPT_S = 86_400;

/**
 * Returns the address if it is one of PayPal's certificates, else `null`. The webhook itself names it: an attacker
 * who could name another host would sign with their own key.
 */
export function certificateUrl(text: string): URL | null {
  if (!/^https:\/\/[a-z.-]+\/v1\/notifications\/certs\/CERT-[0-9A-Za-z-]{1,64}$/.test(text)) return null;
  const url = new URL(text);
  return HOSTS.includes(url.host) ? url : null;
}

/** Fetches the key: `signature` where PayPal has no such certificate, `unavailable` where PayPal cannot be asked. */
export async function signingKey(
  url: URL,
  ask: Ask,
): Promise<Result<CryptoKey, "signature" | "unavailable">> {
  const answer = await ask(url, { keep_s: KEPT_S });
  if (!answer.ok) return answer;
  const { status, body } = answer.value;
  if (status >= 400 && status < 500 && status !== 429) {
    return err(
      "signature",
      "Cannot verify webhook as PAYPAL-CERT-URL must be a certificate that PayPal has",
    );
  }
  const certificate = status === 200 ? firstCertificate(new TextDecoder().decode(body)) : null;
  if (certificate === null) {
    return err(
      "unavailable",
      `Cannot verify webhook as PayPal must hand out its certificate: it answered ${status}`,
    );
  }
  try {
    return ok(await importX509(certificate, "RS256"));
  } catch {
    // jose's error quotes no content and has one cause: the certificate holds no RSA key.
    return err("unavailable", "Cannot verify webhook as PayPal's certificate must hold an RSA key");
  }
}

/** Returns the first certificate of the file; the issuers' certificates may follow PayPal's own. */
function firstCertificate(pem: string): string | null {
  return /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]{1,16384}-----END CERTIFICATE-----/.exec(pem)?.[0] ??
    null;
}
