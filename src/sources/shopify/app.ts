/**
 * The protocol by which a Shopify store installs an app: what Shopify's redirects must prove, where the merchant is
 * sent, how a code becomes a token. https://shopify.dev/docs/apps/build/authentication-authorization
 */
import * as v from "valibot";
import type { AccessToken, TokenRefusal } from "../../orders/storefront_app.ts";
import { err, ok, type Result } from "../../result.ts";
import { readJson } from "../read/json.ts";
import { checked } from "../read/parse_error.ts";
import type { Ask } from "../source.ts";
import { hmacMatches } from "../verify/signature.ts";
import { textOrder } from "../../values/text_order.ts";

/** `kontor.myshopify.com`: the only names to which a client secret is ever sent. */
export const STORE_DOMAIN = /^[a-z0-9][a-z0-9-]{0,62}\.myshopify\.com$/;
/** Distance in seconds between a redirect's time and its arrival, as Shopify's own library has it. */
const REDIRECT_TOLERANCE_S = 90;
/** Shopify's redirects have less than ten parameters; more are no redirect of Shopify's. */
const PARAMETERS_MAX = 20;
const CODE_MAX = 500;

export type RedirectRefusal = "signature" | "stale" | "store";

/** What a redirect of Shopify's proves. */
export interface Redirect {
  readonly domain: string;
  /** Authorisation code and the state that we gave; null on the app's own page. */
  readonly code: string | null;
  readonly state: string | null;
}

/**
 * Verifies the query of a redirect: signed with a secret of the app, of now, and by the store that this shop is
 * pinned to. The signature covers all other parameters, in the order of their names.
 */
export async function verifyRedirect(
  query: URLSearchParams,
  { secrets, domain, now_ms }: {
    readonly secrets: readonly string[];
    readonly domain: string;
    readonly now_ms: number;
  },
): Promise<Result<Redirect, RedirectRefusal>> {
  const signature = bytesFromHex(query.get("hmac") ?? "");
  const others = [...query].filter(([name]) => name !== "hmac" && name !== "signature");
  // A name given twice could be read as one value by us and as another by Shopify.
  const names = new Set(others.map(([name]) => name));
  const matches = signature !== null && others.length <= PARAMETERS_MAX && names.size === others.length &&
    await hmacMatches({
      keys: secrets.map((secret) => new TextEncoder().encode(secret)),
      signatures: [signature],
      signed: new TextEncoder().encode(signedText(others)),
    });
  if (!matches) {
    return err("signature", "Cannot take the redirect as hmac must be made with a secret of this app");
  }
  const at_s = Number(query.get("timestamp"));
  if (!Number.isInteger(at_s) || Math.abs(now_ms / 1_000 - at_s) > REDIRECT_TOLERANCE_S) {
    return err("stale", `Cannot take the redirect as it must be <= ${REDIRECT_TOLERANCE_S} s old`);
  }
  if (query.get("shop") !== domain || !STORE_DOMAIN.test(domain)) {
    return err("store", "Cannot take the redirect as its store must be the one in this shop's settings");
  }
  const code = query.get("code");
  return ok({
    domain,
    code: code !== null && code.length > 0 && code.length <= CODE_MAX ? code : null,
    state: query.get("state"),
  });
}

/** Writes parameters as Shopify signs them: sorted by name, encoded, a blank as `%20`. */
function signedText(parameters: readonly (readonly [string, string])[]): string {
  const sorted = parameters.toSorted(([a], [b]) => textOrder(a, b));
  return new URLSearchParams(sorted.map(([name, value]) => [name, value])).toString().replaceAll("+", "%20");
}

function bytesFromHex(text: string): Uint8Array | null {
  return /^[0-9a-f]{64}$/.test(text) ? Uint8Array.fromHex(text) : null;
}

export interface AppIdentity {
  readonly domain: string;
  readonly client_id: string;
  /** Newest first; the newest is the one that Shopify expects. */
  readonly secrets: readonly string[];
}

/** Returns the page of Shopify's on which the merchant grants `scopes`, with an offline token in the end. */
export function grantUrl(
  { domain, client_id }: AppIdentity,
  { scopes, redirect_uri, state }: {
    readonly scopes: readonly string[];
    readonly redirect_uri: string;
    readonly state: string;
  },
): string {
  const url = new URL(`https://${domain}/admin/oauth/authorize`);
  url.search = new URLSearchParams({ client_id, scope: scopes.join(","), redirect_uri, state }).toString();
  return url.href;
}

const Token = v.object({
  access_token: v.pipe(v.string(), v.regex(/^\S{1,500}$/, "Must be a token")),
  scope: v.optional(v.string(), ""),
  expires_in: v.nullish(v.pipe(v.number(), v.minValue(1))),
  refresh_token: v.nullish(v.pipe(v.string(), v.regex(/^\S{1,500}$/, "Must be a token"))),
});

/** Exchanges the code of a redirect. Asks for a token that expires, as Shopify obliges public apps to from 2027 on. */
export async function exchangeCode(
  app: AppIdentity,
  code: string,
  ask: Ask,
): Promise<Result<AccessToken, TokenRefusal>> {
  return await askForToken(app, { code, expiring: "1" }, ask);
}

/** Makes the next token. The old refresh token works until the new token is used. */
export async function refreshToken(
  app: AppIdentity,
  refresh_token: string,
  ask: Ask,
): Promise<Result<AccessToken, TokenRefusal>> {
  return await askForToken(app, { grant_type: "refresh_token", refresh_token }, ask);
}

async function askForToken(
  { domain, client_id, secrets }: AppIdentity,
  proof: Readonly<Record<string, string>>,
  ask: Ask,
): Promise<Result<AccessToken, TokenRefusal>> {
  const answer = await ask(new URL(`https://${domain}/admin/oauth/access_token`), {
    headers: { accept: "application/json" },
    json: { client_id, client_secret: secrets[0], ...proof },
  });
  if (!answer.ok) return answer;
  const { status, body } = answer.value;
  if (status === 400 || status === 401 || status === 403) {
    return err("refused", `Cannot get a token as Shopify answered ${status}`);
  }
  if (status !== 200) return err("unavailable", `Cannot get a token as Shopify answered ${status}`);
  const json = readJson(body);
  const read = json.ok ? checked(Token, json.value) : json;
  if (!read.ok) return err("unavailable", `Cannot read Shopify's token: ${read.message}`);
  const { access_token, scope, expires_in, refresh_token } = read.value;
  return ok({
    token: access_token,
    scopes: scope.split(",").filter((name) => name !== ""),
    expires: typeof expires_in === "number" && typeof refresh_token === "string"
      ? { in_s: expires_in, refresh_token }
      : null,
  });
}
