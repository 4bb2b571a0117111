/** Real ports of a deployment: the login, Cloudflare, wrangler, DNS, the clock. */
import { resolverOverHttps } from "../../src/dns/over_https.ts";
import { cloudflare } from "./cloudflare.ts";
import type { Ports } from "./step.ts";
import { type RunWrangler, wranglerIn } from "./wrangler.ts";

/** Returns the token that wrangler uses: CLOUDFLARE_API_TOKEN, or that of `wrangler login`. Null without a login. */
async function loginToken(wrangler: RunWrangler): Promise<string | null> {
  const own = Deno.env.get("CLOUDFLARE_API_TOKEN");
  if (own) return own;
  try {
    const said = await wrangler(["auth", "token", "--json"]);
    return JSON.parse(said.slice(said.indexOf("{"))).token ?? null;
  } catch {
    // Not logged in: the caller explains how to log in.
    return null;
  }
}

/**
 * Sends every host's requests to the address in WAYBILL_HOSTS, where a rehearsal (`deno task stand-in`) answers;
 * without it, to the host itself.
 */
function fetchHosts(hosts: string | undefined): typeof globalThis.fetch {
  if (!hosts) return fetch;
  return (input, init) => {
    const request = new Request(input, init);
    const { host, pathname, search } = new URL(request.url);
    const headers = new Headers(request.headers);
    headers.set("x-forwarded-host", host);
    return fetch(
      new Request(`${hosts}${pathname}${search}`, { method: request.method, headers, body: request.body }),
    );
  };
}

/** Returns null without a login. */
export async function realPorts(root: string): Promise<Ports | null> {
  const wrangler = wranglerIn(root);
  const token = await loginToken(wrangler);
  if (token === null) return null;
  const at_hosts = fetchHosts(Deno.env.get("WAYBILL_HOSTS"));
  return {
    cloudflare: cloudflare({ token, fetch, base: Deno.env.get("CLOUDFLARE_API_BASE_URL") }),
    wrangler,
    fetch: at_hosts,
    resolve: resolverOverHttps(at_hosts),
    clock: () => Date.now(),
    pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
    print: (text) => console.log(text),
  };
}
