/** PayPal's certificate: where it may be fetched from, and the key in it. Who holds that key is vouched for by TLS with the pinned host. */
import { importX509 } from "jose";
import { err, ok, type Result } from "../../result.ts";
import type { Ask } from "../source.ts";

/** PayPal's API, live and sandbox, in its old and its new name. A signature is for one webhook, whichever of them it is from. */
export const HOSTS = [
  "api.paypal.com",
  "api-m.paypal.com",
  "api.sandbox.paypal.com",
  "api-m.sandbox.paypal.com",
];

/** A certificate of another name is another key: one that was fetched stays true. */
const KEPT_S = 86_400;

/**
 * The address if it is one of PayPal's certificates, else `null`. It stands in the webhook: whoever could name another host
 * would sign with a key of their own.
 */
export function certificateUrl(text: string): URL | null {
  if (!/^https:\/\/[a-z.-]+\/v1\/notifications\/certs\/CERT-[0-9A-Za-z-]{1,64}$/.test(text)) return null;
  const url = new URL(text);
  return HOSTS.includes(url.host) ? url : null;
}

/** `signature` where PayPal has no such certificate, `unavailable` where it cannot be asked. */
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
    // What jose says quotes nothing, and there is one reason: this is no certificate with an RSA key.
    return err("unavailable", "Cannot verify webhook as PayPal's certificate must hold an RSA key");
  }
}

/** A file may hold those of the issuers too, after PayPal's own. */
function firstCertificate(pem: string): string | null {
  return /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]{1,16384}-----END CERTIFICATE-----/.exec(pem)?.[0] ??
    null;
}
