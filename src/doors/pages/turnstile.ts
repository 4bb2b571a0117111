/**
 * Cloudflare Turnstile: checks that a person sends the form, for shops that turn it on.
 * https://developers.cloudflare.com/turnstile/
 */
import * as v from "valibot";
import type { Shop } from "../../flow/ports.ts";
import { logFailure } from "../log.ts";
import type { Ports } from "../ports.ts";
import { field } from "../forms/form.ts";

const VERIFY = "https://challenges.cloudflare.com/turnstile/v0/siteverify";
const TIMEOUT_MS = 5_000;
const Answer = v.object({ success: v.boolean() });

/** Policy of the only page that loads anything from another host: the test comes from Cloudflare. */
export const TURNSTILE_POLICY = "default-src 'none'; style-src 'self' 'unsafe-inline'; " +
  "script-src https://challenges.cloudflare.com; frame-src https://challenges.cloudflare.com; " +
  "img-src 'self' https: data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/**
 * Returns true when the shop does not use Turnstile, and false when Turnstile cannot be reached: the form can be sent
 * again.
 */
export async function isPerson(ports: Ports, shop: Shop, form: FormData, network: string): Promise<boolean> {
  if (shop.settings.turnstile === undefined) return true;
  const secret = shop.secrets["turnstile"]?.[0];
  const response = field(form, "cf-turnstile-response", 2_048);
  if (secret === undefined || response === "") return false;
  try {
    const answer = await ports.ways.fetch(VERIFY, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ secret, response, remoteip: network }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return v.parse(Answer, await answer.json()).success;
  } catch (error) {
    logFailure("turnstile_failed", { shop: shop.id }, error);
    return false;
  }
}
