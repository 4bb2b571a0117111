/**
 * Verifies Cloudflare Access's assertion against the team's own keys and returns the person's address. It never
 * decides who may enter.
 */
import { createRemoteJWKSet, customFetch, errors, jwtVerify } from "jose";
import { readBounded } from "../body.ts";

/**
 * Returns the person's address in lower case; null for an assertion that does not verify. Throws where the keys
 * cannot be fetched.
 */
export type Identify = (assertion: string, now_ms: number) => Promise<string | null>;

const ASSERTION_MAX = 8_000;
const KEYS_MAX_BYTES = 100_000;
const TIMEOUT_MS = 5_000;
/** Shortest time in milliseconds between two fetches for an unknown key; Access changes its keys every six weeks. */
const COOLDOWN_MS = 30_000;

/** Errors that mean an invalid assertion; every other error is an outage. */
const REFUSALS = [
  errors.JWTExpired,
  errors.JWTClaimValidationFailed,
  errors.JWTInvalid,
  errors.JWSInvalid,
  errors.JWSSignatureVerificationFailed,
  errors.JOSEAlgNotAllowed,
  errors.JOSENotSupported,
  errors.JWKSNoMatchingKey,
  errors.JWKSMultipleMatchingKeys,
] as const;

// https://developers.cloudflare.com/cloudflare-one/identity/authorization-cookie/validating-json/
export function accessIdentifier(
  { team_domain, audience }: { readonly team_domain: string; readonly audience: string },
  fetch: typeof globalThis.fetch,
): Identify {
  const issuer = `https://${team_domain}`;
  const keys = createRemoteJWKSet(new URL(`${issuer}/cdn-cgi/access/certs`), {
    [customFetch]: async (url, init) => bounded(await fetch(url, init as RequestInit)),
    timeoutDuration: TIMEOUT_MS,
    cooldownDuration: COOLDOWN_MS,
  });
  return async function identify(assertion, now_ms) {
    if (assertion.length > ASSERTION_MAX) return null;
    try {
      const { payload } = await jwtVerify<{ readonly email?: unknown }>(assertion, keys, {
        algorithms: ["RS256"],
        issuer,
        audience,
        requiredClaims: ["exp"],
        currentDate: new Date(now_ms),
      });
      // A service token names no person: programs use the API.
      return typeof payload.email === "string" && payload.email.includes("@")
        ? payload.email.toLowerCase()
        : null;
    } catch (error) {
      if (REFUSALS.some((refusal) => error instanceof refusal)) return null;
      throw error;
    }
  };
}

async function bounded(response: Response): Promise<Response> {
  const body = await readBounded(response, KEYS_MAX_BYTES);
  if (body === null) {
    throw new Error(`Cannot read the keys of Access as they must be <= ${KEYS_MAX_BYTES} bytes`);
  }
  return new Response(body as Uint8Array<ArrayBuffer>, { status: response.status });
}
